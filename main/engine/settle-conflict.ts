/**
 * Settling a conflict. One that was `asked` about has touched nothing yet: the local file and the cloud's differ under
 * one name. Any other is safe under two names already, and settling it tidies up. Nothing is thrown away: what gives way
 * goes to the local trash, and the step can be undone.
 */
import { SyncError } from '../errors.ts';
import { expectedOf } from '../execute/work.ts';
import { type CloudNode, cloudId, type LocalNode } from '../plan/types.ts';
import type { ConflictRecord } from '../records.ts';
import type { UndoStep } from '../records-back.ts';
import type { Link } from './link.ts';
import { mergedText } from './merge.ts';
import { readCloud, readLocal } from './read-content.ts';
import { preferCloud } from './revert.ts';

export type Keep = 'mine' | 'theirs' | 'both' | 'merged';

interface Decision {
  readonly keep: Keep;
  /** The merged text, where somebody merged by hand. */
  readonly text: string | undefined;
  /** A new name for items of the local trash. */
  readonly token: string;
}

type ResolveStep = Extract<UndoStep, { kind: 'resolve' }>;

const MOST_BYTES = 8 * 1024 * 1024;

/** The copy may have been renamed since; its row follows it, and its first name is the fallback. */
export const copyOf = ({ journal }: Link, { copy, copyPath }: ConflictRecord): LocalNode | undefined =>
  journal.local(copy) ?? journal.localAt(copyPath);

/** Gives what undoes it; undefined where what follows is undone like any other action. */
export async function settleConflict(
  link: Link,
  conflict: ConflictRecord,
  decision: Decision,
): Promise<Omit<ResolveStep, 'kind' | 'conflict'> | undefined> {
  if (conflict.asked) {
    await settleAsked(link, conflict, decision);
    return undefined;
  }
  switch (decision.keep) {
    case 'both':
      return { back: [] };
    case 'mine':
      return keepMine(link, conflict, decision.token);
    case 'theirs':
      return keepTheirs(link, conflict, decision.token);
    case 'merged':
      return keepMerged(link, conflict, decision);
  }
}

function requireCopy(link: Link, conflict: ConflictRecord): LocalNode {
  const copy = copyOf(link, conflict);
  if (copy === undefined)
    throw new SyncError('changed', { path: conflict.copyPath, detail: 'the copy is not there any more' });
  return copy;
}

/** If the cloud's node is deleted now, that follows from the decision and is taken back with it. */
function noteFollows({ journal }: Link, node: LocalNode): void {
  const agreed = journal.syncedOfLocal(node.id);
  if (agreed !== undefined) journal.setFact(`follows ${agreed.id}`, 'resolve');
}

async function putAway(link: Link, node: LocalNode, trash: string): Promise<string> {
  const path = link.journal.localPath(node.id);
  const { size } = node;
  link.journal.tx(() => {
    link.journal.addTrash({ name: trash, path, kind: 'file', size, atMs: link.now(), why: 'conflict-resolved' });
    noteFollows(link, node);
  });
  await link.local.toTrash(path, expectedOf(node), trash);
  return path;
}

/** The copy's bytes take the name; what had it goes to the trash, and both changes sync like any others. */
async function keepMine(link: Link, conflict: ConflictRecord, token: string) {
  const copy = requireCopy(link, conflict);
  const kept = link.journal.localAt(conflict.path);
  const from = link.journal.localPath(copy.id);
  const trash = `${token}-theirs`;
  if (kept !== undefined) await putAway(link, kept, trash);
  link.journal.tx(() => noteFollows(link, copy));
  await link.local.move(from, conflict.path, expectedOf(copy));
  return {
    moved: { from, to: conflict.path },
    back: kept === undefined ? [] : [{ trash, path: conflict.path }],
  };
}

async function keepTheirs(link: Link, conflict: ConflictRecord, token: string) {
  const copy = copyOf(link, conflict);
  if (copy === undefined) return { back: [] };
  const trash = `${token}-mine`;
  return { back: [{ trash, path: await putAway(link, copy, trash) }] };
}

