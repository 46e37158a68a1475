/** Checks a request's fields against the endpoint table, with the reference's errors. */
import type { Field } from '../../shared/api/endpoint.ts';
import { parseDate, parseDateTime } from '../../shared/api/times.ts';
import { errors } from './errors.ts';

export type RawFields = Readonly<Record<string, unknown>>;

const INTEGER = /^\d{1,15}$/;

/** Fields that have passed the check. Asking for one of the wrong kind or an absent one gives undefined. */
export class Fields {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    return this.#values.get(name);
  }

  integer(name: string): number | undefined {
    const value = this.#values.get(name);
    return value === undefined ? undefined : Number(value);
  }

  flag(name: string): boolean {
    return this.#values.get(name) === 'true';
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Milliseconds of a date or a datetime. */
  time(name: string): number | undefined {
    const value = this.#values.get(name);
    return value === undefined ? undefined : (parseDateTime(value) ?? parseDate(value));
  }

  /** Refuses a field that this request needs though the table lets it be absent. */
  need(name: string): string {
    const value = this.#values.get(name);
    if (value === undefined) throw errors.missingParameter(name);
    return value;
  }
}

function check(field: Field, value: string): void {
  switch (field.kind) {
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw errors.invalidValue(field.name);
      return;
    case 'integer':
      if (!INTEGER.test(value)) throw errors.invalidValue(field.name);
      return;
    case 'date':
      if (parseDate(value) === undefined) throw errors.invalidDate();
      return;
    case 'datetime':
      if (parseDateTime(value) === undefined) throw errors.invalidDateTime();
      return;
    case 'emails':
      if (!value.split(',').every((email) => email === '' || /^[^@\s]+@[^@\s]+$/.test(email.trim())))
        throw errors.invalidValue(field.name);
      return;
    case 'text':
    case 'secret':
    case 'file':
      return;
  }
}

/** Fields of the table that the request carries; unknown ones are ignored. `file` parts are the upload's own affair. */
export function checkFields(specs: readonly Field[], raw: RawFields): Fields {
  const values = new Map<string, string>();
  for (const field of specs) {
    if (field.kind === 'file') continue;
    const value = raw[field.name];
    if (value === undefined) {
      if (field.required) throw errors.missingParameter(field.name);
      continue;
    }
    if (typeof value !== 'string') throw errors.invalidValue(field.name);
    check(field, value);
    values.set(field.name, value);
  }
  return new Fields(values);
}
