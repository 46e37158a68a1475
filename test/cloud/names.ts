/** What this cloud takes for a name [ours]: the rules of the live service are not published. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is forbidden here.
const FORBIDDEN = /[/\\:*?"<>|\u0000-\u001f\u007f]/;
const LIMIT = 255;

/** 1 to 255 characters (UTF-16 units), no separator or control character, not `.` or `..`, no trailing space or dot. */
export function isLegalName(name: string): boolean {
  if (name.length === 0 || name.length > LIMIT || FORBIDDEN.test(name) || !name.isWellFormed()) return false;
  return !(name.endsWith(' ') || name.endsWith('.'));
}

/**
 * Two names with the same fold are the same name in one folder. Only case is folded: the composed and the decomposed form of
 * an umlaut are two names here.
 */
export function fold(name: string): string {
  return name.toLowerCase();
}

/** The extension with its dot in lower case, or an empty text. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot).toLowerCase();
}

/** `11.92k` for 12205 bytes, as in the reference. */
export function formatSize(bytes: number): string {
  const units = ['', 'k', 'M', 'G', 'T', 'P'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Math.round(value * 100) / 100}${units[unit]}`;
}
