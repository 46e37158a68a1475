/** Signing in and out. */
import type { AccountState } from '../../../shared/contract/account.ts';
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { AccountRecord } from '../../home-state.ts';
import { checkIdentity } from '../../real/http-trust.ts';
import { keepClientIdentity } from '../../ways.ts';
import { idOfAccount, sameAccount } from '../accounts.ts';
import type { Engine } from '../engine.ts';
import { keepRules } from '../rules.ts';
import { unlink } from '../unlink.ts';

const nobody = {
  id: null,
  signedIn: false,
  server: null,
  user: null,
  displayName: null,
  spaceQuota: null,
  spaceUsed: null,
};

/** What the account cannot be used for now, by the last question about it or by what its links rest for. */
function troubleOf(engine: Engine, record: AccountRecord): string | undefined {
  const stopped = engine
    .linksOfAccount(record)
    .map(({ state }) => (state.kind === 'stopped' && state.error.scope === 'account' ? state.error.code : undefined))
    .find((code) => code !== undefined);
  return stopped ?? engine.account(record).trouble;
}

function stateOf(engine: Engine, record: AccountRecord): AccountState {
  const { space } = engine.account(record);
  const trouble = record.signedIn ? troubleOf(engine, record) : undefined;
  const { server, user, displayName, signedIn } = record;
  return {
    id: idOfAccount(record),
    server,
    user,
    displayName,
    signedIn,
    ...(trouble === undefined ? {} : { trouble }),
    spaceQuota: space?.quota ?? null,
    spaceUsed: space?.used ?? null,
    links: engine.linksOfAccount(record).length,
  };
}

/** The links of an account that was signed in or out are opened anew, to work or to rest. */
async function reopen(engine: Engine, record: AccountRecord): Promise<void> {
  for (const link of engine.parts.state.links()) if (sameAccount(link, record)) await engine.openLink(link);
}

async function unlinkAll(engine: Engine, record: AccountRecord): Promise<void> {
  const { state } = engine.parts;
  for (const link of state.links()) if (sameAccount(link, record)) await unlink(engine, link);
  await engine.accounts.forget(record);
  state.removeAccount(record);
  state.setSetting(`me ${record.server} ${record.user}`, undefined);
  keepRules(state, record, undefined);
  await keepClientIdentity(engine.parts.world.secrets, record.server, record.user, undefined);
}

export function accountHandlers(engine: Engine) {
  const { state } = engine.parts;
  return {
    signIn: async (input) => {
      const server = engine.parts.originOf(input.server);
      const known = engine.accounts.all().find((account) => sameAccount(account, { server, user: input.user }));
      // Whoever has been here keeps the spelling under which the links are.
      const user = known?.user ?? input.user;
      const { password, code, client, ca = known?.ca } = input;
      const beside = engine.accounts
        .signedIn()
        .some((one) => one.server === server && !sameAccount(one, { server, user }));
      if (client !== undefined) checkIdentity(client);
      await engine.parts.signIn({ server, user, password, code, ca, client, beside });
      if (client !== undefined) await keepClientIdentity(engine.parts.world.secrets, server, user, client);
      const record = { server, user, displayName: input.user, ca, signedIn: true };
      await engine.forgetAccount(record);
      state.putAccount(record);
      const me = await engine.refreshAccount(record);
      state.putAccount({ ...record, displayName: me.displayName });
      await reopen(engine, record);
      return {
        id: idOfAccount(record),
        signedIn: true,
        server,
        user,
        displayName: me.displayName,
        spaceQuota: me.spaceQuota ?? null,
        spaceUsed: me.spaceUsage ?? null,
      };
    },
    signOut: async ({ account: which, forget }) => {
      if (which === undefined && engine.accounts.signedIn().length === 0)
        return { server: null, user: null, revoked: false };
      const record = engine.accounts.one(which);
      const { server, user } = record;
      let revoked = record.signedIn;
      if (record.signedIn)
        await engine
          .account(record)
          .cloud.signOut()
          .catch(() => {
            revoked = false;
          });
      await engine.forgetAccount(record);
      state.putAccount({ ...record, signedIn: false });
      await reopen(engine, record);
      if (forget === true) await unlinkAll(engine, record);
      return { server, user, revoked };
    },
    account: async ({ account: which }) => {
      const record = which === undefined ? engine.accounts.signedIn()[0] : engine.accounts.named(which);
      if (record?.signedIn !== true) return nobody;
      const { id, server, user, displayName, spaceQuota, spaceUsed } = stateOf(engine, record);
      return { id, signedIn: true, server, user, displayName, spaceQuota, spaceUsed };
    },
    accounts: async () => engine.accounts.all().map((record) => stateOf(engine, record)),
  } satisfies SomeHandlers;
}
