/** What a table of words holds. Placeholders and optional parts are explained at `fill` in `say.ts`. */
export interface Words {
  /** What happened or what it is, and to what; a whole sentence. */
  readonly what: string;
  /** What to do about it; whole sentences. Left out where nothing has to be done. */
  readonly fix?: string;
}

export type WordTable = Readonly<Record<string, Words>>;
export type Language = 'en' | 'de';
export const LANGUAGES: readonly Language[] = ['en', 'de'];
