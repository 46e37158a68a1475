/** What to do, in the face's words, where the words shared with the command line speak of its verbs. */
import type { Language } from '../../shared/text/say.ts';

export const FIXES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    'name-of-excluded-folder': 'Rename it, or take the folder back under Files.',
    'mass-deletion': 'Decide under On hold whether they are deleted or come back.',
    'conflict-to-decide': 'Choose under Conflicts.',
    'blocked-by-held': 'Settle that one first; it is listed under On hold.',
    failing: 'It is tried again by itself from time to time. You can try it now.',
    'not-looked-at': 'Sync now to have it looked at.',
    'not-known': 'Check the path, or sync now to have both sides looked at again.',
    'check-the-path': 'Check the path, or sync now to have both sides looked at again.',
    include: 'Tick it to take it back to this computer.',
    resolve: 'Compare both versions under Conflicts and choose.',
    unreadable: 'Give your user permission to read it, or leave its folder out.',
    'folder-missing':
      'Connect or mount its disk, or put it back. Nothing is deleted in the cloud meanwhile. If you do not want it any more, unlink it.',
    'folder-replaced':
      'Connect or mount its disk, or put the original folder back. Nothing is deleted in the cloud meanwhile. To use this folder instead, unlink it and link it anew.',
    'certificate-refused':
      'If the server has its own certificate authority, give its certificate when you sign in. Otherwise do not go on: somebody may be in between.',
    'sign-in-needed': 'Sign in again; your folders stay linked.',
    'code-needed': 'Enter the code that your device shows now.',
    'root-gone': 'Ask your administrator. The files on this computer stay as they are; you can unlink the folder.',
    'bad-request': 'Everything else goes on. Please report it to whoever looks after this program.',
    internal: 'It is tried again by itself. If it stays, please report it to whoever looks after this program.',
    'wrong-usage': '',
    'connection-lost': 'Wait until Leitz Cloud runs again on this machine, then try once more.',
    'not-running': 'Start Leitz Cloud on this machine.',
  },
  de: {
    'name-of-excluded-folder': 'Benennen Sie es um, oder holen Sie den Ordner unter Dateien zurück.',
    'mass-deletion': 'Entscheiden Sie unter Angehalten, ob sie gelöscht werden oder zurückkommen.',
    'conflict-to-decide': 'Wählen Sie unter Konflikte.',
    'blocked-by-held': 'Erledigen Sie zuerst jenen; er steht unter Angehalten.',
    failing: 'Es wird von Zeit zu Zeit von selbst noch einmal versucht. Sie können es jetzt versuchen.',
    'not-looked-at': 'Gleichen Sie jetzt ab, damit es angesehen wird.',
    'not-known': 'Prüfen Sie den Pfad, oder gleichen Sie jetzt ab, damit beide Seiten noch einmal angesehen werden.',
    'check-the-path':
      'Prüfen Sie den Pfad, oder gleichen Sie jetzt ab, damit beide Seiten noch einmal angesehen werden.',
    include: 'Setzen Sie das Häkchen, um es auf diesen Rechner zurückzuholen.',
    resolve: 'Vergleichen Sie beide Fassungen unter Konflikte und wählen Sie.',
    unreadable: 'Geben Sie Ihrem Benutzer das Recht, es zu lesen, oder lassen Sie den Ordner aus.',
    'folder-missing':
      'Schließen Sie den Datenträger an oder legen Sie den Ordner zurück. In der Cloud wird solange nichts gelöscht. Wenn Sie ihn nicht mehr wollen, lösen Sie die Verknüpfung.',
    'folder-replaced':
      'Schließen Sie den Datenträger an oder legen Sie den ursprünglichen Ordner zurück. In der Cloud wird solange nichts gelöscht. Um stattdessen diesen Ordner zu verwenden, lösen Sie die Verknüpfung und verknüpfen Sie ihn neu.',
    'certificate-refused':
      'Wenn der Server eine eigene Zertifizierungsstelle hat, geben Sie beim Anmelden deren Zertifikat an. Sonst gehen Sie nicht weiter: Jemand könnte dazwischen sein.',
    'sign-in-needed': 'Melden Sie sich wieder an; Ihre Ordner bleiben verknüpft.',
    'code-needed': 'Geben Sie den Code ein, den Ihr Gerät jetzt zeigt.',
    'root-gone':
      'Fragen Sie Ihren Administrator. Die Dateien auf diesem Rechner bleiben, wie sie sind; Sie können die Verknüpfung lösen.',
    'bad-request': 'Alles andere geht weiter. Bitte melden Sie es dem, der dieses Programm betreut.',
    internal:
      'Es wird von selbst noch einmal versucht. Wenn es bleibt, melden Sie es bitte dem, der dieses Programm betreut.',
    'wrong-usage': '',
    'connection-lost':
      'Warten Sie, bis Leitz Cloud auf diesem Rechner wieder läuft, und versuchen Sie es dann noch einmal.',
    'not-running': 'Starten Sie Leitz Cloud auf diesem Rechner.',
  },
};
