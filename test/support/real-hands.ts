/** The hands of people on both sides, with the same verbs. Paths are relative to the root, such as `Projekte/Plan.txt`. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { WebUser } from '../cloud/web-user.ts';
import { digest, type Ledger } from './real-ledger.ts';

/** Digest of each file by path; folders are the word `folder`. */
export type Shown = Readonly<Record<string, string>>;

export interface Hands {
  write(path: string, content: string | Uint8Array): void;
  read(path: string): string;
  exists(path: string): boolean;
  mkdir(path: string): void;
  /** Also moves to another folder, which must be there. */
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Everything live, by path. */
  tree(): Shown;
  /** Digests of all bytes this side still has, wherever they lie. */
  everything(): ReadonlySet<string>;
}

export type HereHands = Hands;
export interface CloudHands extends Hands {
  readonly user: WebUser;
}

const sorted = (entries: Iterable<[string, string]>): Shown =>
  Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));

/** A file that vanishes while one looks is no mistake of a test: the client works meanwhile. */
function digestOf(file: string): string | undefined {
  try {
    return digest(readFileSync(file));
  } catch {
    return undefined;
  }
}

function filesBelow(folder: string): { readonly path: string; readonly folder: boolean }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => ({
    path: relative(folder, join(entry.parentPath, entry.name)),
    folder: entry.isDirectory(),
  }));
}

/** On a real folder of this disk. */
export function hereHands(folder: string, ledger: Ledger): HereHands {
  const at = (path: string): string => join(folder, path);
  const forget = (path: string): void => {
    const below = filesBelow(at(path)).filter((entry) => !entry.folder);
    for (const { path: each } of below) ledger.deleted(digestOf(join(at(path), each)) ?? '');
  };
  return {
    write(path, content) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), content);
      ledger.wrote('here', path, content);
    },
    read: (path) => readFileSync(at(path), 'utf8'),
    exists: (path) => filesBelow(folder).some((entry) => entry.path === path),
    mkdir: (path) => void mkdirSync(at(path), { recursive: true }),
    rename(from, to) {
      renameSync(at(from), at(to));
      ledger.moved('here', from, to);
    },
    remove(path) {
      const single = digestOf(at(path));
      if (single === undefined) forget(path);
      else ledger.deleted(single);
      rmSync(at(path), { recursive: true });
    },
    tree() {
      const found = filesBelow(folder).filter(({ path }) => path !== '.leitzcloud' && !path.startsWith('.leitzcloud/'));
      return sorted(found.map((entry) => [entry.path, entry.folder ? 'folder' : (digestOf(at(entry.path)) ?? 'gone')]));
    },
    everything: () => new Set(filesBelow(folder).map(({ path }) => digestOf(at(path)) ?? '')),
  };
}

/** At the cloud's web page. */
export function cloudHands(user: WebUser, ledger: Ledger): CloudHands {
  return {
    user,
    write(path, content) {
      user.write(`/${path}`, content);
      ledger.wrote('web', path, content);
    },
    read: (path) => user.read(`/${path}`).toString(),
    exists: (path) => user.exists(`/${path}`),
    mkdir: (path) => void user.mkdir(`/${path}`),
    rename(from, to) {
      const [oldFolder, newFolder] = [dirname(`/${from}`), dirname(`/${to}`)];
      const name = from.slice(from.lastIndexOf('/') + 1);
      const newName = to.slice(to.lastIndexOf('/') + 1);
      if (name !== newName) user.rename(`/${from}`, newName);
      if (oldFolder !== newFolder) user.move(`${oldFolder === '/' ? '' : oldFolder}/${newName}`, newFolder);
      ledger.moved('web', from, to);
    },
    remove: (path) => user.remove(`/${path}`),
    tree() {
      const entries = [...user.tree()].map(([path, entry]): [string, string] => [
        path.slice(1),
        entry.kind === 'folder' ? 'folder' : entry.sha256,
      ]);
      return sorted(entries);
    },
    everything: () => new Set(user.keptDigests()),
  };
}
