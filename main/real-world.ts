/** The world as it is: this disk, the network, the clock of this machine. */
import { hostname, release } from 'node:os';
import path from 'node:path';
import { createRealClock } from './real/clock.ts';
import { createRealDisk } from './real/disk.ts';
import { createHttp } from './real/http.ts';
import { createLocalWorkers } from './real/local-workers.ts';
import { createRealLog, type LogLevel } from './real/log.ts';
import { watchNetwork } from './real/network-watch.ts';
import { createRealRandom } from './real/random.ts';
import { createFileSecrets } from './real/secrets.ts';
import { systemProxy, systemSettings } from './real/system-proxy.ts';
import { createRealWatcher } from './real/watcher.ts';
import type { Host, World } from './world.ts';

const platformOf = (): Host['platform'] =>
  process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';

/** @param home absolute folder with the state of this installation; logs and secrets lie below it */
export function createRealWorld(home: string, logLevel: LogLevel = 'info'): { readonly world: World; close(): void } {
  const log = createRealLog({ level: logLevel, target: { folder: path.join(home, 'log') } });
  const world: World = {
    disk: createRealDisk(),
    withThreads: createLocalWorkers(),
    watcher: createRealWatcher(),
    http: (options) => createHttp(options),
    network: {
      systemProxy: (origin) => systemProxy(origin),
      proxyScript: async () => (await systemSettings()).script,
      watch: (onChange) => watchNetwork(onChange),
    },
    clock: createRealClock(),
    random: createRealRandom(),
    secrets: createFileSecrets(path.join(home, 'secrets'), log),
    log,
    host: { platform: platformOf(), hostname: hostname(), osVersion: release() },
  };
  return { world, close: () => log.close() };
}
