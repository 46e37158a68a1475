/**
 * Carries out a plan. Actions go through three lanes, so that requests without content and small files never wait for
 * big ones; an action that needs another one first waits for that one's end. One failed item stops nobody but those who
 * need it; trouble of the whole link or account stops the run.
 */
import { SyncError, toSyncError } from '../errors.ts';
import type { Action } from '../plan/types.ts';
import { unbind } from './agreements.ts';
import { adopt, adoptAgain, keepBoth, readContent, setAsideCloud, setAsideLocal } from './conflicts.ts';
import { deleteCloud, deleteLocal, evictLocal } from './deletions.ts';
import { downloadEdit, downloadNew, makeLocalFolder } from './downloads.ts';
import type { Heard, LaneName, Lanes } from './lanes.ts';
import { newsOf, note, sizeOf } from './news.ts';
import { agree, moveCloud, moveLocal, stepAside } from './places.ts';
import { consequence } from './retry.ts';
import { makeCloudFolder, uploadEdit, uploadNew } from './uploads.ts';
import { pathOf, refOf, type Work } from './work.ts';

/** Bytes from which a file counts as large. */
const LARGE = 4 * 1024 * 1024;
/** Times an item may be decided anew within one run before it waits a while. */
const SOON_ENOUGH = 8;

/** Transfers of single files, which nothing else of a plan waits for. */
const BESIDE: ReadonlySet<Action['kind']> = new Set(['upload-new', 'upload-edit', 'download-new', 'download-edit']);

/** What only reads files of this disk. */
const READING: ReadonlySet<Action['kind']> = new Set(['read', 'adopt']);

type Outcome = 'done' | 'not-done';

/**
 * Gives the number of actions done or begun. Throws the `SyncError` that stopped the run, after all that it waits for has
 * ended. Large transfers of single files go on beside it; what stops one of them is thrown by the next call.
 */
export async function execute(actions: readonly Action[], work: Work, lanes: Lanes): Promise<number> {
  const outcomes: Promise<Outcome>[] = [];
  let stopped = lanes.takeFailure();
  for (const action of actions) {
    const first = action.after === undefined ? undefined : outcomes[action.after];
    const busy = (): boolean => lanes.touchesBusy(action, work.journal);
    const lane = laneOf(action, work);
    const size = sizeOf(action, work);
    if (lane === 'large' && first === undefined && BESIDE.has(action.kind) && stopped === undefined && !busy()) {
      lanes.runBeside(
        action,
        work.journal,
        (heard) => attempt(action, work, (error) => lanes.fail(error), heard),
        work.besideEnded,
        sizeOf(action, work),
      );
      outcomes.push(Promise.resolve('done'));
      continue;
    }
    const run = async (heard: Heard): Promise<Outcome> => {
      if (stopped !== undefined || busy()) return 'not-done';
      const stop = (error: SyncError): void => {
        stopped ??= error;
      };
      return attempt(action, work, stop, heard);
    };
    // What waits for a parent takes no place in its lane meanwhile.
    outcomes.push(
      first === undefined
        ? lanes.add(lane, run, size)
        : first.then((outcome) => (outcome === 'done' ? lanes.add(lane, run, size) : outcome)),
    );
  }
  const ended = await Promise.all(outcomes);
  await work.recorder.settled();
  if (stopped !== undefined) throw stopped;
  if (work.signal.aborted) throw new SyncError('cancelled');
  return ended.filter((outcome) => outcome === 'done').length;
}

/** A full disk is met at a temporary file of ours; people are told of the file that it was for. */
function inWordsOfTheUser(error: SyncError, work: Work, action: Action): SyncError {
  if (error.path === undefined || !/[\\/]\.leitzcloud[\\/]/u.test(error.path)) return error;
  const { code, detail } = error;
  return new SyncError(code, {
    path: pathOf(work.journal, action),
    cause: error,
    ...(detail === undefined ? {} : { detail }),
  });
}

/** Names an action among all that were ever done: the run, the kind and the node. */
function operationOf(action: Action, work: Work): string {
  const { tree, id } = refOf(work.journal, action);
  return `${work.batch}.${action.kind}.${tree}.${id}`;
}

function attempt(action: Action, work: Work, stop: (error: SyncError) => void, heard: Heard): Promise<Outcome> {
  const operation = operationOf(action, work);
  const doing = () => attemptNow(action, operation, work, stop, heard);
  return work.log.within === undefined ? doing() : work.log.within({ operation }, doing);
}

