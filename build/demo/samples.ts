/** A few files that lie on this computer only, so that the first sync has something to do in both directions. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const LOCAL_SAMPLES = 'From this computer';

/** A picture of a colour gradient, as a bitmap: the simplest format that every viewer opens. */
function bitmap(width: number, height: number): Buffer {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bytes = Buffer.alloc(54 + row * height);
  bytes.write('BM', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      bytes.set([200 - (y * 120) / height, (x * 180) / width, 60 + (y * 150) / height], 54 + y * row + x * 3);
  return bytes;
}

const FILES: Readonly<Record<string, string | Buffer>> = {
  'Welcome.txt': 'This file was made on this computer. Edit it, and the change goes to the cloud.\n',
  'Notes/Shopping list.txt': 'Coffee\nPaper A4\nFolders, blue\n',
  'Notes/Ideas/Next year.md': '# Next year\n\n- move the archive\n- a summer party\n',
  'Notes/Öffnungszeiten.csv': 'Tag;von;bis\nMontag;9:00;17:00\nSamstag;10:00;14:00\n',
  'Pictures/Evening sky.bmp': bitmap(320, 180),
};

/** Writes them into the folder, which is made if it is missing. */
export function writeLocalSamples(folder: string): void {
  for (const [name, content] of Object.entries(FILES)) {
    const file = path.join(folder, LOCAL_SAMPLES, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
