import { contract } from '../../../shared/contract/contract.ts';
import type { Verb } from '../verb.ts';

export const resume: Verb = {
  name: 'resume',
  summary: 'let the running one go on',
  needs: ['resume'],
  answer: contract.resume.output,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        await face.needRunning();
        const done = await face.ask('resume', {});
        face.show(done, () => (done.wasPaused ? 'Going on.' : 'It was not paused.'));
        return undefined;
      }),
    ),
};
