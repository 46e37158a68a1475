/** A world in which people have worked for a while: conflicts, something on hold, something left out, some history. */
import type { RunningCloud } from '../cloud/cloud.ts';
import { fillTeamShare, fillWithSample } from '../cloud/sample.ts';
import { type FaceOptions, type FaceWorld, openFaceWorld } from './browser-face.ts';
import { until } from './temp-folder.ts';

const NOTES = '/Projekte/Neubau Lagerhalle/Protokolle/Protokoll 2026-03-12.md';
const PRICES = '/Telefonliste.csv';
const LOGO = '/Marketing/Logo/Logo Variante 1.svg';

async function synced(world: FaceWorld): Promise<void> {
  const result = await world.call('sync', {});
  if (!result.ok) throw new Error(JSON.stringify(result.error));
}

function fillAll(cloud: RunningCloud, email: string): void {
  const user = cloud.as(email);
  fillWithSample(user);
  cloud.teamShares.forEach(({ rootId }, index) => {
    fillTeamShare(user.in(rootId), index + 2);
  });
}

/** Both sides change the same files while nobody syncs. */
export async function makeConflicts(world: FaceWorld): Promise<void> {
  await world.call('pause', {});
  const notes = world.user.read(NOTES).toString('utf8');
  world.hands.write(
    NOTES.slice(1),
    notes.replace('Anna, Bernd, Clara', 'Anna, Bernd, Clara, Dilek').concat('- Kran bestellt\n'),
  );
  world.user.write(
    NOTES,
    notes.replace('Stand der Arbeiten', 'Stand der Arbeiten: Fundament fertig').concat('- Abnahme am 3. April\n'),
  );
  world.hands.write(PRICES.slice(1), `${world.user.read(PRICES).toString('utf8')}Dilek Kaya,13\n`);
  world.user.write(PRICES, `${world.user.read(PRICES).toString('utf8')}Emil Vogt,14\n`);
  const logo = world.user.read(LOGO).toString('utf8');
  world.hands.write(LOGO.slice(1), logo.replaceAll('#b03a2e', '#0a6b70'));
  world.user.write(LOGO, logo.replaceAll('#b03a2e', '#7d3c98'));
  await world.call('resume', {});
  await until('the conflicts are found', async () => {
    const found = await world.call('conflicts', {});
    return found.ok && found.value.length === 3;
  });
}

/** Somebody deletes more than a third of everything in the cloud. */
export async function makeMassDeletion(world: FaceWorld): Promise<void> {
  for (const folder of ['/Projekte', '/Angebote', '/Rechnungen']) world.user.remove(folder);
  await world.call('syncNow', {});
  await until('the deletion is held', async () => {
    const held = await world.call('held', {});
    return held.ok && held.value.some(({ reason }) => reason === 'mass-deletion');
  });
}

export async function openLivedInWorld(options: FaceOptions = {}): Promise<FaceWorld> {
  const world = await openFaceWorld({
    ...options,
    fill: (user, cloud) => fillAll(cloud, user.person.email),
  });
  await world.link();
  const [share] = world.cloud.teamShares;
  if (share !== undefined) await world.link(share.rootId, world.newFolder('Team Vertrieb'));
  world.hands.write('Personal/Urlaub/Urlaubsplan 2027.md', '# Urlaubsplan 2027\n\nAnna: August\n');
  world.hands.write('Angebote/2026/Entwurf: Stadtwerke.md', 'Ein Name mit einem Doppelpunkt.\n');
  world.hands.write('Rechnungen/2026/Wer zahlt?.md', 'Ein Name mit einem Fragezeichen.\n');
  world.user.write('/Vorlagen/Vertrag.md', '# Vertrag\n\nZwischen …\n');
  world.user.rename('/Vorlagen/Mahnung.docx', 'Mahnung 2026.docx');
  await synced(world);
  await world.call('exclude', { path: `${world.person.rootId}:/Marketing/Messe 2026` });
  await synced(world);
  await makeConflicts(world);
  return world;
}
