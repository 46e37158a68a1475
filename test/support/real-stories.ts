/** A working day on both sides: what is there before, what happens during a fault, and what goes on happening. */
import { expect } from 'vitest';
import { type RealClient, type RealClientOptions, realClient } from './real-client.ts';

const MIB = 1024 * 1024;
/** Bytes that no two calls share. */
export const bulk = (size: number, seed: number): Uint8Array =>
  new Uint8Array(size).map((_, n) => (n * 31 + seed) % 251);

/** Nobody ever changes these: they must stand in their place on both sides at any time. */
const UNTOUCHED = ['Unberührt.txt', 'Projekte/Unberührt.txt', 'Projekte/Tief/unten/Unberührt.txt'];

export function expectUntouched({ here, web }: RealClient): void {
  for (const path of UNTOUCHED)
    for (const hands of [here, web]) expect(hands.exists(path) && hands.read(path)).toBe(`in ${path}`);
}

/** A linked client with the same content on both sides, some of it from either. */
export async function populated(options: RealClientOptions): Promise<RealClient> {
  const client = await realClient(options);
  const { here, web } = client;
  here.write('Plan.txt', 'Plan, erste Fassung');
  here.write('Projekte/Angebot.txt', 'Angebot');
  here.write('Projekte/Tief/unten/Grund.txt', 'Grund');
  here.write('Alt/eins.txt', 'eins');
  here.write('Alt/zwei.txt', 'zwei');
  web.write('Bilder/Foto.bin', bulk(300_000, 1));
  web.write('Bilder/Serie/Bild.txt', 'Bild');
  web.write('Projekte/Tief/Beide.txt', 'von beiden');
  web.write('leer.txt', '');
  for (const path of UNTOUCHED) web.write(path, `in ${path}`);
  await client.sync();
  expect(client.difference()).toEqual([]);
  return client;
}

/** One of everything on either side, and one conflict. */
export function changesDuring({ here, web }: RealClient): void {
  here.write('Plan.txt', 'Plan, hier geändert');
  here.write('Neu/hier.txt', 'neu von hier');
  here.write('Neu/gross.bin', bulk(2 * MIB, 2));
  here.rename('Projekte/Angebot.txt', 'Projekte/Angebot 2.txt');
  here.remove('Alt/eins.txt');
  here.write('Projekte/Tief/Beide.txt', 'hier anders');
  web.write('Projekte/Tief/Beide.txt', 'dort anders');
  web.write('Projekte/Tief/unten/Grund.txt', 'Grund, dort geändert');
  web.write('Neu/dort.txt', 'neu von dort');
  web.write('Bilder/gross.bin', bulk(MIB + 5, 3));
  web.rename('Bilder/Serie', 'Bilder/Reihe');
  web.remove('Alt/zwei.txt');
}

/** People do not wait for the end of a fault. */
export function changesMore({ here, web }: RealClient): void {
  here.write('Neu/hier.txt', 'neu von hier, noch einmal anders');
  here.write('Neu/Unter/später.txt', 'später');
  web.write('Neu/dort.txt', 'neu von dort, noch einmal anders');
  web.write('Später/dort.txt', 'später dort');
  web.rename('leer.txt', 'leer 2.txt');
}
