/** What must hold for whatever comes in: one property a target, all of them pure, so that a seed says everything. */
import path from 'node:path';
import fc from 'fast-check';
import { SyncError } from '../../main/errors.ts';
import { absolutePath, isOurName } from '../../main/local/paths.ts';
import { conflictName, problemHere, problemInCloud, suggestName } from '../../main/plan/names.ts';
import { redactText } from '../../main/real/log-redact.ts';
import { parseServerAddress } from '../../main/remote/address.ts';
import { retryAfterMs } from '../../main/remote/api-errors.ts';
import { RETRY_AFTER_LIMIT_MS } from '../../main/remote/limits.ts';
import { childrenFrom, nameOf } from '../../main/remote/objects.ts';
import { ApiShapeError, parseChildren } from '../../shared/api/children.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { parseExtensions } from '../../shared/api/people.ts';
import { isRootPath } from '../../shared/api/primitives.ts';
import { formatDateTime, parseDate, readDateTime } from '../../shared/api/times.ts';
import { nastyAnswer, nastyChild, nastyPath, nastyText } from './fuzz-inputs.ts';
import {
  bypassHolds,
  bypassText,
  pemHolds,
  pemText,
  proxyHolds,
  proxyText,
  settingsHold,
  settingsText,
} from './fuzz-network.ts';

export interface Target {
  readonly name: string;
  /** Checks `runs` inputs made from the seed; throws with the smallest input that breaks the property. */
  readonly check: (runs: number, seed: number) => void;
}

function target<T>(name: string, input: fc.Arbitrary<T>, holds: (input: T) => void): Target {
  return {
    name,
    check: (runs, seed) => {
      fc.assert(fc.property(input, holds), { numRuns: runs, seed, maxSkipsPerRun: 0 });
    },
  };
}

function must(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Gives undefined where it throws the one error that it may throw. */
function orRefused<T>(error: abstract new (...words: never[]) => Error, work: () => T): T | undefined {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof error) return undefined;
    throw thrown;
  }
}

const PLATFORMS = ['linux', 'darwin', 'win32'] as const;
const TOP = '/srv/linked';

const listings = target('children of a listing', fc.array(nastyChild, { maxLength: 4 }), (value) => {
  const children = orRefused(ApiShapeError, () => parseChildren(value));
  if (children === undefined) return;
  for (const child of children) {
    must(Number.isSafeInteger(child.id) && child.id >= 0, 'an id that is no id came through');
    must(isRootPath(child.path), 'a path that is none came through');
    if (child.type === 'file') must(Number.isSafeInteger(child.size) && child.size >= 0, 'a size that is none');
  }
  const at = { rootId: 7, folder: 0, path: '/' };
  const objects = orRefused(SyncError, () => childrenFrom(children, at, true));
  for (const object of objects ?? []) {
    must(!object.name.includes('/') && object.name !== '' && object.name !== '..', 'a name that leads elsewhere');
    must(object.id * 2 + 1 <= Number.MAX_SAFE_INTEGER, 'an id whose key is not exact');
    must(object.name.isWellFormed(), 'a name that cannot be written down');
  }
});

const answers = target('every answer of the table', nastyAnswer, (value) => {
  for (const { answer } of Object.values(endpoints)) answer.safeParse(value);
});

const paths = target('paths stay in the folder', nastyPath, (value) => {
  const absolute = orRefused(SyncError, () => absolutePath(TOP, value));
  if (absolute === undefined || value === '') return;
  const resolved = path.posix.resolve(absolute);
  must(resolved.startsWith(`${TOP}/`), `it leads to ${resolved}`);
  must(!isOurName(resolved.slice(TOP.length + 1).split('/')[0] ?? ''), 'it leads into our own folder');
});

const names = target('names that are let through', nastyText, (name) => {
  for (const platform of PLATFORMS) {
    if (problemHere(name, platform) !== undefined) continue;
    const flavour = platform === 'win32' ? path.win32 : path.posix;
    const top = platform === 'win32' ? 'C:\\linked' : TOP;
    const resolved = flavour.resolve(top, name);
    must(flavour.dirname(resolved) === top, `on ${platform} it leads to ${resolved}`);
    must(flavour.basename(resolved) === name, `on ${platform} it becomes ${resolved}`);
    must(!isOurName(name), 'it is our own folder');
    must(Buffer.byteLength(name) <= 255 || platform !== 'linux', 'Linux cannot hold it');
    must(absolutePath(TOP, name) === `${TOP}/${name}`, 'the rules for paths see it otherwise');
  }
});

