/** A worker thread that does errands on linked folders: asked with `ErrandRequest`, answers each with an `ErrandReply`. */
import { parentPort } from 'node:worker_threads';
import { type CarriedError, carried, doErrand, type Errand, type Fruits } from '../local/errands.ts';
import { createLocalSide } from '../local/local-side.ts';
import type { LocalSide } from '../sides.ts';
import { createRealClock } from './clock.ts';
import { createRealDisk } from './disk.ts';

export interface ErrandRequest {
  readonly id: number;
  /** The linked folder, absolute. */
  readonly folder: string;
  readonly errand: Errand;
}

export type ErrandReply =
  | { readonly id: number; readonly fruit: Fruits[keyof Fruits] }
  | { readonly id: number; readonly error: CarriedError };

const port = parentPort;
const disk = createRealDisk();
const clock = createRealClock();
const sides = new Map<string, LocalSide>();

function sideOf(folder: string): LocalSide {
  const known = sides.get(folder);
  if (known !== undefined) return known;
  const made = createLocalSide({ disk, clock, folder });
  sides.set(folder, made);
  return made;
}

/** A read file's bytes change hands instead of being copied. */
const handedOver = (fruit: Fruits[keyof Fruits]): ArrayBuffer[] =>
  fruit !== undefined && 'bytes' in fruit && fruit.bytes.buffer instanceof ArrayBuffer ? [fruit.bytes.buffer] : [];

port?.on('message', ({ id, folder, errand }: ErrandRequest) => {
  const answer = (reply: ErrandReply, transfer: ArrayBuffer[] = []): void => port.postMessage(reply, transfer);
  doErrand(sideOf(folder), errand).then(
    (fruit) => answer({ id, fruit }, handedOver(fruit)),
    (thrown: unknown) => answer({ id, error: carried(thrown) }),
  );
});
