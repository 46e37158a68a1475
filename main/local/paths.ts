/** Paths of a linked folder: relative ones of the user's, absolute ones for the disk, and the places that are ours. */
import { SyncError } from '../errors.ts';

/** The one hidden folder at the top of a linked folder in which everything of ours lies. */
export const OURS = '.leitzcloud';

// Characters that some file systems leave out when they compare names (HFS+ and its kin).
const IGNORED_CHARACTERS = /\p{Default_Ignorable_Code_Point}/gu;
/** Longer names are none that a disk takes, and not even looked at. */
const OURS_LENGTH = 255;

/** True where the name is, or on some volume would be taken for, our own folder. */
export function isOurName(name: string): boolean {
  if (name.length > OURS_LENGTH) return false;
  const plain = name.replace(IGNORED_CHARACTERS, '').normalize('NFKC').toLowerCase();
  return plain.startsWith(OURS) && /^[\s.]*$/u.test(plain.slice(OURS.length));
}

/** True where a name cannot be one name inside a folder: it would lead elsewhere. */
function leadsElsewhere(name: string): boolean {
  if (name === '' || name === '.' || name === '..' || name.includes('\0')) return true;
  return process.platform === 'win32' && /[\\:]/.test(name);
}

/**
 * The absolute path. Refuses, with `invalid-name`, whatever would lead out of the folder or into our own part of it; the
 * rules for names have refused it long before, but the server that sent a name is not trusted with this disk.
 */
export function absolutePath(folder: string, path: string): string {
  if (path === '') return folder;
  const names = path.split('/');
  if (names.some(leadsElsewhere) || isOurName(names[0] ?? '')) {
    throw new SyncError('invalid-name', { path, detail: 'this name would lead out of the linked folder' });
  }
  return `${folder}/${path}`;
}

/** Every folder above the path, top first, without the top itself: `a/b/c` has `a` and `a/b`. */
export function foldersAbove(path: string): readonly string[] {
  const above: string[] = [];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
    above.push(path.slice(0, slash));
  return above;
}

const ITEM_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,150}$/;

/** Throws `internal` unless the name of a temporary file or trash item is one of those we give. */
function checkedItem(name: string): string {
  if (!ITEM_NAME.test(name)) throw new SyncError('internal', { detail: `not a name of ours: ${JSON.stringify(name)}` });
  return name;
}

/** The absolute places that are ours in a linked folder. */
export function ourPlaces(folder: string) {
  const home = `${folder}/${OURS}`;
  return {
    home,
    marker: `${home}/marker.json`,
    temporary: `${home}/tmp`,
    trash: `${home}/trash`,
    temporaryFile: (name: string): string => `${home}/tmp/${checkedItem(name)}`,
    trashItem: (name: string): string => `${home}/trash/${checkedItem(name)}`,
  };
}

export type OurPlaces = ReturnType<typeof ourPlaces>;
