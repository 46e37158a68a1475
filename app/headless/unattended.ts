/** Set-up from a file, for whoever rolls the program out: sign in, link, set. Doing it again changes nothing. */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { AccountState } from '../../shared/contract/account.ts';
import type { Call, Input, MethodName, Output } from '../../shared/contract/contract.ts';
import { Refused } from './refused.ts';

const planShape = z.strictObject({
  server: z.string().min(1),
  user: z.string().min(1),
  /** Certificate authority (PEM); a path from the file's own folder. */
  ca: z.string().min(1).optional(),
  /** Certificate of this computer with its key, for servers that want one: .p12, .pfx or PEM, without a passphrase. */
  client: z.string().min(1).optional(),
  /** Its key (PEM), where that is a file of its own. */
  key: z.string().min(1).optional(),
  /** Roots by id or by name, each with its folder, which is made. */
  roots: z
    .array(
      z.strictObject({
        root: z.union([z.int().nonnegative(), z.string().min(1)]),
        folder: z.string().min(1),
        exclude: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});
export type SetUpPlan = z.infer<typeof planShape>;

export const setUpAnswer = z.object({
  user: z.string(),
  server: z.string(),
  /** False where this person was signed in already. */
  signedIn: z.boolean(),
  links: z.array(z.object({ rootId: z.int(), folder: z.string(), made: z.boolean() })),
  settings: z.array(z.string()),
});
export type SetUpAnswer = z.infer<typeof setUpAnswer>;

/** Reads the file; a password in it is refused like any other field that is not known. */
export async function readSetUp(file: string): Promise<SetUpPlan> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Refused({ code: 'file-missing', path: file });
  });
  const refuse = (detail: string) => new Refused({ code: 'wrong-usage', path: file, detail });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What a parser says about the text may show a piece of it.
    throw refuse('this is not JSON');
  }
  const parsed = planShape.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? ''}`);
  }
  const from = path.dirname(path.resolve(file));
  const { ca, client, key, roots, ...rest } = parsed.data;
  return {
    ...rest,
    ...(ca === undefined ? {} : { ca: path.resolve(from, ca) }),
    ...(client === undefined ? {} : { client: path.resolve(from, client) }),
    ...(key === undefined ? {} : { key: path.resolve(from, key) }),
    roots: roots.map((root) => ({ ...root, folder: path.resolve(from, root.folder) })),
  };
}

async function ask<Name extends MethodName>(call: Call, name: Name, input: Input<Name>): Promise<Output<Name>> {
  const result = await call(name, input);
  if (result.ok) return result.value;
  throw new Refused(result.error);
}

/** The account of the plan where several are signed in, so that a root's name means one of its own. */
async function accountOf(call: Call, plan: SetUpPlan): Promise<AccountState | undefined> {
  const known = await ask(call, 'accounts', {});
  const server = new URL(plan.server.includes('://') ? plan.server : `https://${plan.server}`).origin;
  return known.find((one) => one.user === plan.user && one.server === server);
}

async function clientOf({ client, key }: SetUpPlan): Promise<Pick<Input<'signIn'>, 'client'>> {
  if (client === undefined) return {};
  const bytes = await readFile(client);
  if (!bytes.includes('-----BEGIN ')) return { client: { pkcs12: bytes.toString('base64') } };
  const certificate = bytes.toString('utf8');
  return { client: { certificate, key: key === undefined ? certificate : await readFile(key, 'utf8') } };
}

async function signIn(call: Call, plan: SetUpPlan, password: () => Promise<string>): Promise<boolean> {
  const mine = await accountOf(call, plan);
  if (mine?.signedIn === true) return false;
  const ca = plan.ca === undefined ? {} : { ca: await readFile(plan.ca, 'utf8') };
  await ask(call, 'signIn', {
    server: plan.server,
    user: plan.user,
    password: await password(),
    ...ca,
    ...(await clientOf(plan)),
  });
  return true;
}

async function link(call: Call, plan: SetUpPlan): Promise<SetUpAnswer['links']> {
  if (plan.roots.length === 0) return [];
  const mine = await accountOf(call, plan);
  const known = await ask(call, 'roots', mine === undefined ? {} : { account: mine.id });
  const done: SetUpAnswer['links'] = [];
  for (const { root, folder, exclude } of plan.roots) {
    const named = known.filter(({ id, name }) => id === root || name === root);
    const [found] = named;
    if (found === undefined || named.length > 1) {
      const detail = found === undefined ? 'there is no such root' : 'several roots have this name; give its number';
      throw new Refused({ code: 'wrong-usage', path: String(root), detail });
    }
    if (found.linkedTo !== null) {
      done.push({ rootId: found.id, folder: found.linkedTo, made: false });
      continue;
    }
    await mkdir(folder, { recursive: true });
    const made = await ask(call, 'link', { rootId: found.id, folder, exclude });
    done.push({ rootId: made.rootId, folder: made.folder, made: true });
  }
  return done;
}

/** @param password asked for only where it is needed */
export async function setUp(call: Call, plan: SetUpPlan, password: () => Promise<string>): Promise<SetUpAnswer> {
  // First of all, because the proxy to be used may be among them.
  for (const [key, value] of Object.entries(plan.settings)) await ask(call, 'changeSetting', { key, value });
  const signedIn = await signIn(call, plan, password);
  const links = await link(call, plan);
  return { user: plan.user, server: plan.server, signedIn, links, settings: Object.keys(plan.settings) };
}
