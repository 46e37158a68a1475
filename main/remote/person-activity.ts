/** What a person did in the cloud, from whatever machine or web page. Only the newest page: it is for people to read. */
import type { CloudActivity } from '../../shared/api/machines.ts';
import { readDateTime } from '../../shared/api/times.ts';
import type { CloudDeed } from '../sides.ts';
import type { Caller } from './caller.ts';
import type { Features } from './features.ts';

function deedFrom(activity: CloudActivity): CloudDeed | undefined {
  const atMs = activity.created === null || activity.created === undefined ? undefined : readDateTime(activity.created);
  if (atMs === undefined) return undefined;
  return {
    id: activity.id,
    atMs,
    what: activity.activity ?? activity.action_text ?? '',
    by: activity.actor_text ?? undefined,
    rootId: activity.acted_on_root_id ?? undefined,
    path: activity.acted_on_text ?? activity.data_text ?? undefined,
  };
}

/** @param personId whose activity is read [client]; throws `not-supported` where the service has no such method. */
export async function readActivity(world: {
  readonly caller: Caller;
  readonly features: Features;
  readonly personId: () => Promise<number>;
}): Promise<readonly CloudDeed[]> {
  const { caller, features, personId } = world;
  const call = { params: { person: await personId() } };
  // The person is there, as we are the one.
  const { results } = await features.use(
    'personActivity',
    () => caller.json('personActivity', call),
    () => Promise.resolve(true),
  );
  return results.map(deedFrom).filter((deed) => deed !== undefined);
}
