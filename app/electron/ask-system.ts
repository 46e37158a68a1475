/** Asks a program of the system a short question. */
import { execFile } from 'node:child_process';
import { meteredAnswer, meteredQuestion } from './metered.ts';

/** A program that does not answer is let go of, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Whether the way to the internet costs by volume; undefined where the system does not say. */
export function askMetered(platform: string): Promise<boolean | undefined> {
  const question = meteredQuestion(platform);
  if (question === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const options = { timeout: PATIENCE_MS, windowsHide: true };
    execFile(question.program, [...question.words], options, (error, output) =>
      resolve(error === null ? meteredAnswer(platform, output) : undefined),
    );
  });
}
