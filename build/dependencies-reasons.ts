/** Why each direct dependency is there. A dependency without a line here fails a test; so does a line without one. */
export interface Reason {
  readonly whatFor: string;
  /** What else was possible, and why it is not that. */
  readonly instead: string;
}

export const REASONS: Readonly<Record<string, Reason>> = {
  '@fastify/busboy': {
    whatFor: 'reads uploads in the stand-in cloud, piece by piece',
    instead: 'multer and formidable write to disk by themselves; the stand-in has its own store',
  },
  '@fastify/cookie': {
    whatFor: "the page's session cookie",
    instead: 'parsing cookies by hand: small, but easy to get wrong where it matters',
  },
  '@fastify/static': { whatFor: "serves the page's files", instead: 'sirv, serve-static: not part of fastify' },
  '@fastify/websocket': {
    whatFor: "the page's events",
    instead: 'ws alone: the checks of a request would stand twice',
  },
  '@peculiar/x509': {
    whatFor: "makes the stand-in cloud's certificates",
    instead: 'openssl as a program: not there on every computer',
  },
  '@tanstack/react-virtual': {
    whatFor: 'lists of any length in the face',
    instead: 'react-window: less maintained, no variable heights',
  },
  'better-sqlite3': {
    whatFor: 'the journals, the lock of a home, the store of the stand-in cloud',
    instead: 'node:sqlite: still experimental; sqlite3: asynchronous, and slower for small statements',
  },
  chokidar: {
    whatFor: 'hints of changes on macOS, Windows and in small trees',
    instead: '@parcel/watcher: native code for each platform; fs.watch alone is used where it is enough',
  },
  commander: {
    whatFor: 'the words of the command line',
    instead: 'node:util parseArgs: no verbs, no help; yargs: heavier',
  },
  diff: { whatFor: 'shows two versions of a text side by side', instead: 'diff-match-patch: not maintained' },
  'electron-updater': {
    whatFor: 'brings newer versions from a plain web folder, a part of the installations at a time, checked by hash',
    instead: "Electron's own autoUpdater: no Linux, no staged rollout, a server of its own kind",
  },
  fastify: {
    whatFor: 'the page on loopback and the stand-in cloud',
    instead: 'express: slower, no schemas; node:http: routing and limits by hand',
  },
  i18next: {
    whatFor: 'the face in two languages',
    instead: 'FormatJS: larger; own code: plurals and formats are not trivial',
  },
  ignore: {
    whatFor: '.leitzignore in gitignore syntax',
    instead: "micromatch and minimatch do not follow git's rules for the syntax",
  },
  'lucide-react': { whatFor: 'icons of one family', instead: 'heroicons: fewer; drawing them: not ours to do' },
  'node-diff3': { whatFor: 'the three-way merge of texts', instead: 'own code: an algorithm with traps' },
  'p-queue': { whatFor: 'lanes for transfers and requests', instead: 'p-limit: no pausing and no priorities' },
  pino: { whatFor: 'the log', instead: 'winston: slower and larger' },
  qrcode: { whatFor: 'share links for the phone', instead: 'qr-image: not maintained' },
  'radix-ui': {
    whatFor: 'accessible menus, dialogs, tabs',
    instead: 'headlessui: fewer parts; own code: hard to get right',
  },
  react: { whatFor: 'the face', instead: 'preact, solid: fewer accessible parts to build on' },
  'react-dom': { whatFor: 'the face in a browser', instead: 'belongs to react' },
  'react-i18next': { whatFor: 'i18next in react', instead: 'own hooks: no gain' },
  socks: {
    whatFor: 'the handshake with SOCKS5 proxies',
    instead:
      "undici's own SOCKS5: experimental, warns so, and takes addresses of IPv6 for names; by hand: a protocol once more",
  },
  undici: {
    whatFor: 'HTTPS to the cloud: the HTTP client of Node.js itself, with control over each connection',
    instead: 'fetch: three times the cost, no such control; got, axios: more code on top of less',
  },
  ws: { whatFor: "the page's events, in tests as the client", instead: 'the WebSocket of Node.js: a client only' },
  zod: {
    whatFor: 'every shape that comes from outside',
    instead: 'valibot, arktype: younger; ajv: schemas apart from types',
  },
  '@biomejs/biome': { whatFor: 'format and lint', instead: 'eslint with prettier: ten packages and much slower' },
  '@electron/asar': { whatFor: 'a test looks into the packed application', instead: 'own reader of the format' },
  '@electron/fuses': { whatFor: 'turns off what the desktop shell does not need', instead: 'nothing else does it' },
  '@types/better-sqlite3': { whatFor: 'types', instead: 'none in the package' },
  '@types/node': { whatFor: 'types', instead: 'none in Node.js' },
  '@types/qrcode': { whatFor: 'types', instead: 'none in the package' },
  '@types/react': { whatFor: 'types', instead: 'none in the package' },
  '@types/react-dom': { whatFor: 'types', instead: 'none in the package' },
  '@types/ws': { whatFor: 'types', instead: 'none in the package' },
  '@vitejs/plugin-react': { whatFor: 'react in the bundle of the face', instead: 'belongs to vite' },
  'axe-core': { whatFor: 'finds faults of accessibility in tests', instead: 'pa11y: brings a browser of its own' },
  electron: { whatFor: 'the desktop shell', instead: 'tauri: another engine in another language on each platform' },
  'electron-builder': {
    whatFor: 'installers for three platforms',
    instead: 'electron-forge: many packages of its own',
  },
  'fast-check': { whatFor: 'properties and fuzzers that shrink and replay by seed', instead: 'jsfuzz: not maintained' },
  node: {
    whatFor: 'the Node.js that everything runs on, locked like the rest',
    instead: 'whatever is installed: too old in many places',
  },
  'playwright-core': { whatFor: 'real browsers in tests', instead: 'puppeteer: one browser family' },
  rolldown: { whatFor: 'bundles the program', instead: 'esbuild: no such control over chunks' },
  typescript: { whatFor: 'types', instead: 'nothing else does it' },
  vite: { whatFor: 'bundles the face', instead: 'belongs to rolldown' },
  vitest: { whatFor: 'runs the tests', instead: 'node:test: no projects, no workers by file' },
};
