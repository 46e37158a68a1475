/** What the cloud was found not to have, and what that means: everything else goes on. */
import { type EndpointKey, endpointName, endpoints } from '../../../shared/api/endpoints.ts';
import type { AccountRecord } from '../../home-state.ts';
import type { Engine } from '../engine.ts';
import { type Check, warning } from './check.ts';

/** By the endpoint's feature; of others the name says enough. */
const MEANINGS: Readonly<Record<string, string>> = {
  revisions:
    'an upload cannot see whether somebody else saved the same file in that moment; older versions are not listed',
  modifiedSince: 'changes deep in the cloud are found by asking every folder, which takes some minutes longer',
  upload: 'nothing can be sent to this cloud',
  'create-folder': 'new folders cannot be made in this cloud',
  unlock: 'locks cannot be set or released by this program',
  delete: 'what is deleted here stays in the cloud',
  restore: 'what was deleted cannot be brought back from here',
  'roll-back': 'an older version is restored by sending it again',
  'share-links': 'share links cannot be managed from here',
};

/** As `GET /api/2/files/:root/:file/revisions`. */
export const nameOfEndpoint = (key: string): string =>
  Object.hasOwn(endpoints, key) ? endpointName(key as EndpointKey) : key;

export function missingChecks(engine: Engine, record: AccountRecord): Check[] {
  const missing = engine.account(record).cloud.missing?.() ?? [];
  return missing.map(({ feature, endpoint }) => {
    const meaning = MEANINGS[feature];
    const found = `${record.server} does not have ${nameOfEndpoint(endpoint)}`;
    return warning(
      'cloud',
      meaning === undefined ? found : `${found}: ${meaning}`,
      'Nothing has to be done: the rest works, and it is asked for again at the next start. The operator of the cloud may know more.',
    );
  });
}
