/** Puts the sample into a running cloud that is still empty. */
import type { RunningCloud } from './cloud.ts';
import { fillTeamShare, fillWithSample } from './sample.ts';

/** Fills the first person's root and the team shares; leaves alone what holds anything already. */
export function fillCloud(cloud: RunningCloud): void {
  const [first] = cloud.people;
  if (first === undefined) return;
  const user = cloud.as(first.email);
  if (user.tree().size === 0) fillWithSample(user);
  cloud.teamShares.forEach(({ rootId }, index) => {
    const share = user.in(rootId);
    if (share.tree().size === 0) fillTeamShare(share, index + 2);
  });
}
