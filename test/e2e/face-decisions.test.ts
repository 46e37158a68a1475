import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeMassDeletion } from '../support/browser-story.ts';
import { until } from '../support/temp-folder.ts';
import { freshStory, livedInStory } from './face-story.ts';

it('settles a conflict by keeping mine, and two at once by keeping theirs', async () => {
  const { world, open } = await livedInStory();
  const { page } = await open();
  await page.getByRole('link', { name: /Conflicts/u }).click();
  await page.getByRole('link', { name: /Telefonliste\.csv/u }).click();
  await page.getByRole('region', { name: 'Mine' }).getByText('Dilek Kaya').waitFor();
  await page.getByRole('button', { name: 'Keep mine' }).last().click();
  await page.getByText('Settled: Telefonliste.csv').waitFor();
  await until('my version is in the cloud', () =>
    world.user.read('/Telefonliste.csv').toString().includes('Dilek Kaya'),
  );
  expect(world.hands.read('Telefonliste.csv')).toContain('Dilek Kaya');

  await page.getByRole('checkbox', { name: 'Select all' }).click();
  await page.getByRole('region', { name: 'For all selected' }).getByRole('button', { name: 'Keep theirs' }).click();
  await page.getByText('2 conflicts settled.').waitFor();
  await page.getByRole('heading', { name: 'No conflicts' }).waitFor();
  expect(world.hands.read('Projekte/Neubau Lagerhalle/Protokolle/Protokoll 2026-03-12.md')).toContain('Abnahme');
});

const NOTES = 'Projekte/Neubau Lagerhalle/Protokolle/Protokoll 2026-03-12.md';

it('merges two texts place by place, takes it back, merges by hand, and many by themselves as far as that goes', async () => {
  const { world, open } = await livedInStory();
  const { page } = await open();
  const both = { mine: '- Kran bestellt\n', theirs: '- Abnahme am 3. April\n' };
  await page.getByRole('link', { name: /Conflicts/u }).click();
  await page.getByRole('link', { name: /Protokoll 2026-03-12/u }).click();
  await page.getByRole('button', { name: 'Merge…' }).click();
  await page.getByText('1 place to decide').waitFor();
  const save = page.getByRole('button', { name: 'Keep the merged text' });
  expect(await save.isDisabled()).toBe(true);
  const merged = page.getByRole('textbox', { name: 'The merged text' });
  // What only one side changed is in it already.
  expect(await merged.inputValue()).toContain('Clara, Dilek');
  expect(await merged.inputValue()).toContain('Fundament fertig');
  await page.getByRole('button', { name: 'Next to decide' }).click();
  const place = page.locator('.merge-place:focus');
  await place.getByText('changed on both sides').waitFor();
  await place.getByText('Before', { exact: true }).waitFor();
  await place.getByRole('radio', { name: 'Both' }).click();
  await page.getByText('Everything is decided').waitFor();
  const text = await merged.inputValue();
  expect(text.endsWith(both.theirs + both.mine)).toBe(true);
  await save.click();
  const notice = page.getByRole('listitem').filter({ hasText: 'Settled: Protokoll 2026-03-12.md' });
  await notice.waitFor();
  await until('the merged text is on both sides', () => world.user.read(`/${NOTES}`).toString() === text);
  expect(world.hands.read(NOTES)).toBe(text);
  await notice.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: /Protokoll 2026-03-12/u }).waitFor();
  await until('both versions are there again', () => !world.hands.read(NOTES).includes('Kran bestellt'));

  await page.getByRole('link', { name: /Protokoll 2026-03-12/u }).click();
  await page.getByRole('button', { name: 'Merge…' }).click();
  const byHand = '# Besprechung 2026-03-12\n\nAnwesend: alle\n';
  await page.getByRole('textbox', { name: 'The merged text' }).fill(byHand);
  await page.getByText('Edited by hand').waitFor();
  await page.getByRole('button', { name: 'Keep the merged text' }).click();
  await until('the merged text is on both sides', () => world.user.read(`/${NOTES}`).toString() === byHand);
  await page.getByRole('region', { name: 'Settled lately' }).getByText('Merged').waitFor();
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  const many = page.getByRole('region', { name: 'For all selected' });
  await many.getByRole('button', { name: 'Merge automatically' }).click();
  await page.getByText('both sides changed the same lines').first().waitFor();
});

