/** Looks into a file on either side, or into an older revision, without changing anything. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import { SyncError } from '../../errors.ts';
import { cloudId } from '../../plan/types.ts';
import type { Engine } from '../engine.ts';
import { findPlace } from '../place.ts';
import { readCloud, readLocal } from '../read-content.ts';
import { rooted } from '../words.ts';

const TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  log: 'text/plain',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const mediaTypeOf = (path: string): string =>
  TYPES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';

export function previewHandlers(engine: Engine) {
  return {
    preview: async ({ path, side, revision, maxBytes }) => {
      const { link, cloud, path: inRoot } = await findPlace(engine, path);
      if (side === 'cloud' && cloud?.kind !== 'file')
        throw new SyncError('wrong-usage', { path, detail: 'there is no such file in the cloud' });
      const found =
        side === 'local' || cloud === undefined
          ? await readLocal(link.local, inRoot, maxBytes)
          : await readCloud(link.cloud, { id: cloudId(cloud.key), revision: revision ?? cloud.revision }, maxBytes);
      return {
        path: rooted(inRoot),
        size: found.size,
        base64: Buffer.from(found.bytes).toString('base64'),
        truncated: found.bytes.byteLength < found.size,
        mediaType: mediaTypeOf(inRoot),
      };
    },
  } satisfies SomeHandlers;
}
