/** What the tray shows for a state: a shape of its own for each, so that colour is never the only difference. */
import { fractionDone, moodOf, pendingIn, type Snapshot } from './snapshot.ts';
import type { ShellWords } from './words.ts';

/** One drawing each in `build/icons`; `working` has one for each quarter that is done. */
export const TRAY_SHAPES = [
  'synced',
  'working-0',
  'working-1',
  'working-2',
  'working-3',
  'paused',
  'attention',
  'offline',
  'signed-out',
] as const;
export type TrayShape = (typeof TRAY_SHAPES)[number];

export interface TrayLook {
  readonly shape: TrayShape;
  readonly tooltip: string;
}

const WORKING = ['working-0', 'working-1', 'working-2', 'working-3'] as const;

export function trayShape(snapshot: Snapshot): TrayShape {
  const mood = moodOf(snapshot);
  switch (mood) {
    case 'synced':
    case 'paused':
    case 'attention':
    case 'offline':
    case 'signed-out':
      return mood;
    case 'unlinked':
      return 'signed-out';
    case 'halted':
    case 'down':
    case 'restarting':
      return 'attention';
    case 'working': {
      const done = fractionDone(snapshot.status) ?? 0;
      return WORKING[Math.min(3, Math.floor(done * 4))] ?? 'working-0';
    }
    case 'starting':
    case 'quitting':
      return 'working-0';
  }
}

/** The state in words, with what a person wants to know next. @param timeOf shows a moment in the user's way */
export function stateLine(snapshot: Snapshot, words: ShellWords, timeOf: (iso: string) => string): string {
  const { status } = snapshot;
  const mood = moodOf(snapshot);
  if (mood === 'working') {
    const done = fractionDone(status);
    return words.working(done === undefined ? undefined : Math.floor(done * 100), pendingIn(status));
  }
  if (mood === 'paused' && typeof status?.pausedUntil === 'string')
    return words.pausedUntil(timeOf(status.pausedUntil));
  if (mood === 'paused' && status?.pausedUntil === undefined) {
    const reason = status?.reason ?? '';
    return words.resting[reason] ?? words.moods.paused;
  }
  return words.moods[mood];
}

/** @param name the program's */
export function trayLook(
  snapshot: Snapshot,
  words: ShellWords,
  timeOf: (iso: string) => string,
  name: string,
): TrayLook {
  return { shape: trayShape(snapshot), tooltip: `${name}: ${stateLine(snapshot, words, timeOf)}` };
}

/**
 * The file of a shape. macOS recolours one black drawing by itself (a template image); elsewhere the drawing has to
 * stand out from the panel.
 */
export function trayFile(shape: TrayShape, platform: string, darkPanel: boolean): string {
  if (platform === 'darwin') return `tray-${shape}-Template.png`;
  if (platform === 'win32') return `tray-${shape}-${darkPanel ? 'dark' : 'light'}.ico`;
  return `tray-${shape}-${darkPanel ? 'dark' : 'light'}.png`;
}
