import type { WordTable } from './words.ts';

export const updatesDe: WordTable = {
  'update-current': { what: 'Das ist die neueste Version.' },
  'update-not-looked': { what: 'Nach einer neueren Version wurde noch nicht gesucht.' },
  'update-looking': { what: 'Eine neuere Version wird gesucht.' },
  'update-downloading': { what: 'Version {version} wird heruntergeladen[ ({percent} %)].' },
  'update-ready': {
    what: 'Version {version} ist bereit.',
    fix: 'Sie wird installiert, wenn Leitz Cloud beendet wird, oder gleich, wenn Sie jetzt neu starten.',
  },
  'update-switched-off': {
    what: 'Die Suche nach neueren Versionen ist ausgeschaltet.',
    fix: 'Sie lässt sich in den Einstellungen einschalten.',
  },
  'update-not-packaged': {
    what: 'Dieses Programm läuft aus seinen Quellen und aktualisiert sich nicht selbst.',
    fix: 'Bitte neuere Quellen holen und neu starten.',
  },
  'update-no-server': {
    what: 'Dieses Programm wurde ohne die Adresse eines Update-Servers gebaut und sucht keine neueren Versionen.',
    fix: 'Bitte die Administration fragen, wie neuere Versionen installiert werden.',
  },
  'update-address-refused': {
    what: 'Die Adresse des Update-Servers, {detail}, wird nicht verwendet: sie muss mit https beginnen.',
    fix: 'Bitte die Administration um ein Paket mit der richtigen Adresse bitten.',
  },
  'update-no-key': {
    what: 'Dieses Programm wurde ohne den Schlüssel gebaut, mit dem neuere Versionen geprüft werden, und installiert keine.',
    fix: 'Bitte die Administration fragen, wie neuere Versionen installiert werden.',
  },
  'update-by-packages': {
    what: 'Version {version} ist da; auf diesem Computer installiert sie das System.',
    fix: 'Bitte die Pakete des Systems aktualisieren, wie bei anderen Programmen.',
  },
  'update-portable': {
    what: 'Version {version} ist da; das portable Programm ersetzt sich nicht selbst.',
    fix: 'Bitte die neue Datei herunterladen und an die Stelle der alten legen.',
  },
  'update-moved': {
    what: 'Version {version} ist da, aber macOS startet dieses Programm von einem Ort, der sich nicht ändern lässt.',
    fix: 'Bitte Leitz Cloud in den Ordner Programme bewegen und von dort starten.',
  },
  'update-not-writable': {
    what: 'Version {version} ist da, aber die Datei dieses Programms, {detail}, dürfen Sie nicht ändern.',
    fix: 'Bitte den Besitzer der Datei um die neue bitten, oder sie in einen eigenen Ordner bewegen.',
  },
  'update-unreachable': {
    what: 'Der Update-Server ist nicht erreichbar[: {detail}].',
    fix: 'Es wird von selbst wieder versucht.',
  },
  'update-unsigned': {
    what: 'Version {version} wird nicht installiert: ihre Signatur ist nicht die der Hersteller dieses Programms.',
    fix: 'Bitte der Administration melden: vielleicht wurde sie auf dem Server verändert.',
  },
  'update-damaged': {
    what: 'Version {version} wird nicht installiert: was ankam, ist nicht, was angekündigt war.',
    fix: 'Sie wird von selbst noch einmal heruntergeladen.',
  },
  'update-failed': {
    what: 'Die neuere Version wurde nicht installiert[: {detail}].',
    fix: 'Es wird von selbst wieder versucht; diese Version läuft weiter.',
  },
};
