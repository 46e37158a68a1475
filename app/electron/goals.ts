/** Leads to where a start, a link or a file manager points, as soon as it is known what is linked. */
import type { Goal } from './deep-link.ts';
import { localPathOf, placeOf } from './local-path.ts';
import type { Screen } from './screens.ts';
import type { Status } from './snapshot.ts';

export interface GoalsOptions {
  readonly platform: string;
  readonly status: () => Status | undefined;
  readonly showScreen: (screen: Screen, ...parts: readonly (string | number)[]) => void;
  readonly showInFolder: (file: string) => void;
}

export class Goals {
  readonly #options: GoalsOptions;
  #waiting: Goal | undefined;

  constructor(options: GoalsOptions) {
    this.#options = options;
  }

  follow(goal: Goal): void {
    const { platform, showScreen, showInFolder } = this.#options;
    if (goal.kind === 'screen') return showScreen(goal.screen);
    const status = this.#options.status();
    if (status === undefined) {
      this.#waiting = goal;
      return;
    }
    if (goal.kind === 'file') {
      const place = placeOf(status, goal.file, platform);
      return place === undefined ? showScreen('overview') : showScreen('files', place.rootId, ...place.names);
    }
    const file = localPathOf(status, goal.rootId, goal.path, platform);
    if (file === undefined) showScreen('overview');
    else showInFolder(file);
  }

  /** The engine has told its state: what waited for it goes on. */
  statusCame(): void {
    const goal = this.#waiting;
    this.#waiting = undefined;
    if (goal !== undefined) this.follow(goal);
  }
}
