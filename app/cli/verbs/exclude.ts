import { contract } from '../../../shared/contract/contract.ts';
import { placeArgument } from '../arguments.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const exclude: Verb = {
  name: 'exclude',
  summary: 'leave a folder out on this computer; the cloud keeps it',
  needs: ['exclude'],
  answer: contract.exclude.output,
  declare: (command, run) =>
    command.argument('<PATH>', 'inside a linked folder, or ROOT_ID:/path/in/the/cloud').action((word: string) =>
      run(async (face) => {
        const done = await face.ask('exclude', { path: placeArgument(word, face.around.cwd) });
        face.show(done, () => `${shown(done.path)}: ${done.state}.`);
        return undefined;
      }),
    ),
};
