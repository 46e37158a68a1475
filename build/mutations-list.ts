/** Ways to break a law in one place of the code, and the suites that have to notice. */

export interface Mutation {
  /** The number of the law in ARCHITECTURE.md that it breaks. */
  readonly law: number;
  readonly name: string;
  readonly file: string;
  /** Text that is found exactly once in the file. */
  readonly find: string;
  readonly put: string;
  /** Tried in order until one fails. */
  readonly suites: readonly string[];
}

const RACES = 'test/simulation/races.test.ts';
const DEATHS = 'test/simulation/deaths.test.ts';
const FOUND = 'test/simulation/found.test.ts';
const CRASHES = 'test/simulation/crash-points.test.ts';
const HISTORIES = 'test/simulation/histories-one.test.ts';

export const MUTATIONS: readonly Mutation[] = [
  {
    law: 1,
    name: 'skip the precondition of an upload',
    file: 'main/execute/uploads.ts',
    find: 'if (now !== undefined && !now.deleted && isSame && isInPlace) return now;',
    put: 'if (now !== undefined) return now;',
    suites: [FOUND, RACES, HISTORIES],
  },
  {
    law: 1,
    name: 'never look at what an upload buried',
    file: 'main/execute/uploads.ts',
    find: 'if (buried !== undefined && buried.revision !== base) await rescueBuried(work, node, file, buried);',
    put: 'if (buried?.revision === -1) await rescueBuried(work, node, file, buried);',
    suites: [RACES, HISTORIES],
  },
  {
    law: 1,
    name: 'touch the disk without looking again',
    file: 'main/local/expected.ts',
    find: 'if (stat === undefined || stat.kind !== expected.kind || stat.ino !== expected.ino) return false;',
    put: 'if (stat !== undefined) return true;',
    suites: ['test/unit/main/local', RACES, HISTORIES],
  },
  {
    law: 2,
    name: 'leave what is held on hold when it changes',
    file: 'main/journal/differing.ts',
    find: 'ON CONFLICT (tree, id) DO UPDATE SET hold = NULL, detail = NULL, retry_at = NULL WHERE hold IS NOT NULL`',
    put: 'ON CONFLICT (tree, id) DO NOTHING`',
    suites: ['test/unit/main/journal/journal.test.ts', FOUND, HISTORIES],
  },
  {
    law: 2,
    name: 'believe a listing that could not be believed',
    file: 'main/engine/observe-cloud.ts',
    find: 'hash: torn ? undefined : now }',
    put: 'hash: now }',
    suites: [FOUND, HISTORIES],
  },
  {
    law: 2,
    name: 'never try again what was blocked',
    file: 'main/engine/cycle.ts',
    find: 'context.work.journal.tx(() => context.work.journal.reviveBlocked());',
    put: '',
    suites: ['test/scenarios/names.test.ts', FOUND, HISTORIES],
  },
  {
    law: 3,
    name: 'drop the fsync of a download',
    file: 'main/local/stage.ts',
    find: `      await handle.sync();
    }`,
    put: '    }',
    suites: [CRASHES, DEATHS, HISTORIES],
  },
  {
    law: 3,
    name: 'send a file that changes while it is read',
    file: 'main/local/upload-source.ts',
    find: "if (!isUntouched(before, after)) throw changed(path, 'it was written to while it was read');",
    put: '',
    suites: ['test/unit/main/local', RACES, HISTORIES],
  },
  {
    law: 4,
    name: 'trust an empty listing',
    file: 'main/engine/observe-cloud.ts',
    find: 'const proof = seen ?? (await this.#ask(node));',
    put: "const proof = (seen ?? (await this.#ask(node))) && ('purged' as CloudObject | 'purged' | undefined);",
    suites: ['test/scenarios/faults.test.ts', HISTORIES],
  },
  {
    law: 4,
    name: 'take an unreadable folder for an empty one',
    file: 'main/engine/observe-local.ts',
    find: "else if (listing.problem === 'unreadable') this.#markUnreadable(folder.id);",
    put: "else if (listing.problem === 'unreadable') this.#mergeFolder(folder, [], movedFolders);",
    suites: ['test/unit/main/engine/observe-local.test.ts', 'test/e2e/ground.test.ts', HISTORIES],
  },
  {
    law: 4,
    name: 'sync whatever lies where the linked folder was',
    file: 'main/wiring.ts',
    find: "if (check === 'ok') return;",
    put: "if (check !== 'is-a-file') return;",
    suites: ['test/e2e/ground.test.ts', 'test/scenarios/sync-once.test.ts'],
  },
  {
    law: 4,
    name: 'never ask before a large deletion',
    file: 'main/plan/guard.ts',
    find: 'return doomed > limits.files && doomed > total * limits.share;',
    put: 'return doomed > total && doomed > limits.files * limits.share;',
    suites: ['test/unit/main/plan', 'test/scenarios/questions.test.ts'],
  },
  {
    law: 5,
    name: 'start after a crash as if nothing had happened',
    file: 'main/engine/link.ts',
    find: 'await this.#recoverOnce();',
    put: '',
    suites: [FOUND, DEATHS, HISTORIES],
  },
  {
    law: 5,
    name: 'tell the journal of names that are not durable',
    file: 'main/execute/recorder.ts',
    find: 'if (folders.length > 0) await this.#local.sync(folders);',
    put: '',
    suites: ['test/unit/main/execute/recorder.test.ts', DEATHS, CRASHES],
  },
  {
    law: 5,
    name: 'forget the intent when something steps aside in the cloud',
    file: 'main/execute/places.ts',
    find: 'const [intent] = journal.durably(() => journal.writeIntents([{ action, note: { cloud: cloud.key, name } }]));',
    put: 'const [intent] = journal.tx(() => journal.writeIntents([{ action, note: { cloud: cloud.key, name: "" } }]));',
    suites: [FOUND, DEATHS],
  },
  {
    law: 6,
    name: 'hold nothing that waits for something held',
    file: 'main/engine/cycle.ts',
    find: 'if (now !== undefined && (now.hold === undefined || isDue))',
    put: 'if (now !== undefined && isDue)',
    suites: [FOUND, HISTORIES],
  },
  {
    law: 6,
    name: 'say nothing of what is ignored',
    file: 'main/engine/path-state.ts',
    find: 'if (local?.skip !== undefined) return ignoredBy(local.skip);',
    put: '',
    suites: ['test/scenarios/everyday.test.ts', 'test/scenarios/ignore.test.ts'],
  },
  {
    law: 2,
    name: 'take a touch for an edit',
    file: 'main/plan/decide.ts',
    find: 'touched: row(READ, READ, READ, READ, READ, READ, READ, HOLD),',
    put: 'touched: row(UPLOAD, UPLOAD, CONFLICT, MOVE_LOCAL, MOVE_LOCAL, EDIT_LIVES, EDIT_LIVES, HOLD),',
    suites: ['test/unit/main/plan/decide.test.ts', 'test/scenarios/everyday.test.ts'],
  },
];
