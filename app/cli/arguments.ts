/** Reads the words of a command line. A word that does not fit ends in exit status 2, with what was expected. */
import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { cloudPlace } from '../../shared/contract/primitives.ts';

export function rootIdArgument(word: string): number {
  if (!/^\d{1,15}$/u.test(word)) throw new InvalidArgumentError('A root has a number; `leitz-cloud roots` lists them.');
  return Number(word);
}

function numberIn(word: string, min: number, max: number, whole: boolean): number {
  const value = Number(word);
  if (
    word.trim() === '' ||
    !Number.isFinite(value) ||
    value < min ||
    value > max ||
    (whole && !Number.isInteger(value))
  )
    throw new InvalidArgumentError(`It has to be a ${whole ? 'whole ' : ''}number from ${min} to ${max}.`);
  return value;
}

export const wholeNumber = (min: number, max: number) => (word: string) => numberIn(word, min, max, true);
export const minutesArgument = (word: string): number => numberIn(word, 0.01, 525_600, false);

/** A PATH of the command line, from the folder that the caller is in; `ROOT_ID:/...` stays as it is. */
export function placeArgument(word: string, cwd: string): string {
  return cloudPlace(word) === undefined ? path.resolve(cwd, word) : word;
}

export const ACCOUNT_OPTION = ['--account <which>', 'the user or the server of it, where there are several'] as const;

/** Collects a repeatable option. */
export const collected = (word: string, before: readonly string[] | undefined): string[] => [...(before ?? []), word];
