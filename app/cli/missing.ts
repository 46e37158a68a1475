/**
 * Methods of the contract that this version's engine does not have yet. A verb that needs one is left out of the help
 * and answers that it is not available. A test compares the list with the engine.
 */
import type { MethodName } from '../../shared/contract/contract.ts';

/** Only the desktop's shell has these, for its window; see `shared/contract/updates.ts`. */
const OF_THE_DESKTOP = ['update', 'lookForUpdate', 'restartToUpdate'] as const;

export const MISSING: readonly MethodName[] = [...OF_THE_DESKTOP];
