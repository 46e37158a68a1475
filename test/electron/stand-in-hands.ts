/** The program on the stand-in: a process of Node, spoken with over its channel. */
import { fork } from 'node:child_process';
import path from 'node:path';
import type { Hands, Relaunched, Started } from './hands.ts';

interface Heard {
  readonly id: number;
  readonly value: unknown;
  readonly error?: string;
  readonly relaunched?: Relaunched;
}

export function standInHands({ home, words, desktop, main, env, nodeWords }: Started): Hands {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const output: string[] = [];
  let relaunched: Relaunched | undefined;
  let next = 1;
  const child = fork(path.join(import.meta.dirname, 'boot.ts'), [main, '--home', home, ...words], {
    serialization: 'advanced',
    execArgv: [...nodeWords],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, STAND_IN_DESKTOP: JSON.stringify(desktop), ...env },
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  child.on('message', ({ id, value, error, relaunched: wish }: Heard) => {
    relaunched ??= wish;
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(error));
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('exit', (status) => {
      for (const { reject } of waiting.values()) reject(new Error(`The program has ended.\n${output.join('')}`));
      waiting.clear();
      resolve(status);
    });
  });
  return {
    ended,
    output: () => output.join(''),
    relaunched: () => relaunched,
    kill: () => void child.kill('SIGKILL'),
    do: (name, controlWords) => {
      const id = next++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child.send({ id, name, words: controlWords });
      });
    },
  };
}
