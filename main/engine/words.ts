/** The engine's fine kinds of action, folded into those that people and scripts see. */
import type { ActionName, SideName } from '../../shared/model/states.ts';
import type { ActionKind } from '../plan/types.ts';

const NAMES: Readonly<Record<ActionKind, readonly [ActionName, SideName]>> = {
  read: ['read', 'local'],
  'make-cloud-folder': ['make-folder', 'cloud'],
  'make-local-folder': ['make-folder', 'local'],
  'upload-new': ['upload', 'cloud'],
  'upload-edit': ['upload', 'cloud'],
  'download-new': ['download', 'local'],
  'download-edit': ['download', 'local'],
  'move-cloud': ['move', 'cloud'],
  'move-local': ['move', 'local'],
  'delete-cloud': ['delete', 'cloud'],
  'delete-local': ['delete', 'local'],
  adopt: ['adopt', 'local'],
  'keep-both': ['keep-both', 'local'],
  'set-aside-local': ['set-aside', 'local'],
  'set-aside-cloud': ['set-aside', 'cloud'],
  'step-aside': ['move', 'local'],
  agree: ['adopt', 'local'],
  forget: ['forget', 'local'],
  unbind: ['forget', 'local'],
  'evict-local': ['delete', 'local'],
};

const isKind = (kind: string): kind is ActionKind => Object.hasOwn(NAMES, kind);

export const actionName = (kind: string): ActionName => (isKind(kind) ? NAMES[kind][0] : 'forget');
export const actionSide = (kind: string): SideName => (isKind(kind) ? NAMES[kind][1] : 'local');

/** The fine kinds behind the actions that people see. */
export const kindsOf = (actions: readonly ActionName[]): readonly string[] =>
  Object.entries(NAMES).flatMap(([kind, [name]]) => (actions.includes(name) ? [kind] : []));

export const isoTime = (ms: number): string => new Date(ms).toISOString();
/** A path as people see it inside a root. */
export const rooted = (path: string): string => `/${path}`;
