import { expect, it } from 'vitest';
import { until } from '../support/temp-folder.ts';
import { desk } from './everyday-support.ts';

const HOUR = 60 * 60_000;
const MIB = 1024 * 1024;

it('keeps to what the administrator set for the organization and for this computer; the lowest wins', async () => {
  const one = await desk({ layDown: { organization: { bandwidth_throttle: 100, throttled: true } } });
  expect(await one.ask('bandwidth', {})).toMatchObject({
    up: { bytesPerSecond: 100 * 1024, by: 'organization' },
    down: { bytesPerSecond: 100 * 1024, by: 'organization' },
  });
  for (const name of ['a', 'b', 'c']) one.user.write(`${name}.bin`, name.repeat(MIB / 2));
  const before = one.waited();
  await one.sync();
  expect(one.waited() - before).toBeGreaterThan(8_000);

  one.cloud.layDown({ machines: { bandwidth_throttle: 50, throttled: true } });
  one.clock.ahead(HOUR);
  await one.sync();
  expect(await one.ask('bandwidth', {})).toMatchObject({ down: { bytesPerSecond: 50 * 1024, by: 'machine' } });
  for (const name of ['d', 'e', 'f']) one.web.write(`/${name}.bin`, name.repeat(MIB / 2));
  const then = one.waited();
  await one.sync();
  expect(one.waited() - then).toBeGreaterThan(17_000);

  await one.ask('changeSetting', { key: 'bandwidth.down', value: 20 });
  expect(await one.ask('bandwidth', {})).toMatchObject({ down: { bytesPerSecond: 20 * 1024, by: 'setting' } });
  await one.ask('changeSetting', { key: 'bandwidth.schedule', value: 'Mon-Sun 00:00-24:00 down=10' });
  expect(await one.ask('bandwidth', {})).toMatchObject({ down: { bytesPerSecond: 10 * 1024, by: 'schedule' } });
});

it('knows the exception of a computer, and does without one that it does not understand', async () => {
  const throttle = { bandwidth_throttle: 50, throttled: true };
  const always = { throttle_exception_dow: '0,1,2,3,4,5,6', throttle_exception_start: '00:00' };
  const exception = { ...always, throttle_exception_end: '24:00', throttle_exception_throttle: 200 };
  const one = await desk({ layDown: { machines: { ...throttle, ...exception } } });
  expect(await one.ask('bandwidth', {})).toMatchObject({ up: { bytesPerSecond: 200 * 1024, by: 'machine' } });
  one.cloud.layDown({ machines: { ...throttle, ...exception, throttle_exception_dow: 'every other friday' } });
  one.clock.ahead(HOUR);
  await one.sync();
  expect(await one.ask('bandwidth', {})).toMatchObject({ up: { bytesPerSecond: 50 * 1024 } });
  one.cloud.layDown({ machines: { ...throttle, throttled: false } });
  one.clock.ahead(HOUR);
  await one.sync();
  expect(await one.ask('bandwidth', {})).toMatchObject({ up: { bytesPerSecond: null, by: null } });
});

it('asks for the rules once an hour, keeps them over a start, and does without a cloud that has none', async () => {
  const one = await desk({ layDown: { organization: { bandwidth_throttle: 100, throttled: true } } });
  one.cloud.resetRequests();
  await one.sync();
  await one.restart();
  await one.sync();
  const asked = Object.keys(one.cloud.requests()).filter((what) => /organization|machine/u.test(what));
  expect(asked).toEqual([]);
  expect(await one.ask('bandwidth', {})).toMatchObject({ up: { by: 'organization' } });
  const without = await desk({ without: /\/api\/2\/(organization|machine)/u });
  without.user.write('a.txt', 'a');
  expect(await without.sync()).toMatchObject({ uploaded: 1, failed: 0 });
  expect(await without.ask('bandwidth', {})).toMatchObject({ up: { bytesPerSecond: null } });
});

it('hears of a change while it watches', async () => {
  const one = await desk();
  await one.sync();
  await one.watch();
  one.cloud.layDown({ organization: { bandwidth_throttle: 70, throttled: true } });
  one.clock.ahead(HOUR);
  one.user.write('wakes it up.txt', 'w');
  await until('the new limit holds', async () => (await one.ask('bandwidth', {})).up.bytesPerSecond === 70 * 1024);
});

