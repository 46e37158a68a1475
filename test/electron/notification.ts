/** The stand-in's notifications. */
import { Emitter } from './emitter.ts';
import { seen } from './recorder.ts';

export class Notification extends Emitter {
  static readonly all: Notification[] = [];
  readonly #index: number;
  readonly title: string;
  readonly body: string;

  constructor({ title = '', body = '' }: { readonly title?: string; readonly body?: string; readonly icon?: string }) {
    super();
    this.title = title;
    this.body = body;
    this.#index = Notification.all.push(this) - 1;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    this.#become('shown');
  }

  close(): void {
    this.#become('closed');
    this.emit('close', {});
  }

  /** As a person clicks it. */
  static click(index: number): void {
    const notification = Notification.all[index];
    if (notification === undefined) throw new Error(`There is no notification ${index}.`);
    notification.#become('clicked');
    notification.emit('click', {});
  }

  #become(state: 'shown' | 'closed' | 'clicked'): void {
    seen.notifications[this.#index] = { title: this.title, body: this.body, state };
  }
}
