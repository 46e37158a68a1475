/**
 * A worker thread that does errands on linked folders: asked with lists of `ErrandRequest`, answers with lists of
 * `ErrandReply`. Waking the other thread costs more than most errands, so what ends together is told together.
 */
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

let ended: ErrandReply[] = [];
let transfer: ArrayBuffer[] = [];

function tell(): void {
  const [replies, handed] = [ended, transfer];
  ended = [];
  transfer = [];
  port?.postMessage(replies, handed);
}

function answer(reply: ErrandReply, handed: readonly ArrayBuffer[] = []): void {
  if (ended.length === 0) setImmediate(tell);
  ended.push(reply);
  transfer.push(...handed);
}

port?.on('message', (requests: readonly ErrandRequest[]) => {
  for (const { id, folder, errand } of requests)
    doErrand(sideOf(folder), errand).then(
      (fruit) => answer({ id, fruit }, handedOver(fruit)),
      (thrown: unknown) => answer({ id, error: carried(thrown) }),
    );
});
