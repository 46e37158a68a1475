/** Short messages about what was just done or failed; shown for a while and read out. */
import type { Failure } from '../../shared/contract/result.ts';
import { createStore, type Store } from './store.ts';

export type NoticeText =
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly text: string; readonly action?: NoticeAction };

/** What can be done about it right there. */
export interface NoticeAction {
  readonly label: string;
  readonly act: () => void;
}

export type Notice = NoticeText & { readonly id: number };

const MOST = 3;

export class Notices {
  readonly shown: Store<readonly Notice[]> = createStore<readonly Notice[]>([]);
  #next = 1;

  fail(failure: Failure): void {
    this.#add({ kind: 'failed', failure });
  }

  tell(text: string, action?: NoticeAction): void {
    this.#add({ kind: 'done', text, ...(action === undefined ? {} : { action }) });
  }

  dismiss(id: number): void {
    this.shown.set(this.shown.get().filter((notice) => notice.id !== id));
  }

  #add(text: NoticeText): void {
    this.shown.set([...this.shown.get().slice(1 - MOST), { ...text, id: this.#next++ }]);
  }
}
