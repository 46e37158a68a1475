/**
 * Reads the children of a root or folder listing. Written by hand because listings reach 100,000 children and a schema
 * library costs about twice as much time per child; the checks are the same as the schemas' in `file-system.ts`.
 */
import { isRootPath } from './primitives.ts';

/** A lock as it comes with `include_lock_info` [client names it, the fields are ours]. */
export interface CloudLock {
  readonly person_id?: number;
  readonly display_name?: string;
  readonly expires?: string;
}

/** A file as the cloud describes it [seed; `locks` client]. There is no content hash: `revision_id` is its version. */
export interface CloudFile {
  readonly type: 'file';
  readonly id: number;
  readonly revision_id: number;
  readonly root_id?: number;
  readonly path: string;
  readonly is_deleted: boolean;
  readonly is_locked: boolean;
  readonly created?: string;
  readonly modified?: string;
  readonly size: number;
  readonly locks?: readonly CloudLock[];
}

/** A folder as a child of a listing: without its own children, with its `hash` where the cloud sends one [seed]. */
export interface CloudFolderEntry {
  readonly type: 'folder';
  readonly id: number;
  readonly root_id?: number;
  readonly path: string;
  readonly is_deleted: boolean;
  readonly is_locked: boolean;
  readonly hash?: string;
  readonly locks?: readonly CloudLock[];
}

export type CloudChild = CloudFile | CloudFolderEntry;

/** The answer does not have the shape the API promises; `field` names the place, such as `children[3].size`. */
export class ApiShapeError extends Error {
  readonly field: string;

  constructor(field: string, expected: string) {
    super(`The cloud's answer is not understood: ${field} is not ${expected}.`);
    this.name = 'ApiShapeError';
    this.field = field;
  }
}

type Loose = Readonly<Record<string, unknown>>;
const HASH_LIMIT = 1024;
const LOCKS_LIMIT = 1000;

function integer(object: Loose, key: string, at: string): number {
  const value = object[key];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new ApiShapeError(`${at}.${key}`, 'a whole number that is not negative');
}

function flag(object: Loose, key: string, at: string): boolean {
  const value = object[key];
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  throw new ApiShapeError(`${at}.${key}`, 'true or false');
}

function optionalText(object: Loose, key: string, limit: number, at: string): string | undefined {
  const value = object[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && value.length <= limit) return value;
  throw new ApiShapeError(`${at}.${key}`, `text of at most ${limit} characters`);
}

function path(object: Loose, at: string): string {
  const value = object['path'];
  if (typeof value === 'string' && isRootPath(value)) return value;
  throw new ApiShapeError(`${at}.path`, 'an absolute path without empty, "." or ".." segments');
}

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lock details are for showing only, so what is odd in them is left out rather than refused. */
function locks(object: Loose): CloudLock[] | undefined {
  const value = object['locks'];
  if (!Array.isArray(value)) return undefined;
  return value
    .slice(0, LOCKS_LIMIT)
    .filter(isObject)
    .map((lock) => {
      const { person_id, display_name, expires } = lock;
      return {
        ...(typeof person_id === 'number' && Number.isSafeInteger(person_id) ? { person_id } : {}),
        ...(typeof display_name === 'string' ? { display_name: display_name.slice(0, HASH_LIMIT) } : {}),
        ...(typeof expires === 'string' ? { expires: expires.slice(0, 40) } : {}),
      };
    });
}

/**
 * One child of a listing from parsed JSON. `at` is where it stands, for the error.
 * Throws ApiShapeError naming the field.
 */
export function parseChild(value: unknown, at: string): CloudChild {
  if (!isObject(value)) throw new ApiShapeError(at, 'an object');
  const type = value['type'];
  if (type !== 'file' && type !== 'folder') throw new ApiShapeError(`${at}.type`, '"file" or "folder"');
  const rootId = value['root_id'] === undefined ? undefined : integer(value, 'root_id', at);
  const lockList = value['locks'] === undefined ? undefined : locks(value);
  const base = {
    id: integer(value, 'id', at),
    path: path(value, at),
    is_deleted: flag(value, 'is_deleted', at),
    is_locked: flag(value, 'is_locked', at),
    ...(rootId === undefined ? {} : { root_id: rootId }),
    ...(lockList === undefined ? {} : { locks: lockList }),
  };
  if (type === 'folder') {
    const hash = optionalText(value, 'hash', HASH_LIMIT, at);
    return hash === undefined ? { type, ...base } : { type, ...base, hash };
  }
  const created = optionalText(value, 'created', 40, at);
  const modified = optionalText(value, 'modified', 40, at);
  return {
    type,
    ...base,
    revision_id: integer(value, 'revision_id', at),
    size: integer(value, 'size', at),
    ...(created === undefined ? {} : { created }),
    ...(modified === undefined ? {} : { modified }),
  };
}

/**
 * The `children` of a root or folder object. Takes the parsed JSON value, gives the typed children in the cloud's order.
 * Throws ApiShapeError naming the first field that is wrong: a listing that is not understood must not pass for an empty one.
 */
export function parseChildren(value: unknown): CloudChild[] {
  if (!Array.isArray(value)) throw new ApiShapeError('children', 'a list');
  return value.map((child, index) => parseChild(child, `children[${index}]`));
}
