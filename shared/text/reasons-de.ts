/** German words for why an action is taken, why something waits, and what a state means. */
import type { WordTable } from './words.ts';

export const reasonsDe: WordTable = {
  'new-here': { what: 'Es ist neu auf diesem Rechner.' },
  'new-in-cloud': { what: 'Es ist neu in der Cloud.' },
  'edited-here': { what: 'Es wurde auf diesem Rechner bearbeitet.' },
  'edited-in-cloud': { what: 'Es wurde in der Cloud bearbeitet.' },
  'moved-here': { what: 'Es wurde auf diesem Rechner umbenannt oder verschoben.' },
  'moved-in-cloud': { what: 'Es wurde in der Cloud umbenannt oder verschoben.' },
  'deleted-here': { what: 'Es wurde auf diesem Rechner gelöscht.' },
  'deleted-in-cloud': { what: 'Es wurde in der Cloud gelöscht.' },
  'edit-beats-delete': {
    what: 'Es wurde auf einer Seite gelöscht und auf der anderen bearbeitet: Die Bearbeitung gilt.',
  },
  'move-beats-delete': {
    what: 'Es wurde auf einer Seite gelöscht und auf der anderen verschoben: Das Verschieben gilt.',
  },
  'needed-by-content': { what: 'Der Ordner wird für seinen Inhalt gebraucht.' },
  'equal-on-both-sides': { what: 'Beide Seiten haben denselben Inhalt.' },
  'gone-on-both-sides': { what: 'Es ist auf beiden Seiten weg.' },
  'edited-on-both-sides': { what: 'Es wurde auf beiden Seiten bearbeitet; beide Fassungen bleiben.' },
  'created-on-both-sides': {
    what: 'Es wurde auf beiden Seiten mit verschiedenem Inhalt angelegt; beides bleibt.',
  },
  'cloud-went-back': { what: 'Die Cloud hat eine ältere Fassung als zuvor; beide bleiben.' },
  'file-against-folder': { what: 'Auf einer Seite ist es eine Datei, auf der anderen ein Ordner; beides bleibt.' },
  'cloud-move-wins': { what: 'Es wurde auf beiden Seiten verschoben: Der Ort in der Cloud gilt.' },
  'name-freed-for-another': { what: 'Es macht einem anderen Eintrag Platz, der diesen Namen bekommt.' },
  'content-unknown': { what: 'Sein Inhalt muss gelesen werden, bevor etwas entschieden werden kann.' },
  'left-out': { what: 'Es wird auf diesem Rechner ausgelassen.' },
  'taken-back': { what: 'Es war ausgelassen und wird wieder einbezogen.' },
  'alias-ended': { what: 'Es hatte hier einen anderen Namen, der nicht mehr gewünscht ist.' },
  'named-otherwise-here': {
    what: 'Beide Seiten haben denselben Inhalt; hier heißt es anders, weil sein eigener Name[, {detail},] auf diesem Computer nicht möglich ist.',
  },
  'ignored-now': { what: 'Eine Regel übergeht es jetzt; beide Kopien bleiben.' },
  'asked-for': { what: 'Sie haben es verlangt.' },
  'rules-changed': { what: 'Sie haben die Regeln geändert, was nicht abgeglichen wird.' },
  'conflict-resolved': { what: 'Sie haben den Konflikt entschieden.' },
  overwritten: { what: 'Es wurde durch eine neuere Fassung ersetzt.' },
  'taken-back-here': { what: 'Sie haben eine Änderung zurückgenommen; sie wurde hier weggelegt.' },
  undone: { what: 'Es machte Platz, als Sie etwas zurückgenommen haben.' },

  'illegal-name-in-cloud': {
    what: 'Sein Name ist in der Cloud nicht möglich[ ({detail})].',
    fix: 'Benennen Sie es auf diesem Rechner um[, zum Beispiel in {suggestion}].',
  },
  'illegal-name-here': {
    what: 'Sein Name ist auf diesem Rechner nicht möglich[ ({detail})].',
    fix: 'Benennen Sie es in der Cloud um[, zum Beispiel in {suggestion}], oder geben Sie ihm hier einen anderen mit `leitz-cloud alias ROOT_ID on`.',
  },
  'name-too-long': {
    what: 'Sein Name oder Pfad ist zu lang[ ({detail})].',
    fix: 'Geben Sie ihm oder einem Ordner darüber einen kürzeren Namen.',
  },
  'case-clash': {
    what: 'Ein anderer Eintrag[, {detail},] heißt bis auf Groß- und Kleinschreibung oder Akzente ebenso.',
    fix: 'Benennen Sie einen der beiden um.',
  },
  'name-of-excluded-folder': {
    what: 'Es heißt wie ein Ordner, der hier ausgelassen wird.',
    fix: 'Benennen Sie es um, oder beziehen Sie den Ordner mit `leitz-cloud include` wieder ein.',
  },
  'unsent-changes': {
    what: 'Es wird ausgelassen, enthält aber Änderungen, die noch nicht in der Cloud sind.',
    fix: 'Sie werden zuerst gesendet; `leitz-cloud held` nennt, was sie aufhält.',
  },
  'locked-by-other': {
    what: 'Jemand anderes hat es in der Cloud gesperrt[: {detail}].',
    fix: 'Lesen geht; was Sie ändern, wird nach dem Entsperren von selbst hochgeladen.',
  },
  'read-only-root': {
    what: 'Diesen Ordner der Cloud dürfen Sie nur lesen; die Änderung bleibt auf diesem Rechner.',
    fix: '`leitz-cloud decline` nimmt sie zurück und holt den Stand der Cloud; oder bitten Sie den Eigentümer der Freigabe um das Recht zum Ändern.',
  },
  'mass-deletion': {
    what: 'Viele Dateien würden auf einmal gelöscht[ ({detail})].',
    fix: 'Wenn es so gemeint ist: `leitz-cloud release`. Wenn nicht: `leitz-cloud decline` bringt sie zurück.',
  },
  'too-large': {
    what: 'Es ist größer, als Ihre Organisation erlaubt[ ({detail})].',
    fix: 'Verkleinern Sie es, lassen Sie es aus oder bitten Sie Ihren Administrator um eine höhere Grenze.',
  },
  'conflict-to-decide': { what: 'Beide Seiten haben es geändert.', fix: 'Wählen Sie mit `leitz-cloud resolve`.' },
  'blocked-by-held': {
    what: 'Ein anderer Eintrag, von dem es abhängt, wartet[ ({detail})].',
    fix: 'Erledigen Sie den; `leitz-cloud held` nennt ihn.',
  },
  'content-left-out': {
    what: 'Es enthält etwas, das ausgelassen oder übergangen wird und verloren ginge.',
    fix: 'Verschieben Sie das oder beziehen Sie es wieder ein; dann geht es von selbst weiter.',
  },
  'name-taken-here': {
    what: 'Etwas, das nicht abgeglichen wird[, {detail},] trägt auf diesem Rechner seinen Namen.',
    fix: 'Benennen Sie das um oder entfernen Sie es.',
  },
  failing: {
    what: 'Es ist immer wieder fehlgeschlagen[ ({detail})].',
    fix: 'Es wird von Zeit zu Zeit von selbst noch einmal versucht; `leitz-cloud release` versucht es jetzt.',
  },

  link: { what: 'Es ist eine symbolische Verknüpfung; ihnen wird nicht gefolgt.' },
  'special-file': { what: 'Es ist keine gewöhnliche Datei (sondern ein Socket, eine Pipe oder ein Gerät).' },
  'name-not-unicode': { what: 'Sein Name ist kein gültiges Unicode.', fix: 'Benennen Sie es um.' },
  ignored: {
    what: 'Eine Regel lässt es aus[ ({detail})].',
    fix: 'Benennen Sie es um oder ändern Sie die Regel, wenn es abgeglichen werden soll.',
  },

  synced: { what: 'Beide Seiten sind gleich.' },
  uploading: { what: 'Es ist auf dem Weg in die Cloud.' },
  downloading: { what: 'Es ist auf dem Weg zu diesem Rechner.' },
  waiting: { what: 'Es wartet, bis es an der Reihe ist.' },
  'not-looked-at': { what: 'Es wurde noch nicht angesehen.', fix: '`leitz-cloud sync` sieht es an.' },
  'on-its-way': { what: 'Es wird gerade übertragen.' },
  'on-its-way-slowly': {
    what: 'Es wird gerade übertragen, so schnell es erlaubt ist[ ({detail})].',
    fix: '`leitz-cloud bandwidth` zeigt die Grenzen.',
  },
  'on-its-way-in-one-piece': {
    what: 'Es wird gerade gesendet, in einem Stück.',
    fix: 'Lassen Sie die Verbindung bestehen, bis es fertig ist: Die Cloud nimmt eine Datei nur in einem Stück, ein abgebrochenes Hochladen beginnt von vorn.',
  },
  'paused-by-you': { what: 'Der Abgleich ruht.', fix: 'Weiter geht es mit `leitz-cloud resume`.' },
  'metered-network': {
    what: 'Der Abgleich ruht, weil dieses Netz nach Menge kostet.',
    fix: 'Trotzdem weiter geht es mit `leitz-cloud resume`, immer mit `leitz-cloud settings rest.metered off`.',
  },
  'on-battery': {
    what: 'Der Abgleich ruht, weil der Rechner mit Akku läuft.',
    fix: 'Trotzdem weiter geht es mit `leitz-cloud resume`, immer mit `leitz-cloud settings rest.battery off`.',
  },
  'not-known': {
    what: 'Keine der beiden Seiten kennt es.',
    fix: 'Prüfen Sie den Pfad; `leitz-cloud sync` sieht beide Seiten noch einmal an.',
  },

  'check-the-path': { what: 'Prüfen Sie den Pfad; `leitz-cloud sync` sieht beide Seiten noch einmal an.' },
  include: { what: 'Beziehen Sie es mit `leitz-cloud include` wieder ein.' },
  resolve: { what: 'Wählen Sie mit `leitz-cloud resolve`; `leitz-cloud conflicts` nennt beide Fassungen.' },
};
