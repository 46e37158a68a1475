/** Names: what the cloud and the platforms allow, what we suggest instead, and how conflict copies are called. */

export type NameProblem = 'illegal' | 'too-long' | 'reserved';

/** Characters per name in the cloud [ours]; bytes per name on Linux, UTF-16 units elsewhere. */
const CLOUD_NAME_LENGTH = 255;
const LINUX_NAME_BYTES = 255;

/** Our own folder at the top of every linked folder. */
const OUR_FOLDER = '.leitzcloud';
/** The short names that Windows gives it beside its own (8.3): a second way in. */
const OUR_SHORT_NAME = /^le(?:itzc|[0-9a-f]{4})~\d+$/iu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are just what is looked for.
const ILLEGAL_IN_CLOUD = /[\u0000-\u001f\u007f/\\:*?"<>|]/u;
const ENDS_BADLY = /[ .]$/u;
const WINDOWS_DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?$/iu;

/** Length in bytes of UTF-8, without an encoder: this file runs anywhere. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Longer than this on every platform; looked at before any rule whose cost grows with more than the name's length. */
const isEndless = (name: string): boolean => name.length > CLOUD_NAME_LENGTH;

/** Some volumes do not see characters without width. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/** Our own folder in any spelling that some volume takes for it: case, normal form, unseen characters, bad endings. */
function isOurs(name: string): boolean {
  if (isEndless(name)) return false;
  const plain = name.replace(UNSEEN, '').normalize('NFKC').toLowerCase();
  return plain.startsWith(OUR_FOLDER) && /^[\s.]*$/u.test(plain.slice(OUR_FOLDER.length));
}

/** Why the cloud would refuse the name; undefined where it takes it. The rules are [ours] of the API's description. */
export function problemInCloud(name: string): NameProblem | undefined {
  if (name === '' || name === '.' || name === '..') return 'illegal';
  if (ILLEGAL_IN_CLOUD.test(name) || ENDS_BADLY.test(name) || !name.isWellFormed()) return 'illegal';
  return name.length > CLOUD_NAME_LENGTH ? 'too-long' : undefined;
}

/** Why a name from the cloud cannot stand on this disk. Such names are hostile until this says undefined. */
export function problemHere(name: string, platform: 'linux' | 'darwin' | 'win32'): NameProblem | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL ends a name in every system call.
  if (name === '' || name === '.' || name === '..' || /[/\u0000]/u.test(name)) return 'illegal';
  if (!name.isWellFormed()) return 'illegal';
  if (isEndless(name)) return 'too-long';
  if (isOurs(name)) return 'reserved';
  if (platform === 'win32') {
    if (ILLEGAL_IN_CLOUD.test(name) || ENDS_BADLY.test(name)) return 'illegal';
    if (WINDOWS_DEVICE.test(name) || OUR_SHORT_NAME.test(name)) return 'reserved';
  }
  if (platform === 'darwin' && name.includes(':')) return 'illegal';
  return platform === 'linux' && utf8Length(name) > LINUX_NAME_BYTES ? 'too-long' : undefined;
}

interface NameParts {
  readonly stem: string;
  /** With its dot; '' where there is none. */
  readonly extension: string;
}

/** Bytes of a longest extension; what is longer is no extension, and may be cut like the rest of a name. */
const EXTENSION_BYTES = 64;

export function splitName(name: string): NameParts {
  const dot = name.lastIndexOf('.');
  const extension = dot <= 0 ? '' : name.slice(dot);
  if (extension === '' || utf8Length(extension) > EXTENSION_BYTES) return { stem: name, extension: '' };
  return { stem: name.slice(0, dot), extension };
}

/** Shortens the stem, never in the middle of a character, until the whole name is one that every side takes. */
function shorten(stem: string, tail: string): string {
  const characters = [...stem];
  const tooLong = () => {
    const name = characters.join('') + tail;
    return name.length > CLOUD_NAME_LENGTH || utf8Length(name) > LINUX_NAME_BYTES;
  };
  while (characters.length > 1 && tooLong()) characters.pop();
  return characters.join('') + tail;
}

/** A name close to the given one that every side takes: forbidden characters become `_`, bad endings go. */
export function suggestName(name: string): string {
  const { stem: whole, extension: ending } = splitName(name);
  const replaced = [...(whole.slice(0, CLOUD_NAME_LENGTH) + ending).toWellFormed()]
    .map((character) => (ILLEGAL_IN_CLOUD.test(character) ? '_' : character))
    .join('');
  const trimmed = replaced.replace(/[ .]+$/u, '');
  const fitted = cutToFit(trimmed === '' ? '_' : trimmed);
  return isReserved(fitted) ? cutToFit(`_${fitted}`) : fitted;
}

const isReserved = (name: string): boolean => WINDOWS_DEVICE.test(name) || OUR_SHORT_NAME.test(name) || isOurs(name);

/** Short enough for every side; cutting may leave a bad ending once more. */
function cutToFit(name: string): string {
  const { stem, extension } = splitName(name);
  return shorten(stem, extension).replace(/[ .]+$/u, '_');
}

/** Characters of the host that are shown. A dot would make the end of the mark look like an extension. */
const HOST_LENGTH = 30;
const NOT_IN_HOST = /[^\p{L}\p{N}_-]+/gu;
const CONFLICT_MARK = / \(conflict [^()]+ \d{4}-\d{2}-\d{2}(?: \d+)?\)$/iu;

/**
 * `report.txt` -> `report (conflict HOST 2026-11-24).txt`. A copy of a copy keeps one mark; a taken name gets a number.
 *
 * @param date `YYYY-MM-DD` of the day the conflict was found
 * @param taken whether a name is in use in that folder, on either side
 */
export function conflictName(name: string, host: string, date: string, taken: (name: string) => boolean): string {
  const { stem, extension } = splitName(name);
  const plain = stem.replace(CONFLICT_MARK, '');
  const cleanHost = [...host.replace(NOT_IN_HOST, '-')].slice(0, HOST_LENGTH).join('') || 'computer';
  for (let number = 1; ; number += 1) {
    const mark = ` (conflict ${cleanHost} ${date}${number === 1 ? '' : ` ${number}`})`;
    const candidate = shorten(plain, mark + extension);
    if (!taken(candidate)) return candidate;
  }
}

/** What the cloud takes for one name [ours]: no regard to case; normal forms stay apart. */
export const foldCloud = (name: string): string => name.toLowerCase();
