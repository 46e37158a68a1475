/**
 * Takes a link to another folder without transferring anything: the linked folder is renamed by us, or it was moved or
 * copied by its user and is recognised by its marker.
 *
 * What is meant is written down first (`PENDING`), so that a crash in between is finished at the next start: whoever
 * bears the marker then is the link's folder.
 */
import path from 'node:path';
import * as z from 'zod';
import { SyncError } from '../errors.ts';
import type { LinkRecord } from '../home-state.ts';
import type { Engine } from './engine.ts';
import { compareIn } from './move-link-compare.ts';
import type { Parts } from './parts.ts';

export type HowMoved = 'renamed' | 'found' | 'compared';

const PENDING = 'moving ';
const pending = z.object({ to: z.string() });

const refuse = (at: string, detail: string): SyncError => new SyncError('wrong-usage', { path: at, detail });

/** What the marker in the folder says about this link; undefined where there is none of ours. */
async function markIn(parts: Parts, folder: string, link: LinkRecord) {
  const mark = await parts.markOf(folder).catch(() => undefined);
  return mark?.isOurs === true && mark.linkId === link.id ? mark : undefined;
}

/** The place as it really is, also where only the folder around it is there yet. */
async function realPlace(parts: Parts, folder: string): Promise<string> {
  const there = await parts.world.disk.stat(folder).catch(() => undefined);
  if (there !== undefined) return parts.realFolder(folder);
  return path.join(await parts.realFolder(path.dirname(folder)), path.basename(folder));
}

async function requireFree(engine: Engine, to: string, link: LinkRecord, isThere: boolean): Promise<void> {
  const { parts } = engine;
  const linked = parts.state
    .links()
    .filter((other) => (isThere ? other.id !== link.id : true))
    .map(({ folder }) => folder);
  await parts.requirePlace(to, linked);
}

/** Gives the linked folder its new name; `to` is not there, or an empty folder. */
async function renameTo(parts: Parts, link: LinkRecord, to: string): Promise<void> {
  const { disk } = parts.world;
  const [from, around] = [await disk.stat(link.folder), await disk.stat(path.dirname(to))];
  if (from === undefined || (await markIn(parts, link.folder, link)) === undefined)
    throw refuse(to, 'link-move-not-there');
  if (from.dev !== around?.dev) throw refuse(to, 'link-other-volume');
  if ((await disk.stat(to)) !== undefined) {
    const [listing] = await disk.list([to]);
    if (listing?.ok !== true || listing.entries.length > 0) throw refuse(to, 'link-move-not-empty');
    await disk.removeFolder(to);
  }
  await disk.move(link.folder, to);
  await disk.syncFolder(path.dirname(to));
  await disk.syncFolder(path.dirname(link.folder));
}

/** The folder bears the link's marker: makes the journal and the marker fit it. */
async function takeOver(parts: Parts, link: LinkRecord): Promise<HowMoved> {
  const fold = await parts.foldingOf(link.folder);
  const { journal } = parts.openJournal(link, fold);
  const local = parts.localSide(link.folder);
  try {
    const mark = await markIn(parts, link.folder, link);
    // Of another folder, though its names are the same, nothing that is missing was deleted by anybody.
    const isSame = mark?.isSameFolder === true;
    if (!isSame) await compareIn(local, journal);
    await parts.mark(link);
    return isSame ? 'found' : 'compared';
  } finally {
    journal.close();
  }
}

/** Moves the link; gives its new record. The link is closed meanwhile, and opened again however it ends. */
export async function moveLink(
  engine: Engine,
  link: LinkRecord,
  folder: string,
): Promise<{ readonly record: LinkRecord; readonly how: HowMoved }> {
  const { parts } = engine;
  const { state } = parts;
  const to = await realPlace(parts, folder);
  const isThere = (await markIn(parts, to, link)) !== undefined && to !== link.folder;
  await requireFree(engine, to, link, isThere);
  const record = { ...link, folder: to };
  await engine.closeLink(link.id);
  try {
    state.setSetting(`${PENDING}${link.id}`, JSON.stringify({ to }));
    if (!isThere) await renameTo(parts, link, to);
    const found = await takeOver(parts, record);
    state.setLinkFolder(link.id, to);
    state.setSetting(`${PENDING}${link.id}`, undefined);
    // A copy leaves the marker behind as well; two folders of one link would be one too many.
    if (isThere && (await markIn(parts, link.folder, link)) !== undefined)
      await parts.unmark(link).catch(() => undefined);
    await engine.openLink(record);
    return { record, how: isThere ? found : 'renamed' };
  } catch (thrown) {
    await engine.openLink(await finishMove(parts, link));
    throw thrown;
  }
}

/** Finishes what was begun and not ended, before the link is opened; gives the link with the folder that it has now. */
export async function finishMove(parts: Parts, link: LinkRecord): Promise<LinkRecord> {
  const { state } = parts;
  const text = state.setting(`${PENDING}${link.id}`);
  if (text === undefined) return link;
  const to = pending.safeParse(JSON.parse(text)).data?.to;
  const moved = to === undefined ? link : { ...link, folder: to };
  const isMoved = to !== undefined && (await markIn(parts, to, link)) !== undefined;
  if (isMoved) {
    await takeOver(parts, moved);
    state.setLinkFolder(link.id, to);
  }
  state.setSetting(`${PENDING}${link.id}`, undefined);
  return isMoved ? moved : link;
}
