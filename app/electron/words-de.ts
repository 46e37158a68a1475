import type { ShellWords } from './words.ts';

const files = (count: number): string => (count === 1 ? '1 Element' : `${count} Elemente`);

export const wordsDe: ShellWords = {
  moods: {
    quitting: 'Wird beendet…',
    starting: 'Wird gestartet…',
    restarting: 'Der Abgleich brach ab und wird neu gestartet…',
    down: 'Der Abgleich läuft nicht',
    'signed-out': 'Nicht angemeldet',
    unlinked: 'Noch kein Ordner ist verknüpft',
    halted: 'Angehalten: eine Entscheidung ist nötig',
    offline: 'Die Cloud ist nicht erreichbar',
    paused: 'Pausiert',
    working: 'Wird abgeglichen…',
    attention: 'Abgeglichen, aber etwas braucht einen Blick',
    synced: 'Alles ist auf dem gleichen Stand',
  },
  working: (percent, items) => {
    const far = percent === undefined ? '' : ` ${percent} %`;
    return items === 0 ? `Wird abgeglichen…${far}` : `Wird abgeglichen…${far}, noch ${files(items)}`;
  },
  pausedUntil: (time) => `Pausiert bis ${time}`,
  resting: {
    'on-battery': 'Ruht, solange der Computer auf Akku läuft',
    'metered-network': 'Ruht, solange das Netz nach Menge kostet',
  },
  openWindow: 'Leitz Cloud öffnen',
  openFolder: (name) => `Ordner „${name}“ öffnen`,
  openFolders: 'Ordner öffnen',
  openBrowser: 'Cloud im Browser öffnen',
  recent: 'Zuletzt abgeglichen',
  noneRecent: 'Noch nichts',
  pause: 'Abgleich pausieren',
  pauseHour: 'Für 1 Stunde',
  pauseTomorrow: 'Bis morgen',
  pauseOpen: 'Bis ich fortsetze',
  resume: 'Abgleich fortsetzen',
  syncNow: 'Jetzt abgleichen',
  conflicts: (count) => (count === 0 ? 'Konflikte' : `Konflikte (${count})`),
  held: (count) => (count === 0 ? 'Wartet auf Entscheidung' : `Wartet auf Entscheidung (${count})`),
  signIn: 'Anmelden…',
  settings: 'Einstellungen…',
  restartToUpdate: (version) => `Neu starten und auf ${version} aktualisieren`,
  lookForUpdate: 'Nach einer neueren Version suchen',
  startEngine: 'Abgleich wieder starten',
  plainFile: 'Kein Schlüsselbund: die Anmeldung liegt in einer Datei nur für Sie',
  quit: 'Leitz Cloud beenden',
  edit: 'Bearbeiten',
  window: 'Fenster',
  notices: {
    conflict: (count, name) => [
      count === 1
        ? 'Eine Datei wurde auf beiden Seiten geändert'
        : `${count} Dateien wurden auf beiden Seiten geändert`,
      name === undefined
        ? 'Nichts ging verloren: beide Fassungen sind da. Bitte ansehen.'
        : `Beide Fassungen von „${name}“ sind da. Bitte ansehen.`,
    ],
    held: (count) => [
      `${files(count)} ${count === 1 ? 'wartet' : 'warten'} auf Ihre Entscheidung`,
      'Alles andere geht weiter. Bitte ansehen und entscheiden.',
    ],
    signIn: () => ['Bitte neu anmelden', 'Die Cloud hat die Sitzung beendet; nach dem Anmelden geht es weiter.'],
    halted: (name, why) => [`„${name}“ wird nicht abgeglichen`, why],
    firstSync: (name) => [`„${name}“ ist vollständig`, 'Zum ersten Mal ist alles auf dem gleichen Stand.'],
    diskFull: (name) => ['Die Festplatte ist voll', `„${name}“ geht von selbst weiter, wenn wieder Platz ist.`],
    quotaFull: () => ['In der Cloud ist kein Platz mehr', 'Bitte dort etwas löschen oder die Administration fragen.'],
    engineDied: () => ['Der Abgleich brach unerwartet ab', 'Er wird neu gestartet. Nichts ging verloren.'],
    engineDown: () => ['Der Abgleich bricht immer wieder ab', 'Bitte im Menü neu starten oder das Protokoll ansehen.'],
    plainFile: () => [
      'Dieser Computer hat keinen Schlüsselbund',
      'Ihre Anmeldung liegt in einer Datei, die nur Ihr Benutzer lesen kann, aber ohne eigenes Passwort.',
    ],
    update: (version) => [`Version ${version} ist bereit`, 'Sie wird installiert, wenn Sie Leitz Cloud neu starten.'],
  },
  inUse: {
    message: 'Ein anderer Prozess gleicht hier schon ab.',
    detail: (who) =>
      `${who}\n\nEr kann gebeten werden, sich zu beenden, damit dieses Programm weitermacht; nichts geht verloren.`,
    takeOver: 'Beenden lassen und hier weitermachen',
    quit: 'Beenden',
  },
  pickFolder: 'Ordner zum Abgleichen wählen',
  notOpened: (path, why) => ['Das wurde nicht geöffnet', `${path}\n\n${why}`],
};