it('declines a mass deletion: everything comes back', async () => {
  const { world, open } = await livedInStory();
  await makeMassDeletion(world);
  const { page } = await open();
  await page.getByRole('listitem').filter({ hasText: 'files were deleted in the cloud' }).getByRole('link').click();
  await page.getByText('Which ones').click();
  await page.getByText('/Angebote', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Delete them too…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Bring them back' }).click();
  await page.getByText('They come back.').waitFor();
  await until(
    'the folders are in the cloud again',
    () => world.user.exists('/Angebote') && world.user.exists('/Projekte'),
  );
  await page.getByText('files were deleted in the cloud').waitFor({ state: 'detached' });
  expect(existsSync(path.join(world.folder, 'Rechnungen'))).toBe(true);
});

it('leaves a folder out and takes it back, with the keyboard alone', async () => {
  const { world, open } = await livedInStory();
  const { page } = await open();
  const there = path.join(world.folder, 'Personal');
  await page.getByRole('link', { name: 'Files' }).focus();
  await page.keyboard.press('Enter');
  const tree = page.getByRole('treegrid');
  await tree.getByText('Personal', { exact: true }).waitFor();
  await tree.focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Details' }).getByRole('heading', { name: 'Personal' }).waitFor();
  await page.keyboard.press(' ');
  await page.getByRole('alertdialog').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('“Personal” is left out on this computer.').waitFor();
  await until('the folder is gone here', () => !existsSync(there));
  expect(world.user.exists('/Personal/Urlaub')).toBe(true);
  await page
    .getByRole('row', { name: /Personal/u })
    .getByText('Left out')
    .waitFor();
  await tree.focus();
  await page.keyboard.press(' ');
  await page.getByText('“Personal” comes back to this computer.').waitFor();
  await until('the folder is here again', () => existsSync(path.join(there, 'Urlaub', 'Urlaubsplan 2027.md')));
});

it('explains a file, finds it by its name, and tells what cannot be', async () => {
  const { open } = await livedInStory();
  const { page } = await open();
  await page.getByRole('link', { name: 'Files' }).click();
  await page.getByRole('searchbox').fill('doppel');
  await page.getByText('Nothing here has “doppel” in its name.').waitFor();
  await page.getByRole('searchbox').fill('stadtwerke.md');
  await page.getByRole('link', { name: /Entwurf: Stadtwerke\.md/u }).click();
  const details = page.getByRole('region', { name: 'Details' });
  await details.getByText('Its name is not possible in the cloud').waitFor();
  await details.getByText('Entwurf_ Stadtwerke.md').waitFor();
  await details.getByText('Only on this computer').waitFor();

  await page.getByRole('link', { name: 'Activity', exact: true }).click();
  const list = page.getByRole('region', { name: 'List of what was done' });
  // Among everything it may stand below what the list has drawn; among what is found there is room for all.
  await page.getByRole('searchbox').fill('vertrag');
  await list.getByText('In the cloud, by').first().waitFor();
  await page.getByRole('searchbox').fill('mahnung');
  await list.getByText('Mahnung.docx').first().waitFor();
  await list.getByText('Vertrag.md').first().waitFor({ state: 'detached' });
  await page.getByRole('combobox', { name: 'What' }).selectOption('Deletions');
  await page.getByRole('heading', { name: 'Nothing fits' }).waitFor();
  await page.getByRole('button', { name: 'Clear the filter' }).last().click();
  await list.getByText('Vertrag.md').first().waitFor();
});

it('says who has locked a file that waits, and until when', async () => {
  const { world, open } = await freshStory({ fill: (user) => user.write('/Plan.txt', 'a') });
  await world.link();
  const [, other] = world.cloud.people;
  world.cloud.grant(world.person.rootId, other?.email ?? '', ['read', 'write']);
  world.cloud
    .as(other?.email ?? '')
    .in(world.person.rootId)
    .lock('/Plan.txt');
  world.hands.write('Plan.txt', 'b');
  await world.call('sync', {});
  const { page } = await open();
  await page.getByRole('link', { name: /On hold/u }).click();
  await page.getByText(new RegExp(`^Locked by ${other?.name} until \\d+ \\w+ \\d+, \\d\\d:\\d\\d`, 'u')).waitFor();
  await page.getByRole('link', { name: 'Plan.txt' }).click();
  await page
    .locator('.details-why')
    .getByText(/^Locked by .* until/u)
    .waitFor();
});

it('takes one thing back, wherever it stands in what was done', async () => {
  const { world, open } = await freshStory();
  for (const name of ['eins', 'zwei', 'drei']) world.hands.write(`${name}.txt`, name);
  await world.link();
  world.user.remove('/zwei.txt');
  await world.call('sync', {});
  world.user.write('/drei.txt', 'anders');
  await world.call('sync', {});
  const { page } = await open();
  await page.getByRole('link', { name: 'Activity', exact: true }).click();
  await page.getByRole('button', { name: 'Undo…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('replaced by a newer version from the cloud').waitFor();
  await dialog.getByRole('button', { name: 'Undo: /zwei.txt' }).click();
  await page.getByText('Taken back: /zwei.txt').waitFor();
  await until('it is on both sides again', () => world.user.exists('/zwei.txt'));
  expect(world.hands.read('zwei.txt')).toBe('zwei');
  expect(world.hands.read('drei.txt')).toBe('anders');
});

it('says so when the process is gone, keeps what it knows, and comes to an end where it is not let in', async () => {
  const { world, open } = await freshStory();
  await world.link();
  const { page, complaints, forgive } = await open();
  await page.getByRole('heading', { name: 'Everything is safe and up to date' }).waitFor();
  const before = complaints.length;
  await world.endPage();
  await page.getByText('Leitz Cloud is not running on this machine').waitFor();
  await page.getByRole('heading', { name: 'Everything is safe and up to date' }).waitFor();
  // Whoever was let in before is not known to the new process: the page says so, and a new address leads back in.
  await world.restartPage();
  await page.getByRole('heading', { name: 'This page has ended' }).waitFor();
  await page.goto(world.invite());
  await page.getByRole('heading', { name: 'Everything is safe and up to date' }).waitFor();
  // A browser reports connections that fail, and one that was open when the process went; that is this story.
  expect(
    complaints.slice(before).filter((text) => !/ERR_[A-Z_]+|WebSocket connection|401|no valid credentials/u.test(text)),
  ).toEqual([]);
  forgive();
});
