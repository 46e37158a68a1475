/** Single paths: the one state of each with its reason, browsing, leaving folders out. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import { SyncError } from '../../errors.ts';
import type { Engine } from '../engine.ts';
import { lookAgainBelow } from '../left-out.ts';
import { belowIgnored, type State, stateOf } from '../path-state.ts';
import { findPlace, type Place } from '../place.ts';
import { childrenPage, lockInfo } from '../tree-entries.ts';
import { rooted } from '../words.ts';
import { entryOf } from './history.ts';

function stateOfPlace(place: Place): State {
  const isKnown = (place.local ?? place.cloud ?? place.synced) !== undefined;
  return (isKnown ? undefined : belowIgnored(place.link, place.path)) ?? stateOf(place.link, place);
}

export function fileHandlers(engine: Engine) {
  return {
    why: async ({ path }) => {
      const place = await findPlace(engine, path);
      const history = place.link.journal.activity(20, place.path).map((record) => entryOf(place.link, record));
      const running = engine.transfers
        .list()
        .find((transfer) => transfer.rootId === place.link.record.number && transfer.path === place.path);
      const state: State =
        running === undefined
          ? stateOfPlace(place)
          : { state: running.direction === 'up' ? 'uploading' : 'downloading', reason: 'on-its-way' };
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
