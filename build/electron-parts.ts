/** What is in a packed program: by part, in bytes, and whether anything is in it that must not be. */
import * as z from 'zod';

export interface PackedFile {
  /** Relative to the app's folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

/** The most bytes of each part: `package` in `budgets.json`. */
const budget = z.strictObject({
  shell: z.int(),
  updater: z.int(),
  engine: z.int(),
  face: z.int(),
  icons: z.int(),
  native: z.int(),
  rest: z.int(),
});
export type Budget = z.infer<typeof budget>;
/** `budgets.json`, as far as it is about the package. */
export const budgets = z.object({ package: budget });
export type Part = keyof Budget;

const PLACES: readonly [RegExp, Part][] = [
  [/^electron\/prebuilds\//u, 'native'],
  [/^electron\/icons\//u, 'icons'],
  [/^electron\/engine\//u, 'engine'],
  [/^electron\/updater-[^/]+$/u, 'updater'],
  [/^electron\/[^/]+$/u, 'shell'],
  [/^renderer\//u, 'face'],
];

export const partOf = (path: string): Part => PLACES.find(([place]) => place.test(path))?.[1] ?? 'rest';

/** Bytes of each part. */
export function sizesOf(files: readonly PackedFile[]): Budget {
  const sizes: Budget = { shell: 0, updater: 0, engine: 0, face: 0, icons: 0, native: 0, rest: 0 };
  for (const { path, bytes } of files) sizes[partOf(path)] += bytes;
  return sizes;
}

/** The only files that a packed program may have. */
const ALLOWED: readonly RegExp[] = [
  /^package\.json$/u,
  /^electron\/(?:main\.mjs|preload\.cjs|updater-[\w-]+\.mjs|updates\.json)$/u,
  /^electron\/engine\/[\w-]+\.mjs$/u,
  /^electron\/icons\/(?:tray-[\w@-]+\.(?:png|ico)|icon-256\.png)$/u,
  /^electron\/prebuilds\/(?:linux|darwin|win32)-(?:x64|arm64)\.node$/u,
  /^renderer\/(?:index\.html|mark\.svg|licences\.md)$/u,
  /^renderer\/assets\/[\w.-]+\.(?:js|css|svg|png|woff2)$/u,
];

/** Those that must not be there: sources, maps, packages, tests, whatever nobody thought of. */
export const forbidden = (files: readonly PackedFile[]): readonly string[] =>
  files.map(({ path }) => path).filter((path) => !ALLOWED.some((allowed) => allowed.test(path)));

/** The parts that are larger than their budget, in words. */
export function overBudget(sizes: Budget, most: Budget): readonly string[] {
  const parts = Object.keys(sizes) as Part[];
  return parts
    .filter((part) => sizes[part] > most[part])
    .map((part) => `${part}: ${sizes[part]} bytes, the budget is ${most[part]}`);
}
