/**
 * In the bundles, two packages are imported in part only, because the whole of them costs every start dearly.
 *
 * - `node:http`: importing it makes every export of it, and one of them loads a second HTTP client inside of Node. It is
 *   asked of Node by name instead, which makes only what is used.
 * - `undici`: its main file brings fetch, web sockets, caches and mocks, two thirds of all that a start has to read. Who
 *   needs another name of it adds it here; until then the bundle does not build, and names it.
 */
import http from 'node:http';
import type { Plugin } from 'rolldown';

/** Those that load the client; nobody here uses them. */
const HEAVY = new Set(['WebSocket', 'CloseEvent', 'MessageEvent']);

const lightHttp = (): string =>
  [
    "const http = process.getBuiltinModule('node:http');",
    ...Object.keys(http)
      .filter((name) => !HEAVY.has(name))
      .map((name) => `export const ${name} = http.${name};`),
    'export default http;',
  ].join('\n');

/** As undici's own main file puts it together. */
const UNDICI = `
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import api from 'undici/lib/api/index.js';
import buildConnector from 'undici/lib/core/connect.js';
Object.assign(Dispatcher.prototype, api);
export { Pool, buildConnector };
`;

const LIGHT: Readonly<Record<string, () => string>> = {
  http: lightHttp,
  'node:http': lightHttp,
  undici: () => UNDICI,
};

export const lightImports: Plugin = {
  name: 'light-imports',
  resolveId: {
    filter: { id: /^(?:(?:node:)?http|undici)$/u },
    // A `require` makes nothing that is not used, and is what packages say to each other.
    handler: (id, _importer, { kind }) => (kind === 'require-call' ? null : `\0light:${id.replace('node:', '')}`),
  },
  load: {
    filter: { id: /^\0light:/u },
    handler: (id) => LIGHT[id.slice('\0light:'.length)]?.() ?? null,
  },
};
