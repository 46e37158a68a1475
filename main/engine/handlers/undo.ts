/** Takes back what the client did last: a deletion that went on, a file that was replaced, a conflict that was settled. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { ActionName } from '../../../shared/model/states.ts';
import { SyncError } from '../../errors.ts';
import type { UndoRecord, UndoStep } from '../../records-back.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { undoStep } from '../undo.ts';
import { rooted } from '../words.ts';

const ACTION: Readonly<Record<UndoStep['kind'], ActionName>> = {
  'delete-cloud': 'delete',
  'delete-local': 'delete',
  'download-edit': 'download',
  resolve: 'keep-both',
};

/** The link that did something last, with the steps of that. */
function lastOf(engine: Engine): { readonly link: Link; readonly steps: readonly UndoRecord[] } | undefined {
  const all = engine.links().map((link) => ({ link, steps: link.journal.lastUndoable() }));
  return all
    .filter(({ steps }) => steps.length > 0)
    .toSorted((one, other) => (other.steps[0]?.atMs ?? 0) - (one.steps[0]?.atMs ?? 0))[0];
}

/** Folders above first, so that what lay in them finds its place. */
const byPath = (one: UndoRecord, other: UndoRecord): number => (one.path < other.path ? -1 : 1);

export function undoHandlers(engine: Engine) {
  return {
    undo: async () => {
      const last = lastOf(engine);
      if (last === undefined) throw new SyncError('wrong-usage', { path: 'undo', detail: 'nothing-to-undo' });
      const { link, steps } = last;
      const [newest] = steps;
      // One kind at a time: a cycle may delete there and replace here, which are two things to a person.
      const together = steps.filter(({ step }) => step.kind === newest?.step.kind).toSorted(byPath);
      let failure: unknown;
      let did: { readonly path: string; readonly did: string } | undefined;
      let count = 0;
      for (const { id, step, path } of together) {
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
