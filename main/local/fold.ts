/** How a volume compares names; pure. */

export interface Folding {
  readonly case: boolean;
  readonly normalForm: boolean;
}

/**
 * The name as the volume compares it: two names that come out equal are one name there. Case is folded by upper-casing
 * and lower-casing again, which joins what one of them alone keeps apart (final sigma, the Kelvin sign).
 */
export function foldName(name: string, folding: Folding): string {
  const cased = folding.case ? name.toUpperCase().toLowerCase() : name;
  return folding.normalForm ? cased.normalize('NFC') : cased;
}

/** Groups of two or more names of one folder that are one name on the volume; in the order of the first of each. */
export function clashes(names: readonly string[], folding: Folding): readonly (readonly string[])[] {
  const groups = Map.groupBy(names, (name) => foldName(name, folding));
  return [...groups.values()].filter((group) => group.length > 1);
}
