/** The program on the real Electron, over Playwright: the same controls, run inside its main process by `real-recorder.ts`. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { rolldown } from 'rolldown';
import type { Hands, Started } from './hands.ts';

let bundled: Promise<string> | undefined;

/** The recorder as one file that Electron can require; made once for all programs of a test run. */
export function bundledRecorder(): Promise<string> {
  bundled ??= (async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'leitz-recorder-')), 'recorder.cjs');
    const bundle = await rolldown({
      input: path.join(import.meta.dirname, 'real-recorder.ts'),
      external: ['electron'],
      platform: 'node',
    });
    await bundle.write({ file, format: 'cjs' });
    await bundle.close();
    return file;
  })();
  return bundled;
}

/** The words that Electron is started with. As root, Chromium has no sandbox of its own to put its pages into. */
export function electronWords(
  recorder: string,
  { main, home, words, nodeWords }: Started,
  uid: number | undefined,
): string[] {
  const sandbox = uid === 0 ? ['--no-sandbox'] : [];
  return ['-r', recorder, ...nodeWords, ...sandbox, main, '--home', home, ...words];
}

export function realHands(started: Started, program: string): Hands {
  const output: string[] = [];
  const end = Promise.withResolvers<number | null>();
  const launched = (async (): Promise<ElectronApplication> => {
    const app = await _electron.launch({
      executablePath: program,
      args: electronWords(await bundledRecorder(), started, process.getuid?.()),
      env: { ...stringsOf(process.env), STAND_IN_DESKTOP: JSON.stringify(started.desktop), ...started.env },
    });
    const child = app.process();
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.on('exit', (status) => end.resolve(status));
    return app;
  })();
  // A second start hands over to the first and ends before anybody could speak with it.
  launched.catch((thrown: unknown) => {
    output.push(String(thrown));
    end.resolve(0);
  });
  return {
    ended: end.promise,
    output: () => output.join(''),
    // What Electron starts again is a process that no test can stop; specs about it run on the stand-in only.
    relaunched: () => undefined,
    kill: () => void launched.then((app) => app.process().kill('SIGKILL')).catch(() => undefined),
    do: async (name, words) =>
      (await launched).evaluate(
        (_electron, asked) => {
          const { recorded } = globalThis as unknown as { recorded: Record<string, (...words: unknown[]) => unknown> };
          return recorded[asked.name]?.(...asked.words);
        },
        { name, words: [...words] },
      ),
  };
}

const stringsOf = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
