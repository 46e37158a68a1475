/** `proxy`: how the cloud is reached. Its password comes from a prompt or from standard input, never from argv. */
import { contract, type Input, type Output } from '../../../shared/contract/contract.ts';
import { Refused } from '../../headless/refused.ts';
import { collected } from '../arguments.ts';
import type { Face } from '../face.ts';
import { shown } from '../format.ts';
import { firstLine, promptHidden } from '../password.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly user?: string;
  readonly passwordStdin?: true;
  readonly bypass?: string[];
}

async function passwordFor(face: Face, user: string, fromStdin: boolean): Promise<string | undefined> {
  const { stdin } = face.around;
  if (fromStdin) return firstLine(stdin);
  if (!stdin.isTTY) return undefined;
  const typed = await promptHidden(`Password of ${user} for the proxy (empty: the one of before): `, face.around);
  if (typed === undefined) throw new Refused({ code: 'cancelled' });
  return typed === '' ? undefined : typed;
}

async function inputOf(face: Face, where: string, options: Options): Promise<Input<'setProxy'>> {
  const { user, passwordStdin = false, bypass } = options;
  const words = bypass === undefined ? {} : { bypass: bypass.flatMap((word) => word.split(',')).filter(Boolean) };
  if (where === 'system' || where === 'none') return { mode: where, ...words };
  const password = user === undefined ? undefined : await passwordFor(face, user, passwordStdin);
  return {
    mode: 'manual',
    url: where,
    ...words,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
  };
}

const FROM = { setting: 'as set here', environment: 'as the environment says', system: 'as this computer is set up' };

/** What is set, and how each server is reached by it. */
export function proxyLines({ proxy, ways }: Output<'network'>): string[] {
  const by = proxy.user === null ? '' : ` as ${shown(proxy.user)}${proxy.hasPassword ? ', with a password' : ''}`;
  return [
    `Proxy: ${proxy.mode === 'manual' ? `${shown(proxy.url ?? '')}${by}` : proxy.mode}${proxy.fixed ? ' (fixed by the administrator)' : ''}`,
    ...(proxy.bypass.length === 0 ? [] : [`Not for: ${proxy.bypass.map(shown).join(', ')}`]),
    ...ways.map(
      ({ server, proxy: through, from }) =>
        `${shown(server)} is reached ${through === null ? 'directly' : `through ${shown(through)}`}, ${FROM[from]}.`,
    ),
  ];
}

export const proxy: Verb = {
  name: 'proxy',
  summary: 'show or set how the cloud is reached: system, none, or the address of a proxy',
  needs: ['network', 'setProxy'],
  answer: contract.network.output,
  declare: (command, run) =>
    command
      .argument('[WHERE]', '`system`, `none`, or http://, https:// or socks5:// with host and port')
      .option('--user <name>', 'who signs in to the proxy; asks for the password')
      .option('--password-stdin', 'take the password from the first line of standard input')
      .option('--bypass <hosts>', 'hosts that are reached without it, as in NO_PROXY; may be repeated', collected)
      .action((where: string | undefined, options: Options) =>
        run(async (face) => {
          const info =
            where === undefined
              ? await face.ask('network', {})
              : await face.ask('setProxy', await inputOf(face, where, options));
          face.show(info, () => proxyLines(info));
          return undefined;
        }),
      ),
};
