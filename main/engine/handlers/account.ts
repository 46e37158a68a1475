/** Signing in and out. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import { SyncError } from '../../errors.ts';
import { checkIdentity } from '../../real/http-trust.ts';
import { keepClientIdentity } from '../../ways.ts';
import type { Engine } from '../engine.ts';

const nobody = { signedIn: false, server: null, user: null, displayName: null, spaceQuota: null, spaceUsed: null };

export function accountHandlers(engine: Engine) {
  const { state } = engine.parts;
  return {
    signIn: async (input) => {
      const server = engine.parts.originOf(input.server);
      const other = state
        .accounts()
        .find((account) => account.signedIn && (account.server !== server || account.user !== input.user));
      if (other !== undefined)
        throw new SyncError('wrong-usage', {
          path: other.user,
          detail: `${other.user} is signed in at ${other.server}; sign out first, or use another --home`,
        });
      const { user, password, code, ca, client } = input;
      if (client !== undefined) checkIdentity(client);
      await engine.parts.signIn({ server, user, password, code, ca, client });
      if (client !== undefined) await keepClientIdentity(engine.parts.world.secrets, server, user, client);
      const record = { server, user: input.user, displayName: input.user, ca: input.ca, signedIn: true };
      await engine.forgetAccount(record);
      state.putAccount(record);
      const me = await engine.refreshAccount(record);
      state.putAccount({ ...record, displayName: me.displayName });
      for (const link of state.links())
        if (link.server === server && link.user === input.user) await engine.openLink(link);
      return {
        signedIn: true,
        server,
        user: input.user,
        displayName: me.displayName,
        spaceQuota: me.spaceQuota ?? null,
        spaceUsed: me.spaceUsage ?? null,
      };
    },
    signOut: async () => {
      const record = state.accounts().find(({ signedIn }) => signedIn);
      if (record === undefined) return { server: null, user: null, revoked: false };
      let revoked = true;
      await engine
        .account(record)
        .cloud.signOut()
        .catch(() => {
          revoked = false;
        });
      await engine.forgetAccount(record);
      state.putAccount({ ...record, signedIn: false });
      return { server: record.server, user: record.user, revoked };
    },
    account: async () => {
      const record = state.accounts().find(({ signedIn }) => signedIn);
      if (record === undefined) return nobody;
      return { ...nobody, signedIn: true, server: record.server, user: record.user, displayName: record.displayName };
    },
  } satisfies SomeHandlers;
}
