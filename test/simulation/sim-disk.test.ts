/** The simulated disk is held to what the real one does. */
import { mkdirSync } from 'node:fs';
import { diskSuite } from '../conformance/disk.suite.ts';
import { createSimDisk } from '../support/sim-disk.ts';
import { Process, SimLoop } from '../support/sim-loop.ts';
import { SimVolume } from '../support/sim-volume.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

for (const folds of [false, true])
  diskSuite(folds ? 'a simulated disk that folds names' : 'a simulated disk', async () => {
    const loop = new SimLoop();
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const volume = new SimVolume(folder, () => loop.nowMs, { case: folds, normalForm: folds });
    const process = new Process('test');
    const disk = createSimDisk({ loop, process, volume, troubles: { failing: 0 }, onShown: () => undefined });
    return { disk, folder };
  });
