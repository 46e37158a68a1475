/** One signed-in person at one server: who they are, which roots they see, and the sides of those roots. */
import { parseExtensions } from '../../shared/api/people.ts';
import { SyncError } from '../errors.ts';
import type { CloudAccount, CloudDeed, CloudRoot, CloudRules, CloudShare, CloudSide, ShareOptions } from '../sides.ts';
import type { Clock, Http, LetGo, Log, Random, Secrets } from '../world.ts';
import { RefusalError } from './api-errors.ts';
import { createAuth } from './auth.ts';
import { type Caller, createCaller } from './caller.ts';
import { createFeatures, type FeatureMemory, forgetfulMemory, type Missing } from './features.ts';
import { rootFrom } from './objects.ts';
import { readActivity } from './person-activity.ts';
import { readRules } from './rules.ts';
import { machineSecret } from './session.ts';
import { createShares } from './shares.ts';
import { createSide } from './side.ts';
import { createWire } from './wire.ts';

const MB = 1024 * 1024;

export interface AccountWorld {
  /** Used by this account alone; its `close` closes it. */
  readonly http: Http;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** An origin, as `address.ts` gives it. */
  readonly server: string;
  /** The email address that was given to `signIn`. */
  readonly user: string;
  /** Where it is kept what the cloud does not have. */
  readonly memory?: FeatureMemory;
}

/** A refusal that concerns the whole root. */
function rootError(error: unknown, rootId: number): unknown {
  if (!(error instanceof RefusalError)) return error;
  const { code, detail } = error;
  if (code !== 'forbidden' && code !== 'not-found' && code !== 'gone') return error;
  const more = { path: `root ${rootId}`, cause: error, ...(detail === undefined ? {} : { detail }) };
  return new SyncError(code === 'forbidden' ? 'root-forbidden' : 'root-gone', more);
}

async function readRoot(caller: Caller, rootId: number): Promise<CloudRoot | undefined> {
  try {
    const root = await caller.json('root', {
      params: { root: rootId },
      values: { include_children: false, include_permissions: true },
    });
    if (root.id !== rootId) throw new SyncError('not-an-api-answer', { detail: `root ${root.id} came for ${rootId}` });
    return rootFrom(root);
  } catch (error) {
    throw rootError(error, rootId);
  }
}

function isRootLost(error: unknown): boolean {
  return error instanceof SyncError && (error.code === 'root-forbidden' || error.code === 'root-gone');
}

class Account implements CloudAccount {
  readonly server: string;
  readonly user: string;
  readonly #world: AccountWorld;
  readonly #auth;
  readonly #caller;
  readonly #features;
  readonly #memory: FeatureMemory;
  readonly #sides = new Map<number, CloudSide>();

  constructor(world: AccountWorld) {
    this.#world = world;
    this.server = world.server;
    this.user = world.user;
    this.#memory = world.memory ?? forgetfulMemory();
    const wire = createWire(world);
    this.#auth = createAuth({ ...world, wire });
    this.#caller = createCaller({ wire, auth: this.#auth, clock: world.clock });
    this.#features = createFeatures(world.log, this.#memory);
  }

  async #person() {
    const person = await this.#caller.json('me', {});
    const roots = (person.roots ?? []).map((root) => (typeof root === 'number' ? { id: root } : root));
    const own = person.root_id ?? undefined;
    const ids = [...new Set([...(own === undefined ? [] : [own]), ...roots.map((root) => root.id)])];
    return { person, roots, own, ids };
  }

  async whoAmI(): ReturnType<CloudAccount['whoAmI']> {
    const { person, own, ids } = await this.#person();
    const policy = person.company_policy ?? {};
    const names = [person.first_name, person.last_name].filter((part) => part).join(' ');
    return {
      id: person.id,
      email: person.email,
      displayName: person.display_name || names || person.email,
      rootIds: ids,
      ownRootId: own,
      excludedExtensions: parseExtensions(policy.excluded_extensions),
      maxFileSize: policy.max_file_size ? policy.max_file_size * MB : undefined,
      spaceQuota: person.space_quota ?? undefined,
      spaceUsage: person.space_usage ?? undefined,
      organizationId: person.company_id ?? undefined,
    };
  }

  async rules(organizationId: number, known: number | undefined): Promise<CloudRules> {
    const { secrets, server, user } = this.#world;
    const guid = (await secrets.get(machineSecret(server, user))) ?? (await secrets.get(machineSecret(server)));
    return readRules(this.#caller, organizationId, guid, known);
  }

  /** Roots of a kind we do not know, and roots that were withdrawn a moment ago, are left out. */
  async roots(): Promise<readonly CloudRoot[]> {
    const { ids, roots } = await this.#person();
    const known = new Map(roots.map((root) => ['name' in root ? root.id : undefined, root]));
    const all = await Promise.all(
      ids.map(async (id) => {
        const root = known.get(id);
        if (root !== undefined && 'name' in root) return rootFrom(root);
        try {
          return await readRoot(this.#caller, id);
        } catch (error) {
          if (!isRootLost(error)) throw error;
          this.#world.log.info('A root is listed for this person but cannot be read.', { rootId: id });
          return undefined;
        }
      }),
    );
    return all.filter((root) => root !== undefined);
  }

  async root(rootId: number): Promise<CloudRoot> {
    const root = await readRoot(this.#caller, rootId);
    if (root === undefined) throw new SyncError('root-forbidden', { path: `root ${rootId}`, detail: 'unknown kind' });
    return root;
  }

  side(rootId: number): CloudSide {
    const known = this.#sides.get(rootId);
    if (known !== undefined) return known;
    const side = createSide(
      {
        caller: this.#caller,
        auth: this.#auth,
        features: this.#features,
        random: this.#world.random,
        requireRoot: (id) => readRoot(this.#caller, id),
      },
      rootId,
    );
    this.#sides.set(rootId, side);
    return side;
  }

  async activity(): Promise<readonly CloudDeed[]> {
    const personId = async (): Promise<number> => (await this.#person()).person.id;
    return readActivity({ caller: this.#caller, features: this.#features, personId });
  }

  #shares() {
    const personId = async (): Promise<number> => (await this.#person()).person.id;
    return createShares({ caller: this.#caller, features: this.#features, personId });
  }

  shares(): Promise<readonly CloudShare[]> {
    return this.#shares().list();
  }

  share(rootId: number, kind: 'file' | 'folder', id: number, options: ShareOptions): Promise<CloudShare> {
    return this.#shares().create(rootId, kind, id, options);
  }

  changeShare(id: number, options: ShareOptions): Promise<CloudShare> {
    return this.#shares().change(id, options);
  }

  removeShare(id: number): Promise<void> {
    return this.#shares().remove(id);
  }

  missing(): readonly Missing[] {
    return this.#memory.read();
  }

  signOut(): Promise<void> {
    return this.#auth.signOut();
  }

  counts(): ReturnType<CloudAccount['counts']> {
    return { ...this.#caller.wire.counts };
  }

  letGo(how: LetGo): void {
    this.#world.http.letGo?.(how);
  }

  close(): Promise<void> {
    return this.#world.http.close();
  }
}

/**
 * The account of a person who has signed in before (`signIn`). Makes no request by itself; every method throws
 * `sign-in-needed` where there is no session.
 */
export function createCloudAccount(world: AccountWorld): CloudAccount {
  return new Account(world);
}
