import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRealLog } from '../../../../main/real/log.ts';
import { redactFields, redactText } from '../../../../main/real/log-redact.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

function logged(level: 'debug' | 'info' = 'debug') {
  const lines: string[] = [];
  const log = createRealLog({ level, target: { stream: { write: (line: string) => lines.push(line) } } });
  return { log, lines, last: (): unknown => JSON.parse(lines.at(-1) ?? '') };
}

test('a line is one JSON object with its level as a word, its time and its fields', () => {
  const { log, last } = logged();
  log.info('uploaded', { bytes: 5, path: 'a.txt' });
  expect(last()).toMatchObject({ level: 'info', msg: 'uploaded', bytes: 5, path: 'a.txt', time: expect.any(String) });
});

test('fields stick to what comes of `with`', () => {
  const { log, last } = logged();
  log.with({ link: 'l1' }).with({ action: 'a7' }).warn('held');
  expect(last()).toMatchObject({ level: 'warn', link: 'l1', action: 'a7', msg: 'held' });
});

test('below its level nothing is written', () => {
  const { log, lines } = logged('info');
  log.debug('noise');
  expect(lines).toEqual([]);
});

const SECRET = 'q7Rk2LmX90aZbTfUw3Vy8NcE4hJd6GsP';

test.each([
  `Authorization: Bearer ${SECRET}`,
  `bearer abc123def`,
  `grant_type=password&username=ann&password=correct-horse`,
  `{"access_token":"${SECRET}","expires_in":3600}`,
  `{"refresh_token": "short1"}`,
  `eyJhbGciOi.eyJzdWIi.sig-nature`,
  `https://127.0.0.1:8080/?token=${SECRET}`,
  `the server said ${SECRET} is unknown`,
])('nothing secret is left of %j', (text) => {
  const clean = redactText(text);
  for (const secret of [SECRET, 'abc123def', 'correct-horse', 'short1', 'eyJzdWIi', 'sig-nature']) {
    expect(clean).not.toContain(secret);
  }
  expect(clean).toContain('[redacted]');
});

test('what is no secret stays readable', () => {
  for (const text of [
    'uploaded Quarterly report 2026.docx (5,120 bytes)',
    'ENOSPC: no space left on device',
    'the token',
  ]) {
    expect(redactText(text)).toBe(text);
  }
});

test('fields are redacted by name and by looks, paths only by name', () => {
  const long = 'IMG20261124T093355123456789012345';
  expect(redactFields({ token: 'x', Password: 'y', code: 123, detail: SECRET, path: `${long}.jpg`, count: 3 })).toEqual(
    {
      token: '[redacted]',
      Password: '[redacted]',
      code: '[redacted]',
      detail: '[redacted]',
      path: `${long}.jpg`,
      count: 3,
    },
  );
});

test('a file of the log is private, also one that was there with another mode', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'leitz-cloud.log'), 'old line\n', { mode: 0o644 });
  const log = createRealLog({ level: 'info', target: { folder } });
  log.info('hello', { detail: SECRET });
  log.close();
  const path = join(folder, 'leitz-cloud.log');
  expect(lstatSync(path).mode & 0o777).toBe(0o600);
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(/^old line\n\{.*"msg":"hello".*\}\n$/);
  expect(text).not.toContain(SECRET);
});

test('the log turns over before it gets too long, and keeps so many', () => {
  const folder = temporaryFolder();
  const log = createRealLog({ level: 'info', target: { folder, maxBytes: 500, keep: 2 } });
  for (let index = 0; index < 60; index += 1) log.info(`line ${index}`);
  log.close();
  expect(readdirSync(folder).sort()).toEqual(['leitz-cloud.log', 'leitz-cloud.log.1', 'leitz-cloud.log.2']);
  for (const name of readdirSync(folder)) {
    expect(lstatSync(join(folder, name)).size).toBeLessThan(700);
    expect(lstatSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
  const all =
    readFileSync(join(folder, 'leitz-cloud.log.1'), 'utf8') + readFileSync(join(folder, 'leitz-cloud.log'), 'utf8');
  expect(all).toContain('"line 59"');
});

test('a link in the place of the log is not written through', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'precious'), 'x');
  symlinkSync(join(folder, 'precious'), join(folder, 'leitz-cloud.log'));
  expect(() => createRealLog({ level: 'info', target: { folder } })).toThrow();
  expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('x');
});
