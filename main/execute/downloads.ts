/** Files on their way down, and folders made here. */
import { SyncError } from '../errors.ts';
import { type Again, type CloudKey, type CloudNode, cloudId, type SyncedId } from '../plan/types.ts';
import type { Staged } from '../sides.ts';
import type { DiskStat } from '../world.ts';
import { bindFolder } from './agreements.ts';
import { TEXT_LIMIT, textOf } from './text.ts';
import {
  expectedOf,
  folderOf,
  inFolder,
  moved,
  parentHere,
  requireBoth,
  requireCloud,
  seen,
  settleIfEqual,
  type Work,
} from './work.ts';

/**
 * The name to place a node under. An alias is known before anything bears it: after a crash it must not be taken for the
 * name of something new, or for one that somebody gave.
 */
function nameFor(work: Work, node: CloudNode, as: string | undefined): string {
  if (as !== undefined && work.journal.aliasOf(node) !== as)
    work.journal.durably(() => work.journal.setAlias(node, as));
  return as ?? node.name;
}

export async function makeLocalFolder(work: Work, key: CloudKey, again: Again | undefined, as?: string): Promise<void> {
  const { journal } = work;
  const node = requireCloud(work, key);
  const known = journal.syncedOfCloud(key);
  if (
    known !== undefined &&
    (again === undefined || (known.local !== undefined && journal.local(known.local) !== undefined))
  )
    throw moved(node.name, 'it is agreed on already');
  const parent = parentHere(work, node);
  const folder = journal.localPath(parent.id);
  const name = nameFor(work, node, as);
  const stat = await work.local.makeFolder(inFolder(folder, name));
  await work.recorder.record([folder], () => {
    const there = journal.localChild(parent.id, name);
    const fresh = {
      parent: parent.id,
      name,
      kind: 'folder',
      ...seen(stat),
      hash: undefined,
      skip: undefined,
      unreadable: false,
    } as const;
    const local = there?.id ?? journal.addLocal(fresh);
    if (there !== undefined) journal.changeLocal(there.id, seen(stat));
    if (journal.syncedOfLocal(local) !== undefined) return;
    bindFolder(
      work,
      {
        parent: parent.synced,
        kind: 'folder',
        name: node.name,
        localName: name,
        local,
        cloud: key,
        revision: 0,
        size: 0,
        hash: undefined,
        proof: 'bytes',
      },
      again,
    );
  });
  work.tally.foldersMade += 1;
}

/**
 * Fetches one revision into a temporary file of this volume. The name holds the revision, so that what is there already
 * can only be the beginning of the same bytes; a revision that changed starts over.
 */
export async function fetchRevision(
  work: Work,
  node: CloudNode,
  path: string,
  onWhole?: (bytes: Uint8Array, hash: Uint8Array) => void,
): Promise<Staged> {
  const name = `${node.key}-${node.revision}`;
  const { journal } = work;
  // Only what is known to be durable is gone on from: after a power cut the rest may be zeros of the right length.
  const fact = `staged:${name}`;
  const durable = Number(journal.fact(fact) ?? 0);
  const have = Math.min(durable, await work.local.stagedSize(name));
  const from = have > 0 && have < node.size ? have : 0;
  const progress = work.transfers.begin({ path, direction: 'down', size: node.size });
  try {
    const answer = await work.cloud.download(
      { id: cloudId(node.key), revision: node.revision },
      { signal: work.signal, pace: work.pace.down, ...(from > 0 ? { from } : {}) },
    );
    await refuseOtherSize(answer, node, path);
    const pieces: Uint8Array[] = [];
    const wanted = onWhole !== undefined && node.size <= TEXT_LIMIT && answer.startsAt === 0;
    // Bytes of an answer that did not say how many they are may be a proxy's page: nothing is ever added to them.
    const place = answer.size === undefined ? `${name}-unsized` : name;
    if (answer.startsAt === 0 && durable > 0) journal.durably(() => journal.setFact(fact, undefined));
    const staged = await work.local.stage(place, wanted ? collecting(answer.stream, pieces) : answer.stream, {
      size: node.size,
      mtimeMs: node.modifiedMs,
      resumeFrom: answer.startsAt,
      onBytes: (count) => progress.bytes(count),
      ...(answer.size === undefined ? {} : { onDurable: (count) => journal.setFact(fact, String(count)) }),
    });
    if (journal.fact(fact) !== undefined) journal.setFact(fact, undefined);
    if (wanted) onWhole(Buffer.concat(pieces), staged.hash);
    return staged;
  } catch (error) {
    if (error instanceof SyncError && error.code === 'wrong-size') {
      // Other bytes than the listing promised: look at the folder again before the next try.
      await work.local.discardStaged(name);
      work.journal.setFolderHash(node.parent, { listed: undefined });
    }
    throw error;
  } finally {
    progress.end();
  }
}

/**
 * An answer that announces another length is not this revision: a web page that a proxy put in its place, say. It is
 * refused before its first byte is kept, because the beginning of a file is what a later try goes on from.
 */
