/** The shape of a fault plan: what goes wrong, where, how often and for how long. */
import * as z from 'zod';
import { endpoints } from '../../shared/api/endpoints.ts';

const milliseconds = z.int().min(0).max(86_400_000);

export const fault = z.discriminatedUnion('kind', [
  /** Waits before the request is worked on; `jitterMs` adds up to that much by the seed. */
  z.object({ kind: z.literal('delay'), ms: milliseconds, jitterMs: milliseconds.default(0) }),
  /** Takes the request and never answers; the connection is cut after `ms`, or stays open. */
  z.object({ kind: z.literal('stall'), ms: milliseconds.optional() }),
  /** Cuts the connection before anything happened. */
  z.object({ kind: z.literal('reset-before') }),
  /** Does what was asked and cuts the connection instead of answering. */
  z.object({ kind: z.literal('reset-after') }),
  /** Sends only the first bytes of the body, though the header promises all. */
  z.object({ kind: z.literal('truncate'), bytes: z.int().min(0).default(100) }),
  /** Trickles the body. */
  z.object({ kind: z.literal('slow'), bytesPerSecond: z.int().min(1).default(1024) }),
  /** Refuses before anything happened, with 429, 500, 502, 503 or 504. */
  z.object({
    kind: z.literal('status'),
    status: z.union([z.literal(429), z.literal(500), z.literal(502), z.literal(503), z.literal(504)]),
    retryAfter: z.int().min(0).optional(),
    html: z.boolean().default(false),
  }),
  /** The cloud does not know this method: 405, or 404 as for an object that is not there. */
  z.object({ kind: z.literal('missing-method'), status: z.union([z.literal(404), z.literal(405)]).default(405) }),
  /** A web page with 200, as a captive portal or a proxy sends it. */
  z.object({ kind: z.literal('html') }),
  /** Lists and folders come back empty, with 200 and a believable shape. */
  z.object({ kind: z.literal('empty-list') }),
  /** JSON that stops in the middle, with a length that fits. */
  z.object({ kind: z.literal('broken-json') }),
  /** A page of a list has no results, though `total` says that there are some. */
  z.object({ kind: z.literal('missing-page') }),
  /** A 304 with the reference's body on a connection that stays open. */
  z.object({ kind: z.literal('304-with-body') }),
  /** The access token of this request has just expired. */
  z.object({ kind: z.literal('expire-token') }),
  /** The token endpoint fails: as a server that is down, or by refusing the grant. Matches refreshes only. */
  z.object({ kind: z.literal('refresh-fails'), with: z.enum(['server', 'invalid_grant']).default('server') }),
  /** The cloud's clock is wrong by this many seconds while the rule lasts. */
  z.object({ kind: z.literal('clock'), skewSeconds: z.int() }),
  /** The whole cloud goes back to a snapshot taken before; then the request is worked on. */
  z.object({ kind: z.literal('restore-backup'), snapshot: z.string(), reuseIds: z.boolean().default(false) }),
  /** A person loses a root while the rule lasts; then the request is worked on. */
  z.object({ kind: z.literal('withdraw'), rootId: z.int(), email: z.string() }),
]);
export type Fault = z.infer<typeof fault>;

export const faultRule = z.object({
  /** Which requests: all of these that are given must fit. `path` is a template of the endpoint table; `*` stands for anything. */
  match: z
    .object({
      endpoint: z
        .string()
        .refine((key) => key in endpoints, 'is no row of the endpoint table')
        .optional(),
      method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
      path: z.string().optional(),
    })
    .default({}),
  /** Of the matching requests: with this probability, or the ones with these numbers (from 1), or every n-th. All, if left out. */
  probability: z.number().min(0).max(1).optional(),
  nth: z.array(z.int().min(1)).optional(),
  every: z.int().min(1).optional(),
  /** Ends after it has struck this often. */
  limit: z.int().min(1).optional(),
  /** Begins and ends so many seconds after the plan was set. */
  after: z.number().min(0).default(0),
  seconds: z.number().min(0).optional(),
  fault,
});
export type FaultRule = z.infer<typeof faultRule>;

export const faultPlan = z.object({ seed: z.int().default(1), rules: z.array(faultRule).max(1000).default([]) });
export type FaultPlan = z.infer<typeof faultPlan>;
/** As a plan is written: what has a default may be left out. */
export type FaultPlanInput = z.input<typeof faultPlan>;
