import type { ShellWords } from './words.ts';

const files = (count: number): string => (count === 1 ? '1 item' : `${count} items`);

export const wordsEn: ShellWords = {
  moods: {
    quitting: 'Finishing…',
    starting: 'Starting…',
    restarting: 'The sync engine stopped and is being started again…',
    down: 'The sync engine does not run',
    'signed-out': 'Not signed in',
    unlinked: 'No folder is linked yet',
    halted: 'Stopped: needs a decision',
    offline: 'The cloud cannot be reached',
    paused: 'Paused',
    working: 'Syncing…',
    attention: 'In sync, but something needs a look',
    synced: 'Everything is in sync',
  },
  working: (percent, items) => {
    const far = percent === undefined ? '' : ` ${percent} %`;
    return items === 0 ? `Syncing…${far}` : `Syncing…${far}, ${files(items)} left`;
  },
  pausedUntil: (time) => `Paused until ${time}`,
  resting: {
    'on-battery': 'Resting while the computer runs on battery',
    'metered-network': 'Resting while the network costs by volume',
  },
  openWindow: 'Open Leitz Cloud',
  openFolder: (name) => `Open folder “${name}”`,
  openFolders: 'Open folder',
  openBrowser: 'Open the cloud in the browser',
  recent: 'Recent files',
  noneRecent: 'Nothing yet',
  pause: 'Pause syncing',
  pauseHour: 'For 1 hour',
  pauseTomorrow: 'Until tomorrow',
  pauseOpen: 'Until I resume it',
  resume: 'Resume syncing',
  syncNow: 'Sync now',
  conflicts: (count) => (count === 0 ? 'Conflicts' : `Conflicts (${count})`),
  held: (count) => (count === 0 ? 'Waiting for a decision' : `Waiting for a decision (${count})`),
  signIn: 'Sign in…',
  settings: 'Settings…',
  restartToUpdate: (version) => `Restart to update to ${version}`,
  lookForUpdate: 'Look for a newer version',
  startEngine: 'Start the sync engine again',
  plainFile: 'No keyring: the sign-in is in a file only you can read',
  quit: 'Quit Leitz Cloud',
  edit: 'Edit',
  window: 'Window',
  notices: {
    conflict: (count, name) => [
      count === 1 ? 'A file was changed on both sides' : `${count} files were changed on both sides`,
      name === undefined
        ? 'Nothing was lost: both versions are kept. Have a look.'
        : `Both versions of “${name}” are kept. Have a look.`,
    ],
    held: (count) => [`${files(count)} wait for your decision`, 'Everything else goes on. See why, and decide.'],
    signIn: () => ['Please sign in again', 'The cloud has ended the session; syncing goes on after you sign in.'],
    halted: (name, why) => [`“${name}” is not being synced`, why],
    firstSync: (name) => [`“${name}” is complete`, 'Everything is in sync for the first time.'],
    diskFull: (name) => ['The disk is full', `“${name}” goes on by itself when there is space again.`],
    quotaFull: () => ['There is no space left in the cloud', 'Delete something there, or ask your administrator.'],
    engineDied: () => ['The sync engine stopped unexpectedly', 'It is being started again. Nothing is lost.'],
    engineDown: () => ['The sync engine does not stay up', 'Start it again from the menu, or see the log.'],
    plainFile: () => [
      'This computer has no keyring',
      'Your sign-in is kept in a file that only your user can read, but without a password of its own.',
    ],
    update: (version) => [`Version ${version} is ready`, 'It is installed when you restart Leitz Cloud.'],
  },
  inUse: {
    message: 'Another process syncs with this home already.',
    detail: (who) => `${who}\n\nIt can be asked to end, so that this program goes on in its place; nothing is lost.`,
    takeOver: 'Let it end, and go on here',
    quit: 'Quit',
  },
  pickFolder: 'Choose a folder to sync',
  notOpened: (path, why) => ['This was not opened', `${path}\n\n${why}`],
};
