/** What one method of the contract is, and the two words that declare one. */
import type * as z from 'zod';

export interface Method<
  Name extends string = string,
  Kind extends 'query' | 'command' = 'query' | 'command',
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly name: Name;
  /** A query changes nothing; a command may. */
  readonly kind: Kind;
  readonly input: Input;
  readonly output: Output;
}

export function query<const Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  name: Name,
  input: Input,
  output: Output,
): Method<Name, 'query', Input, Output> {
  return { name, kind: 'query', input, output };
}

export function command<const Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  name: Name,
  input: Input,
  output: Output,
): Method<Name, 'command', Input, Output> {
  return { name, kind: 'command', input, output };
}

/** The same shape with every field and list read-only: handlers give out what they must not change afterwards. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
