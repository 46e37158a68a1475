/**
 * Methods of the contract that this version's engine does not have yet. A verb that needs one is left out of the help
 * and answers that it is not available. A test compares the list with the engine.
 */
import type { MethodName } from '../../shared/contract/contract.ts';

export const MISSING: readonly MethodName[] = [
  'accounts',
  'moveLink',
  'changeLink',
  'aliases',
  'bandwidth',
  'surroundings',
];
