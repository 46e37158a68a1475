/** Shows notifications, one of a kind at a time. */
import { Notification } from 'electron';
import type { Notice } from './notices.ts';
import type { Screen } from './screens.ts';

/** Kinds that the user cannot switch off join those of `notices.ts`. */
export type Shown = Omit<Notice, 'kind'> & { readonly kind: string };

export class Notifications {
  readonly #icon: string;
  readonly #lead: (screen: Screen) => void;
  readonly #open = new Map<string, Notification>();

  /** @param lead called with the screen when a notification is clicked */
  constructor(icon: string, lead: (screen: Screen) => void) {
    this.#icon = icon;
    this.#lead = lead;
  }

  show({ kind, title, body, screen }: Shown): void {
    if (!Notification.isSupported()) return;
    this.#open.get(kind)?.close();
    const notification = new Notification({ title, body, icon: this.#icon });
    // Kept while it is shown, or its clicks are lost with it.
    this.#open.set(kind, notification);
    const gone = () => this.#open.get(kind) === notification && this.#open.delete(kind);
    notification.on('click', () => {
      gone();
      this.#lead(screen);
    });
    notification.on('close', gone);
    notification.show();
  }
}
