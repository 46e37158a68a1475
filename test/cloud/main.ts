/** `npm run cloud`: starts the stand-in cloud, prints one line of JSON once it serves, ends with a signal. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { startCloud } from './cloud.ts';
import { faultPlan } from './fault-plan.ts';
import { HELP, readOptions, UsageError } from './options.ts';
import { fillCloud } from './sampled-cloud.ts';

function readPlan(file: string) {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`The fault plan ${file} cannot be read.`);
  }
  try {
    return faultPlan.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new UsageError(`The fault plan ${file} is not understood:\n${why}`);
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(HELP);
    return;
  }
  const { faultsFile, sample, ...rest } = options;
  const cloud = await startCloud({ ...rest, ...(faultsFile === undefined ? {} : { faults: readPlan(faultsFile) }) });
  if (sample) fillCloud(cloud);
  const { url, ca, people, teamShares } = cloud;
  process.stdout.write(`${JSON.stringify({ url, ca, people, teamShares })}\n`);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void cloud.close().then(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
  const wrongUse = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The stand-in cloud did not start: ${message}\n${wrongUse ? 'See --help.\n' : ''}`);
  process.exitCode = wrongUse ? 2 : 1;
});
