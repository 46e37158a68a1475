/** The one file that joins the sides, the journal and the engine; everybody else sees the others by interface. */
import { mkdirSync, rmSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { noteCertificate } from './certificates-seen.ts';
import type { Parts } from './engine/parts.ts';
import { SyncError } from './errors.ts';
import { featureMemory } from './feature-memory.ts';
import type { LinkRecord } from './home-state.ts';
import type { Connect } from './journal/database.ts';
import { openHomeStore } from './journal/home-store.ts';
import { openJournal } from './journal/journal.ts';
import { foldName } from './local/fold.ts';
import { mayLink } from './local/link-rules.ts';
import { createLocalSide } from './local/local-side.ts';
import { checkFolder, type FolderCheck, readMarker, removeMarker, writeMarker } from './local/marker.ts';
import { undoReplace } from './local/recover.ts';
import { foldCloud } from './plan/names.ts';
import { createCloudAccount } from './remote/account.ts';
import { parseServerAddress } from './remote/address.ts';
import { signIn } from './remote/sign-in.ts';
import { wayTo } from './ways.ts';
import type { ClientIdentity, HttpOptions, World } from './world.ts';

const OS_TYPES = { linux: 'linux', darwin: 'osx', win32: 'win' } as const;

/** Kinds of wrong usage; `shared/text/usage-*.ts` has their words. */
const REFUSALS = {
  'is-linked': 'link-folder-linked',
  'inside-linked': 'link-inside-linked',
  'holds-linked': 'link-holds-linked',
  'inside-home': 'link-holds-home',
  'holds-home': 'link-holds-home',
  'is-top': 'link-folder-is-top',
} as const;

/** What a folder that is not the linked one means. `ok` is no trouble and has no entry. */
const GROUND: Readonly<
  Record<Exclude<FolderCheck, 'ok'>, readonly ['folder-missing' | 'folder-replaced' | 'folder-not-writable', string]>
> = {
  missing: ['folder-missing', 'it is not there; if it is on a drive, connect the drive'],
  'is-a-file': ['folder-replaced', 'there is a file in its place'],
  'marker-missing': [
    'folder-replaced',
    'its marker is missing: it was emptied or replaced, or its drive is not mounted',
  ],
  'other-link': ['folder-replaced', 'it belongs to another link or installation'],
  'other-volume': ['folder-replaced', 'it is a copy on another volume'],
  'not-writable': ['folder-not-writable', 'nothing can be written into it'],
};

function installationOf(state: ReturnType<typeof openHomeStore>, world: World): string {
  const known = state.setting('installation');
  if (known !== undefined) return known;
  const made = world.random.token(24);
  state.setSetting('installation', made);
  return made;
}

/**
 * @param home absolute folder; made if it is not there, readable by its owner only
 * @param connect where databases are kept; real files if left out
 */
export function wire(home: string, world: World, connect?: Connect): Parts {
  const journals = path.join(home, 'journals');
  mkdirSync(journals, { recursive: true, mode: 0o700 });
  const state = openHomeStore(path.join(home, 'home.db'), world.clock.now(), connect);
  const installation = installationOf(state, world);
  const journalFile = (link: LinkRecord): string => path.join(journals, `${link.id}.db`);
  const { disk, clock, secrets, random, log } = world;
  const ways = { state, secrets, network: world.network };
  const optionsFor = (
    account: { readonly server: string; readonly user: string; readonly client?: ClientIdentity | undefined },
    ca: string | undefined,
  ): HttpOptions => ({
    ...(ca === undefined ? {} : { ca }),
    way: (origin) => wayTo(ways, origin, account),
    onCertificate: (origin, seen) => noteCertificate(state, log, origin, seen),
  });

  return {
    world,
    home,
    state,
    ways,
    httpFor: (account, ca) => world.http(optionsFor(account, ca)),
    originOf: (server) => parseServerAddress(server).origin,
    signIn: async ({ server, user, password, code, ca, client, beside }) => {
      const http = world.http(optionsFor({ server, user, client }, ca));
      try {
        const machine = {
          dnsName: world.host.hostname,
          osType: OS_TYPES[world.host.platform],
          osVersion: world.host.osVersion,
        };
        await signIn({
          http,
          secrets,
          clock,
          server,
          user,
          password,
          machine,
          beside,
          ...(code === undefined ? {} : { code }),
        });
      } finally {
        await http.close();
      }
    },
    account: (server, user, ca) =>
      createCloudAccount({
        http: world.http(optionsFor({ server, user }, ca)),
        secrets,
        clock,
        random,
        log,
        server,
        user,
        memory: featureMemory(state, { server, user }),
      }),
    localSide: (folder) => {
      const side = createLocalSide({ disk, clock, folder });
      return world.withThreads?.(side) ?? side;
    },
    openJournal: (link, foldLocal) =>
      openJournal({ file: journalFile(link), foldLocal, foldCloud, now: () => clock.now(), connect }),
    deleteJournal: (link) => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(journalFile(link) + suffix, { force: true });
    },
    foldingOf: async (folder) => {
      const folding = await disk.folding(folder);
      return (name) => foldName(name, folding);
    },
    realFolder: (folder) => requireFolder(world, folder),
    requireLinkable: async (folder, linked) => {
      const verdict = mayLink(folder, { linked, home: await realpath(home) }, await disk.folding(folder));
      if (!verdict.ok) throw new SyncError('wrong-usage', { path: folder, detail: REFUSALS[verdict.reason] });
      const marker = await readMarker(disk, folder);
      if (marker !== undefined && marker.installation !== installation)
        throw new SyncError('wrong-usage', { path: folder, detail: 'link-folder-linked' });
    },
    requirePlace: async (folder, linked) => {
      const near = (await disk.stat(folder)) === undefined ? path.dirname(folder) : folder;
      const verdict = mayLink(folder, { linked, home: await realpath(home) }, await disk.folding(near));
      if (!verdict.ok) throw new SyncError('wrong-usage', { path: folder, detail: REFUSALS[verdict.reason] });
    },
    markOf: async (folder) => {
      const marker = await readMarker(disk, folder);
      if (marker === undefined) return undefined;
      const [stat, volume] = [await disk.stat(folder), (await disk.volume(folder)).id];
      const isSameFolder = marker.inode !== undefined && marker.inode === stat?.ino && marker.volume === volume;
      return { linkId: marker.linkId, isOurs: marker.installation === installation, isSameFolder };
    },
    mark: async (link) => {
      const volume = (await disk.volume(link.folder)).id;
      const inode = (await disk.stat(link.folder))?.ino;
      try {
        await writeMarker(disk, link.folder, {
          version: 1,
          linkId: link.id,
          rootId: link.rootId,
          installation,
          volume,
          inode,
          createdAt: link.createdMs,
        });
      } catch (error) {
        throw new SyncError('folder-not-writable', {
          path: link.folder,
          cause: error,
          detail: error instanceof SyncError ? (error.detail ?? error.code) : String(error),
        });
      }
    },
    unmark: (link) => removeMarker(disk, link.folder),
    requireGround: async (link) => {
      const check = await checkFolder(disk, link.folder, { linkId: link.id, installation });
      if (check === 'ok') return;
      const [code, detail] = GROUND[check];
      throw new SyncError(code, { path: link.folder, detail });
    },
    undoReplace: async (local, file, trash) => {
      await undoReplace(local, file, { kind: 'file', ino: 0, size: 0, mtimeMs: 0 }, trash);
    },
  };
}

/** The folder as it really is; says plainly what is wrong with it otherwise. */
async function requireFolder({ disk }: World, folder: string): Promise<string> {
  let real: string;
  try {
    real = await realpath(folder);
  } catch {
    throw new SyncError('wrong-usage', { path: folder, detail: 'link-folder-missing' });
  }
  const stat = await disk.stat(real);
  if (stat?.kind !== 'folder') throw new SyncError('wrong-usage', { path: folder, detail: 'link-folder-is-file' });
  return real;
}