it('lets a person decide about conflicts where the administrator wants that for this computer', async () => {
  const one = await desk({ layDown: { machines: { manual_collisions: true } } });
  one.user.write('a.txt', 'a');
  await one.sync();
  one.user.write('a.txt', 'mine');
  one.web.write('/a.txt', 'theirs');
  expect(await one.sync()).toMatchObject({ conflicts: 1 });
  expect(one.user.tree()).toEqual({ 'a.txt': 'mine' });
  expect(await one.ask('conflicts', {})).toMatchObject([{ state: 'open', path: '/a.txt' }]);
  expect(await one.ask('why', { path: one.at('a.txt') })).toMatchObject({ state: 'conflict' });
});

it('rests on a metered network or on battery where one wants that, says why, and goes on by itself', async () => {
  const one = await desk();
  await one.sync();
  await one.watch();
  expect(await one.ask('surroundings', { metered: true, onBattery: true })).toEqual({ resting: false, reason: null });
  await one.ask('changeSetting', { key: 'rest.metered', value: 'on' });
  await one.ask('changeSetting', { key: 'rest.battery', value: 'on' });
  expect(await one.ask('status', {})).toMatchObject({ state: 'paused', reason: 'metered-network' });
  one.user.write('waits.txt', 'w');
  one.web.write('/waits there.txt', 'w');
  await one.ask('plan', {});
  expect(await one.ask('why', { path: one.at('waits.txt') })).toMatchObject({
    state: 'waiting',
    reason: 'metered-network',
    fix: 'fix-metered-network',
  });
  expect(await one.ask('surroundings', { metered: false })).toEqual({ resting: true, reason: 'on-battery' });
  expect(one.web.exists('/waits.txt')).toBe(false);
  await one.ask('surroundings', { onBattery: false });
  await until('both are there', () => one.web.exists('/waits.txt') && 'waits there.txt' in one.user.tree());
  expect((await one.ask('status', {})).state).not.toBe('paused');
});

it('goes on all the same when a person says so, until something around changes', async () => {
  const one = await desk();
  await one.ask('changeSetting', { key: 'rest.metered', value: 'on' });
  await one.watch();
  await one.ask('surroundings', { metered: true });
  one.user.write('a.txt', 'a');
  expect(await one.ask('resume', {})).toEqual({ wasPaused: true });
  await until('it is there', () => one.web.exists('/a.txt'));
  await one.ask('surroundings', { metered: true });
  expect((await one.ask('status', {})).state).not.toBe('paused');
  await one.ask('surroundings', { metered: false });
  await one.ask('surroundings', { metered: true });
  expect(await one.ask('status', {})).toMatchObject({ state: 'paused', reason: 'metered-network' });
  await one.ask('pause', {});
  await one.ask('surroundings', { metered: false });
  expect((await one.ask('status', {})).state).toBe('paused');
});

it('does not let big files keep small ones waiting, also where the way is narrow', async () => {
  const one = await desk();
  await one.ask('changeSetting', { key: 'bandwidth.up', value: 2_000 });
  for (const name of ['one', 'two', 'three']) one.user.write(`${name}.iso`, name.repeat(12 * MIB).slice(0, 40 * MIB));
  await one.sync();
  for (const name of ['one', 'two', 'three'])
    one.user.write(`${name}.iso`, `again ${name}`.repeat(8 * MIB).slice(0, 40 * MIB));
  await one.watch();
  await until('a big one is on its way', async () => (await one.ask('transfers', {})).length > 0);
  one.user.write('small.txt', 's');
  await until('the small one is there', () => one.web.exists('/small.txt'));
  const big = await one.ask('transfers', {});
  expect(big.length).toBeGreaterThan(0);
  expect(await one.ask('why', { path: one.at(big[0]?.path.slice(1) ?? '') })).toMatchObject({
    state: 'uploading',
    reason: 'on-its-way-slowly',
    detail: '2000 KiB/s, setting',
  });
});

it('does less at a time while the cloud complains, and more again afterwards', async () => {
  const one = await desk();
  await one.sync();
  for (let n = 0; n < 200; n += 1) one.user.write(`file ${n}.txt`, `content ${n}`);
  one.cloud.setFaults({
    rules: [{ match: { endpoint: 'uploadToRoot' }, nth: [20, 21, 22], fault: { kind: 'status', status: 429 } }],
  });
  await one.sync().catch(() => undefined);
  const lane = (await one.ask('bandwidth', {})).lanes.find(({ lane: name }) => name === 'small');
  expect(lane?.allowed).toBeLessThan(12);
  one.cloud.setFaults({});
  await one.sync();
  expect(one.web.exists('/file 199.txt')).toBe(true);
  expect((await one.ask('bandwidth', {})).lanes.find(({ lane: name }) => name === 'small')?.allowed).toBe(12);
});
