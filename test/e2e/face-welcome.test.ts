import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { contract } from '../../shared/contract/contract.ts';
import { fillWithSample } from '../cloud/sample.ts';
import { until } from '../support/temp-folder.ts';
import { freshStory } from './face-story.ts';

it('leads from nothing to a first sync, with the server’s own certificate and a preview', async () => {
  const { world, open } = await freshStory({ fill: (user) => fillWithSample(user) });
  const { page } = await open();
  world.hands.write('Schon da.txt', 'Das lag schon hier.\n');

  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This does not look like an e-mail address.').waitFor();
  await page.locator('input[name=username]:focus').waitFor();

  await page.getByLabel('Server').fill(world.cloud.url);
  await page.getByLabel('E-mail address').fill(world.person.email);
  // The address was looked at meanwhile, and whose certificate it shows.
  await page.getByText('The certificate of this server is not trusted').waitFor();
  await page.getByText(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/u).waitFor();
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  const certificate = path.join(world.newFolder('certificates'), 'firma.pem');
  writeFileSync(certificate, world.cloud.caPem);
  await page.locator('input[type=file]').setInputFiles(certificate);
  await page.getByText('“firma.pem” is trusted').waitFor();
  await page.getByText(/^A Leitz Cloud answers here; certificate of/u).waitFor();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('does not accept this user and password').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(world.person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();

  await page.getByRole('heading', { name: 'What should be kept the same?' }).waitFor();
  await page.getByRole('checkbox', { name: `Select ${world.person.name}` }).click();
  await page.getByLabel('Folder on this computer').fill('Leitz Cloud');
  await page.getByRole('button', { name: 'Continue with 1 folder' }).click();
  await page.getByText('Give the whole path').waitFor();
  await page.getByLabel('Folder on this computer').fill(world.folder);
  await page.getByRole('button', { name: 'Choose…' }).click();
  const picker = page.getByRole('dialog');
  await picker.getByRole('list', { name: /^Folders in/u }).waitFor();
  await picker.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Continue with 1 folder' }).click();

  await page.getByRole('heading', { name: 'This is what the first sync does' }).waitFor();
  const down = page.getByRole('listitem').filter({ hasText: 'come to this computer' });
  const before = Number.parseInt((await down.textContent()) ?? '', 10);
  await page.getByText('Leave folders out').click();
  const row = page.getByRole('row', { name: /^Keep “Marketing”/u });
  await row.getByRole('gridcell', { name: /kB|MB/u }).waitFor();
  await row.getByRole('checkbox').click();
  await until('fewer files come', async () => Number.parseInt((await down.textContent()) ?? '', 10) < before);
  await page.getByRole('button', { name: 'Start syncing' }).click();
  await page.getByRole('heading', { name: 'Everything is safe and up to date' }).waitFor();
  expect(world.hands.read('Willkommen.md')).toContain('Willkommen');
  expect(world.user.exists('/Schon da.txt')).toBe(true);
  expect(world.user.exists('/Marketing/Logo')).toBe(true);
  expect(existsSync(path.join(world.folder, 'Marketing'))).toBe(false);
});

it('asks for the two-step code where the account has one', async () => {
  const { world, open } = await freshStory({ person: -1 });
  const { page } = await open();
  const certificate = path.join(world.newFolder('certificates'), 'firma.pem');
  writeFileSync(certificate, world.cloud.caPem);
  await page.getByLabel('Server').fill(world.cloud.url);
  await page.getByLabel('E-mail address').fill(world.person.email);
  await page.getByLabel('Password', { exact: true }).fill(world.person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('input[type=file]').setInputFiles(certificate);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Your account asks for a second step').waitFor();
  await page.getByLabel('Two-step code').fill('000000');
  await page.keyboard.press('Enter');
  await page.getByText('This code was not right').waitFor();
  await page.getByLabel('Two-step code').fill(world.person.code ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'What should be kept the same?' }).waitFor();
});

it('goes on with the linked folders when somebody signs in again', async () => {
  const { world, open } = await freshStory({ fill: (user) => user.write('/a.txt', 'a') });
  await world.link();
  const { page } = await open();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are signed out. All files stayed.').waitFor();
  expect(world.hands.read('a.txt')).toBe('a');
});

/** A window's preload script, as far as the face knows it. */
const WINDOW = `globalThis.leitz = {
  call: (name, input) => globalThis.engineIsGone
    ? Promise.resolve({ ok: false, error: { code: 'connection-lost' } })
    : globalThis.engineCall(name, input),
  on: () => () => undefined,
  about: () => Promise.resolve({ version: '0.1.0', host: 'desk', platform: 'linux', methods: ALL }),
  pathOfFile: (file) => '/srv/' + file.name,
};`;

const DROP = `(() => {
  const data = new DataTransfer();
  data.items.add(new File([], 'Plans'));
  for (const type of ['dragenter', 'drop'])
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
})()`;

it('links a folder that is dragged into the window, and says in a page why that does not go there', async () => {
  const { world, open } = await freshStory();
  await world.link();
  const { page } = await open();
  await page.getByRole('heading', { name: 'Everything is safe and up to date' }).waitFor();
  await page.evaluate(DROP);
  await page.getByText('A browser does not say where a folder lies').waitFor();
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await page.getByRole('heading', { name: 'What should be kept the same?' }).waitFor();

  await page.exposeFunction('engineCall', world.call);
  await page.addInitScript(WINDOW.replace('ALL', JSON.stringify(Object.keys(contract))));
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(DROP);
  await page.getByText('Which of these should be kept the same with /srv/Plans?').waitFor();
  const [share] = world.cloud.teamShares;
  await page.getByRole('checkbox', { name: `Select ${share?.name}` }).click();
  expect(await page.getByLabel('Folder on this computer').inputValue()).toBe('/srv/Plans');

  // The window's engine dies and is started again by the shell; what was known stays in sight.
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.evaluate('globalThis.engineIsGone = true');
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByText('Leitz Cloud is not running on this machine').waitFor();
  await page.getByRole('heading', { name: 'Everything is safe and up to date' }).waitFor();
  await page.evaluate('globalThis.engineIsGone = false');
  await page.getByText('Leitz Cloud is not running on this machine').waitFor({ state: 'detached' });
});
