/**
 * The two worlds of a window's page. The preload runs in the second one, with `require('electron')`; what it exposes is
 * rebuilt in the page's own, and calls go between the two as events of the document, which is all that worlds share.
 * As in Electron, functions and promises can be given and returned, everything else is copied.
 */

/** Runs in both worlds: turns values into text and back, and keeps what text cannot carry. */
const WIRE = `
  const kept = new Map();
  let next = 1;
  const keep = (value) => { kept.set(next, value); return next++; };
  const say = (name, value) => document.dispatchEvent(new CustomEvent('stand-in:' + name, { detail: JSON.stringify(value) }));
  const hear = (name, take) => document.addEventListener('stand-in:' + name, (event) => take(JSON.parse(event.detail)));
  const pack = (value) => typeof value === 'function' ? { f: keep(value) }
    : value instanceof Promise ? { p: keep(value) } : { v: value };
`;

/** A call of a kept function of the other world; both sides have both halves, under names of their own. */
const CALLS = (mine: string, theirs: string): string => `
  const settled = new Map();
  const unpack = (packed) => packed.f !== undefined ? (...words) => call(packed.f, words)
    : packed.p !== undefined ? new Promise((yes, no) => { settled.set(packed.p, { yes, no }); say('${theirs}-await', packed.p); })
    : packed.v;
  let returned;
  const call = (id, words) => {
    returned = undefined;
    say('${theirs}-call', { id, words: words.map(pack) });
    const answer = returned;
    if (answer?.error !== undefined) throw new Error(answer.error);
    return answer === undefined ? undefined : unpack(answer);
  };
  hear('${mine}-return', (value) => { returned = value; });
  hear('${mine}-call', ({ id, words }) => {
    let answer;
    try { answer = pack(kept.get(id)(...words.map(unpack))); } catch (error) { answer = { error: String(error) }; }
    say('${theirs}-return', answer);
  });
  hear('${mine}-await', (id) => {
    kept.get(id).then((value) => say('${theirs}-settle', { id, value }), (error) => say('${theirs}-settle', { id, error: String(error) }));
    kept.delete(id);
  });
  hear('${mine}-settle', ({ id, value, error }) => {
    const { yes, no } = settled.get(id);
    settled.delete(id);
    if (error === undefined) yes(value); else no(new Error(error));
  });
`;

/** For the page's own world; must come first. */
export const PAGE_WORLD = `(() => {
  ${WIRE}
  ${CALLS('page', 'preload')}
  hear('expose', ({ key, members }) => {
    const api = Object.fromEntries(Object.entries(members).map(([name, packed]) => [name, unpack(packed)]));
    Object.defineProperty(window, key, { value: Object.freeze(api), enumerable: true });
  });
})();`;

/** The name of the preload's world. */
export const PRELOAD_WORLD = 'stand-in-preload';
/** How the preload's world reaches us, and we reach it. */
export const BINDING = '__standInHost';
export const FROM_HOST = '__standInFromHost';

/** For the preload's world. @param preload the bundled preload */
export const preloadWorld = (preload: string): string => `(() => {
  ${WIRE}
  ${CALLS('preload', 'page')}
  const host = globalThis.${BINDING};
  const asked = new Map();
  const listeners = new Map();
  let question = 1;
  globalThis.${FROM_HOST} = ({ channel, words, id, value, error }) => {
    if (channel !== undefined) { for (const listener of listeners.get(channel) ?? []) listener({}, ...words); return; }
    const { yes, no } = asked.get(id);
    asked.delete(id);
    if (error === undefined) yes(value); else no(new Error(error));
  };
  const electron = {
    ipcRenderer: {
      on: (channel, listener) => { listeners.set(channel, [...(listeners.get(channel) ?? []), listener]); },
      send: (channel, ...words) => host(JSON.stringify({ channel, words })),
      invoke: (channel, ...words) => new Promise((yes, no) => {
        asked.set(question, { yes, no });
        host(JSON.stringify({ channel, words, id: question++ }));
      }),
    },
    // Files do not go from world to world here; what is dropped is a story of the page alone.
    webUtils: { getPathForFile: () => '' },
    contextBridge: {
      exposeInMainWorld: (key, api) => say('expose', { key, members: Object.fromEntries(Object.entries(api).map(([name, value]) => [name, pack(value)])) }),
    },
  };
  const require = (name) => {
    if (name !== 'electron') throw new Error('a sandboxed preload cannot load ' + name);
    return electron;
  };
  const module = { exports: {} };
  ((require, module, exports) => {
${preload}
  })(require, module, module.exports);
})();`;
