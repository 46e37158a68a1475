/** Where the window opens: where it was, as long as that is still on a screen. */
import * as z from 'zod';

const coordinate = z.int().min(-100_000).max(100_000);
const extent = z.int().min(1).max(100_000);

export const windowPlace = z.object({
  x: coordinate,
  y: coordinate,
  width: extent,
  height: extent,
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof windowPlace>;

/** In device-independent pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const FIRST_SIZE = { width: 1040, height: 720 } as const;
export const LEAST_SIZE = { width: 480, height: 420 } as const;
/** This much of the title must be on a screen, or nobody can take hold of the window. */
const GRIP = { width: 120, height: 32 } as const;

const overlap = (from: number, size: number, otherFrom: number, otherSize: number): number =>
  Math.min(from + size, otherFrom + otherSize) - Math.max(from, otherFrom);

const isReachable = (place: Area, screens: readonly Area[]): boolean =>
  screens.some(
    (screen) =>
      overlap(place.x, place.width, screen.x, screen.width) >= GRIP.width &&
      overlap(place.y, GRIP.height, screen.y, screen.height) >= GRIP.height,
  );

/**
 * @param saved as it was left, or undefined
 * @param screens work areas of the displays, the main one first
 */
export function placeFor(saved: WindowPlace | undefined, screens: readonly Area[]): WindowPlace {
  const main = screens[0] ?? { x: 0, y: 0, ...FIRST_SIZE };
  const wanted = saved ?? { ...main, ...FIRST_SIZE, maximized: false };
  const width = Math.max(LEAST_SIZE.width, Math.min(wanted.width, Math.max(...screens.map((one) => one.width), 0)));
  const height = Math.max(LEAST_SIZE.height, Math.min(wanted.height, Math.max(...screens.map((one) => one.height), 0)));
  const place = { x: wanted.x, y: wanted.y, width, height };
  if (saved !== undefined && isReachable(place, screens)) return { ...place, maximized: wanted.maximized };
  return {
    x: Math.round(main.x + Math.max(0, main.width - width) / 2),
    y: Math.round(main.y + Math.max(0, main.height - height) / 2),
    width,
    height,
    maximized: wanted.maximized,
  };
}
