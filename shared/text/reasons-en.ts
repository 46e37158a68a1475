/** English words for why an action is taken, why something waits, and what a state means. */
import type { WordTable } from './words.ts';

export const reasonsEn: WordTable = {
  // Why an action is taken.
  'new-here': { what: 'It is new on this computer.' },
  'new-in-cloud': { what: 'It is new in the cloud.' },
  'edited-here': { what: 'It was edited on this computer.' },
  'edited-in-cloud': { what: 'It was edited in the cloud.' },
  'moved-here': { what: 'It was renamed or moved on this computer.' },
  'moved-in-cloud': { what: 'It was renamed or moved in the cloud.' },
  'deleted-here': { what: 'It was deleted on this computer.' },
  'deleted-in-cloud': { what: 'It was deleted in the cloud.' },
  'edit-beats-delete': { what: 'It was deleted on one side and edited on the other: the edit wins.' },
  'move-beats-delete': { what: 'It was deleted on one side and moved on the other: the move wins.' },
  'needed-by-content': { what: 'The folder is needed for what lies in it.' },
  'equal-on-both-sides': { what: 'Both sides have the same content.' },
  'gone-on-both-sides': { what: 'It is gone on both sides.' },
  'edited-on-both-sides': { what: 'It was edited on both sides; both versions are kept.' },
  'created-on-both-sides': { what: 'It was made on both sides with different content; both are kept.' },
  'cloud-went-back': { what: 'The cloud has an older revision than before; both versions are kept.' },
  'file-against-folder': { what: 'It is a file on one side and a folder on the other; both are kept.' },
  'cloud-move-wins': { what: "It was moved on both sides: the cloud's place wins." },
  'name-freed-for-another': { what: 'It makes room for another item that takes this name.' },
  'content-unknown': { what: 'Its content has to be read before anything can be decided.' },
  'left-out': { what: 'It is left out on this computer.' },
  'taken-back': { what: 'It was left out and has been taken back.' },
  'alias-ended': { what: 'It had another name here, which is not wanted any more.' },
  'named-otherwise-here': {
    what: 'Both sides have the same content; here it has another name, because its own[, {detail},] is not possible on this computer.',
  },
  'ignored-now': { what: 'A rule ignores it now; both copies stay.' },
  'asked-for': { what: 'You asked for it.' },
  'rules-changed': { what: 'You changed the rules for what is left out.' },
  'conflict-resolved': { what: 'You settled the conflict.' },
  overwritten: { what: 'It was replaced by a newer version.' },
  'taken-back-here': { what: 'You took a change back; it was put away here.' },
  undone: { what: 'It made room when you took something back.' },

  // Why something waits; codes that errors have too are in their table.
  'illegal-name-in-cloud': {
    what: 'Its name is not possible in the cloud[ ({detail})].',
    fix: 'Rename it on this computer[, for example to {suggestion}].',
  },
  'illegal-name-here': {
    what: 'Its name is not possible on this computer[ ({detail})].',
    fix: 'Rename it in the cloud[, for example to {suggestion}], or let it have another name here with `leitz-cloud alias ROOT_ID on`.',
  },
  'name-too-long': {
    what: 'Its name or path is too long[ ({detail})].',
    fix: 'Give it, or a folder above it, a shorter name.',
  },
  'case-clash': {
    what: 'Another item[, {detail},] has the same name but for upper and lower case or accents.',
    fix: 'Rename one of the two.',
  },
  'name-of-excluded-folder': {
    what: 'It has the name of a folder that is left out here.',
    fix: 'Rename it, or take the folder back with `leitz-cloud include`.',
  },
  'unsent-changes': {
    what: 'It is left out, but holds changes that are not in the cloud yet.',
    fix: 'They are sent first; `leitz-cloud held` lists what keeps them.',
  },
  'locked-by-other': {
    what: 'Somebody else has locked it in the cloud[: {detail}].',
    fix: 'Read it as you like; what you change goes up by itself after the unlock.',
  },
  'read-only-root': {
    what: 'You may only read this root; the change stays on this computer.',
    fix: '`leitz-cloud decline` takes it back and brings what the cloud has; or ask the owner of the share for the right to change it.',
  },
  'mass-deletion': {
    what: 'Many files would be deleted at once[ ({detail})].',
    fix: 'If it is meant: `leitz-cloud release`. If not: `leitz-cloud decline` brings them back.',
  },
  'too-large': {
    what: 'It is larger than your organization allows[ ({detail})].',
    fix: 'Make it smaller, leave it out, or ask your administrator for a higher limit.',
  },
  'conflict-to-decide': { what: 'Both sides changed it.', fix: 'Choose with `leitz-cloud resolve`.' },
  'blocked-by-held': {
    what: 'Another item that it depends on waits[ ({detail})].',
    fix: 'Settle that one; `leitz-cloud held` lists it.',
  },
  'content-left-out': {
    what: 'It holds something that is left out or ignored and would be lost.',
    fix: 'Move that elsewhere or take it back; then it goes on by itself.',
  },
  'name-taken-here': {
    what: 'Something that takes no part[, {detail},] has its name on this computer.',
    fix: 'Rename or remove that.',
  },
  failing: {
    what: 'It failed again and again[ ({detail})].',
    fix: 'It is tried again by itself from time to time; `leitz-cloud release` tries now.',
  },

  // Why something takes no part.
  link: { what: 'It is a symbolic link; links are not followed.' },
  'special-file': { what: 'It is no regular file (a socket, a pipe or a device).' },
  'name-not-unicode': { what: 'Its name is not valid Unicode.', fix: 'Rename it.' },
  ignored: {
    what: 'A rule leaves it out[ ({detail})].',
    fix: 'Rename it, or change the rule, if it should be synced.',
  },

  // States.
  synced: { what: 'Both sides are the same.' },
  uploading: { what: 'It is on its way to the cloud.' },
  downloading: { what: 'It is on its way to this computer.' },
  waiting: { what: 'It waits for its turn.' },
  'not-looked-at': { what: 'It has not been looked at yet.', fix: '`leitz-cloud sync` looks at it.' },
  'on-its-way': { what: 'It is being transferred right now.' },
  'on-its-way-slowly': {
    what: 'It is being transferred right now, as fast as is allowed[ ({detail})].',
    fix: '`leitz-cloud bandwidth` shows the limits.',
  },
  'on-its-way-in-one-piece': {
    what: 'It is being sent right now, in one piece.',
    fix: 'Keep the connection until it is done: the cloud takes a file in one piece only, so an upload that is broken off begins anew.',
  },
  'paused-by-you': { what: 'Syncing is paused.', fix: 'Go on with `leitz-cloud resume`.' },
  'metered-network': {
    what: 'Syncing rests, because this network costs by volume.',
    fix: 'Go on all the same with `leitz-cloud resume`, or always with `leitz-cloud settings rest.metered off`.',
  },
  'on-battery': {
    what: 'Syncing rests, because the computer runs on battery.',
    fix: 'Go on all the same with `leitz-cloud resume`, or always with `leitz-cloud settings rest.battery off`.',
  },
  'not-known': { what: 'Neither side knows it.', fix: 'Check the path; `leitz-cloud sync` looks at both sides again.' },

  // What to do, where the state alone says it.
  'check-the-path': { what: 'Check the path; `leitz-cloud sync` looks at both sides again.' },
  include: { what: 'Take it back with `leitz-cloud include`.' },
  resolve: { what: 'Choose with `leitz-cloud resolve`; `leitz-cloud conflicts` lists both versions.' },
};
