/** Starts the stand-in cloud in a process of its own, as `npm run cloud` does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { ROOT } from '../inputs.ts';
import { CLOUD } from './places.ts';

const announcement = z.object({
  url: z.string(),
  ca: z.string(),
  people: z.array(z.object({ email: z.string(), password: z.string(), rootId: z.int(), name: z.string() })).min(1),
});
export type Announcement = z.infer<typeof announcement>;

export interface StandIn {
  readonly told: Announcement;
  end(): Promise<void>;
}

/** Serves on the given port, or on a free one; resolves once it serves. */
export async function startStandIn(port: number | undefined): Promise<StandIn> {
  const words = ['--data', CLOUD, '--sample', ...(port === undefined ? [] : ['--port', String(port)])];
  const child: ChildProcess = spawn(process.execPath, [path.join(ROOT, 'test/cloud/main.ts'), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C is for the demo, which ends the cloud last.
    detached: process.platform !== 'win32',
  });
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    err += part;
  });
  const first = Promise.withResolvers<string>();
  if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', first.resolve);
  child.once('error', first.reject);
  child.once('exit', (code) => first.reject(new Error(`The stand-in cloud ended with ${code}.\n${err}`)));
  first.promise.catch(() => child.kill());
  // However this process ends, the cloud does not stay behind.
  process.once('exit', () => child.kill());
  const told = announcement.parse(JSON.parse(await first.promise));
  return {
    told,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
