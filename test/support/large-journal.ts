/** A journal that tells of a large tree in which everything is in sync, and of much that was done. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { openJournal } from '../../main/journal/journal.ts';
import { CLOUD_TOP, LOCAL_TOP, SYNCED_TOP } from '../../main/plan/types.ts';
import type { Journal } from '../../main/records.ts';

interface Wanted {
  readonly files: number;
  readonly activity: number;
  readonly open: typeof openJournal;
}

interface Ids {
  readonly local: number;
  readonly cloud: number;
  readonly synced: number;
}

const TOP: Ids = { local: LOCAL_TOP, cloud: CLOUD_TOP, synced: SYNCED_TOP };
const HASH = new Uint8Array(32);
/** One folder that is large by itself. */
const FLAT = 10_000;
const PER_FOLDER = 100;
const FOLDERS_PER_FOLDER = 30;

class Filler {
  readonly #journal: Journal;
  #id = 10;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  add(parent: Ids, name: string, kind: 'file' | 'folder'): Ids {
    this.#id += 1;
    const size = kind === 'file' ? 1000 + (this.#id % 9000) : 0;
    const modifiedMs = 1_700_000_000_000 + this.#id * 1000;
    // Keys of folders are odd, those of files even.
    const cloud = this.#id * 2 + (kind === 'folder' ? 1 : 0);
    const local = this.#journal.addLocal({
      parent: parent.local,
      name,
      kind,
      dev: 1,
      ino: this.#id,
      birthMs: modifiedMs,
      size,
      mtimeMs: modifiedMs,
      ctimeMs: modifiedMs,
      hash: kind === 'file' ? HASH : undefined,
      skip: undefined,
      unreadable: false,
    });
    this.#journal.putCloud({
      key: cloud,
      parent: parent.cloud,
      name,
      kind,
      revision: 1,
      size,
      modifiedMs,
      locked: false,
    });
    const synced = this.#journal.bind({
      parent: parent.synced,
      kind,
      name,
      localName: name,
      local,
      cloud,
      revision: 1,
      size,
      hash: kind === 'file' ? HASH : undefined,
      proof: 'bytes',
    });
    return { local, cloud, synced };
  }
}

/** Fills the one journal of a home; the engine must not be open. */
export async function fillJournal(home: string, { files, activity, open }: Wanted): Promise<void> {
  const folder = path.join(home, 'journals');
  const file = readdirSync(folder).find((name) => name.endsWith('.db'));
  if (file === undefined) throw new Error(`${folder} has no journal`);
  const same = (name: string): string => name.toLowerCase();
  const { journal } = open({
    file: path.join(folder, file),
    foldLocal: (name) => name,
    foldCloud: same,
    now: Date.now,
  });
  const filler = new Filler(journal);
  journal.tx(() => {
    let left = files;
    const flat = filler.add(TOP, 'Viele', 'folder');
    for (let number = 1; number <= Math.min(FLAT, files / 2); number += 1, left -= 1)
      filler.add(flat, `Datei ${number}.txt`, 'file');
    for (let outer = 1; left > 0; outer += 1) {
      const above = filler.add(TOP, `Ordner ${outer}`, 'folder');
      for (let inner = 1; inner <= FOLDERS_PER_FOLDER && left > 0; inner += 1) {
        const into = filler.add(above, `Unterordner ${inner}`, 'folder');
        for (let number = 1; number <= PER_FOLDER && left > 0; number += 1, left -= 1)
          filler.add(into, `Datei ${number}.txt`, 'file');
      }
    }
    for (let number = 1; number <= activity; number += 1)
      journal.record({
        atMs: Date.now() - (activity - number) * 7_000,
        kind: number % 5 === 0 ? 'upload-edit' : number % 7 === 0 ? 'move-local' : 'download-new',
        path: `Ordner ${(number % 30) + 1}/Unterordner ${(number % 25) + 1}/Datei ${(number % 100) + 1}.txt`,
        to: undefined,
        bytes: 1000 + (number % 9000),
        why: number % 5 === 0 ? 'edited-here' : 'new-in-cloud',
        detail: undefined,
      });
    journal.setFact('last-synced', String(Date.now()));
  });
  journal.close();
}
