/** Every way of the stand-in to misbehave, with what the client must call it. */
import type { FaultPlanInput } from '../cloud/fault-plan.ts';
import type { RealClient } from './real-client.ts';

export type Rule = NonNullable<FaultPlanInput['rules']>[number];

export interface FaultCase {
  readonly name: string;
  readonly rules: readonly Rule[];
  /**
   * Codes of which a failed sync must have one; an item that failed by itself names one of them. Empty where nobody
   * should notice: the sync under the fault ends well, with both sides equal.
   */
  readonly codes: readonly string[];
  /** More that belongs to it. */
  readonly begin?: (client: RealClient) => void;
  readonly end?: (client: RealClient) => void;
}

const READING = { method: 'GET', path: '/api/2/files/*' } as const;
const WRITING = { method: 'POST', path: '/api/2/files/*' } as const;
const PLACES: readonly (readonly [string, Rule['match']])[] = [
  ['everywhere', {}],
  ['while reading', READING],
  ['while writing', WRITING],
];

/** The fault for all requests, for reading ones and for writing ones. */
function everywhere(
  name: string,
  fault: Rule['fault'],
  codes: readonly string[],
  more: Partial<Rule> = {},
): FaultCase[] {
  return PLACES.map(([place, match]) => ({ name: `${name} ${place}`, rules: [{ match, fault, ...more }], codes }));
}

const one = (name: string, rule: Rule, codes: readonly string[], more: Partial<FaultCase> = {}): FaultCase => ({
  name,
  rules: [rule],
  codes,
  ...more,
});

const statuses: readonly FaultCase[] = ([429, 500, 502, 503, 504] as const).flatMap((status) => {
  const code = status === 429 || status === 503 ? 'rate-limited' : 'server-error';
  return [
    ...everywhere(`a ${status}`, { kind: 'status', status }, [code]),
    one(`a ${status} with Retry-After`, { match: WRITING, fault: { kind: 'status', status, retryAfter: 7 } }, [code]),
    one(`a ${status} as a web page`, { match: READING, fault: { kind: 'status', status, html: true } }, [code]),
  ];
});

/** A stalled request is given up soon; without the fault a busy machine may take its time. */
const impatience: Partial<FaultCase> = {
  begin: ({ patience }) => {
    patience.idleMs = 400;
  },
  end: ({ patience }) => {
    patience.idleMs = 60_000;
  },
};

const connections: readonly FaultCase[] = [
  ...everywhere('a delay', { kind: 'delay', ms: 20, jitterMs: 30 }, []),
  ...everywhere('a stall', { kind: 'stall' }, ['cut-off']).map((fault) => ({ ...fault, ...impatience })),
  ...everywhere('a reset before the effect', { kind: 'reset-before' }, ['cut-off']),
  ...everywhere('a reset after the effect', { kind: 'reset-after' }, ['cut-off']),
  ...everywhere('a reset of every third request before its effect', { kind: 'reset-before' }, ['cut-off'], {
    every: 3,
  }),
  ...everywhere('a reset of every third request after its effect', { kind: 'reset-after' }, ['cut-off'], { every: 3 }),
  ...everywhere('a body that stops', { kind: 'truncate', bytes: 30 }, ['cut-off']),
  one('a download that stops', { match: { endpoint: 'download' }, fault: { kind: 'truncate', bytes: 7 } }, ['cut-off']),
  one('a slow download', { match: { endpoint: 'download' }, fault: { kind: 'slow', bytesPerSecond: 400_000 } }, []),
  one('a slow listing', { match: { endpoint: 'root' }, fault: { kind: 'slow', bytesPerSecond: 8_000 } }, []),
  ...everywhere('a 304 with a body', { kind: '304-with-body' }, []).filter(({ name }) => !name.endsWith('writing')),
];

const answers: readonly FaultCase[] = [
  ...everywhere('a web page with 200', { kind: 'html' }, ['captive-portal']),
  ...everywhere('broken JSON', { kind: 'broken-json' }, ['not-an-api-answer']),
  one('an empty list', { match: READING, fault: { kind: 'empty-list' } }, ['not-an-api-answer']),
  one('an empty list of the root', { match: { endpoint: 'root' }, fault: { kind: 'empty-list' } }, [
    'not-an-api-answer',
  ]),
  one('an empty list of folders', { match: { endpoint: 'folder' }, fault: { kind: 'empty-list' } }, [
    'not-an-api-answer',
  ]),
  one('an empty list, once', { match: READING, fault: { kind: 'empty-list' }, limit: 1 }, [
    'not-an-api-answer',
    'none',
  ]),
];

const session: readonly FaultCase[] = [
  one(
    // A big upload cannot be sent again at once; it waits for its next try, and says so.
    'a token that expires every fifth request',
    { match: { path: '/api/2/*' }, fault: { kind: 'expire-token' }, every: 5 },
    ['cut-off', 'none'],
  ),
  one('all tokens expired at once', { fault: { kind: 'delay', ms: 1 } }, [], {
    begin: ({ cloud }) => cloud.expireTokens(),
  }),
  one('a refresh that fails once', { fault: { kind: 'refresh-fails', with: 'server' }, limit: 1 }, [], {
    begin: ({ cloud }) => cloud.expireTokens(),
  }),
  one('a refresh that is refused once', { fault: { kind: 'refresh-fails', with: 'invalid_grant' }, limit: 1 }, [], {
    begin: ({ cloud }) => cloud.expireTokens(),
  }),
  one('a refresh that fails for long', { fault: { kind: 'refresh-fails', with: 'server' } }, ['server-error'], {
    begin: ({ cloud }) => cloud.expireTokens(),
  }),
];

const HOUR = 3600;
const clocks: readonly FaultCase[] = [
  ...[-5, 5].map((hours) =>
    one(`the cloud's clock wrong by ${hours} hours`, { fault: { kind: 'clock', skewSeconds: hours * HOUR } }, []),
  ),
  ...[-5, 5].map((hours) =>
    one(`our clock wrong by ${hours} hours`, { fault: { kind: 'delay', ms: 1 } }, [], {
      begin: ({ clock }) => {
        clock.skewMs += hours * HOUR * 1000;
      },
      end: ({ clock }) => {
        clock.skewMs -= hours * HOUR * 1000;
      },
    }),
  ),
];

const withdrawn: readonly FaultCase[] = [
  one('a root whose access is withdrawn', { fault: { kind: 'delay', ms: 1 } }, ['root-forbidden'], {
    begin: ({ cloud, rootId, person }) => cloud.withdraw(rootId, person.email),
    end: ({ cloud, rootId, person }) => cloud.withdraw(rootId, person.email, false),
  }),
];

export const FAULTS: readonly FaultCase[] = [
  ...connections,
  ...statuses,
  ...answers,
  ...session,
  ...clocks,
  ...withdrawn,
];
