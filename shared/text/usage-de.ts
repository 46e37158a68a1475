/** German words for the kinds of wrong usage; see the English ones. */
import type { WordTable } from './words.ts';

export const usageDe: WordTable = {
  'link-folder-missing': {
    what: 'Einen Ordner {path} gibt es nicht.',
    fix: 'Legen Sie ihn an oder prüfen Sie den Pfad.',
  },
  'link-folder-is-file': { what: '{path} ist eine Datei, kein Ordner.', fix: 'Wählen Sie einen Ordner.' },
  'link-inside-linked': {
    what: '{path} liegt in einem Ordner, der schon verbunden ist.',
    fix: 'Wählen Sie einen Ordner außerhalb aller verbundenen; `leitz-cloud status` nennt sie.',
  },
  'link-holds-linked': {
    what: '{path} enthält einen Ordner, der schon verbunden ist.',
    fix: 'Wählen Sie einen Ordner, in dem kein verbundener liegt; `leitz-cloud status` nennt sie.',
  },
  'link-folder-linked': {
    what: '{path} ist schon verbunden, hier oder von einer anderen Installation.',
    fix: 'Wählen Sie einen anderen Ordner oder lösen Sie zuerst die Verbindung.',
  },
  'link-holds-home': {
    what: '{path} enthält den Ordner, in dem dieses Programm seinen Zustand hält, oder liegt darin.',
    fix: 'Wählen Sie einen anderen Ordner oder mit `--home ORDNER` ein anderes Heim.',
  },
  'link-folder-is-top': {
    what: '{path} ist die oberste Ebene eines Laufwerks, auf der vieles liegt, was nicht Ihnen gehört.',
    fix: 'Wählen Sie einen Ordner darin.',
  },
  'link-root-backup': {
    what: 'Der Bereich {path} enthält Sicherungen; er kann nicht mit einem Ordner verbunden werden.',
    fix: 'Wählen Sie einen Bereich der Art sync oder share; `leitz-cloud roots` nennt sie.',
  },
  'link-root-unknown': {
    what: 'Die Cloud zeigt Ihnen keinen Bereich {path}.',
    fix: 'Nehmen Sie eine Kennung aus `leitz-cloud roots`.',
  },
  'link-root-linked': {
    what: 'Der Bereich {path} ist schon mit einem Ordner verbunden.',
    fix: 'Lösen Sie zuerst die Verbindung mit `leitz-cloud unlink`.',
  },
  'link-move-not-empty': {
    what: '{path} ist nicht leer und nicht der verbundene Ordner.',
    fix: 'Wählen Sie einen Ordner, der leer oder noch nicht da ist, oder verschieben Sie den verbundenen Ordner selbst dorthin und versuchen Sie es noch einmal.',
  },
  'link-move-not-there': {
    what: 'Der verbundene Ordner ist weder an seinem alten Platz noch unter {path}.',
    fix: 'Verschieben Sie ihn mit allem, was darin ist, auch Verstecktem, an seinen neuen Platz und versuchen Sie es noch einmal.',
  },
  'link-other-volume': {
    what: '{path} liegt auf einem anderen Laufwerk; dorthin lässt sich nichts umbenennen.',
    fix: 'Kopieren oder verschieben Sie den verbundenen Ordner selbst dorthin, mit dem versteckten Ordner darin, und versuchen Sie es noch einmal; übertragen wird nichts.',
  },
  'not-linked': {
    what: 'Der Bereich {path} ist mit keinem Ordner verbunden.',
    fix: '`leitz-cloud status` nennt die verbundenen.',
  },
  'path-not-in-link': {
    what: '{path} liegt in keinem verbundenen Ordner.',
    fix: 'Geben Sie einen Pfad in einem verbundenen Ordner an oder BEREICH:/Pfad/in/der/Cloud; `leitz-cloud status` nennt die verbundenen Ordner.',
  },
  'no-such-path': { what: '{path} gibt es weder hier noch in der Cloud.', fix: 'Prüfen Sie den Pfad.' },
  'no-such-conflict': {
    what: 'Einen Konflikt {path} gibt es nicht.',
    fix: 'Nehmen Sie eine Kennung aus `leitz-cloud conflicts`.',
  },
  'no-such-hold': {
    what: 'Unter {path} wird nichts zurückgehalten.',
    fix: 'Nehmen Sie eine Kennung aus `leitz-cloud held`.',
  },
  'no-such-share': {
    what: 'Einen Freigabelink {path} gibt es nicht.',
    fix: 'Nehmen Sie eine Kennung aus `leitz-cloud shares`.',
  },
  'no-such-trash': {
    what: 'Im Papierkorb ist kein Eintrag {path}.',
    fix: 'Nehmen Sie eine Kennung aus `leitz-cloud trash`.',
  },
  'no-such-revision': {
    what: 'Diese Fassung von {path} hat die Cloud nicht.',
    fix: 'Nehmen Sie eine aus `leitz-cloud versions`.',
  },
  'name-not-possible': {
    what: 'Der Name {path} ist auf diesem Rechner nicht möglich.',
    fix: 'Wählen Sie einen anderen Namen.',
  },
  'name-taken': {
    what: 'Den Namen {path} trägt schon etwas.',
    fix: 'Benennen Sie zuerst das um oder verschieben Sie es.',
  },
  'nothing-to-undo': { what: 'Es gibt nichts, was zurückgenommen werden könnte.' },
  'merge-not-possible': {
    what: 'Die beiden Fassungen von {path} lassen sich nicht von selbst zusammenführen: Beide ändern dieselben Zeilen, oder es ist kein Text.',
    fix: 'Behalten Sie Ihre, die andere oder beide, oder führen Sie sie von Hand zusammen und behalten Sie Ihre.',
  },
  'address-wrong': {
    what: '{path} ist nicht die Adresse eines Servers.',
    fix: 'Geben Sie sie in der Form https://cloud.example.org an.',
  },
  'ca-wrong': {
    what: '{path} enthält kein Zertifikat in PEM-Form.',
    fix: 'Bitten Sie den Betreiber des Servers um die Datei.',
  },
  'proxy-wrong': {
    what: 'Das ist nicht die Adresse eines Proxys.',
    fix: 'Geben Sie sie als http://, https:// oder socks5:// mit Rechner und Port an, etwa http://proxy.example.org:3128; oder `system` oder `none`.',
  },
  'proxy-secret': {
    what: 'In die Adresse eines Proxys gehört kein Passwort.',
    fix: 'Geben Sie es getrennt an: `leitz-cloud proxy URL --user NAME` fragt danach und bewahrt es bei den anderen Geheimnissen auf.',
  },
  'client-wrong': {
    what: 'Das ist kein Zertifikat mit seinem Schlüssel, oder das Kennwort dazu stimmt nicht.',
    fix: 'Geben Sie eine PKCS-#12-Datei (.p12, .pfx) an, oder Zertifikat und Schlüssel in PEM-Form.',
  },
  'setting-unknown': { what: 'Eine Einstellung {path} gibt es nicht.', fix: '`leitz-cloud settings` nennt sie.' },
  'setting-value': {
    what: 'Die Einstellung {path} kann diesen Wert nicht haben.',
    fix: '`leitz-cloud settings` zeigt, was sie sein darf.',
  },
  'account-unknown': {
    what: 'Das Konto {path} gibt es hier nicht.',
    fix: '`leitz-cloud accounts` zählt sie auf.',
  },
  'account-which': {
    what: 'Mehrere Konten sind angemeldet: {path}.',
    fix: 'Nennen Sie eines mit `--account`; `leitz-cloud accounts` zählt sie auf.',
  },
  'links-first': {
    what: 'Hier sind Ordner für eine andere Person oder einen anderen Server verbunden.',
    fix: 'Lösen Sie zuerst deren Verbindungen oder nehmen Sie mit `--home ORDNER` ein anderes Heim.',
  },
};
