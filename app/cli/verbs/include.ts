import { contract } from '../../../shared/contract/contract.ts';
import { placeArgument } from '../arguments.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const include: Verb = {
  name: 'include',
  summary: 'take back a folder that was left out',
  needs: ['include'],
  answer: contract.include.output,
  declare: (command, run) =>
    command.argument('<PATH>', 'inside a linked folder, or ROOT_ID:/path/in/the/cloud').action((word: string) =>
      run(async (face) => {
        const done = await face.ask('include', { path: placeArgument(word, face.around.cwd) });
        face.show(done, () => `${shown(done.path)}: ${done.state}.`);
        return undefined;
      }),
    ),
};
