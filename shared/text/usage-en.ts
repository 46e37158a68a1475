/**
 * English words for the kinds of wrong usage. The engine throws `wrong-usage` with one of these codes as its detail,
 * so that the sentence can be said in every language.
 */
import type { WordTable } from './words.ts';

export const usageEn: WordTable = {
  'link-folder-missing': { what: 'There is no folder {path}.', fix: 'Make it first, or check the path.' },
  'link-folder-is-file': { what: '{path} is a file, not a folder.', fix: 'Choose a folder.' },
  'link-inside-linked': {
    what: '{path} lies inside a folder that is linked already.',
    fix: 'Choose a folder outside of all linked ones; `leitz-cloud status` lists them.',
  },
  'link-holds-linked': {
    what: '{path} holds a folder that is linked already.',
    fix: 'Choose a folder that holds no linked one; `leitz-cloud status` lists them.',
  },
  'link-folder-linked': {
    what: '{path} is linked already, here or by another installation.',
    fix: 'Choose another folder, or unlink it first.',
  },
  'link-holds-home': {
    what: '{path} holds, or lies in, the folder where this program keeps its own state.',
    fix: 'Choose another folder, or another home with `--home DIR`.',
  },
  'link-folder-is-top': {
    what: '{path} is the top of a volume, which holds much that is not yours.',
    fix: 'Choose a folder in it.',
  },
  'link-root-backup': {
    what: 'The root {path} holds backups; it cannot be linked to a folder.',
    fix: 'Choose a root of type sync or share; `leitz-cloud roots` lists them.',
  },
  'link-root-unknown': {
    what: 'The cloud shows you no root {path}.',
    fix: 'Take an id from `leitz-cloud roots`.',
  },
  'link-root-linked': {
    what: 'The root {path} is linked already.',
    fix: 'Unlink it first with `leitz-cloud unlink`.',
  },
  'link-move-not-empty': {
    what: '{path} is not empty, and it is not the linked folder.',
    fix: 'Choose a folder that is empty or not there yet, or move the linked folder there yourself and try again.',
  },
  'link-move-not-there': {
    what: 'The linked folder is neither at its old place nor at {path}.',
    fix: 'Move it to where it shall be, with all that is in it, and try again; hidden things too.',
  },
  'link-other-volume': {
    what: '{path} lies on another volume, to which nothing can be renamed.',
    fix: 'Copy or move the linked folder there yourself, with the hidden folder in it, and try again; nothing is transferred.',
  },
  'not-linked': {
    what: 'The root {path} is not linked to a folder.',
    fix: '`leitz-cloud status` lists the linked ones.',
  },
  'path-not-in-link': {
    what: '{path} lies in no linked folder.',
    fix: 'Give a path inside a linked folder, or ROOT_ID:/path/in/the/cloud; `leitz-cloud status` lists the linked folders.',
  },
  'no-such-path': { what: '{path} is neither here nor in the cloud.', fix: 'Check the path.' },
  'no-such-conflict': { what: 'There is no conflict {path}.', fix: 'Take an id from `leitz-cloud conflicts`.' },
  'no-such-hold': { what: 'Nothing is held under {path}.', fix: 'Take an id from `leitz-cloud held`.' },
  'no-such-share': { what: 'There is no share link {path}.', fix: 'Take an id from `leitz-cloud shares`.' },
  'no-such-trash': { what: 'The trash has no item {path}.', fix: 'Take an id from `leitz-cloud trash`.' },
  'no-such-revision': {
    what: 'The cloud does not keep that revision of {path}.',
    fix: 'Take one from `leitz-cloud versions`.',
  },
  'name-not-possible': { what: 'The name {path} is not possible on this computer.', fix: 'Choose another name.' },
  'name-taken': { what: 'Something has the name {path} already.', fix: 'Rename or move that first.' },
  'nothing-to-undo': { what: 'There is nothing that could be taken back.' },
  'merge-not-possible': {
    what: 'The two versions of {path} cannot be merged by themselves: both change the same lines, or it is no text.',
    fix: 'Keep mine, theirs or both, or merge by hand and keep mine.',
  },
  'address-wrong': { what: '{path} is not the address of a server.', fix: 'Give it as https://cloud.example.org.' },
  'ca-wrong': { what: '{path} holds no certificate in PEM form.', fix: 'Ask whoever runs the server for the file.' },
  'proxy-wrong': {
    what: 'This is not the address of a proxy.',
    fix: 'Give it as http://, https:// or socks5:// with host and port, such as http://proxy.example.org:3128; or `system`, or `none`.',
  },
  'proxy-secret': {
    what: 'A password does not belong into the address of a proxy.',
    fix: 'Give it apart: `leitz-cloud proxy URL --user NAME` asks for it, and keeps it with the other secrets.',
  },
  'client-wrong': {
    what: 'This is no certificate with its key, or the passphrase is not the right one.',
    fix: 'Give a PKCS #12 file (.p12, .pfx), or certificate and key in PEM form.',
  },
  'setting-unknown': { what: 'There is no setting {path}.', fix: '`leitz-cloud settings` lists them.' },
  'setting-value': {
    what: 'The setting {path} cannot have that value.',
    fix: '`leitz-cloud settings` shows what it may be.',
  },
  'account-unknown': {
    what: 'There is no account {path} here.',
    fix: '`leitz-cloud accounts` lists them.',
  },
  'account-which': {
    what: 'Several accounts are signed in: {path}.',
    fix: 'Say which one with `--account`; `leitz-cloud accounts` lists them.',
  },
  'links-first': {
    what: 'Another person or server has linked folders here.',
    fix: 'Unlink them first, or use another home with `--home DIR`.',
  },
};
