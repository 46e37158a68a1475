import { InvalidArgumentError } from 'commander';
import * as z from 'zod';
import { contract } from '../../../shared/contract/contract.ts';
import { say } from '../../../shared/text/say.ts';
import { rootIdArgument } from '../arguments.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

function onOrOff(word: string): boolean {
  if (word !== 'on' && word !== 'off') throw new InvalidArgumentError('It is `on` or `off`.');
  return word === 'on';
}

export const alias: Verb = {
  name: 'alias',
  summary: 'give what has a name that cannot exist here another one here; list what has one',
  needs: ['aliases', 'changeLink'],
  answer: z.union([contract.aliases.output, contract.changeLink.output]),
  declare: (command, run) =>
    command
      .argument('[ROOT_ID]', 'as `leitz-cloud status` lists it', rootIdArgument)
      .argument('[on|off]', 'allow other names in this link, or no more', onOrOff)
      .action((rootId: number | undefined, aliases: boolean | undefined) =>
        run(async (face) => {
          if (rootId !== undefined && aliases !== undefined) {
            const changed = await face.ask('changeLink', { rootId, aliases });
            face.show(changed, () =>
              changed.aliases
                ? `Names that cannot exist here get another one in ${shown(changed.folder)}; in the cloud they stay as they are.`
                : `No other names in ${shown(changed.folder)}: what has one goes into the local trash and waits for its name.`,
            );
            return undefined;
          }
          const found = await face.ask('aliases', rootId === undefined ? {} : { rootId });
          face.show(found, () =>
            found.length === 0
              ? 'Everything here has its own name.'
              : found.map(
                  ({ rootId: root, path, localName, reason }) =>
                    `${root}:${shown(path)} is ${shown(localName)} here. ${say(reason, { path: shown(path) }, 'en').split('. ')[0]}.`,
                ),
          );
          return undefined;
        }),
      ),
};
