/** Single paths: the one state of each with its reason, browsing, leaving folders out. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import { SyncError } from '../../errors.ts';
import type { Engine } from '../engine.ts';
import { lookAgainBelow } from '../left-out.ts';
import type { Link } from '../link.ts';
import { belowIgnored, type State, stateOf } from '../path-state.ts';
import { findPlace, type Place } from '../place.ts';
import type { RunningTransfer } from '../transfers.ts';
import { childrenPage, lockInfo } from '../tree-entries.ts';
import { rooted } from '../words.ts';
import { entryOf } from './history.ts';

function stateOfPlace(place: Place): State {
  const isKnown = (place.local ?? place.cloud ?? place.synced) !== undefined;
  return (isKnown ? undefined : belowIgnored(place.link, place.path)) ?? stateOf(place.link, place);
}

/** Bytes from which it matters that an upload which is broken off has to begin anew. */
const IN_ONE_PIECE = 4 * 1024 * 1024;

/** What waits only because nothing is done now says so; what failed says what trying again means. */
function stateNow(engine: Engine, place: Place): State {
  const state = stateOfPlace(place);
  const isBigUpload = place.synced?.cloud === undefined && (place.local?.size ?? 0) >= IN_ONE_PIECE;
  if (state.state === 'failed' && isBigUpload) return { ...state, fix: 'fix-on-its-way-in-one-piece' };
  const rests = restsFor(engine, place.link);
  if (state.state !== 'waiting' || rests === undefined) return state;
  return { ...state, reason: rests, fix: `fix-${rests}` };
}

/** Why nothing is done for the whole link now. */
function restsFor(engine: Engine, link: Link): string | undefined {
  if (!engine.accounts.isSignedIn(link.record)) return 'sign-in-needed';
  if (engine.pausedUntil !== 'resumed') return 'paused-by-you';
  return engine.restReason ?? (link.state.kind === 'stopped' ? link.state.error.code : undefined);
}

function onItsWay(engine: Engine, { link }: Place, { direction, bytes }: RunningTransfer): State {
  const { bytesPerSecond, by } = engine.limits.now(link.record, direction);
  const state = direction === 'up' ? 'uploading' : 'downloading';
  if (bytesPerSecond !== undefined) {
    const detail = `${Math.round(bytesPerSecond / 1024)} KiB/s, ${by}`;
    return { state, reason: 'on-its-way-slowly', detail };
  }
  // The API takes a file in one piece, so an upload that is broken off begins anew.
  return { state, reason: direction === 'up' && bytes >= IN_ONE_PIECE ? 'on-its-way-in-one-piece' : 'on-its-way' };
}

export function fileHandlers(engine: Engine) {
  return {
    why: async ({ path }) => {
      const place = await findPlace(engine, path);
      const history = place.link.journal.activity(20, place.path).map((record) => entryOf(place.link, record));
      const running = engine.transfers
        .list()
        .find((transfer) => transfer.rootId === place.link.record.number && transfer.path === place.path);
      const state: State = running === undefined ? stateNow(engine, place) : onItsWay(engine, place, running);
      return {
        path: rooted(place.path),
        rootId: place.link.record.number,
        ...state,
        ...lockInfo(place.link, place.cloud),
        history,
      };
    },
    browse: async ({ rootId, folder, after, limit }) => {
      const [link] = engine.linksOf(rootId);
      if (link === undefined) throw new SyncError('wrong-usage', { path: folder });
      return childrenPage(link, folder.replace(/^\/+|\/+$/gu, ''), { after, limit });
    },
    exclude: async ({ path }) => {
      const { link, cloud, path: inRoot } = await findPlace(engine, path);
      if (cloud?.kind !== 'folder' || inRoot === '')
        throw new SyncError('wrong-usage', { path, detail: 'only a folder that is in the cloud can be left out' });
      link.journal.tx(() => {
        link.journal.exclude(cloud.key);
        const agreed = link.journal.syncedOfCloud(cloud.key);
        link.journal.mark(agreed === undefined ? { tree: 'cloud', id: cloud.key } : { tree: 'synced', id: agreed.id });
      });
      link.schedule.lookNow();
      return { path: rooted(inRoot), rootId: link.record.number, state: 'excluded' as const, reason: 'left-out' };
    },
    include: async ({ path }) => {
      const { link, cloud, path: inRoot } = await findPlace(engine, path);
      if (cloud === undefined || !link.journal.excluded().includes(cloud.key))
        throw new SyncError('wrong-usage', { path, detail: 'this folder is not left out' });
      link.journal.tx(() => {
        link.journal.include(cloud.key);
        link.journal.mark({ tree: 'cloud', id: cloud.key });
        lookAgainBelow(link.journal, cloud.key);
      });
      link.schedule.lookNow();
      return { path: rooted(inRoot), rootId: link.record.number, state: 'waiting' as const, reason: 'taken-back' };
    },
  } satisfies SomeHandlers;
}
