import { expect, it } from 'vitest';
import { desk } from './everyday-support.ts';

it('keeps transfers within the limits, in both directions', async () => {
  const { user, web, ask, sync, waited } = await desk();
  await ask('changeSetting', { key: 'bandwidth.up', value: 100 });
  user.write('small.bin', 'x'.repeat(300 * 1024));
  user.write('big.bin', 'y'.repeat(3 * 1024 * 1024));
  const before = waited();
  await sync();
  // 3.3 MiB at 100 KiB a second, of which the last piece is not waited for.
  expect(waited() - before).toBeGreaterThan(20_000);
  await ask('changeSetting', { key: 'bandwidth.up', value: null });
  await ask('changeSetting', { key: 'bandwidth.down', value: 100 });
  web.write('/down.bin', 'z'.repeat(2 * 1024 * 1024));
  const then = waited();
  await sync();
  expect(waited() - then).toBeGreaterThan(15_000);
  expect(user.read('down.bin').length).toBe(2 * 1024 * 1024);
});

it('obeys the schedule, and refuses one that it does not understand', async () => {
  const { user, ask, sync, waited, refusal } = await desk();
  expect(await refusal('changeSetting', { key: 'bandwidth.schedule', value: 'always' })).toBe('wrong-usage');
  await ask('changeSetting', { key: 'bandwidth.schedule', value: 'Mon-Sun 00:00-24:00 up=100' });
  for (const name of ['a', 'b', 'c']) user.write(`${name}.bin`, name.repeat(500 * 1024));
  const before = waited();
  await sync();
  expect(waited() - before).toBeGreaterThan(8_000);
  await ask('changeSetting', { key: 'bandwidth.schedule', value: null });
  user.write('d.bin', 'd'.repeat(500 * 1024));
  const then = waited();
  await sync();
  expect(waited() - then).toBeLessThan(1_000);
});
