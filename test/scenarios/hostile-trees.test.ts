/** A cloud whose folders are deeper than any disk, never end, or lie inside each other. */
import { expect, test } from 'vitest';
import { DEPTH_LIMIT } from '../../main/remote/objects.ts';
import { besieged, file, folder, listed, listing, type Script, tree, UNTOUCHED } from './hostile-support.ts';

/** Folder `n` lies in folder `n - 1`; each also holds a file. */
const deep =
  (levels: number): Script =>
  (asked) => {
    const at = (level: number): string => '/d'.repeat(level);
    const id = Number(/\/folder\/(\d+)$/u.exec(asked.path)?.[1] ?? 0);
    if (id === 0) return tree(listing([folder(1, '/d')]))(asked);
    const below = id < levels ? [folder(id + 1, at(id + 1))] : [];
    return listed(id, at(id), [...below, file(id, `${at(id)}/f`)]);
  };

test('two hundred folders inside each other come down, with what is in them', async () => {
  const siege = await besieged(deep(200));
  expect(await siege.sync()).toBe('done');
  const files = Object.keys(siege.inside()).filter((name) => name.endsWith('/f'));
  expect(files).toHaveLength(200);
  expect(siege.outside()).toEqual(UNTOUCHED);
});

test('folders without end are given up at the limit', async () => {
  const siege = await besieged(deep(Number.POSITIVE_INFINITY));
  expect(await siege.sync()).toBe('not-an-api-answer');
  expect(siege.asked.length).toBeLessThan(DEPTH_LIMIT * 2);
  const status = await siege.call('status', {});
  expect(JSON.stringify(status)).toContain(`deeper than ${DEPTH_LIMIT} folders`);
  expect(siege.outside()).toEqual(UNTOUCHED);
});

test('a folder inside itself is nowhere: it is not made, and nothing hangs', async () => {
  const one = folder(5, '/one');
  const siege = await besieged(
    tree(listing([one]), { 5: listed(5, '/one', [folder(5, '/one/one'), file(9, '/one/x')]) }),
  );
  await siege.sync();
  expect(Object.keys(siege.inside()).length).toBeLessThan(3);
  expect(siege.outside()).toEqual(UNTOUCHED);
});

test('two folders inside each other are nowhere; when the lie ends in a deletion, nothing hangs either', async () => {
  let round = 0;
  const here = (id: number, at: string) => folder(id, at, { hash: `h${id}-${round}` });
  const siege = await besieged((asked) => {
    const asksForItself = /\/folder\/\d+$/u.test(asked.path) && asked.query.get('include_children') !== 'true';
    if (asksForItself) return { status: 410, json: { error: 'gone' } };
    const top = round === 0 ? [here(5, '/one'), file(1, '/good.txt')] : [file(1, '/good.txt')];
    return tree(listing(top, { hash: `top-${round}` }), {
      5: { json: { ...here(5, '/one'), children: [here(6, '/one/two')] } },
      6: { json: { ...here(6, '/two'), children: round === 0 ? [here(5, '/two/one')] : [] } },
    })(asked);
  });
  for (round = 0; round < 3; round += 1) {
    await siege.sync();
    await siege.held();
    await siege.call('plan', {});
    expect(siege.inside()).toHaveProperty(['good.txt'], 'evil');
  }
  expect(siege.outside()).toEqual(UNTOUCHED);
});
