/** Seeded trees for the bench: the same files for the same seed, spread over folders like an office's. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../support/seeded.ts';

export interface TreeOptions {
  readonly files: number;
  readonly filesPerFolder: number;
  /** Bytes of a file, from and to. */
  readonly size: readonly [number, number];
  readonly seed: number;
}

/** Makes the tree below the folder; gives the number of bytes written. */
export function makeTree(folder: string, { files, filesPerFolder, size, seed }: TreeOptions): number {
  const random = seededRandom(seed);
  let bytes = 0;
  for (let index = 0; index < files; index += 1) {
    const group = Math.floor(index / filesPerFolder);
    const at = path.join(folder, 'tree', `area ${Math.floor(group / 20)}`, `folder ${group % 20}`);
    if (index % filesPerFolder === 0) mkdirSync(at, { recursive: true });
    const length = Math.round(size[0] + random() * (size[1] - size[0]));
    const content = Buffer.alloc(length, `${seed} ${index} ${Math.floor(random() * 1e9)} `);
    writeFileSync(path.join(at, `file ${index}.txt`), content);
    bytes += length;
  }
  return bytes;
}

/** The folders of an even tree, by path from its top. */
export const evenFolders = (folders: number): readonly string[] =>
  Array.from({ length: folders }, (_, n) => `tree/area ${Math.floor(n / 50)}/folder ${n % 50}`);

/** The same files as the cloud's `fill` makes: in every folder `each` small ones of one content. */
export function makeEvenTree(folder: string, folders: number, each: number): void {
  const digits = String(each).length;
  for (const at of evenFolders(folders)) {
    const there = path.join(folder, at);
    mkdirSync(there, { recursive: true });
    for (let n = 1; n <= each; n += 1)
      writeFileSync(path.join(there, `Datei ${String(n).padStart(digits, '0')}.txt`), 'Musterfirma GmbH\n');
  }
}
