import type { WordTable } from './words.ts';

/** The states of looking for newer versions. */
export const updatesEn: WordTable = {
  'update-current': { what: 'This is the newest version.' },
  'update-not-looked': { what: 'Nobody has looked for a newer version yet.' },
  'update-looking': { what: 'A newer version is being looked for.' },
  'update-downloading': { what: 'Version {version} is being downloaded[ ({percent} %)].' },
  'update-ready': {
    what: 'Version {version} is ready.',
    fix: 'It is installed when Leitz Cloud ends, or at once if you restart it now.',
  },
  'update-switched-off': {
    what: 'Looking for newer versions is switched off.',
    fix: 'Switch it on in the settings.',
  },
  'update-not-packaged': {
    what: 'This program runs from its sources, so it does not update itself.',
    fix: 'Fetch newer sources, and start it again.',
  },
  'update-no-server': {
    what: 'This program was built without the address of an update server, so it does not look for newer versions.',
    fix: 'Ask your administrator how newer versions are installed.',
  },
  'update-address-refused': {
    what: 'The address of the update server, {detail}, is not used: it has to be an https address.',
    fix: 'Ask your administrator for a package that was built with the right one.',
  },
  'update-no-key': {
    what: 'This program was built without the key that newer versions are checked with, so none is installed by it.',
    fix: 'Ask your administrator how newer versions are installed.',
  },
  'update-by-packages': {
    what: 'Version {version} is there; on this computer the system installs it.',
    fix: 'Update your system’s packages, as you do for other programs.',
  },
  'update-portable': {
    what: 'Version {version} is there; the portable program does not replace itself.',
    fix: 'Download the new one and put it in the place of this one.',
  },
  'update-moved': {
    what: 'Version {version} is there, but macOS runs this program from a place that cannot be changed.',
    fix: 'Move Leitz Cloud to the folder Applications, and start it from there.',
  },
  'update-not-writable': {
    what: 'Version {version} is there, but the file of this program, {detail}, must not be changed by you.',
    fix: 'Ask the owner of the file to replace it, or move it to a folder of your own.',
  },
  'update-unreachable': {
    what: 'The update server cannot be reached[: {detail}].',
    fix: 'It is tried again by itself.',
  },
  'update-unsigned': {
    what: 'Version {version} is not installed: its signature is not that of the makers of this program.',
    fix: 'Tell your administrator: somebody may have changed it on the server.',
  },
  'update-damaged': {
    what: 'Version {version} is not installed: what was downloaded is not what was announced.',
    fix: 'It is downloaded again by itself.',
  },
  'update-failed': {
    what: 'The newer version was not installed[: {detail}].',
    fix: 'It is tried again by itself; this version goes on.',
  },
};