async function refuseOtherSize(
  answer: { readonly size: number | undefined; readonly stream: AsyncIterable<Uint8Array> },
  node: CloudNode,
  path: string,
): Promise<void> {
  if (answer.size === undefined || answer.size === node.size) return;
  for await (const _ of answer.stream) break;
  throw new SyncError('wrong-size', { path, detail: `${node.size} bytes were expected, ${answer.size} announced` });
}

async function* collecting(source: AsyncIterable<Uint8Array>, pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    // A copy: whoever reads the stream may reuse its buffer.
    pieces.push(Uint8Array.from(piece));
    yield piece;
  }
}

/** Texts that change are kept as they were last agreed on, so that edits of both sides can be merged later. */
export function keepBase({ journal }: Work, bytes: Uint8Array, hash: Uint8Array): void {
  if (textOf(bytes) !== undefined) journal.keepBase(hash, bytes);
}

export async function downloadNew(work: Work, key: CloudKey, as?: string): Promise<void> {
  const { journal } = work;
  const node = requireCloud(work, key);
  if (journal.syncedOfCloud(key) !== undefined) throw moved(node.name, 'it is agreed on already');
  const parent = parentHere(work, node);
  const folder = journal.localPath(parent.id);
  const path = inFolder(folder, as ?? node.name);
  const staged = await fetchRevision(work, node, path);
  await work.checkpoint('download:staged');
  const name = nameFor(work, node, as);
  const stat = await placeUnder(work, node, staged, path);
  await work.checkpoint('download:placed');
  await work.recorder.record([folder], () => bindPlaced(work, node, parent, staged, seen(stat), name));
  work.tally.downloaded += 1;
}

/** What has the alias now is somebody else's, and must not pass for the file that was to bear it. */
async function placeUnder(work: Work, node: CloudNode, staged: Staged, path: string): Promise<DiskStat> {
  try {
    return await work.local.placeNew(staged, path);
  } catch (error) {
    if (error instanceof SyncError && error.code === 'changed') work.journal.dropAlias(node.key);
    throw error;
  }
}

/** Records a file that was placed under the name it has in the cloud, or under its alias. */
export function bindPlaced(
  work: Work,
  node: CloudNode,
  parent: { readonly synced: SyncedId; readonly id: number },
  staged: Staged,
  stat: ReturnType<typeof seen>,
  localName: string = node.name,
): void {
  const { journal } = work;
  const there = journal.localChild(parent.id, localName);
  const local =
    there?.id ??
    journal.addLocal({
      parent: parent.id,
      name: localName,
      kind: 'file',
      ...stat,
      hash: staged.hash,
      skip: undefined,
      unreadable: false,
    });
  if (there !== undefined) journal.changeLocal(there.id, { ...stat, hash: staged.hash });
  if (journal.syncedOfLocal(local) !== undefined || journal.syncedOfCloud(node.key) !== undefined) return;
  journal.bind({
    parent: parent.synced,
    kind: 'file',
    name: node.name,
    localName,
    local,
    cloud: node.key,
    revision: node.revision,
    size: staged.size,
    hash: staged.hash,
    proof: 'bytes',
  });
}

export async function downloadEdit(work: Work, id: SyncedId): Promise<void> {
  const { journal } = work;
  const { local, cloud } = requireBoth(work, id);
  const path = journal.localPath(local.id);
  const staged = await fetchRevision(work, cloud, path, (bytes, hash) => keepBase(work, bytes, hash));
  const trash = trashName(work, local.name);
  const atMs = work.clock.now();
  const [intent] = journal.tx(() => {
    journal.addTrash({ name: trash, path, kind: 'file', size: local.size, atMs, why: 'overwritten' });
    return journal.writeIntents([
      {
        action: { kind: 'download-edit', synced: id, why: 'edited-in-cloud' },
        note: { path, trash, staged: staged.path },
      },
    ]);
  });
  try {
    await work.checkpoint('replace:intent');
    const stat = await work.local.replace(staged, path, expectedOf(local), trash);
    await work.checkpoint('replace:placed');
    await work.recorder.record([folderOf(path)], () => {
      journal.changeLocal(local.id, { ...seen(stat), hash: staged.hash, unreadable: false });
      journal.changeSynced(id, { revision: cloud.revision, size: staged.size, hash: staged.hash, proof: 'bytes' });
      journal.addUndo({ atMs, batch: work.batch, path, step: { kind: 'download-edit', local: local.id, trash } });
      settleIfEqual(work, id);
    });
  } catch (error) {
    // Either it was replaced or everything is as it was: nothing lies in the trash that the journal should tell of.
    if ((await work.local.stat(path)) !== undefined && error instanceof SyncError && error.code === 'changed')
      journal.dropTrash(trash);
    throw error;
  } finally {
    if (intent !== undefined && !work.signal.aborted) journal.dropIntent(intent);
  }
  work.tally.downloaded += 1;
}

/** A name for an item of the local trash: unique, and, as far as plain letters tell it, still saying what it was. */
export function trashName(work: Work, name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._-]+/gu, '_').slice(-60);
  return `${Math.round(work.clock.now())}-${work.random.token(6)}-${plain}`;
}
