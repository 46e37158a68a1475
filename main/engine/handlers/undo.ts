/** Takes back what the client did last: a deletion that went on, a file that was replaced, a conflict that was settled. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { ActionName } from '../../../shared/model/states.ts';
import { SyncError } from '../../errors.ts';
import type { UndoRecord, UndoStep } from '../../records-back.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { undoStep } from '../undo.ts';
import { isoTime, rooted } from '../words.ts';

const ACTION: Readonly<Record<UndoStep['kind'], ActionName>> = {
  'delete-cloud': 'delete',
  'delete-local': 'delete',
  'download-edit': 'download',
  resolve: 'keep-both',
};

/** Steps read at once; what was done before these is not offered any more. */
const MOST_STEPS = 20_000;
const MOST_SHOWN = 100;

/** Steps of one kind that were done together: what is one thing to a person. */
interface Deed {
  readonly id: string;
  readonly link: Link;
  /** The last one first. */
  readonly steps: readonly UndoRecord[];
}

/** What can be taken back, the last first. A cycle may delete there and replace here, which are two things to a person. */
function deedsOf(links: readonly Link[]): readonly Deed[] {
  const deeds = links.flatMap((link) => {
    const together = Map.groupBy(link.journal.undoable(MOST_STEPS), ({ batch, step }) => `${batch}-${step.kind}`);
    return [...together].map(([key, steps]): Deed => ({ id: `${link.record.number}-${key}`, link, steps }));
  });
  const lastOf = ({ steps }: Deed): number => steps[0]?.atMs ?? 0;
  return deeds.toSorted((one, other) => lastOf(other) - lastOf(one));
}

/** Folders above first, so that what lay in them finds its place. */
const byPath = (one: UndoRecord, other: UndoRecord): number => (one.path < other.path ? -1 : 1);

function deedOf(engine: Engine, id: string | undefined): Deed {
  const deeds = deedsOf(engine.links());
  const found = id === undefined ? deeds[0] : deeds.find((deed) => deed.id === id);
  if (found === undefined) throw new SyncError('wrong-usage', { path: 'undo', detail: 'nothing-to-undo' });
  return found;
}

function described({ id, link, steps }: Deed) {
  const [newest] = steps;
  if (newest === undefined) return [];
  const path = rooted(steps.toSorted(byPath)[0]?.path ?? '');
  const action = ACTION[newest.step.kind];
  return [{ id, rootId: link.record.number, at: isoTime(newest.atMs), action, path, count: steps.length }];
}

export function undoHandlers(engine: Engine) {
  return {
    undoable: async ({ rootId }) => deedsOf(engine.linksOf(rootId)).slice(0, MOST_SHOWN).flatMap(described),
    undo: async ({ id: wanted }) => {
      const { link, steps } = deedOf(engine, wanted);
      const [newest] = steps;
      let failure: unknown;
      let did: { readonly path: string; readonly did: string } | undefined;
      let count = 0;
      for (const { id, step, path } of steps.toSorted(byPath)) {
        try {
          did = await undoStep(link, step, path);
          count += 1;
          link.hints.add(did.path.split('/').slice(0, -1).join('/'));
        } catch (error) {
          failure ??= error;
        }
        // What could not be taken back once will not be the second time; the next `undo` goes on with what was before.
        link.journal.tx(() => link.journal.dropUndo(id));
      }
      link.forgetListings();
      link.schedule.lookNow();
      if (did === undefined || newest === undefined) throw failure;
      return { action: ACTION[newest.step.kind], path: rooted(did.path), did: did.did, count };
    },
  } satisfies SomeHandlers;
}