/** Does one action; whatever goes wrong becomes a hold, a second look, or, told to `stop`, the end of the run. */
async function attemptNow(
  action: Action,
  operation: string,
  work: Work,
  stop: (error: SyncError) => void,
  heard: Heard,
): Promise<Outcome> {
  if (work.signal.aborted) return 'not-done';
  try {
    const news = newsOf(action, work);
    if ((await perform(action, work)) === 'held') return 'not-done';
    note(action, news, work, operation);
    // Ids and reasons only: names are in the activity, and this line is written for every action.
    work.log.debug('action done', { ...action, action: action.kind });
    return 'done';
  } catch (thrown) {
    const error = inWordsOfTheUser(toSyncError(thrown, pathOf(work.journal, action)), work, action);
    heard(error);
    if (settleFailure(action, error, work) === 'stop') stop(error);
    return 'not-done';
  }
}

function laneOf(action: Action, work: Work): LaneName {
  const size = sizeOf(action, work);
  if (size === undefined) return 'metadata';
  if (size >= LARGE) return 'large';
  return READING.has(action.kind) ? 'reading' : 'small';
}

/** `held`: nothing was done, because somebody has to decide first. */
async function perform(action: Action, work: Work): Promise<unknown> {
  switch (action.kind) {
    case 'read':
      await readContent(work, action.local);
      return;
    case 'make-cloud-folder':
      return makeCloudFolder(work, action.local, action.again, action.as);
    case 'make-local-folder':
      return makeLocalFolder(work, action.cloud, action.again, action.as);
    case 'upload-new':
      return uploadNew(work, action.local, action.as);
    case 'upload-edit':
      return uploadEdit(work, action.synced);
    case 'download-new':
      return downloadNew(work, action.cloud, action.as);
    case 'download-edit':
      return downloadEdit(work, action.synced);
    case 'move-cloud':
      return moveCloud(work, action.synced);
    case 'move-local':
      return moveLocal(work, action.synced, action.as);
    case 'delete-cloud':
      return deleteCloud(work, action.synced);
    case 'delete-local':
      return deleteLocal(work, action.synced);
    case 'adopt':
      return action.again === undefined
        ? adopt(work, action.local, action.cloud, action.proof)
        : adoptAgain(work, action.local, action.cloud, action.proof, action.again);
    case 'keep-both':
      return keepBoth(work, action.local, action.cloud, action.why);
    case 'set-aside-local':
      return setAsideLocal(work, action.local, action.why);
    case 'set-aside-cloud':
      return setAsideCloud(work, action.cloud);
    case 'step-aside':
      return stepAside(work, action.synced, action.side);
    case 'agree':
      return agree(work, action.synced, action.as);
    case 'forget':
      return work.journal.tx(() => work.journal.unbind(action.synced, false));
    case 'unbind':
      return unbind(work, action.synced, action.below);
    case 'evict-local':
      return evictLocal(work, action.synced, action.why);
  }
}

function settleFailure(action: Action, error: SyncError, work: Work): 'go-on' | 'stop' {
  const { journal } = work;
  const ref = refOf(journal, action);
  const attempts = journal.differingOf(ref)?.attempts ?? 0;
  const result = consequence(error, attempts, work.random.fraction());
  work.log.info('action did not succeed', {
    action: action.kind,
    path: error.path,
    code: error.code,
    detail: error.detail,
    consequence: result.kind,
  });
  if (result.kind === 'stop') return 'stop';
  journal.tx(() => {
    if (result.kind === 'hold') {
      work.tally.failed += 1;
      const retryAt = result.retryInMs === undefined ? undefined : work.clock.now() + result.retryInMs;
      journal.hold(ref, result.reason, error.detail ?? error.code, retryAt);
      return;
    }
    lookAgainAt(action, work);
    // Something that keeps moving is left alone for a moment, so that the run comes to an end.
    const key = `${ref.tree} ${ref.id}`;
    const tries = (work.tries.get(key) ?? 0) + 1;
    work.tries.set(key, tries);
    if (tries >= SOON_ENOUGH) journal.hold(ref, 'failing', error.detail, work.clock.now() + 2_000);
  });
  return 'go-on';
}

/** What was believed did not hold, so both sides of the node are observed anew before the next decision. */
function lookAgainAt(action: Action, { journal }: Work): void {
  const synced = 'synced' in action ? journal.synced(action.synced) : undefined;
  const local = 'local' in action ? action.local : synced?.local;
  const cloud = 'cloud' in action ? action.cloud : synced?.cloud;
  const parentOfLocal = local === undefined ? undefined : journal.local(local)?.parent;
  const agreedParent = parentOfLocal === undefined ? undefined : journal.syncedOfLocal(parentOfLocal)?.cloud;
  for (const folder of [cloud === undefined ? undefined : journal.cloud(cloud)?.parent, agreedParent]) {
    if (folder !== undefined && folder !== 0) journal.setFolderHash(folder, { listed: undefined });
  }
}
