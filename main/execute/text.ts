/** What counts as a text that can be merged. */

/** Bytes up to which a text is kept as a base, and merged. */
export const TEXT_LIMIT = 512 * 1024;

/** The text, or undefined where the bytes are none: not UTF-8, or with a NUL in them. */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.byteLength > TEXT_LIMIT || bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
