/**
 * The decision table. For every pair of changes it gives the first step and the reason; what that step leaves over is
 * decided anew in the next round, so no cell has to describe two actions. Three rules explain every cell:
 *
 * - A deletion wins only over a node that nobody used meanwhile: an edit or a move beats it.
 * - A place changed on both sides follows the cloud, because others have seen that one already.
 * - Content changed on both sides is a conflict, unless the bytes turn out to be equal.
 */
import type { Change, Kind, Verdict, Why } from './types.ts';

export interface Decision {
  readonly verdict: Verdict;
  readonly why: Why | undefined;
}

type Row = Readonly<Record<Change, Decision>>;
type Table = Readonly<Record<Change, Row>>;

const is = (verdict: Verdict, why?: Why): Decision => ({ verdict, why });

const NOTHING = is('nothing');
const READ = is('read-first', 'content-unknown');
const HOLD = is('hold-unreadable');
const NEVER = is('impossible');
const UPLOAD = is('upload', 'edited-here');
const DOWNLOAD = is('download', 'edited-in-cloud');
const MOVE_CLOUD = is('move-cloud', 'moved-here');
const MOVE_LOCAL = is('move-local', 'moved-in-cloud');
const CLOUD_PLACE = is('move-local', 'cloud-move-wins');
const DELETE_CLOUD = is('delete-cloud', 'deleted-here');
const DELETE_LOCAL = is('delete-local', 'deleted-in-cloud');
const CONFLICT = is('conflict', 'edited-on-both-sides');
const EDIT_LIVES = is('make-again', 'edit-beats-delete');
const MOVE_LIVES = is('make-again', 'move-beats-delete');
const BOTH_GONE = is('forget', 'gone-on-both-sides');

/** A row, column by column: unchanged, touched, edited, moved, moved-edited, deleted, retyped, unreadable. */
function row(...cells: readonly [Decision, Decision, Decision, Decision, Decision, Decision, Decision, Decision]): Row {
  const [unchanged, touched, edited, moved, movedEdited, deleted, retyped, unreadable] = cells;
  return {
    unchanged,
    touched,
    edited,
    moved,
    'moved-edited': movedEdited,
    deleted,
    retyped,
    unreadable,
    // With an agreement on record a node cannot be new or never have been.
    created: NEVER,
    absent: NEVER,
  };
}

const never: Row = row(NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER);
const hold: Row = row(HOLD, HOLD, HOLD, HOLD, HOLD, HOLD, HOLD, HOLD);
const gone: Row = row(DELETE_CLOUD, DELETE_CLOUD, EDIT_LIVES, MOVE_LIVES, EDIT_LIVES, BOTH_GONE, BOTH_GONE, HOLD);

/** Files on which both sides once agreed. First key: what happened here; second key: what happened in the cloud. */
export const AGREED_FILE: Table = {
  unchanged: row(NOTHING, NOTHING, DOWNLOAD, MOVE_LOCAL, MOVE_LOCAL, DELETE_LOCAL, DELETE_LOCAL, HOLD),
  // New times are no edit: the bytes are read before anything is decided.
  touched: row(READ, READ, READ, READ, READ, READ, READ, HOLD),
  edited: row(UPLOAD, UPLOAD, CONFLICT, MOVE_LOCAL, MOVE_LOCAL, EDIT_LIVES, EDIT_LIVES, HOLD),
  moved: row(MOVE_CLOUD, MOVE_CLOUD, MOVE_CLOUD, CLOUD_PLACE, CLOUD_PLACE, MOVE_LIVES, MOVE_LIVES, HOLD),
  'moved-edited': row(MOVE_CLOUD, MOVE_CLOUD, MOVE_CLOUD, CLOUD_PLACE, CLOUD_PLACE, EDIT_LIVES, EDIT_LIVES, HOLD),
  deleted: gone,
  // The old node is gone; what stands in its place is a node of its own, and new.
  retyped: gone,
  unreadable: hold,
  created: never,
  absent: never,
};

const folderHere: Row = row(NOTHING, NOTHING, NEVER, MOVE_LOCAL, NEVER, DELETE_LOCAL, DELETE_LOCAL, HOLD);
const folderGone: Row = row(DELETE_CLOUD, DELETE_CLOUD, NEVER, MOVE_LIVES, NEVER, BOTH_GONE, BOTH_GONE, HOLD);

/** Folders on which both sides once agreed. A folder has no content of its own, so it is never edited. */
export const AGREED_FOLDER: Table = {
  unchanged: folderHere,
  touched: folderHere,
  edited: never,
  moved: row(MOVE_CLOUD, MOVE_CLOUD, NEVER, CLOUD_PLACE, NEVER, MOVE_LIVES, MOVE_LIVES, HOLD),
  'moved-edited': never,
  deleted: folderGone,
  retyped: folderGone,
  unreadable: row(HOLD, HOLD, NEVER, HOLD, NEVER, HOLD, HOLD, HOLD),
  created: never,
  absent: never,
};

/** Nodes on which the sides never agreed: only `created`, `absent` and `unreadable` can be said of them. */
export function decideNew(local: Change, cloud: Change, kinds: 'same' | 'differ', kind: Kind): Decision {
  if (local === 'unreadable' || cloud === 'unreadable') return HOLD;
  if (local === 'absent' && cloud === 'absent') return BOTH_GONE;
  if (local === 'created' && cloud === 'absent') return is('upload', 'new-here');
  if (local === 'absent' && cloud === 'created') return is('download', 'new-in-cloud');
  if (local !== 'created' || cloud !== 'created') return NEVER;
  if (kinds === 'differ') return is('conflict-of-kinds', 'file-against-folder');
  // Two folders of one name are one folder; two files are compared by the executor before they count as a conflict.
  return kind === 'folder' ? is('adopt', 'equal-on-both-sides') : is('conflict', 'created-on-both-sides');
}

/** The decision for a node on which both sides once agreed. */
export function decideAgreed(kind: Kind, local: Change, cloud: Change): Decision {
  return (kind === 'file' ? AGREED_FILE : AGREED_FOLDER)[local][cloud];
}
