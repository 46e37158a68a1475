/** The laws, checked when everybody has come to rest. */

import { pathOfRef } from '../../main/engine/handlers/held.ts';
import { ignoreRule } from '../../main/plan/ignore.ts';
import { SYNCED_TOP } from '../../main/plan/types.ts';
import { nameOf } from './sim-actors.ts';
import type { SimClient } from './sim-client.ts';
import type { SimCloud } from './sim-cloud.ts';
import { type Ledger, textOf } from './sim-ledger.ts';
import { NAMES } from './sim-steps.ts';

export interface World {
  readonly cloud: SimCloud;
  readonly clients: readonly SimClient[];
  readonly ledger: Ledger;
  /** Where nobody acted in the middle of a cycle, what no user gave up has to be live; else a trash or a revision will do. */
  readonly raced: boolean;
  /** Whether names that cannot exist on a disk have other ones there. */
  readonly aliases: boolean;
  /** What everybody did, line by line. */
  readonly story: readonly string[];
}

/** Path to content; folders have none. */
type Picture = Map<string, string | undefined>;

const isIgnored = (path: string, kind: 'file' | 'folder'): boolean =>
  path
    .split('/')
    .some((name, index, all) => ignoreRule(name, index < all.length - 1 ? 'folder' : kind, []) !== undefined);

function pictureOfCloud(cloud: SimCloud): Picture {
  const picture: Picture = new Map();
  for (const [path, node] of cloud.tree())
    if (!isIgnored(path, node.kind)) picture.set(path, node.kind === 'file' ? textOf(cloud.content(node)) : undefined);
  return picture;
}

function pictureOf(client: SimClient, aliases: boolean): Picture {
  const picture: Picture = new Map();
  client.volume.each((inode, path) => {
    if (path === '.leitzcloud' || path.startsWith('.leitzcloud/') || isIgnored(path, inode.kind)) return;
    const shown = aliases ? trueNames(client, path) : path;
    picture.set(shown, inode.kind === 'file' ? textOf(inode.bytes) : undefined);
  });
  return picture;
}

/** The path in the cloud's names, as far as both sides agree on what is there. */
function trueNames({ link: { journal } }: SimClient, path: string): string {
  const names = path.split('/');
  return names
    .map((name, index) => {
      const here = journal.localAt(names.slice(0, index + 1).join('/'));
      return (here === undefined ? undefined : journal.syncedOfLocal(here.id)?.name) ?? name;
    })
    .join('/');
}

/** Who does such a thing to what bears an alias makes something else of that name, or gives it to something else. */
const GIVES_NAMES =
  /^ *(?:meanwhile )?PC\d+ (?:replaces|rotates|swaps|copies|renames|saves|deletes file|deletes folder)/u;

/** A name that was given as an alias, and that no person gave to anything, must not be in the cloud. */
function leaked({ clients, cloud, story }: World): string[] {
  const given = new Set(clients.flatMap(({ link }) => link.journal.aliasNames().map(({ localName }) => localName)));
  const deeds = story.filter((line) => GIVES_NAMES.test(line));
  const isTheirs = (name: string): boolean => EVERY_NAME.has(name) || deeds.some((line) => line.includes(name));
  const names = [...cloud.tree().keys()].filter((path) => given.has(nameOf(path)) && !isTheirs(nameOf(path)));
  return names.map((path) => `an alias in the cloud: ${path}`);
}

const EVERY_NAME: ReadonlySet<string> = new Set(NAMES.tricky);

/** Paths on which the client itself says that something is held. */
function heldPaths(client: SimClient): string[] {
  const { link } = client;
  return link.journal.held(10_000).flatMap(({ ref, detail }) => {
    const path = pathOfRef(link, ref);
    const synced = ref.tree === 'synced' ? link.journal.synced(ref.id) : undefined;
    const there = synced?.cloud === undefined ? [] : [link.journal.cloudPath(synced.cloud)];
    return [path, trueNames(client, path), ...there, ...(detail === undefined ? [] : [detail])];
  });
}

