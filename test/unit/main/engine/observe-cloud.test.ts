import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { observeCloud } from '../../../../main/engine/observe-cloud.ts';
import { openJournal } from '../../../../main/journal/journal.ts';
import type { CloudFolder, CloudSide } from '../../../../main/sides.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

function emptyJournal() {
  const { journal } = openJournal({
    file: path.join(temporaryFolder(), 'journal.db'),
    foldLocal: (name) => name,
    foldCloud: (name) => name.toLowerCase(),
    now: () => 0,
  });
  onTestFinished(() => journal.close());
  return journal;
}

/** A cloud that makes up folders in every folder it is asked for. */
function widening(inEach: number): Pick<CloudSide, 'list'> {
  let made = 0;
  return {
    list: async (folder) => {
      const children = Array.from({ length: inEach }, (): CloudFolder => {
        made += 1;
        return {
          kind: 'folder',
          id: made,
          name: `f${made}`,
          path: `/f${made}`,
          deleted: false,
          locked: false,
          hash: `h${made}`,
        } as CloudFolder;
      });
      return { modified: true, hash: `of ${folder}`, children } as Awaited<ReturnType<CloudSide['list']>>;
    },
  };
}

it('folders that are made up without end are given up, though none of them is deep', async () => {
  const journal = emptyJournal();
  // What the cloud is asked for here is only its listings.
  const cloud = widening(40) as CloudSide;
  await expect(observeCloud(cloud, journal, 'all', 2_000)).rejects.toMatchObject({
    code: 'not-an-api-answer',
    detail: 'more than 2000 new files and folders at once',
  });
  const rows = journal.cloudFolders(0, 10_000).length;
  expect(rows).toBeGreaterThan(1_900);
  expect(rows).toBeLessThan(3_000);
});
