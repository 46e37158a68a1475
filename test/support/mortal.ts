/** Starts the client as a process of its own on some home, and talks to it until it dies. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Input, MethodName, Output } from '../../shared/contract/contract.ts';

/** Where it ends by SIGKILL: at the so many-th call of disk, cloud or journal, border of an intent, or byte on its way. */
export interface Death {
  readonly at: 'call' | 'intent' | 'byte';
  readonly count: number;
}

export interface Question {
  readonly id: number;
  readonly name: MethodName | 'start';
  // Checked by the handler of the method, as from any face.
  readonly input: never;
}

export type Answer<Name extends MethodName> =
  | { readonly ok: true; readonly value: Output<Name> }
  | { readonly ok: false; readonly error: { readonly code: string; readonly path?: string; readonly detail?: string } };

export interface Mortal {
  /** Gives the answer, or `died` where the process ended before it came. */
  call<Name extends MethodName>(name: Name, input: Input<Name>): Promise<Answer<Name> | 'died'>;
  /** Watches both sides from now on. */
  start(): Promise<void>;
  /** Ends it without a warning. */
  kill(): Promise<void>;
  readonly ended: Promise<'died'>;
}

export interface MortalOptions {
  readonly death?: Death | undefined;
  /** How much faster than the world its clock runs. */
  readonly speed?: number;
  /** A command that starts it with less than we have, such as `setpriv` with its options. */
  readonly before?: readonly string[];
}

const ENTRY = path.join(import.meta.dirname, 'mortal-client.ts');

export async function startMortal(home: string, options: MortalOptions = {}): Promise<Mortal> {
  const { before = [], ...how } = options;
  const [program = '', ...words] = [...before, process.execPath, ENTRY, JSON.stringify({ home, ...how })];
  const child = spawn(program, words, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<'died'>((resolve) => child.once('exit', () => resolve('died')));
  const open = new Map<number, (answer: unknown) => void>();
  const isOpen = new Promise<'open'>((resolve) => child.once('message', () => resolve('open')));
  child.on('message', (message: unknown) => {
    if (typeof message !== 'object' || message === null || !('id' in message) || !('result' in message)) return;
    open.get(Number(message.id))?.(message.result);
  });
  let next = 1;
  const ask = (name: string, input: unknown): Promise<unknown> => {
    const id = next++;
    const answer = new Promise((resolve) => open.set(id, resolve));
    child.send({ id, name, input }, () => undefined);
    return Promise.race([answer, ended]);
  };
  await Promise.race([isOpen, ended]);
  return {
    // The answer is of that method, because the question was.
    call: <Name extends MethodName>(name: Name, input: Input<Name>) =>
      ask(name, input) as Promise<Answer<Name> | 'died'>,
    start: async () => void (await ask('start', {})),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    ended,
  };
}
