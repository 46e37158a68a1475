/** The closed lists of states that every face shows and every script may rely on. */

/** The one state of a path. */
export const PATH_STATES = [
  'synced',
  'uploading',
  'downloading',
  'waiting',
  'held',
  'conflict',
  'locked',
  'excluded',
  'ignored',
  'failed',
  'unknown',
] as const;
export type PathState = (typeof PATH_STATES)[number];

/**
 * State of one linked folder. `halted`: stopped for safety until somebody acts; the reason says why. `signed-out`: its
 * account is, by a person's own will; it rests, and the links of other accounts go on.
 */
export const LINK_STATES = [
  'synced',
  'working',
  'waiting',
  'attention',
  'halted',
  'paused',
  'offline',
  'signed-out',
] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** The headline: the most important state of all links, or one that concerns all of them. */
export const OVERALL_STATES = ['signed-out', 'halted', 'offline', 'paused', 'working', 'attention', 'synced'] as const;
export type OverallState = (typeof OVERALL_STATES)[number];

/** Which side a thing happens on. */
export const SIDES = ['local', 'cloud'] as const;
export type SideName = (typeof SIDES)[number];

/** What an action does, in words for people: the engine's finer kinds are folded into these. */
export const ACTIONS = [
  'upload',
  'download',
  'make-folder',
  'move',
  'delete',
  'restore',
  'keep-both',
  'set-aside',
  'read',
  'adopt',
  'forget',
  'hold',
  'lock',
  'unlock',
] as const;
export type ActionName = (typeof ACTIONS)[number];
