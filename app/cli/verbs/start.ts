/** `start`: the daemon in the foreground, with what it does as lines. */
import { callOf } from '../../../shared/contract/contract.ts';
import { event, type Listener } from '../../../shared/contract/events.ts';
import { runDaemon } from '../../headless/daemon.ts';
import { openHome } from '../../headless/home.ts';
import type { Host } from '../../headless/host.ts';
import { Refused } from '../../headless/refused.ts';
import { activityLine } from '../activity-line.ts';
import { EXIT } from '../exit-status.ts';
import type { Face } from '../face.ts';
import { followActivity } from '../follow.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';
import { VERSION } from '../version.ts';

async function begin(face: Face, host: Host): Promise<void> {
  const { account, status } = host.engine.handlers;
  if (account !== undefined && !(await account({})).signedIn) throw new Refused({ code: 'sign-in-needed' });
  const links = (await status?.({}))?.links ?? [];
  face.note(
    links.length === 0
      ? 'No folder is linked yet: `leitz-cloud link ROOT_ID FOLDER` links one. Waiting for it; Ctrl-C ends.'
      : `Watching ${links.map((link) => shown(link.folder)).join(', ')} and the cloud. Ctrl-C or \`leitz-cloud stop\` ends.`,
  );
  const { engine } = host;
  if (face.flags.json) engine.on((news) => face.show(news, () => []));
  else if (!face.flags.quiet) {
    const call = callOf(engine.handlers);
    const subscribe = async (listener: Listener) => void engine.on(listener);
    await followActivity({ call, subscribe }, (entry) => face.show(entry, () => activityLine(entry)));
  }
}

export const start: Verb = {
  name: 'start',
  summary: 'watch both sides in the foreground until `stop` or a signal',
  needs: ['status'],
  answer: event,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const { home } = face.flags;
        await openHome(home);
        const endedBy = await runDaemon({
          home,
          command: 'start',
          version: VERSION,
          openEngine: face.around.openEngine,
          onReady: (host) => begin(face, host),
        });
        face.note(endedBy === 'stop' ? 'Stopped.' : 'Ended; what was on its way goes on at the next start.');
        // A service manager ends it with SIGTERM and expects 0; Ctrl-C is an interruption as for any other command.
        return endedBy === 'SIGINT' ? EXIT.interrupted : EXIT.done;
      }),
    ),
};
