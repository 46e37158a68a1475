/**
 * The brake on deletions. Deleting a large part of a root stops and asks, in both directions: more than a number of
 * files and more than a share of all files. Renames never count, because they are no deletions in these trees.
 */

export interface GuardLimits {
  /** Files that may be deleted at once without asking. */
  readonly files: number;
  /** Fraction of the root's files that may be deleted at once without asking. */
  readonly share: number;
}

export const DEFAULT_GUARD: GuardLimits = { files: 50, share: 1 / 3 };

/** Whether deleting `doomed` of `total` agreed files has to be asked for first. */
export function needsConsent(doomed: number, total: number, limits: GuardLimits): boolean {
  return doomed > limits.files && doomed > total * limits.share;
}
