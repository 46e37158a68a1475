/** What one row of the endpoint table holds, and how its path and fields are filled in. */
import type * as z from 'zod';

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Where we know a row from: the reference, the OAuth2 page, public clients of the live service, our reconstruction. */
export type Source = 'seed' | 'oauth' | 'client' | 'ours';

export type FieldKind = 'text' | 'boolean' | 'integer' | 'date' | 'datetime' | 'emails' | 'file' | 'secret';
export type FieldPlace = 'query' | 'form' | 'multipart';

export interface Field {
  readonly name: string;
  readonly where: FieldPlace;
  readonly kind: FieldKind;
  readonly required: boolean;
}

/** What the client loses when the live service does not have a method: the feature is switched off, syncing goes on. */
export type Feature =
  | 'upload'
  | 'create-folder'
  | 'delete'
  | 'restore'
  | 'revisions'
  | 'roll-back'
  | 'purge'
  | 'unlock'
  | 'share-links'
  | 'organization-pages'
  | 'machine-pages'
  | 'activity-pages'
  | 'browser-sign-in';

export interface Endpoint<S extends z.ZodType = z.ZodType> {
  readonly verb: Verb;
  /** Path with `:name` places, such as `/api/2/files/:root/folder/:folder/upload`. */
  readonly path: string;
  readonly fields: readonly Field[];
  /** Schema of the JSON answer with status 200; undefined where the answer is bytes or a redirect. */
  readonly answer: S;
  readonly source: Source;
  readonly feature?: Feature;
  /** False for the few methods that work without `Authorization`. */
  readonly signIn: boolean;
  /** True where the answer is not JSON. */
  readonly raw: boolean;
}

function place(where: FieldPlace, kinds: Readonly<Record<string, FieldKind>>): Field[] {
  return Object.entries(kinds).map(([key, kind]) => {
    const required = key.endsWith('!');
    return { name: required ? key.slice(0, -1) : key, where, kind, required };
  });
}

/** Fields by name; a name that ends in `!` is required. */
export const query = (kinds: Readonly<Record<string, FieldKind>>): Field[] => place('query', kinds);
export const form = (kinds: Readonly<Record<string, FieldKind>>): Field[] => place('form', kinds);
export const multipart = (kinds: Readonly<Record<string, FieldKind>>): Field[] => place('multipart', kinds);

export type PathParams = Readonly<Record<string, string | number>>;

/** The path with its places filled. Throws where a place has no value: that is a mistake in our own code. */
export function fillPath(template: string, params: PathParams = {}): string {
  return template.replace(/:([a-z_]+)/g, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`No value for ":${name}" in ${template}.`);
    return encodeURIComponent(String(value));
  });
}

export type FieldValue = string | number | boolean | null | undefined;

/** Name and text of each field that has a value; booleans become the words `true` and `false` [seed]. */
export function fieldPairs(values: Readonly<Record<string, FieldValue>>): [string, string][] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, String(value)]);
}

/** `name=value&...` for a query or a form body. A half surrogate pair, which has no encoding, becomes U+FFFD. */
export function encodeFields(values: Readonly<Record<string, FieldValue>>): string {
  return fieldPairs(values)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed())}`)
    .join('&');
}
