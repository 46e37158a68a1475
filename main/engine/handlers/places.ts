/** Looking at a server before anybody signs in, and at this computer's folders before one is linked. */
import { homedir } from 'node:os';
import path from 'node:path';
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { ServerSeen } from '../../../shared/contract/places.ts';
import { SyncError } from '../../errors.ts';
import { problemHere } from '../../plan/names.ts';
import { certificateOf } from '../doctor/certificate.ts';
import type { Engine } from '../engine.ts';

const PATIENCE_MS = 10_000;
/** More folders than anybody looks through in a list. */
const MOST_FOLDERS = 2_000;
/** Bytes; the answer about the version is one short line. */
const LONGEST_ANSWER = 4_096;

type Verdict = Pick<ServerSeen, 'reachable' | 'error' | 'detail' | 'trusted'>;

/** Asks for the version, which needs no sign-in [seed]. */
async function ask(engine: Engine, server: string, ca: string | undefined): Promise<Verdict> {
  const http = engine.parts.httpFor({ server, user: '' }, ca);
  try {
    const url = `${server}/api/2/version`;
    const answer = await http.request({ method: 'GET', url, headers: {}, idleTimeoutMs: PATIENCE_MS });
    const text = new TextDecoder().decode(await answer.bytes(LONGEST_ANSWER));
    if (answer.status === 200 && /"version"\s*:/u.test(text)) return { reachable: true, trusted: true };
    const error = /<html/iu.test(text) || answer.status === 302 ? 'captive-portal' : 'not-an-api-answer';
    return { reachable: false, trusted: true, error, detail: `HTTP ${answer.status}` };
  } catch (thrown) {
    if (!(thrown instanceof SyncError)) throw thrown;
    const { code, detail } = thrown;
    return {
      reachable: false,
      trusted: code !== 'certificate-refused',
      error: code,
      ...(detail === undefined ? {} : { detail }),
    };
  } finally {
    await http.close();
  }
}

async function certificate(engine: Engine, server: string, ca: string | undefined): Promise<ServerSeen['certificate']> {
  const seen = await certificateOf(engine.parts, server, { ca });
  if (seen === undefined) return null;
  const { subject, issuer, valid_to: until, fingerprint256: fingerprint } = seen.certificate;
  if (Number.isNaN(Date.parse(until))) return null;
  return {
    subject: String(subject?.CN ?? subject?.O ?? ''),
    issuer: String(issuer?.O ?? issuer?.CN ?? ''),
    until: new Date(until).toISOString(),
    fingerprint,
  };
}

/** `linked` is the folder or one above it. */
const isInside = (folder: string, linked: string): boolean =>
  folder === linked || folder.startsWith(linked.endsWith(path.sep) ? linked : `${linked}${path.sep}`);

export function placeHandlers(engine: Engine) {
  const { parts } = engine;
  return {
    checkServer: async ({ server, ca }) => {
      const origin = parts.originOf(server);
      const verdict = await ask(engine, origin, ca);
      return { server: origin, ...verdict, certificate: await certificate(engine, origin, ca) };
    },
    folders: async ({ path: asked }) => {
      const folder = await parts.realFolder(asked ?? homedir());
      const [listing] = await parts.world.disk.list([folder]);
      if (listing?.ok !== true) throw new SyncError('unreadable', { path: folder });
      const linked = parts.state.links().map((link) => link.folder);
      const names = listing.entries
        .filter(({ name, kind, nameIsExact }) => kind === 'folder' && nameIsExact && !/^[.$]/u.test(name))
        .map(({ name }) => name)
        .sort(new Intl.Collator(undefined, { numeric: true }).compare);
      const parent = path.dirname(folder);
      return {
        path: folder,
        parent: parent === folder ? null : parent,
        folders: names.slice(0, MOST_FOLDERS).map((name) => {
          const whole = path.join(folder, name);
          return { name, path: whole, linked: linked.some((one) => isInside(whole, one)) };
        }),
        more: names.length > MOST_FOLDERS,
      };
    },
    makeFolder: async ({ parent, name }) => {
      const inside = await parts.realFolder(parent);
      if (problemHere(name, parts.world.host.platform) !== undefined)
        throw new SyncError('wrong-usage', { path: name, detail: 'name-not-possible' });
      const made = path.join(inside, name);
      if ((await parts.world.disk.stat(made)) !== undefined)
        throw new SyncError('wrong-usage', { path: made, detail: 'name-taken' });
      await parts.world.disk.makeFolder(made);
      return { path: made };
    },
  } satisfies SomeHandlers;
}
