/**
 * Methods that the live service may not have: everything tagged `ours` or `client` in the endpoint table. A missing one
 * turns its feature off for this account until the next start, says so once, and syncing goes on with the rest.
 */
import { type EndpointKey, endpointName, endpoints } from '../../shared/api/endpoints.ts';
import { SyncError } from '../errors.ts';
import type { Log } from '../world.ts';
import { RefusalError } from './api-errors.ts';

export interface Missing {
  readonly feature: string;
  readonly endpoint: string;
}

/** What was found missing, also by runs of the program before this one. */
export interface FeatureMemory {
  read(): readonly Missing[];
  write(missing: readonly Missing[]): void;
}

export function forgetfulMemory(): FeatureMemory {
  let kept: readonly Missing[] = [];
  return {
    read: () => kept,
    write: (missing) => {
      kept = missing;
    },
  };
}

export interface Features {
  /**
   * Does `work`, a call of that endpoint. A 405 means that the method is not there; so does a 404 if `objectIsThere`
   * finds the object the call was about. Throws `not-supported` then, and at once from then on.
   */
  use<T>(key: EndpointKey, work: () => Promise<T>, objectIsThere: () => Promise<boolean>): Promise<T>;
}

/** A question that fails has not been answered with yes. */
async function surely(question: () => Promise<boolean>): Promise<boolean> {
  try {
    return await question();
  } catch {
    return false;
  }
}

export function createFeatures(log: Log, memory: FeatureMemory = forgetfulMemory()): Features {
  const others = (feature: string): readonly Missing[] => memory.read().filter((one) => one.feature !== feature);
  const found = (feature: string): void => {
    if (memory.read().some((one) => one.feature === feature)) memory.write(others(feature));
  };
  const missing = new Set<string>();
  return {
    async use(key, work, objectIsThere) {
      const row = endpoints[key];
      const feature = 'feature' in row && row.feature !== undefined ? row.feature : key;
      if (missing.has(feature)) throw new SyncError('not-supported', { detail: endpointName(key) });
      try {
        const done = await work();
        found(feature);
        return done;
      } catch (error) {
        if (!(error instanceof RefusalError) || row.source === 'seed') throw error;
        if (error.status !== 405 && (error.status !== 404 || !(await surely(objectIsThere)))) throw error;
        if (!missing.has(feature)) {
          log.warn('The cloud does not have this method; what needs it is off until the next start.', {
            method: endpointName(key),
            feature,
          });
        }
        missing.add(feature);
        memory.write([...others(feature), { feature, endpoint: key }]);
        throw new SyncError('not-supported', { detail: endpointName(key), cause: error });
      }
    },
  };
}
