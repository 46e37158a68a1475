/** Bundles the face into `dist/renderer`. Runs by itself (`node build/renderer.ts`) and as a step of the whole build. */
import { readdirSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = path.dirname(import.meta.dirname);

export interface RendererSize {
  /** Bytes of scripts and styles, as they are and as gzip makes them. */
  readonly bytes: number;
  readonly gzipped: number;
}

/** Where the page and the window look for it. */
export const RENDERER = path.join(root, 'dist', 'renderer');

/** Throws where the bundle does not build. */
export async function buildRenderer(outDir: string = RENDERER): Promise<RendererSize> {
  const making = `${outDir}.making-${process.pid}`;
  // A test sets this to `test`, from which React and its JSX would be built for developing: larger, slower, not what ships.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build({
      configFile: path.join(root, 'vite.config.ts'),
      mode: 'production',
      logLevel: 'error',
      build: { outDir: making },
    });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
  // Whoever opens the page meanwhile finds the old face or the new one.
  const old = `${making}.old`;
  await rename(outDir, old).catch(() => undefined);
  await rename(making, outDir);
  await rm(old, { recursive: true, force: true });
  return rendererSize(outDir);
}

/** The size of what was built last. */
export function rendererSize(outDir: string = RENDERER): RendererSize {
  const assets = path.join(outDir, 'assets');
  let bytes = 0;
  let gzipped = 0;
  for (const name of readdirSync(assets)) {
    if (!/\.(js|css)$/u.test(name)) continue;
    const content = readFileSync(path.join(assets, name));
    bytes += content.length;
    gzipped += gzipSync(content).length;
  }
  return { bytes, gzipped };
}

if (import.meta.main) {
  const { bytes, gzipped } = await buildRenderer();
  console.log(`dist/renderer: ${Math.round(bytes / 1000)} kB, ${Math.round(gzipped / 1000)} kB gzipped`);
}