async function replaceText(link: Link, node: LocalNode, text: string, trash: string): Promise<void> {
  const path = link.journal.localPath(node.id);
  const bytes = new TextEncoder().encode(text);
  async function* pieces() {
    yield bytes;
  }
  const staged = await link.local.stage(`merged-${trash}`, pieces(), {
    size: bytes.byteLength,
    mtimeMs: link.now(),
  });
  const { size } = node;
  link.journal.tx(() =>
    link.journal.addTrash({ name: trash, path, kind: 'file', size, atMs: link.now(), why: 'conflict-resolved' }),
  );
  await link.local.replace(staged, path, expectedOf(node), trash);
}

async function keepMerged(link: Link, conflict: ConflictRecord, { text, token }: Decision) {
  const copy = requireCopy(link, conflict);
  const kept = link.journal.localAt(conflict.path);
  if (kept === undefined)
    throw new SyncError('changed', { path: conflict.path, detail: 'the other version is not there any more' });
  const copyPath = link.journal.localPath(copy.id);
  const [mine, theirs] = [
    await readLocal(link.local, copyPath, MOST_BYTES),
    await readLocal(link.local, conflict.path, MOST_BYTES),
  ];
  const merged = text ?? (await mergedText(link, conflict, mine.bytes, theirs.bytes));
  await replaceText(link, kept, merged, `${token}-theirs`);
  await putAway(link, copy, `${token}-mine`);
  return {
    back: [
      { trash: `${token}-theirs`, path: conflict.path },
      { trash: `${token}-mine`, path: copyPath },
    ],
  };
}

interface Pair {
  readonly local: LocalNode;
  readonly cloud: CloudNode;
}

/** Both are known to each other from now on, the cloud's revision seen; whichever differs from that goes its way. */
function seeTheirs({ journal }: Link, { local, cloud }: Pair): void {
  const agreed = journal.syncedOfLocal(local.id) ?? journal.syncedOfCloud(cloud.key);
  if (agreed !== undefined) return journal.changeSynced(agreed.id, { revision: cloud.revision });
  const parent = journal.syncedOfLocal(local.parent);
  if (parent === undefined)
    throw new SyncError('changed', { path: local.name, detail: 'its folder is not synced yet' });
  journal.bind(
    {
      parent: parent.id,
      kind: 'file',
      name: cloud.name,
      localName: local.name,
      local: local.id,
      cloud: cloud.key,
      revision: cloud.revision,
      size: cloud.size,
      hash: undefined,
      proof: 'bytes',
    },
    { differs: true },
  );
}

async function settleAsked(link: Link, conflict: ConflictRecord, { keep, text, token }: Decision): Promise<void> {
  const { journal } = link;
  const [local, cloud] = [journal.local(conflict.copy), journal.cloud(conflict.cloud)];
  if (local === undefined || cloud === undefined)
    throw new SyncError('changed', { path: conflict.path, detail: 'one of the two versions is gone' });
  const pair = { local, cloud };
  switch (keep) {
    case 'both':
      return journal.tx(() => {
        journal.setFact(`keep-both ${local.id}`, 'yes');
        lookAgain(link, pair);
      });
    case 'mine':
      return journal.tx(() => seeTheirs(link, pair));
    case 'theirs': {
      journal.tx(() => seeTheirs(link, pair));
      const agreed = journal.syncedOfLocal(local.id);
      if (agreed !== undefined) await preferCloud(link, agreed, local);
      return;
    }
    case 'merged': {
      const path = journal.localPath(local.id);
      const mine = await readLocal(link.local, path, MOST_BYTES);
      const file = { id: cloudId(cloud.key), revision: cloud.revision };
      const theirs = await readCloud(link.cloud, file, MOST_BYTES);
      const merged = text ?? (await mergedText(link, conflict, mine.bytes, theirs.bytes));
      await replaceText(link, local, merged, `${token}-mine`);
      journal.tx(() => seeTheirs(link, pair));
    }
  }
}

function lookAgain({ journal }: Link, { local, cloud }: Pair): void {
  const agreed = journal.syncedOfLocal(local.id);
  if (agreed !== undefined) journal.mark({ tree: 'synced', id: agreed.id });
  else {
    journal.mark({ tree: 'local', id: local.id });
    journal.mark({ tree: 'cloud', id: cloud.key });
  }
}
