/** Names that cannot exist here: whether they get another one, and which have. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { Alias } from '../../../shared/contract/links.ts';
import { problemHere } from '../../plan/names.ts';
import type { SyncedNode } from '../../plan/types.ts';
import { allowAliases } from '../aliases.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { rooted } from '../words.ts';
import { infoOf } from './links.ts';

/** Why it cannot have its own name here. */
export function reasonOfAlias(link: Link, name: string): string {
  const problem = problemHere(name, link.policy().platform);
  if (problem === undefined) return 'case-clash';
  return problem === 'too-long' ? 'name-too-long' : 'illegal-name-here';
}

function describe(link: Link, { cloud, name, localName, kind }: SyncedNode): Alias[] {
  if (cloud === undefined || link.journal.cloud(cloud) === undefined) return [];
  const reason = reasonOfAlias(link, name);
  return [{ rootId: link.record.number, path: rooted(link.journal.cloudPath(cloud)), kind, localName, reason }];
}

export function aliasHandlers(engine: Engine) {
  return {
    changeLink: async ({ rootId, aliases }) => {
      const [link] = engine.linksOf(rootId);
      if (link === undefined) throw new Error('a link that is named is there');
      if (aliases !== undefined) allowAliases(engine.parts.state, link, aliases);
      return infoOf(engine, link);
    },
    aliases: async ({ rootId }) =>
      engine.linksOf(rootId).flatMap((link) => link.journal.agreedAliases().flatMap((node) => describe(link, node))),
  } satisfies SomeHandlers;
}
