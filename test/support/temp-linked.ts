/** A real folder that is linked: with its marker, its local side, and the world changed between any two disk calls. */
import type { LocalDisk } from '../../main/local/disk-extras.ts';
import { expectedOf } from '../../main/local/expected.ts';
import { createLocalSide } from '../../main/local/local-side.ts';
import { type Marker, writeMarker } from '../../main/local/marker.ts';
import { createRealClock } from '../../main/real/clock.ts';
import { createRealDisk } from '../../main/real/disk.ts';
import type { Expected, LocalSide, Staged } from '../../main/sides.ts';
import { handsOn, temporaryFolder } from './temp-folder.ts';

export const MARKER: Marker = {
  version: 1,
  linkId: 'link-1',
  rootId: 7,
  installation: 'this-computer',
  volume: '',
  createdAt: 1_700_000_000_000,
};

type Methods = { [K in keyof LocalDisk]?: LocalDisk[K] };

/** A linked folder on the real disk; `override` puts other methods in the place of some of the disk's. */
export async function linkedFolder(override: (real: Required<LocalDisk>) => Methods = () => ({})) {
  const folder = temporaryFolder();
  const real = createRealDisk();
  await writeMarker(real, folder, { ...MARKER, volume: (await real.volume(folder)).id });
  const disk: LocalDisk = { ...real, ...override(real) };
  return { folder, real, side: createLocalSide({ disk, clock: createRealClock(), folder }), user: handsOn(folder) };
}

/** What a decision about the path would be based on right now. */
export async function seen(side: LocalSide, path: string): Promise<Expected> {
  const stat = await side.stat(path);
  const expected = stat && expectedOf(stat);
  if (expected === undefined) throw new Error(`there is no file or folder ${path}`);
  return expected;
}

/** The bytes as they come from the cloud, in pieces of the given size. */
export async function* arriving(content: string, piece = 3): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(content);
  for (let at = 0; at < bytes.byteLength; at += piece) yield bytes.subarray(at, at + piece);
}

export const CLOUD_TIME = 1_600_000_000_000;

/** Stages the content under a temporary name. */
export function staged(side: LocalSide, content: string, name = 'incoming'): Promise<Staged> {
  const size = new TextEncoder().encode(content).byteLength;
  return side.stage(name, arriving(content), { size, mtimeMs: CLOUD_TIME });
}
