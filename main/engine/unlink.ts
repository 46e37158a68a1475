/** Ends a link: files stay on both sides, what we knew of them goes. */
import type { LinkRecord } from '../home-state.ts';
import { forgetAliases } from './aliases.ts';
import type { Engine } from './engine.ts';

export async function unlink(engine: Engine, record: LinkRecord): Promise<void> {
  await engine.closeLink(record.id);
  engine.parts.state.removeLink(record.id);
  engine.parts.deleteJournal(record);
  forgetAliases(engine.parts.state, record);
  await engine.parts.unmark(record).catch(() => undefined);
}
