/** How components read the client: each hook watches exactly what it gives. */
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Input, MethodName, Output } from '../../shared/contract/contract.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { Client } from './client.ts';
import type { Notices } from './notices.ts';
import type { Preferences } from './preferences.ts';
import type { Snapshot } from './queries.ts';
import { parseRoute, type Route } from './route.ts';
import type { Store } from './store.ts';

export interface Face {
  readonly client: Client;
  readonly preferences: Store<Preferences>;
  readonly notices: Notices;
}

export const FaceContext = createContext<Face | undefined>(undefined);

export function useFace(): Face {
  const face = use(FaceContext);
  if (face === undefined) throw new Error('A component of the face is used outside of it.');
  return face;
}

export const useClient = (): Client => useFace().client;

export const useStore = <T>(store: Store<T>): T => useSyncExternalStore(store.watch, store.get);

/** The answer of a query, asked again whenever it may have changed. */
export function useQuery<Name extends MethodName>(name: Name, input: Input<Name>): Snapshot<Output<Name>> {
  const { queries } = useClient();
  const key = JSON.stringify(input);
  // The input is part of the key by value; a new object with the same content must not ask again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const watch = useCallback((listener: () => void) => queries.open(name, input).watch(listener), [queries, name, key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const get = useCallback(() => queries.peek(name, input), [queries, name, key]);
  return useSyncExternalStore(watch, get);
}

const NOTHING: Snapshot<never> = { asking: false };
const watchNothing = (): (() => void) => () => undefined;
const getNothing = () => NOTHING;

/** The same where it is not always clear what to ask; nothing is asked without an input. */
export function useMaybeQuery<Name extends MethodName>(
  name: Name,
  input: Input<Name> | undefined,
): Snapshot<Output<Name>> {
  const { queries } = useClient();
  const key = JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: by value, as above.
  const [watch, get] = useMemo(
    () =>
      input === undefined
        ? [watchNothing, getNothing]
        : [
            (listener: () => void) => queries.open(name, input).watch(listener),
            (): Snapshot<Output<Name>> => queries.peek(name, input),
          ],
    [queries, name, key],
  );
  return useSyncExternalStore(watch, get);
}

/** Whether all of these have an answer, good or bad: a screen that is drawn at once does not move while it fills. */
export const areHere = (...snapshots: readonly Snapshot<unknown>[]): boolean =>
  snapshots.every(({ value, error }) => value !== undefined || error !== undefined);

export const useStatus = (): Output<'status'> | undefined => useStore(useClient().status);

/** Whether nothing is linked yet. */
export const useIsNew = (): boolean => useStatus()?.links.length === 0;

/** Whether this version of the engine has a method. */
export function useHas(name: MethodName): boolean {
  const client = useClient();
  useStore(client.about);
  return client.has(name);
}

/** True once `busy` lasts longer than a person takes for instant: 300 ms. */
export function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return setSlow(false);
    const timer = setTimeout(() => setSlow(true), 300);
    return () => clearTimeout(timer);
  }, [busy]);
  return busy && slow;
}

export interface Run {
  /** Which call is under way, by the key it was started with. */
  readonly running: string | undefined;
  /** Calls a command; a failure is told to the user, and given back. `key` tells several buttons apart. */
  readonly run: <Name extends MethodName>(
    name: Name,
    input: Input<Name>,
    key?: string,
  ) => Promise<Result<Output<Name>>>;
}

/** Runs commands for a component. */
export function useRun(): Run {
  const { client, notices } = useFace();
  const [running, setRunning] = useState<string | undefined>();
  const run = useCallback(
    async <Name extends MethodName>(name: Name, input: Input<Name>, key: string = name) => {
      setRunning(key);
      const result = await client.run(name, input);
      setRunning(undefined);
      if (!result.ok) notices.fail(result.error);
      return result;
    },
    [client, notices],
  );
  return { running, run };
}

const watchHash = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

export function useRoute(): Route {
  const hash = useSyncExternalStore(watchHash, () => location.hash);
  return parseRoute(hash);
}

/** The time, again and again: for words such as “2 minutes ago”. */
export function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** A value as it was some time ago, so that typing does not ask for every letter. */
export function useSettled<T>(value: T, afterMs = 200): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}

/** Moves the focus to an element when it appears: where a screen changes, the keyboard and the reader follow. */
export function useFocusOnMount<T extends HTMLElement>() {
  const ref = useRef<T>(null);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return ref;
}
