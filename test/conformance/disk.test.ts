import { symlink } from 'node:fs/promises';
import { createRealDisk } from '../../main/real/disk.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { diskSuite } from './disk.suite.ts';

const disk = createRealDisk();

diskSuite('the real disk', async () => ({
  disk,
  folder: temporaryFolder(),
  makeLink: (path, target) => symlink(target, path),
}));
