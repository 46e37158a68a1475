/** All verbs, in the order in which the help lists them. */
import type { Verb } from './verb.ts';
import { accounts } from './verbs/accounts.ts';
import { activity } from './verbs/activity.ts';
import { alias } from './verbs/alias.ts';
import { bandwidth } from './verbs/bandwidth.ts';
import { certificates } from './verbs/certificates.ts';
import { changeShare } from './verbs/change-share.ts';
import { conflicts } from './verbs/conflicts.ts';
import { decline } from './verbs/decline.ts';
import { doctor } from './verbs/doctor.ts';
import { exclude } from './verbs/exclude.ts';
import { fix } from './verbs/fix.ts';
import { held } from './verbs/held.ts';
import { include } from './verbs/include.ts';
import { link } from './verbs/link.ts';
import { lock } from './verbs/lock.ts';
import { page } from './verbs/page.ts';
import { pause } from './verbs/pause.ts';
import { plan } from './verbs/plan.ts';
import { proxy } from './verbs/proxy.ts';
import { release } from './verbs/release.ts';
import { resolve } from './verbs/resolve.ts';
import { restore } from './verbs/restore.ts';
import { resume } from './verbs/resume.ts';
import { roots } from './verbs/roots.ts';
import { schemaVerb } from './verbs/schema.ts';
import { setUpVerb } from './verbs/set-up.ts';
import { settings } from './verbs/settings.ts';
import { share } from './verbs/share.ts';
import { shares } from './verbs/shares.ts';
import { signIn } from './verbs/sign-in.ts';
import { signOut } from './verbs/sign-out.ts';
import { start } from './verbs/start.ts';
import { status } from './verbs/status.ts';
import { stop } from './verbs/stop.ts';
import { surroundings } from './verbs/surroundings.ts';
import { sync } from './verbs/sync.ts';
import { syncNow } from './verbs/sync-now.ts';
import { trash } from './verbs/trash.ts';
import { undo } from './verbs/undo.ts';
import { unlink } from './verbs/unlink.ts';
import { unlock } from './verbs/unlock.ts';
import { unshare } from './verbs/unshare.ts';
import { untrash } from './verbs/untrash.ts';
import { versions } from './verbs/versions.ts';
import { why } from './verbs/why.ts';

export const VERBS: readonly Verb[] = [
  signIn,
  setUpVerb,
  signOut,
  accounts,
  roots,
  link,
  unlink,
  plan,
  sync,
  start,
  page,
  stop,
  pause,
  resume,
  syncNow,
  surroundings,
  bandwidth,
  status,
  why,
  conflicts,
  resolve,
  held,
  release,
  decline,
  fix,
  alias,
  exclude,
  include,
  lock,
  unlock,
  share,
  shares,
  changeShare,
  unshare,
  versions,
  restore,
  trash,
  untrash,
  undo,
  activity,
  settings,
  proxy,
  certificates,
  doctor,
  schemaVerb(() => VERBS),
];
