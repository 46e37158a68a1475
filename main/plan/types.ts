/**
 * The vocabulary of a plan. Three trees: LOCAL (this disk as last seen), CLOUD (the root as last seen through the API)
 * and SYNCED (what both last agreed on). Nodes are addressed by identity and hold the id of their parent, never a path.
 */

/** Row of the LOCAL tree. */
export type LocalId = number;
/** Row of the CLOUD tree: twice the cloud's own id, plus one for folders, because files and folders count apart. */
export type CloudKey = number;
/** Row of the SYNCED tree. */
export type SyncedId = number;

export const cloudKey = (kind: Kind, id: number): CloudKey => id * 2 + (kind === 'folder' ? 1 : 0);
export const cloudId = (key: CloudKey): number => Math.floor(key / 2);

/** The top of each tree: the linked folder, the root (folder 0 of the API), and their agreement. */
export const LOCAL_TOP: LocalId = 1;
export const CLOUD_TOP: CloudKey = 1;
export const SYNCED_TOP: SyncedId = 1;

export type Kind = 'file' | 'folder';

export interface LocalNode {
  readonly id: LocalId;
  /** 0 for the top. */
  readonly parent: LocalId;
  readonly name: string;
  readonly kind: Kind;
  readonly dev: number;
  readonly ino: number;
  readonly birthMs: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** SHA-256 of the content as it is at these times; undefined where nobody has read it yet. */
  readonly hash: Uint8Array | undefined;
  /** Why this entry takes no part: a link, a special file, a name that is no Unicode, an ignore rule. */
  readonly skip: string | undefined;
  /** It is there but could not be read. */
  readonly unreadable: boolean;
}

export interface CloudNode {
  readonly key: CloudKey;
  /** 0 for the top. */
  readonly parent: CloudKey;
  readonly name: string;
  readonly kind: Kind;
  /** 0 for folders. */
  readonly revision: number;
  readonly size: number;
  readonly modifiedMs: number;
  readonly locked: boolean;
}

export interface SyncedNode {
  readonly id: SyncedId;
  /** 0 for the top. */
  readonly parent: SyncedId;
  readonly kind: Kind;
  /** The name in the cloud and, where the user allowed an alias, another one on this disk. */
  readonly name: string;
  readonly localName: string;
  readonly local: LocalId | undefined;
  readonly cloud: CloudKey | undefined;
  readonly revision: number;
  readonly size: number;
  readonly hash: Uint8Array | undefined;
  /** `bytes`: we moved or compared them; `metadata`: adopted because size and time agree. */
  readonly proof: 'bytes' | 'metadata';
}

/** One thing, as up to three trees know it. */
export interface Entity {
  readonly synced: SyncedNode | undefined;
  readonly local: LocalNode | undefined;
  readonly cloud: CloudNode | undefined;
}

/** What happened to a node on one side since both sides agreed. */
export type Change =
  | 'unchanged'
  /** Times or inode changed, the bytes may or may not have: they have to be read first. */
  | 'touched'
  | 'edited'
  | 'moved'
  | 'moved-edited'
  | 'deleted'
  | 'created'
  /** A file where a folder was or the other way round: the old one is deleted, a new one created. */
  | 'retyped'
  | 'unreadable'
  /** Not there, and never was. */
  | 'absent';

/** What the table answers: the first step; what is left over is decided anew after it. */
export type Verdict =
  | 'nothing'
  | 'read-first'
  | 'upload'
  | 'download'
  | 'move-cloud'
  | 'move-local'
  | 'delete-cloud'
  | 'delete-local'
  /** Bind both sides: they are the same thing. */
  | 'adopt'
  /** Both are gone. */
  | 'forget'
  /** Both have content of their own. */
  | 'conflict'
  /** A file here and a folder there, under one name. */
  | 'conflict-of-kinds'
  /** Drop the agreement: what is left on one side counts as new and is made again on the other. */
  | 'make-again'
  | 'hold-unreadable'
  | 'impossible';