const suggestions = target('names that are suggested', nastyText, (name) => {
  const better = suggestName(name);
  must(problemInCloud(better) === undefined, `the cloud refuses ${JSON.stringify(better)}`);
  for (const platform of PLATFORMS)
    must(problemHere(better, platform) === undefined, `${platform} refuses ${JSON.stringify(better)}`);
});

const copies = target('names of conflict copies', fc.tuple(nastyText, nastyText), ([name, host]) => {
  if (problemHere(name, 'linux') !== undefined || problemInCloud(name) !== undefined) return;
  const first = conflictName(name, host, '2026-01-02', () => false);
  const second = conflictName(name, host, '2026-01-02', (taken) => taken === first);
  must(first !== second, 'two copies have one name');
  for (const copy of [first, second]) {
    must(problemInCloud(copy) === undefined, `the cloud refuses ${JSON.stringify(copy)}`);
    must(problemHere(copy, 'linux') === undefined, `Linux refuses ${JSON.stringify(copy)}`);
  }
});

const rooted = target('paths of the cloud', nastyPath, (value) => {
  if (!isRootPath(value) || value === '/') return;
  const name = nameOf(value);
  must(name !== '' && name !== '.' && name !== '..' && !name.includes('/'), 'the last name leads elsewhere');
  must(path.posix.resolve(value) === value, 'it is not where it says');
});

const times = target('times', fc.oneof(nastyText, fc.date({ noInvalidDate: true }).map(String)), (value) => {
  const ms = readDateTime(value);
  if (ms !== undefined) must(readDateTime(formatDateTime(ms)) === ms, 'a time changes on its way');
  const day = parseDate(value);
  must(day === undefined || Number.isSafeInteger(day), 'a day that is none');
});

const addresses = target('addresses of servers', fc.oneof(nastyText, fc.webUrl(), fc.ipV6()), (value) => {
  const address = orRefused(SyncError, () => parseServerAddress(value));
  if (address === undefined) return;
  must(address.origin.startsWith('https://'), 'not https');
  must(new URL(address.origin).origin === address.origin, 'more than an origin');
});

const waits = target('times to wait', fc.tuple(nastyText, nastyText, fc.nat(9_999_999)), ([text, date, seconds]) => {
  for (const value of [text, String(seconds), '9'.repeat(400)]) {
    const wait = retryAfterMs({ 'retry-after': value, date }, Date.UTC(2026, 0, 1));
    must(wait === undefined || (wait >= 0 && wait <= RETRY_AFTER_LIMIT_MS), `it waits ${wait}`);
  }
});

const extensions = target('excluded extensions', nastyText, (value) => {
  for (const extension of parseExtensions(value)) must(extension.startsWith('.') && extension.length > 0, extension);
});

const SECRET = 'Zx9CanaryCanary7Qw42Zx9CanaryCanary7Qw42';
const WRAPPINGS = [
  `Authorization: Bearer ${SECRET}`,
  `grant_type=password&password=${SECRET}&x=1`,
  `{"access_token":"${SECRET}"}`,
  `refresh_token=${SECRET}`,
  `https://x.test/?code=${SECRET}`,
  SECRET,
];
const redaction = target(
  'what is redacted',
  fc.tuple(nastyText, fc.constantFrom(...WRAPPINGS), nastyText),
  ([before, secret, after]) => {
    must(!redactText(`${before} ${secret} ${after}`).includes(SECRET), 'the secret shows');
  },
);

const network = [
  target('addresses of proxies', proxyText, proxyHolds),
  target('hosts without a proxy', bypassText, bypassHolds),
  target('settings of the system', settingsText, settingsHold),
  target('certificates', pemText, pemHolds),
];

export const TARGETS: readonly Target[] = [
  listings,
  answers,
  paths,
  names,
  suggestions,
  copies,
  rooted,
  times,
  addresses,
  waits,
  extensions,
  redaction,
  ...network,
];
