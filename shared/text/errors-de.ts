/** German words for every code of the engine's catalogue of errors, and for those of the faces. */
import type { WordTable } from './words.ts';

export const errorsDe: WordTable = {
  changed: {
    what: '{path|Etwas} hat sich geändert, während es angesehen wurde.',
    fix: 'Es ist nichts zu tun: Es wird noch einmal angesehen. Wenn Sie es von Hand verlangt haben, verlangen Sie es noch einmal.',
  },

  unreadable: {
    what: '{path|Eine Datei} kann nicht gelesen werden[ ({detail})].',
    fix: 'Geben Sie Ihrem Benutzer das Recht, sie zu lesen, oder lassen Sie sie mit `leitz-cloud exclude` oder einer Datei .leitzignore aus.',
  },
  'not-writable': {
    what: '{path|Eine Datei} kann nicht geschrieben werden[ ({detail})].',
    fix: 'Geben Sie Ihrem Benutzer das Recht, in diesem Ordner zu schreiben; es wird von selbst noch einmal versucht.',
  },
  'file-busy': {
    what: '{path|Eine Datei} wird von einem anderen Programm benutzt[ ({detail})].',
    fix: 'Schließen Sie sie dort; es wird von selbst noch einmal versucht.',
  },
  'disk-error': {
    what: 'Der Datenträger meldet einen Fehler bei {path|einer Datei}[ ({detail})].',
    fix: 'Prüfen Sie den Datenträger und seinen Anschluss. Deswegen wird nichts gelöscht; es wird von selbst noch einmal versucht.',
  },
  'disk-full': {
    what: 'Der Datenträger ist voll[ bei {path}].',
    fix: 'Machen Sie dort Platz; der Abgleich geht von selbst weiter.',
  },
  'path-too-long': {
    what: 'Der Pfad von {path|einer Datei} ist zu lang für diesen Rechner.',
    fix: 'Kürzen Sie die Namen der Ordner darüber, hier oder in der Cloud.',
  },
  'folder-missing': {
    what: 'Der verbundene Ordner {path} ist nicht da.',
    fix: 'Schließen Sie seinen Datenträger an oder legen Sie ihn zurück. In der Cloud wird inzwischen nichts gelöscht. Um die Verbindung aufzugeben: `leitz-cloud unlink`.',
  },
  'folder-replaced': {
    what: 'Der verbundene Ordner {path} ist nicht der, der verbunden wurde[ ({detail})].',
    fix: 'Schließen Sie seinen Datenträger an oder legen Sie den ursprünglichen Ordner zurück. In der Cloud wird inzwischen nichts gelöscht. Um stattdessen diesen Ordner zu nehmen: `leitz-cloud unlink`, dann `leitz-cloud link`.',
  },
  'folder-not-writable': {
    what: 'In den Ordner {path} kann nichts geschrieben werden[ ({detail})].',
    fix: 'Geben Sie Ihrem Benutzer das Recht, dort zu schreiben, oder wählen Sie einen anderen Ordner.',
  },

  'not-found': {
    what: 'In der Cloud gibt es {path|diese Datei} nicht mehr.',
    fix: 'Es ist nichts zu tun: Es wird noch einmal nachgesehen. Wenn Sie es von Hand verlangt haben, prüfen Sie den Pfad.',
  },
  gone: {
    what: '{path|Es} wurde in der Cloud endgültig gelöscht.',
    fix: 'Es ist nichts zu tun. Wenn Sie es brauchen, suchen Sie eine Kopie auf einem anderen Rechner oder in dessen Papierkorb.',
  },
  'name-conflict': {
    what: 'In der Cloud trägt schon etwas den Namen von {path|dieser Datei}.',
    fix: 'Es ist nichts zu tun: Es wird noch einmal nachgesehen.',
  },
  'invalid-name': {
    what: 'Die Cloud nimmt den Namen von {path|dieser Datei} nicht an[ ({detail})].',
    fix: 'Benennen Sie sie um: ohne / \\ : * ? " < > |, ohne Leerzeichen oder Punkt am Ende, höchstens 255 Zeichen.',
  },
  locked: {
    what: '{path|Die Datei} ist in der Cloud gesperrt[ ({detail})].',
    fix: 'Nach dem Entsperren geht es von selbst weiter. Fragen Sie, wer die Sperre hält, wenn Sie sie früher brauchen.',
  },
  'quota-exceeded': {
    what: 'In der Cloud ist kein Platz mehr für {path|diese Datei}.',
    fix: 'Löschen Sie etwas in der Cloud oder bitten Sie Ihren Administrator um mehr Platz.',
  },
  'file-too-large': {
    what: '{path|Die Datei} ist größer, als Ihre Organisation erlaubt[ ({detail})].',
    fix: 'Verkleinern Sie sie, lassen Sie sie aus oder bitten Sie Ihren Administrator um eine höhere Grenze.',
  },
  'excluded-extension': {
    what: 'Ihre Organisation erlaubt Dateien von der Art von {path|dieser Datei} nicht.',
    fix: 'Benennen Sie sie um, lassen Sie sie aus oder fragen Sie Ihren Administrator.',
  },
  forbidden: {
    what: 'Sie dürfen das in der Cloud mit {path|diesem Eintrag} nicht tun[ ({detail})].',
    fix: 'Bitten Sie den Besitzer der Freigabe oder Ihren Administrator um das Recht dazu.',
  },
  'cut-off': {
    what: 'Die Verbindung ist abgebrochen[ bei {path}].',
    fix: 'Es ist nichts zu tun: Es wird von selbst noch einmal versucht.',
  },
  'wrong-size': {
    what: 'Was für {path|eine Datei} ankam, hat nicht die Größe, die die Cloud nannte[ ({detail})]; es wurde verworfen.',
    fix: 'Es ist nichts zu tun: Es wird von selbst noch einmal versucht.',
  },

  offline: {
    what: 'Die Cloud ist nicht zu erreichen[ unter {path}][ ({detail})].',
    fix: 'Prüfen Sie Netz, Proxy und Adresse; der Abgleich geht von selbst weiter, sobald sie wieder da ist.',
  },
  'server-error': {
    what: 'Die Cloud hat selbst Schwierigkeiten[ ({detail})].',
    fix: 'Es wird von selbst noch einmal versucht. Wenn es andauert, fragen Sie den Betreiber des Servers.',
  },
  'rate-limited': {
    what: 'Die Cloud bittet um weniger Anfragen.',
    fix: 'Es ist nichts zu tun: Es geht von selbst weiter, nur langsamer.',
  },
  'not-an-api-answer': {
    what: 'Was[ unter {path}] antwortet, spricht nicht wie eine Leitz Cloud[ ({detail})].',
    fix: 'Prüfen Sie die Adresse. In einem Gastnetz melden Sie sich zuerst im Browser beim Netz an.',
  },
  'captive-portal': {
    what: 'Etwas zwischen diesem Computer und der Cloud antwortet mit einer eigenen Webseite[ ({detail})], wie es Gastnetze tun, bevor man sich angemeldet hat.',
    fix: 'Öffnen Sie irgendeine Seite im Browser und melden Sie sich beim Netz an. Danach geht es von selbst weiter.',
  },
  'proxy-refused': {
    what: 'Der Proxy {path} lässt diesen Computer nicht durch[ ({detail})].',
    fix: 'Prüfen Sie den Proxy mit `leitz-cloud proxy` und geben Sie Benutzer und Passwort mit `leitz-cloud proxy URL --user NAME` an.',
  },
  'client-certificate-refused': {
    what: 'Der Server[ {path}] verlangt ein Zertifikat dieses Computers und nimmt nicht[ ({detail})], was er bekam.',
    fix: 'Lassen Sie sich vom Betreiber des Servers ein Client-Zertifikat geben und geben Sie es mit `leitz-cloud certificates --client DATEI` an.',
  },
  'certificate-refused': {
    what: 'Dem Zertifikat des Servers[ {path}] wird nicht vertraut[ ({detail})], deshalb wurde ihm nichts geschickt.',
    fix: 'Wenn der Server eine eigene Zertifizierungsstelle hat, holen Sie sich deren Zertifikat (eine PEM-Datei) vom Betreiber und geben Sie es bei `leitz-cloud sign-in` mit `--ca DATEI` an. Sonst machen Sie nicht weiter: Es könnte jemand dazwischen sitzen.',
  },
  'insecure-transport': {
    what: 'Die Adresse[ {path}] ist keine sichere.',
    fix: 'Nehmen Sie eine Adresse, die mit https:// beginnt.',
  },
  'sign-in-needed': {
    what: 'Niemand ist angemeldet, oder die Cloud hat die Sitzung beendet.',
    fix: 'Melden Sie sich an: `leitz-cloud sign-in --server URL --user E-MAIL`.',
  },
  'wrong-credentials': {
    what: 'Die Cloud nimmt diesen Benutzer und dieses Passwort nicht an[ ({path})].',
    fix: 'Prüfen Sie beides und melden Sie sich noch einmal an. Es wurde nichts geändert.',
  },
  'code-needed': {
    what: 'Dieses Konto braucht einen Code für die zweite Stufe, oder der Code war nicht richtig.',
    fix: 'Melden Sie sich noch einmal an, mit `--code CODE` und dem Code, den Ihr Gerät jetzt zeigt.',
  },
  'account-locked': {
    what: 'Die Cloud hat dieses Konto nach zu vielen Fehlversuchen eine Weile gesperrt.',
    fix: 'Warten Sie einige Minuten und melden Sie sich dann noch einmal an, oder fragen Sie Ihren Administrator.',
  },
  'root-forbidden': {
    what: 'Die Cloud lässt Sie nicht mehr in {path|diesen Bereich}.',
    fix: 'Fragen Sie den Besitzer oder Ihren Administrator. Die Dateien hier bleiben, wie sie sind.',
  },
  'root-gone': {
    what: 'In der Cloud gibt es {path|diesen Bereich} nicht mehr.',
    fix: 'Fragen Sie Ihren Administrator. Die Dateien hier bleiben, wie sie sind; um die Verbindung aufzugeben: `leitz-cloud unlink`.',
  },
  'not-supported': {
    what: 'Diese Cloud kann das nicht[ ({detail})].',
    fix: 'Es ist nichts zu tun: Alles andere geht weiter.',
  },
  'bad-request': {
    what: 'Die Cloud hat eine Anfrage dieses Programms nicht verstanden[, zu {path}][ ({detail})].',
    fix: 'Alles andere geht weiter. Bitte melden Sie es mit der Datei, die `leitz-cloud doctor --bundle DATEI` schreibt.',
  },

  'journal-damaged': {
    what: 'Das Journal[ {path}] war beschädigt und wurde beiseitegelegt.',
    fix: 'Es ist nichts zu tun: Es wird durch Vergleich beider Seiten neu aufgebaut, ohne etwas zu löschen.',
  },
  'journal-newer': {
    what: 'Das Journal[ {path}] stammt von einer neueren Fassung dieses Programms.',
    fix: 'Installieren Sie wieder die neuere Fassung, oder nehmen Sie mit `--home ORDNER` ein anderes Heim. Es wurde nichts geändert.',
  },
  'home-in-use': {
    what: 'Mit dem Heim {path} arbeitet schon ein anderer Prozess[: {detail}].',
    fix: 'Beenden Sie ihn mit `leitz-cloud stop`, oder nehmen Sie mit `--home ORDNER` ein anderes Heim.',
  },
  'wrong-usage': { what: 'Das geht nicht[ mit {path}][: {detail}].', fix: 'Siehe `leitz-cloud --help`.' },
  cancelled: { what: 'Es wurde unterbrochen.', fix: 'Was begonnen war, geht beim nächsten Start weiter.' },
  internal: {
    what: 'Etwas Unerwartetes ist schiefgegangen[ bei {path}][: {detail}].',
    fix: 'Es wird von selbst noch einmal versucht. Bitte melden Sie es mit der Datei, die `leitz-cloud doctor --bundle DATEI` schreibt.',
  },
  'not-available': { what: 'Das gibt es in dieser Fassung nicht[ ({detail})].' },
  'not-running': {
    what: 'Für das Heim {path} läuft nichts.',
    fix: 'Starten Sie es mit `leitz-cloud start`.',
  },
  'connection-lost': {
    what: 'Der laufende Prozess endete, bevor er antwortete.',
    fix: 'Fragen Sie noch einmal; `leitz-cloud status` zeigt, wie es steht.',
  },
  'home-not-private': {
    what: 'Das Heim {path} kann nicht benutzt werden[: {detail}].',
    fix: 'Es muss ein Ordner sein, der Ihnen gehört; wählen Sie mit `--home ORDNER` einen anderen.',
  },
  'file-missing': { what: 'Die Datei {path} kann nicht gelesen werden[ ({detail})].', fix: 'Prüfen Sie den Pfad.' },
};
