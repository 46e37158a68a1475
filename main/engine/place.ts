/** Finds what a person means by a path: a local one inside a linked folder, or `ROOT_ID:/path/in/the/cloud`. */
import { cloudPlace } from '../../shared/contract/primitives.ts';
import { SyncError } from '../errors.ts';
import type { CloudNode, LocalNode, SyncedNode } from '../plan/types.ts';
import type { Engine } from './engine.ts';
import type { Link } from './link.ts';

export interface Place {
  readonly link: Link;
  /** Relative to the root. */
  readonly path: string;
  readonly local: LocalNode | undefined;
  readonly cloud: CloudNode | undefined;
  readonly synced: SyncedNode | undefined;
}

/** Throws `wrong-usage` where the path lies in no linked folder. Resolves links in the folder above the last name. */
export async function findPlace(engine: Engine, text: string): Promise<Place> {
  const inCloud = cloudPlace(text);
  if (inCloud !== undefined) {
    const [link] = engine.linksOf(inCloud.rootId);
    if (link !== undefined) return lookUp(link, inCloud.path.replace(/^\/+|\/+$/gu, ''));
  }
  for (const path of await spellings(engine, text)) {
    for (const link of engine.links()) {
      const { folder } = link.record;
      if (path === folder) return lookUp(link, '');
      if (path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`))
        return lookUp(link, path.slice(folder.length + 1).replaceAll('\\', '/'));
    }
  }
  throw new SyncError('wrong-usage', { path: text, detail: 'path-not-in-link' });
}

/** As given, and with the links of its parent folder followed. */
async function spellings(engine: Engine, text: string): Promise<readonly string[]> {
  const trimmed = text.length > 1 ? text.replace(/[\\/]+$/u, '') : text;
  const cut = Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\'));
  const parent = await engine.parts.realFolder(trimmed.slice(0, Math.max(1, cut))).catch(() => undefined);
  return parent === undefined ? [trimmed] : [trimmed, `${parent}${trimmed.slice(cut)}`];
}

function lookUp(link: Link, path: string): Place {
  const { journal } = link;
  // A path of the cloud may lead to what has another name here.
  const named = journal.localAt(path);
  const there = named === undefined ? journal.cloudAt(path) : undefined;
  const of = there === undefined ? undefined : journal.syncedOfCloud(there.key)?.local;
  const local = named ?? (of === undefined ? undefined : journal.local(of));
  const agreed = local === undefined ? undefined : journal.syncedOfLocal(local.id);
  const cloud = agreed?.cloud === undefined ? journal.cloudAt(path) : journal.cloud(agreed.cloud);
  const synced = agreed ?? (cloud === undefined ? undefined : journal.syncedOfCloud(cloud.key));
  return { link, path, local, cloud, synced };
}
