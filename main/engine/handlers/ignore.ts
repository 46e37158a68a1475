/** The rules of the `.leitzignore` file at a root's top: reading them, trying them out, writing them. */
import { setImmediate } from 'node:timers/promises';
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { IgnoreMatch } from '../../../shared/contract/ignore.ts';
import { SyncError } from '../../errors.ts';
import { IGNORE_FILE, type IgnoreRules, ignoreRules } from '../../plan/ignore-patterns.ts';
import { CLOUD_TOP, type CloudKey, type Kind, LOCAL_TOP, type LocalId } from '../../plan/types.ts';
import type { Expected } from '../../sides.ts';
import type { DiskStat } from '../../world.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { readLocal } from '../read-content.ts';
import { rooted } from '../words.ts';

const LONGEST = 1_000_000;
/** Nodes looked at before others get their turn. */
const SLICE = 2_000;

async function rulesOf(link: Link): Promise<string> {
  if ((await link.local.stat(IGNORE_FILE))?.kind !== 'file') return '';
  return new TextDecoder().decode((await readLocal(link.local, IGNORE_FILE, LONGEST)).bytes);
}

/** A folder to be walked: its rows on both sides, and whether it is left out with all that is in it. */
interface Place {
  readonly path: string;
  readonly here: LocalId | undefined;
  readonly there: CloudKey | undefined;
  readonly rule: string | undefined;
  readonly tookPart: boolean;
}

interface Node extends Place {
  readonly kind: Kind;
  readonly size: number;
}

function* nodesIn(link: Link, folder: Place): Generator<Node> {
  const { journal } = link;
  const inside = (name: string): string => (folder.path === '' ? name : `${folder.path}/${name}`);
  const names = new Set<string>();
  for (const local of folder.here === undefined ? [] : journal.localChildren(folder.here)) {
    const tookPart = folder.tookPart && local.skip === undefined;
    const there = journal.syncedOfLocal(local.id)?.cloud;
    const { kind, size, name } = local;
    names.add(name);
    yield { path: inside(name), here: local.id, there, rule: folder.rule, tookPart, kind, size };
  }
  const { ignoreRule } = link.policy();
  for (const cloud of folder.there === undefined ? [] : journal.cloudOnlyChildren(folder.there, folder.here)) {
    const { kind, size, name, key } = cloud;
    // What is on both sides without an agreement, such as what is left out already, is one thing.
    if (names.has(name)) continue;
    const tookPart = folder.tookPart && ignoreRule(name, kind, key) === undefined;
    yield { path: inside(name), here: undefined, there: key, rule: folder.rule, tookPart, kind, size };
  }
}

async function tryOut(link: Link, rules: IgnoreRules, limit: number) {
  const sum = { files: 0, folders: 0, bytes: 0, newFiles: 0, newFolders: 0 };
  const examples: IgnoreMatch[] = [];
  const waiting: Place[] = [{ path: '', here: LOCAL_TOP, there: CLOUD_TOP, rule: undefined, tookPart: true }];
  let looked = 0;
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const node of nodesIn(link, folder)) {
      looked += 1;
      if (looked % SLICE === 0) await setImmediate();
      const { path, kind, size, tookPart } = node;
      const rule = node.rule ?? rules.ruleFor(path, kind);
      if (kind === 'folder') waiting.push({ ...node, rule });
      if (rule === undefined) continue;
      sum[kind === 'folder' ? 'folders' : 'files'] += 1;
      if (tookPart) sum[kind === 'folder' ? 'newFolders' : 'newFiles'] += 1;
      sum.bytes += kind === 'file' ? size : 0;
      // Of a folder that is left out, the folder says it all.
      if (node.rule === undefined && examples.length < limit)
        examples.push({
          path: rooted(path),
          kind,
          bytes: size,
          rule: rule.replace(/ in \/\S*$/u, ''),
          isNew: tookPart,
        });
    }
  }
  return { ...sum, examples };
}

const fileOf = (stat: DiskStat | undefined): Expected | undefined =>
  stat?.kind === 'file' ? { kind: 'file', ino: stat.ino, size: stat.size, mtimeMs: stat.mtimeMs } : undefined;

/** The old rules go to the local trash, from where they can be taken back. */
async function write(engine: Engine, link: Link, text: string): Promise<void> {
  const { local, journal } = link;
  const stat = await local.stat(IGNORE_FILE);
  const expected = fileOf(stat);
  const trash = `${engine.parts.world.random.token(12)}-rules`;
  if (stat !== undefined && expected === undefined)
    throw new SyncError('changed', { path: IGNORE_FILE, detail: 'something else has this name' });
  if (expected !== undefined)
    journal.tx(() =>
      journal.addTrash({
        name: trash,
        path: IGNORE_FILE,
        kind: 'file',
        size: expected.size,
        atMs: link.now(),
        why: 'rules-changed',
      }),
    );
  if (text === '') {
    if (expected !== undefined) await local.toTrash(IGNORE_FILE, expected, trash);
    return;
  }
  const bytes = new TextEncoder().encode(text);
  async function* pieces() {
    yield bytes;
  }
  const staged = await local.stage(`rules-${trash}`, pieces(), { size: bytes.byteLength, mtimeMs: link.now() });
  if (expected === undefined) await local.placeNew(staged, IGNORE_FILE);
  else await local.replace(staged, IGNORE_FILE, expected, trash);
}

function linkOf(engine: Engine, rootId: number): Link {
  const [link] = engine.linksOf(rootId);
  if (link === undefined) throw new Error(`root ${rootId} is linked, and is not`);
  return link;
}

export function ignoreHandlers(engine: Engine) {
  return {
    ignoreRules: async ({ rootId }) => ({ rootId, text: await rulesOf(linkOf(engine, rootId)) }),
    previewIgnore: async ({ rootId, text, limit }) =>
      tryOut(linkOf(engine, rootId), ignoreRules(new Map([['', text]])), limit),
    changeIgnoreRules: async ({ rootId, text }) => {
      const link = linkOf(engine, rootId);
      await write(engine, link, text);
      link.hints.add('');
      link.schedule.lookNow();
      return { rootId, text };
    },
  } satisfies SomeHandlers;
}
