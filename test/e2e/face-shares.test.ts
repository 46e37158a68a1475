import { expect, it } from 'vitest';
import { livedInStory } from './face-story.ts';

it('makes a share link from a file, changes it and removes it', async () => {
  const { world, open } = await livedInStory();
  const { page } = await open();
  await page.evaluate(`location.hash = '#/files/${world.person.rootId}/Willkommen.md'`);
  await page.getByRole('region', { name: 'Details' }).getByRole('button', { name: 'Share…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Most downloads').fill('5');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await dialog.getByText('The link is ready.').waitFor();
  await dialog.getByRole('img', { name: 'QR code of the link to Willkommen.md' }).waitFor();
  const url = await dialog.locator('.share-url').textContent();
  expect(url).toMatch(/^https:\/\//u);
  await dialog.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('link', { name: 'Share links' }).click();
  await page.getByText('Willkommen.md').waitFor();
  await page.getByText('0 of 5').waitFor();
  await page.getByRole('button', { name: 'Change… Willkommen.md' }).click();
  await dialog.getByLabel('Most downloads').fill('7');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('0 of 7').waitFor();
  await page.getByRole('button', { name: 'Remove: Willkommen.md' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('heading', { name: 'You share nothing' }).waitFor();
});

it('goes offline and comes back with the cloud', async () => {
  const { world, open } = await livedInStory();
  const { page } = await open();
  world.cloud.setFaults({ rules: [{ match: {}, fault: { kind: 'status', status: 503 } }] });
  await world.call('syncNow', {});
  await page.getByRole('heading', { name: 'The cloud cannot be reached' }).waitFor();
  world.cloud.setFaults({});
  await world.call('syncNow', {});
  await page.getByRole('heading', { name: /need you/u }).waitFor();
});
