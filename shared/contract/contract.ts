/**
 * The one declaration of everything a face can ask of the engine. The command line, the socket, the page and the
 * window all derive from it; whoever implements it must have every method or does not compile.
 */
import type * as z from 'zod';
import { accountMethods } from './account.ts';
import { conflictMethods } from './conflicts.ts';
import { diagnosticMethods } from './diagnostics.ts';
import { fileMethods } from './files.ts';
import { heldMethods } from './held.ts';
import { historyMethods } from './history.ts';
import { ignoreMethods } from './ignore.ts';
import { linkMethods } from './links.ts';
import type { DeepReadonly } from './method.ts';
import { networkMethods } from './network.ts';
import { placeMethods } from './places.ts';
import { planSummaryMethods } from './plan-summary.ts';
import { type Failure, failed, type Result, toFailure } from './result.ts';
import { searchMethods } from './search.ts';
import { settingMethods } from './settings.ts';
import { shareMethods } from './shares.ts';
import { statusMethods } from './status.ts';
import { syncMethods } from './sync.ts';
import { updateMethods } from './updates.ts';

export const contract = {
  ...accountMethods,
  ...linkMethods,
  ...statusMethods,
  ...syncMethods,
  ...conflictMethods,
  ...heldMethods,
  ...fileMethods,
  ...searchMethods,
  ...placeMethods,
  ...ignoreMethods,
  ...planSummaryMethods,
  ...shareMethods,
  ...historyMethods,
  ...settingMethods,
  ...networkMethods,
  ...diagnosticMethods,
  ...updateMethods,
};

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** What a caller gives: fields with a default may be left out. */
export type Input<Name extends MethodName> = DeepReadonly<z.input<Contract[Name]['input']>>;
/** What a handler gets: parsed, defaults filled in. */
export type Parsed<Name extends MethodName> = DeepReadonly<z.output<Contract[Name]['input']>>;
export type Output<Name extends MethodName> = DeepReadonly<z.output<Contract[Name]['output']>>;

export type Handler<Name extends MethodName> = (input: Parsed<Name>) => Promise<Output<Name>>;
/** All methods. Handlers throw the engine's errors; `invoke` turns them into a `Result`. */
export type Handlers = { readonly [Name in MethodName]: Handler<Name> };
/** A version that lacks some: those answer `not-available`. */
export type SomeHandlers = Partial<Handlers>;

/** The same methods as a face sees them. */
export type Call = <Name extends MethodName>(name: Name, input: Input<Name>) => Promise<Result<Output<Name>>>;

export const isMethodName = (name: string): name is MethodName => Object.hasOwn(contract, name);

/** The first problem of an input, as `field: what is wrong`. */
function wrongInput(error: z.core.$ZodError): Failure {
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  return { code: 'wrong-usage', detail: field === '' ? (issue?.message ?? '') : `${field}: ${issue?.message}` };
}

/**
 * Checks the input, calls the handler, and turns what it throws into a failure. An answer that does not fit the
 * contract is passed on as it is: the handlers' types keep it, and a face must not fail over a field.
 */
export async function invoke(handlers: SomeHandlers, name: string, input: unknown): Promise<Result<unknown>> {
  if (!isMethodName(name)) return failed({ code: 'not-available', detail: name });
  const parsed = contract[name].input.safeParse(input ?? {});
  if (!parsed.success) return failed(wrongInput(parsed.error));
  // The handler of this name takes exactly what this name's schema gave; the compiler cannot see that they go together.
  const handler = handlers[name] as ((input: unknown) => Promise<unknown>) | undefined;
  if (handler === undefined) return failed({ code: 'not-available', detail: name });
  try {
    return { ok: true, value: await handler(parsed.data) };
  } catch (thrown) {
    return failed(toFailure(thrown));
  }
}

/** The handlers of this process as a face calls them; the input is checked as it is for everybody else. */
export function callOf(handlers: SomeHandlers): Call {
  // `invoke` answers what the handler of that name answers, from which the types of `Call` are derived.
  return ((name, input) => invoke(handlers, name, input)) as Call;
}
