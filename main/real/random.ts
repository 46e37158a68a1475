/** Real chance: jitter from the fast source, names from the unguessable one. */
import { randomInt } from 'node:crypto';
import type { Random } from '../world.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

export function createRealRandom(): Random {
  return {
    fraction: () => Math.random(),
    token: (length) => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)] ?? '').join(''),
  };
}
