/** Where the demo keeps its things, and what it writes down about itself for `npm run demo:cloud`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { ROOT } from '../inputs.ts';

/** A test puts it elsewhere, so that it does not take away the demo that somebody is watching. */
export const DEMO = process.env['LEITZ_CLOUD_DEMO'] ?? path.join(ROOT, '.demo');
export const CLOUD = path.join(DEMO, 'cloud');
export const HOME = path.join(DEMO, 'home');
export const FOLDER = path.join(DEMO, 'Leitz Cloud');
const FACTS = path.join(DEMO, 'demo.json');

const facts = z.object({
  url: z.string(),
  port: z.int(),
  ca: z.string(),
  email: z.string(),
  /** Of the stand-in cloud's made-up person; it opens nothing else. */
  password: z.string(),
  rootId: z.int(),
});
export type DemoFacts = z.infer<typeof facts>;

export function readFacts(): DemoFacts | undefined {
  return existsSync(FACTS) ? facts.safeParse(JSON.parse(readFileSync(FACTS, 'utf8'))).data : undefined;
}

export function writeFacts(value: DemoFacts): void {
  writeFileSync(FACTS, JSON.stringify(value, null, 2));
}
