/**
 * The stand-in cloud in a process of its own, with hands for the bench. Prints one line with its address and people, then
 * answers each line of standard input with one of JSON:
 *
 *   fill PATH COUNT     files of one small content in the first person's root
 *   write PATH TEXT     as somebody in the browser would
 *   rename PATH NAME
 *   delete PATH
 *   times FILE          writes which file was changed when, in milliseconds, as JSON
 *   counts              requests so far
 */
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { startCloud } from '../cloud/cloud.ts';

const [data = ''] = process.argv.slice(2);
const cloud = await startCloud({ data });
const [person] = cloud.people;
if (person === undefined) throw new Error('the cloud has nobody in it');
const user = cloud.as(person.email);
const { url, ca, people } = cloud;
process.stdout.write(`${JSON.stringify({ url, ca, people })}\n`);

const total = (): number => Object.values(cloud.requests()).reduce((sum, count) => sum + count, 0);

function perform(line: string): unknown {
  const [verb = '', at = '', ...rest] = line.split('\t');
  if (verb === 'fill') user.fill(at, Number(rest[0]));
  else if (verb === 'write') user.write(at, rest[0] ?? '');
  else if (verb === 'rename') user.rename(at, rest[0] ?? '');
  else if (verb === 'delete') user.remove(at);
  else if (verb === 'times') {
    const times = [...user.tree()].flatMap(([at, entry]) => (entry.kind === 'file' ? [[at, entry.modified]] : []));
    writeFileSync(at, JSON.stringify(times));
  } else if (verb !== 'counts') throw new Error(`unknown: ${line}`);
  return { requests: total() };
}

for await (const line of createInterface({ input: process.stdin })) {
  const begun = performance.now();
  const answer = perform(line);
  process.stdout.write(`${JSON.stringify({ wallMs: Math.round(performance.now() - begun), cpuMs: 0, answer })}\n`);
}
await cloud.close();
process.exit(0);
