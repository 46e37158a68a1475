import { contract } from '../../../shared/contract/contract.ts';
import { placeArgument } from '../arguments.ts';
import { bytesInWords, moment, table } from '../format.ts';
import type { Verb } from '../verb.ts';

export const versions: Verb = {
  name: 'versions',
  summary: 'list the revisions of a file, newest first',
  needs: ['versions'],
  answer: contract.versions.output,
  declare: (command, run) =>
    command.argument('<PATH>', 'inside a linked folder, or ROOT_ID:/path/in/the/cloud').action((word: string) =>
      run(async (face) => {
        const found = await face.ask('versions', { path: placeArgument(word, face.around.cwd) });
        face.show(found, () =>
          table(
            ['REVISION', 'SIZE', 'CHANGED', 'BY', ''],
            found.map((one) => [
              one.revision,
              bytesInWords(one.size),
              moment(one.modifiedAt),
              one.by ?? '-',
              one.current ? 'current' : '',
            ]),
          ),
        );
        return undefined;
      }),
    ),
};
