import { expect, it } from 'vitest';
import { Recorder } from '../../../../main/execute/recorder.ts';
import type { Journal } from '../../../../main/records.ts';
import type { LocalSide } from '../../../../main/sides.ts';

/** A journal and a disk that write down in which order they were used. */
function witnesses(): { readonly story: string[]; readonly recorder: Recorder } {
  const story: string[] = [];
  const journal = {
    tx: <T>(work: () => T): T => {
      story.push('begin');
      const result = work();
      story.push('commit');
      return result;
    },
  };
  const local = {
    sync: async (folders: readonly string[]) => void story.push(`sync ${folders.join(',')}`),
  };
  // Only these two methods are used by the recorder.
  return { story, recorder: new Recorder(journal as unknown as Journal, local as unknown as LocalSide) };
}

it('the names are durable before the journal tells of them, and one group shares both', async () => {
  const { story, recorder } = witnesses();
  await Promise.all(['a', 'b', 'a'].map((folder) => recorder.record([folder], () => story.push(`write ${folder}`))));
  expect(story).toEqual(['sync a,b', 'begin', 'write a', 'write b', 'write a', 'commit']);
});

it('a result that cannot be recorded fails alone', async () => {
  const { story, recorder } = witnesses();
  const results = await Promise.allSettled([
    recorder.record([], () => story.push('good')),
    recorder.record([], () => {
      throw new Error('bad');
    }),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

it('what nobody waits for joins the next group, and is written when the recorder has settled', async () => {
  const { story, recorder } = witnesses();
  recorder.later(() => story.push('news'));
  expect(story).toEqual([]);
  await recorder.record(['a'], () => story.push('write a'));
  recorder.later(() => story.push('more news'));
  await recorder.settled();
  expect(story).toEqual(['sync a', 'begin', 'news', 'write a', 'commit', 'begin', 'more news', 'commit']);
});

it('what could not be written later is told once', async () => {
  const { recorder } = witnesses();
  recorder.later(() => {
    throw new Error('bad');
  });
  await expect(recorder.settled()).rejects.toThrow('bad');
  await expect(recorder.settled()).resolves.toBeUndefined();
});