/** Why an action is taken; words in `shared/text`. */
export type Why =
  | 'new-here'
  | 'new-in-cloud'
  | 'edited-here'
  | 'edited-in-cloud'
  | 'moved-here'
  | 'moved-in-cloud'
  | 'deleted-here'
  | 'deleted-in-cloud'
  | 'edit-beats-delete'
  | 'move-beats-delete'
  | 'needed-by-content'
  | 'equal-on-both-sides'
  | 'gone-on-both-sides'
  | 'edited-on-both-sides'
  | 'created-on-both-sides'
  | 'cloud-went-back'
  | 'file-against-folder'
  | 'cloud-move-wins'
  | 'name-freed-for-another'
  | 'content-unknown'
  | 'left-out'
  | 'taken-back'
  | 'ignored-now'
  | 'alias-ended';

/** Why a node waits; words and fixes in `shared/text`. */
export type HoldReason =
  | 'illegal-name-in-cloud'
  | 'illegal-name-here'
  | 'name-too-long'
  | 'case-clash'
  | 'name-of-excluded-folder'
  | 'unsent-changes'
  | 'unreadable'
  | 'mass-deletion'
  | 'locked'
  | 'too-large'
  | 'quota-exceeded'
  | 'excluded-extension'
  | 'forbidden'
  | 'conflict-to-decide'
  | 'blocked-by-held'
  | 'content-left-out'
  | 'name-taken-here'
  | 'failing';

interface ActionBase {
  readonly why: Why;
  /** Index in the plan of the action that must have been done first (a parent's creation), if any. */
  readonly after?: number;
}

/**
 * A node that one side deleted is there again: a folder because it is needed, a file or folder because somebody made
 * another one in its place (the old one may still be there under an ignored name). Its agreed row stays and is bound to the node that is made or found there. With `adopt`
 * nothing else about the row changes (but for a `proof` that is lowered to `metadata`): other bytes count as an edit,
 * another name as a move; where the row is gone meanwhile, nothing is adopted. With `make-...-folder` the folder stands
 * where the other side has it, and that becomes the row's place; where the row is gone, a new one is bound.
 * `alone`: what the deletion of a folder took along stays deleted. `with-content`: the folder was used meanwhile, so
 * every agreed row below it whose node is gone on a side is dropped in the same transaction, and that content comes back
 * as new; but not below a row that is there on both sides, which was moved out and lost things by itself.
 */
export type Again = 'alone' | 'with-content';

/** All ids are of rows that exist when the plan is made; where things really are is looked up again when it is done. */
export type Action = ActionBase &
  (
    | { readonly kind: 'read'; readonly local: LocalId }
    /** `as`: the true name, where it has another one here. */
    | { readonly kind: 'make-cloud-folder'; readonly local: LocalId; readonly again?: Again; readonly as?: string }
    | { readonly kind: 'make-local-folder'; readonly cloud: CloudKey; readonly again?: Again; readonly as?: string }
    | { readonly kind: 'upload-new'; readonly local: LocalId; readonly as?: string }
    | { readonly kind: 'upload-edit'; readonly synced: SyncedId }
    /** `as`: the alias under which it is to stand here. */
    | { readonly kind: 'download-new'; readonly cloud: CloudKey; readonly as?: string }
    | { readonly kind: 'download-edit'; readonly synced: SyncedId }
    | { readonly kind: 'move-cloud'; readonly synced: SyncedId }
    | { readonly kind: 'move-local'; readonly synced: SyncedId; readonly as?: string }
    | { readonly kind: 'delete-cloud'; readonly synced: SyncedId }
    | { readonly kind: 'delete-local'; readonly synced: SyncedId }
    | {
        readonly kind: 'adopt';
        readonly local: LocalId;
        readonly cloud: CloudKey;
        readonly proof: 'bytes' | 'metadata';
        readonly again?: Again;
      }
    | { readonly kind: 'keep-both'; readonly local: LocalId; readonly cloud: CloudKey }
    | { readonly kind: 'set-aside-local'; readonly local: LocalId }
    | { readonly kind: 'set-aside-cloud'; readonly cloud: CloudKey }
    | { readonly kind: 'step-aside'; readonly synced: SyncedId; readonly side: 'local' | 'cloud' }
    /** `as`: the alias that it bears here from now on. */
    | { readonly kind: 'agree'; readonly synced: SyncedId; readonly as?: string }
    | { readonly kind: 'forget'; readonly synced: SyncedId }
    | { readonly kind: 'unbind'; readonly synced: SyncedId; readonly below: boolean }
    | { readonly kind: 'evict-local'; readonly synced: SyncedId }
  );

