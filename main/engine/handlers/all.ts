/** All handlers of the contract that this version has. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { Engine } from '../engine.ts';
import { accountHandlers } from './account.ts';
import { aliasHandlers } from './aliases.ts';
import { conflictHandlers } from './conflicts.ts';
import { diagnosticHandlers } from './diagnostics.ts';
import { fileHandlers } from './files.ts';
import { heldHandlers } from './held.ts';
import { entryOf, historyHandlers } from './history.ts';
import { ignoreHandlers } from './ignore.ts';
import { linkHandlers } from './links.ts';
import { lockHandlers } from './locks.ts';
import { networkHandlers } from './network.ts';
import { placeHandlers } from './places.ts';
import { planSummaryHandlers } from './plan-summary.ts';
import { previewHandlers } from './preview.ts';
import { searchHandlers } from './search.ts';
import { settingHandlers } from './settings.ts';
import { shareHandlers } from './shares.ts';
import { statusHandlers, statusOf } from './status.ts';
import { syncHandlers } from './sync.ts';
import { trashHandlers } from './trash.ts';
import { undoHandlers } from './undo.ts';
import { versionHandlers } from './versions.ts';

export function allHandlers(engine: Engine): SomeHandlers {
  engine.describe = () => ({ type: 'status', status: statusOf(engine) });
  engine.describeNewest = (link) => {
    const [newest] = link.journal.activity(1);
    return newest && { type: 'activity', entry: entryOf(link, newest) };
  };
  return {
    ...accountHandlers(engine),
    ...linkHandlers(engine),
    ...aliasHandlers(engine),
    ...statusHandlers(engine),
    ...syncHandlers(engine),
    ...conflictHandlers(engine),
    ...heldHandlers(engine),
    ...fileHandlers(engine),
    ...searchHandlers(engine),
    ...placeHandlers(engine),
    ...ignoreHandlers(engine),
    ...planSummaryHandlers(engine),
    ...historyHandlers(engine),
    ...settingHandlers(engine),
    ...networkHandlers(engine),
    ...versionHandlers(engine),
    ...trashHandlers(engine),
    ...lockHandlers(engine),
    ...previewHandlers(engine),
    ...shareHandlers(engine),
    ...undoHandlers(engine),
    ...diagnosticHandlers(engine),
  };
}
