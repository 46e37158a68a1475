/** The stand-in's images: the file they come from, which must be there. */
import { existsSync } from 'node:fs';

export interface NativeImage {
  readonly file: string;
  isEmpty(): boolean;
}

export const nativeImage = {
  createFromPath: (file: string): NativeImage => ({ file, isEmpty: () => !existsSync(file) }),
};