export type ActionKind = Action['kind'];

export interface Hold {
  readonly entity: EntityRef;
  readonly reason: HoldReason;
  /** What to show with it: the name it clashes with, a suggested name. */
  readonly detail?: string;
}

/** The key under which a node waits in the journal's list of differing nodes. */
export type EntityRef =
  | { readonly tree: 'synced'; readonly id: SyncedId }
  | { readonly tree: 'local'; readonly id: LocalId }
  | { readonly tree: 'cloud'; readonly id: CloudKey };

export interface Plan {
  readonly actions: readonly Action[];
  readonly holds: readonly Hold[];
  /** Nodes that turned out to agree: they leave the list. */
  readonly settled: readonly EntityRef[];
  /** Nodes that can only be decided after something else was done; looked at again in the next round. */
  readonly waiting: readonly Waiting[];
  /** Deletions that the table asks for. They are done last, together, after the guard has seen them. */
  readonly deletions: readonly Deletion[];
}

export interface Waiting {
  readonly entity: EntityRef;
  /** The agreed node whose name is wanted, and the side on which it still has it. */
  readonly blocker?: { readonly synced: SyncedId; readonly side: 'local' | 'cloud' };
  /** The node that has to come about, or to move out of this one, before. */
  readonly behind?: EntityRef;
  /** Agreed folders that are to be deleted as soon as this node has left them. */
  readonly leaves?: readonly SyncedId[];
}

export interface Deletion {
  readonly synced: SyncedId;
  readonly side: 'local' | 'cloud';
  /** False where a folder above is deleted on the same side, which takes this node along. */
  readonly topmost: boolean;
}

/** Read-only view of the three trees; the journal and the tests' in-memory trees both implement it. */
export interface Trees {
  synced(id: SyncedId): SyncedNode | undefined;
  local(id: LocalId): LocalNode | undefined;
  cloud(key: CloudKey): CloudNode | undefined;
  syncedOfLocal(id: LocalId): SyncedNode | undefined;
  syncedOfCloud(key: CloudKey): SyncedNode | undefined;
  localChild(parent: LocalId, name: string): LocalNode | undefined;
  /** Children whose names are one name to this disk. */
  localChildrenFolded(parent: LocalId, folded: string): readonly LocalNode[];
  /** Children whose names are one name to the cloud. */
  cloudChildrenFolded(parent: CloudKey, folded: string): readonly CloudNode[];
}

export interface Policy {
  readonly conflicts: 'keep-both' | 'ask';
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** What this disk takes for one name. */
  readonly foldLocal: (name: string) => string;
  readonly foldCloud: (name: string) => string;
  /** Cloud folders left out by selective sync. */
  readonly isExcluded: (key: CloudKey) => boolean;
  /** The rule by which a name is ignored, if any; with the key, also by rules that hang on the node's place. */
  readonly ignoreRule: (name: string, kind: Kind, key?: CloudKey) => string | undefined;
  /** Bytes; undefined where the organization sets none. */
  readonly maxFileSize: number | undefined;
  /** Left out where nothing has another name here than in the cloud. */
  readonly aliases?: Aliases;
}

/** Other names on this disk, for nodes of the cloud whose own cannot exist here. */
export interface Aliases {
  /** Whether the user allows them. What has one loses it otherwise. */
  readonly on: boolean;
  /** The alias that was given to a node for that true name, also before its file is here. */
  readonly of: (key: CloudKey, name: string) => string | undefined;
  /** What this is the alias of, in whatever folder, also what is not there any more. */
  readonly given: (localName: string) => readonly { readonly key: CloudKey; readonly name: string }[];
  /** Whether a rule would ignore that name in the local folder that answers to this one. */
  readonly isIgnored: (parent: CloudKey, name: string, kind: Kind) => boolean;
  /** The two names of a local node whose agreement was dropped because the cloud's node is gone. */
  readonly lost?: (local: LocalId) => { readonly name: string; readonly localName: string } | undefined;
}