function isExplained(path: string, held: readonly string[]): boolean {
  const folded = path.toLowerCase().normalize('NFC');
  return held.some((one) => {
    const other = one.toLowerCase().normalize('NFC');
    return folded === other || folded.startsWith(`${other}/`) || other.startsWith(`${folded}/`);
  });
}

/** Two namesakes that differ in case and met as equals keep their spelling on each side. */
function hasAliases({ link: { journal } }: SimClient): boolean {
  const folders = [SYNCED_TOP];
  for (const folder of folders)
    for (const node of journal.syncedChildren(folder)) {
      if (node.localName !== node.name) return true;
      if (node.kind === 'folder') folders.push(node.id);
    }
  return false;
}

function differences(client: SimClient, here: Picture, there: Picture, exact: boolean): string[] {
  const held = heldPaths(client);
  const folds = !exact && client.volume.folding.normalForm;
  const aliases = !exact && hasAliases(client);
  const same = (path: string): string => {
    const formed = folds ? path.normalize('NFC') : path;
    return aliases ? formed.toLowerCase() : formed;
  };
  const fold = (picture: Picture): Picture =>
    folds || aliases ? new Map([...picture].map(([path, content]) => [same(path), content])) : picture;
  const [mine, theirs] = [fold(here), fold(there)];
  const found: string[] = [];
  for (const path of new Set([...mine.keys(), ...theirs.keys()])) {
    const agrees = mine.has(path) && theirs.has(path) && mine.get(path) === theirs.get(path);
    if (agrees || isExplained(path, held)) continue;
    const say = (picture: Picture): string => (picture.has(path) ? (picture.get(path) ?? 'a folder') : 'nothing');
    found.push(`law 2: ${client.name} and the cloud differ at ${path}: ${say(mine)} here, ${say(theirs)} there`);
  }
  if (found.length > 0 && held.length > 0) found.push(`  (held by ${client.name}: ${held.join(' | ')})`);
  return found;
}

function live(world: World): Set<string> {
  const texts = new Set<string>();
  for (const node of world.cloud.tree().values())
    if (node.kind === 'file') texts.add(textOf(world.cloud.content(node)));
  if (world.raced)
    for (const { revisions } of world.cloud.files.values()) for (const { bytes } of revisions) texts.add(textOf(bytes));
  for (const client of world.clients)
    client.volume.each((inode, path) => {
      if (inode.kind === 'file' && (world.raced || !path.startsWith('.leitzcloud/'))) texts.add(textOf(inode.bytes));
    });
  return texts;
}

/** A folder that is empty is asked for in full each time, which costs no more than asking with its hash. */
function asksForEmpty(cloud: SimCloud, request: string): boolean {
  const listing = /^GET \/api\/2\/files\/7(?:\/folder\/(\d+))?\?include_children=true[a-z_=&]*$/u.exec(request);
  return listing !== null && cloud.children(Number(listing[1] ?? 0)).length === 0;
}

/** Asks once more for everything; only conditional questions may be sent, and nothing be done. */
async function silence(client: SimClient, cloud: SimCloud): Promise<string[]> {
  client.counts.others.length = 0;
  const ended = await client.cycle({ local: 'all', cloud: 'all' });
  const spoken = client.counts.others.filter((request) => !asksForEmpty(cloud, request));
  if (ended === 0 && spoken.length === 0) return [];
  return [`law 2: ${client.name} is not silent at rest: ${String(ended)} actions, ${spoken.slice(0, 5).join(', ')}`];
}

export async function checkLaws(world: World): Promise<string[]> {
  const broken: string[] = [];
  const there = pictureOfCloud(world.cloud);
  for (const client of world.clients)
    broken.push(...differences(client, pictureOf(client, world.aliases), there, world.aliases));
  if (world.aliases) broken.push(...leaked(world));
  for (const { text, origin } of world.ledger.lost(live(world)))
    broken.push(`law 1: nobody gave up ${text} (${origin}), and it is live nowhere`);
  for (const path of there.keys())
    if (nameOf(path).toLowerCase().split('(conflict ').length > 2)
      broken.push(`a conflict copy of a conflict copy: ${path}`);
  for (const client of world.clients) broken.push(...(await silence(client, world.cloud)));
  return broken;
}
