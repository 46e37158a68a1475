import { contract } from '../../../shared/contract/contract.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const untrash: Verb = {
  name: 'untrash',
  summary: 'bring an item back from the trash',
  needs: ['untrash'],
  answer: contract.untrash.output,
  declare: (command, run) =>
    command.argument('<ID>', 'as `leitz-cloud trash` lists it').action((id: string) =>
      run(async (face) => {
        const done = await face.ask('untrash', { id });
        face.show(done, () => `${shown(done.path)} is back.`);
        return undefined;
      }),
    ),
};
