/**
 * The `hash` of a folder is derived from a version that never comes back, so that keeping it costs one number per folder: `level` from
 * the version of the folder's own line of children, `subtree` from that of everything under it.
 */

export type HashMode = 'level' | 'subtree';

function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

/** An opaque text. Different for every version of one folder, because `mix` maps different numbers to different numbers. */
export function hashOf(folderId: number, version: number): string {
  const high = Math.floor(version / 0x1_0000_0000);
  return hex(mix(version)) + hex(mix(mix(version ^ 0x9e3779b9) ^ mix(folderId + 1) ^ high));
}
