/** English words for every code of the engine's catalogue of errors, and for those of the faces. */
import type { WordTable } from './words.ts';

export const errorsEn: WordTable = {
  changed: {
    what: '{path|Something} changed while it was being looked at.',
    fix: 'Nothing has to be done: it is looked at again. If you asked for this by hand, ask again.',
  },

  unreadable: {
    what: '{path|A file} cannot be read[ ({detail})].',
    fix: 'Give your user permission to read it, or leave it out with `leitz-cloud exclude` or a .leitzignore file.',
  },
  'not-writable': {
    what: '{path|A file} cannot be written[ ({detail})].',
    fix: 'Give your user permission to write in that folder; it is tried again by itself.',
  },
  'file-busy': {
    what: '{path|A file} is in use by another program[ ({detail})].',
    fix: 'Close it there; it is tried again by itself.',
  },
  'disk-error': {
    what: 'The disk reported an error at {path|a file}[ ({detail})].',
    fix: 'Check the disk and its cables or connection. Nothing is deleted because of this; it is tried again by itself.',
  },
  'disk-full': {
    what: 'The disk is full[ at {path}].',
    fix: 'Free some space on it; syncing goes on by itself.',
  },
  'path-too-long': {
    what: 'The path of {path|a file} is too long for this computer.',
    fix: 'Shorten the names of the folders above it, here or in the cloud.',
  },
  'folder-missing': {
    what: 'The linked folder {path} is not there.',
    fix: 'Connect or mount its disk, or put it back. Nothing is deleted in the cloud meanwhile. To give the link up: `leitz-cloud unlink`.',
  },
  'folder-replaced': {
    what: 'The linked folder {path} is not the one that was linked[ ({detail})].',
    fix: 'Connect or mount its disk, or put the original folder back. Nothing is deleted in the cloud meanwhile. To use this folder instead: `leitz-cloud unlink`, then `leitz-cloud link`.',
  },
  'folder-not-writable': {
    what: 'Nothing can be written into the folder {path}[ ({detail})].',
    fix: 'Give your user permission to write there, or choose another folder.',
  },

  'not-found': {
    what: 'The cloud has no {path|such file} any more.',
    fix: 'Nothing has to be done: it is looked at again. If you asked for this by hand, check the path.',
  },
  gone: {
    what: '{path|It} was deleted for good in the cloud.',
    fix: 'Nothing has to be done. If you need it, look for a copy on another computer or in its trash.',
  },
  'name-conflict': {
    what: 'Something in the cloud has the name of {path|this file} already.',
    fix: 'Nothing has to be done: it is looked at again.',
  },
  'invalid-name': {
    what: 'The cloud does not take the name of {path|this file}[ ({detail})].',
    fix: 'Rename it: no / \\ : * ? " < > |, no space or dot at the end, at most 255 characters.',
  },
  locked: {
    what: '{path|The file} is locked in the cloud[ ({detail})].',
    fix: 'It goes on by itself after the unlock. Ask who holds the lock, if you need it sooner.',
  },
  'quota-exceeded': {
    what: 'There is no space left in the cloud for {path|this file}.',
    fix: 'Delete something in the cloud, or ask your administrator for more space.',
  },
  'file-too-large': {
    what: '{path|The file} is larger than your organization allows[ ({detail})].',
    fix: 'Make it smaller, leave it out, or ask your administrator for a higher limit.',
  },
  'excluded-extension': {
    what: 'Your organization does not allow files of the kind of {path|this file}.',
    fix: 'Rename it, leave it out, or ask your administrator.',
  },
  forbidden: {
    what: 'You are not allowed to do this with {path|this item} in the cloud[ ({detail})].',
    fix: 'Ask the owner of the share or your administrator for the right to do it.',
  },
  'cut-off': {
    what: 'The connection broke off[ during {path}].',
    fix: 'Nothing has to be done: it is tried again by itself.',
  },
  'wrong-size': {
    what: 'What came for {path|a file} does not have the size that the cloud told[ ({detail})]; it was thrown away.',
    fix: 'Nothing has to be done: it is tried again by itself.',
  },

  offline: {
    what: 'The cloud cannot be reached[ at {path}][ ({detail})].',
    fix: 'Check the network, the proxy and the address; syncing goes on by itself when it is back.',
  },
  'server-error': {
    what: 'The cloud has trouble of its own[ ({detail})].',
    fix: 'It is tried again by itself. If it lasts, ask whoever runs the server.',
  },
  'rate-limited': {
    what: 'The cloud asks to send fewer requests.',
    fix: 'Nothing has to be done: it goes on by itself, more slowly.',
  },
  'not-an-api-answer': {
    what: 'What answers[ at {path}] does not speak as a Leitz Cloud[ ({detail})].',
    fix: 'Check the address. On a guest network, sign in to the network in a browser first.',
  },
  'captive-portal': {
    what: 'Something between this computer and the cloud answers with a web page of its own[ ({detail})], as guest networks do before one has signed in.',
    fix: 'Open any page in a browser and sign in to the network. Syncing goes on by itself.',
  },
  'proxy-refused': {
    what: 'The proxy {path} does not let this computer through[ ({detail})].',
    fix: 'Check the proxy with `leitz-cloud proxy`, and give its user and password with `leitz-cloud proxy URL --user NAME`.',
  },
  'client-certificate-refused': {
    what: 'The server[ {path}] wants a certificate of this computer, and does not take[ ({detail})] what it got.',
    fix: 'Get a client certificate from whoever runs the server and give it with `leitz-cloud certificates --client FILE`.',
  },
  'certificate-refused': {
    what: 'The certificate of the server[ {path}] is not trusted[ ({detail})], so nothing was sent to it.',
    fix: 'If the server has its own certificate authority, get its certificate (a PEM file) from whoever runs the server and give it with `--ca FILE` at `leitz-cloud sign-in`. Otherwise do not go on: somebody may be in between.',
  },
  'insecure-transport': {
    what: 'The address[ {path}] is not a secure one.',
    fix: 'Use an address that begins with https://.',
  },
  'sign-in-needed': {
    what: 'Nobody is signed in, or the cloud has ended the session.',
    fix: 'Sign in: `leitz-cloud sign-in --server URL --user EMAIL`.',
  },
  'wrong-credentials': {
    what: 'The cloud does not accept this user and password[ for {path}].',
    fix: 'Check both and sign in again. Nothing was changed.',
  },
  'code-needed': {
    what: 'This account needs a two-step code, or the code was not right.',
    fix: 'Sign in again with `--code CODE` and the code that your device shows now.',
  },
  'account-locked': {
    what: 'The cloud has locked this account for a while, after too many failed sign-ins.',
    fix: 'Wait some minutes, then sign in again, or ask your administrator.',
  },
  'root-forbidden': {
    what: 'The cloud does not let you into {path|this root} any more.',
    fix: 'Ask its owner or your administrator. The local files stay as they are.',
  },
  'root-gone': {
    what: 'The cloud does not have {path|this root} any more.',
    fix: 'Ask your administrator. The local files stay as they are; to give the link up: `leitz-cloud unlink`.',
  },
  'not-supported': {
    what: 'This cloud cannot do that[ ({detail})].',
    fix: 'Nothing has to be done: everything else goes on.',
  },
  'bad-request': {
    what: 'The cloud did not understand a request of this program[ about {path}][ ({detail})].',
    fix: 'Everything else goes on. Please report it with the file that `leitz-cloud doctor --bundle FILE` writes.',
  },

  'journal-damaged': {
    what: 'The journal[ {path}] was damaged and has been set aside.',
    fix: 'Nothing has to be done: it is rebuilt by comparing both sides, without deleting anything.',
  },
  'journal-newer': {
    what: 'The journal[ {path}] was written by a newer version of this program.',
    fix: 'Install the newer version again, or use another home with `--home DIR`. Nothing was changed.',
  },
  'home-in-use': {
    what: 'Another process works with the home {path} already[: {detail}].',
    fix: 'End it with `leitz-cloud stop`, or use another home with `--home DIR`.',
  },
  'wrong-usage': { what: 'This cannot be done[ with {path}][: {detail}].', fix: 'See `leitz-cloud --help`.' },
  cancelled: { what: 'It was interrupted.', fix: 'What was begun goes on at the next start.' },
  internal: {
    what: 'Something unexpected went wrong[ at {path}][: {detail}].',
    fix: 'It is tried again by itself. Please report it with the file that `leitz-cloud doctor --bundle FILE` writes.',
  },
  'not-available': { what: 'This is not available in this version[ ({detail})].' },
  'not-running': {
    what: 'Nothing is running for the home {path}.',
    fix: 'Start it with `leitz-cloud start`.',
  },
  'connection-lost': {
    what: 'The running process ended before it answered.',
    fix: 'Ask again; `leitz-cloud status` shows how things are.',
  },
  'home-not-private': {
    what: 'The home {path} cannot be used[: {detail}].',
    fix: 'It has to be a folder that belongs to you; choose another one with `--home DIR`.',
  },
  'file-missing': { what: 'The file {path} cannot be read[ ({detail})].', fix: 'Check the path.' },
};
