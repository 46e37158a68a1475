/** Other programs on the same tree, where they are installed: copies between two folders of one disk, as they can do alone. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { makeTree } from './trees.ts';

interface Peer {
  readonly name: string;
  /** What makes `there` equal to `here`. */
  readonly words: (here: string, there: string) => readonly string[];
}

const PEERS: readonly Peer[] = [
  { name: 'rclone', words: (here, there) => ['bisync', here, there, '--resync', '--workdir', `${there}.work`] },
  { name: 'unison', words: (here, there) => [here, there, '-batch', '-silent', '-root', here, '-root', there] },
];

function isInstalled(name: string): boolean {
  try {
    execFileSync('which', [name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Seconds for the first sync of 10,000 small files, a row for each program; those that are not here are named as such. */
export async function measurePeers(work: string): Promise<readonly Readonly<Record<string, string | number>>[]> {
  return PEERS.map(({ name, words }) => {
    if (!isInstalled(name)) return { peer: name, seconds: 'not installed' };
    const base = mkdtempSync(path.join(work, 'peers-'));
    try {
      const [here, there] = ['here', 'there'].map((part) => path.join(base, part));
      if (here === undefined || there === undefined) throw new Error('no folders');
      for (const folder of [here, there]) mkdirSync(folder);
      makeTree(here, { files: 10_000, filesPerFolder: 20, size: [4_000, 10_000], seed: 1 });
      const begun = performance.now();
      execFileSync(name, words(here, there), { stdio: 'ignore', env: { ...process.env, HOME: base } });
      return { peer: name, seconds: Math.round((performance.now() - begun) / 100) / 10 };
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });
}
