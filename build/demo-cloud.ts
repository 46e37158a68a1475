/** `npm run demo:cloud`: changes something in the cloud of a running demo, as somebody at another computer would. */
import { readFacts } from './demo/places.ts';
import { type Found, Web } from './demo/web.ts';

const HELP = `npm run demo:cloud -- VERB ...      (while \`npm run demo\` runs)

  list [FOLDER]          what lies in a folder of the cloud
  write PATH TEXT        write a text file; makes the folders that are missing
  delete PATH            delete a file or a folder
  rename PATH NAME       give a file or a folder another name
`;

const namesOf = (path: string): string[] => path.split('/').filter((name) => name !== '');

async function find(web: Web, path: string): Promise<Found> {
  let found: Found = { kind: 'folder', id: 0, name: '' };
  for (const name of namesOf(path)) {
    const next = (await web.list(found.id)).find((child) => child.name === name);
    if (next === undefined)
      throw new Error(`The cloud has no "${name}" in /${found.name}; \`list\` shows what it has.`);
    found = next;
  }
  return found;
}

async function write(web: Web, path: string, text: string): Promise<void> {
  const names = namesOf(path);
  const name = names.pop();
  if (name === undefined) throw new Error('A file needs a name.');
  let parent = 0;
  for (const folder of names) {
    const known = (await web.list(parent)).find((child) => child.kind === 'folder' && child.name === folder);
    parent = known?.id ?? (await web.makeFolder(parent, folder));
  }
  await web.write(parent, name, `${text}\n`);
}

async function run(words: readonly string[]): Promise<string> {
  const [verb, first, second] = words;
  const facts = readFacts();
  if (facts === undefined) throw new Error('No demo has run yet: start one with `npm run demo`.');
  const web = new Web(facts);
  try {
    await web.signIn().catch((thrown: unknown) => {
      throw new Error("The demo's cloud does not answer: start it with `npm run demo`.", { cause: thrown });
    });
    if (verb === 'list') {
      const children = await web.list((await find(web, first ?? '')).id);
      return children.map((child) => `${child.name}${child.kind === 'folder' ? '/' : ''}`).join('\n');
    }
    if (verb === 'write' && first !== undefined && second !== undefined) {
      await write(web, first, second);
      return `Written in the cloud: ${first}`;
    }
    if (verb === 'delete' && first !== undefined && namesOf(first).length > 0) {
      await web.delete(await find(web, first));
      return `Deleted in the cloud: ${first}`;
    }
    if (verb === 'rename' && first !== undefined && second !== undefined && namesOf(first).length > 0) {
      await web.rename(await find(web, first), second);
      return `Renamed in the cloud: ${first} -> ${second}`;
    }
    throw new Error(HELP);
  } finally {
    await web.close();
  }
}

const words = process.argv.slice(2);
try {
  process.stdout.write(words.includes('--help') || words.length === 0 ? HELP : `${await run(words)}\n`);
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  process.exitCode = 1;
}
