import { afterAll, beforeAll, expect, it } from 'vitest';
import { longestName } from '../../cloud/sample.ts';
import { fillCloud } from '../../cloud/sampled-cloud.ts';
import { startTestCloud, type TestCloud } from '../../cloud/test-cloud.ts';

let first: TestCloud;
let second: TestCloud;
beforeAll(async () => {
  [first, second] = await Promise.all([startTestCloud(), startTestCloud()]);
  for (const { cloud } of [first, second]) fillCloud(cloud);
});
afterAll(() => Promise.all([first.end(), second.end()]));

const treeOf = (test: TestCloud) => test.cloud.as(test.person(0).email).tree();
const contents = (test: TestCloud) =>
  [...treeOf(test)].map(([path, entry]) => (entry.kind === 'file' ? [path, entry.sha256, entry.modified] : [path]));

it('has about 120 files, with the names that break things', () => {
  const paths = [...treeOf(first).keys()];
  const files = [...treeOf(first).values()].filter((entry) => entry.kind === 'file');
  expect(files.length).toBeGreaterThan(110);
  expect(files.length).toBeLessThan(140);
  expect(Buffer.byteLength(longestName())).toBe(255);
  expect(paths.some((path) => path.endsWith(`/${longestName()}`))).toBe(true);
  expect(paths.some((path) => path !== path.normalize('NFC'))).toBe(true);
  expect(Math.max(...paths.map((path) => path.split('/').length))).toBeGreaterThan(10);
  expect(files.some((file) => file.kind === 'file' && file.size === 0)).toBe(true);
});

it('is the same every time', () => {
  expect(contents(first)).toEqual(contents(second));
});

it('is put in once: what is there already stays as it is', () => {
  const before = contents(first);
  fillCloud(first.cloud);
  expect(contents(first)).toEqual(before);
});
