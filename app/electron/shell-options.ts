/** What the shell is started with. */
import type { UpdateState } from '../../shared/contract/updates.ts';
import type { Goal } from './deep-link.ts';
import type { Opener } from './opener.ts';
import type { Places } from './places.ts';
import type { ShellSettings } from './shell-settings.ts';
import type { Snapshot } from './snapshot.ts';
import type { Updates } from './updates.ts';

export interface ShellOptions {
  readonly home: string;
  /** Words for a start at login, such as `--home DIR`. */
  readonly loginWords: readonly string[];
  readonly hidden: boolean;
  readonly goal: Goal | undefined;
  readonly places: Places;
  /** Settings of the shell that an administrator fixed. */
  readonly fixed: Partial<ShellSettings>;
  /** Looks after newer versions. */
  readonly updates: (from: UpdatesFrom) => Updates;
  readonly opener: (status: () => Snapshot['status']) => Opener;
}

/** What the shell gives to whoever looks after newer versions. */
export interface UpdatesFrom {
  readonly isWanted: () => boolean;
  readonly onState: (state: UpdateState) => void;
}
