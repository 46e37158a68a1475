/**
 * Names that take no part in syncing by themselves: what operating systems and programs drop beside files, and what the
 * vendor's own client leaves out for good (its published list). Checked the same way on both sides.
 */
import type { Kind } from './types.ts';

interface Rule {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly kind?: Kind;
}

const RULES: readonly Rule[] = [
  { rule: '.DS_Store', pattern: /^\.DS_Store$/iu, kind: 'file' },
  { rule: '._*', pattern: /^\._/u, kind: 'file' },
  { rule: 'Icon\\r', pattern: /^Icon\r$/u, kind: 'file' },
  { rule: 'Thumbs.db', pattern: /^(thumbs\.db|ehthumbs\.db|desktop\.ini)$/iu, kind: 'file' },
  { rule: '$RECYCLE.BIN', pattern: /^\$RECYCLE\.BIN$/iu, kind: 'folder' },
  { rule: '.Trash-*', pattern: /^\.Trash-\d+$/u, kind: 'folder' },
  { rule: 'lost+found', pattern: /^lost\+found$/u, kind: 'folder' },
  { rule: '~$*', pattern: /^~\$/u, kind: 'file' },
  { rule: '.~lock.*#', pattern: /^\.~lock\..*#$/u, kind: 'file' },
  { rule: '~*', pattern: /^~/u, kind: 'file' },
  { rule: '*~', pattern: /~$/u, kind: 'file' },
  { rule: '*.tmp', pattern: /\.tmp$/iu, kind: 'file' },
  { rule: '*.lock', pattern: /\.lock$/iu, kind: 'file' },
  { rule: '*.swp', pattern: /\.sw[opx]$/iu, kind: 'file' },
  { rule: '*.laccdb', pattern: /\.laccdb$/iu, kind: 'file' },
  { rule: '*.dwl', pattern: /\.dwl\d*$/iu, kind: 'file' },
  { rule: '*.part', pattern: /\.(part|crdownload|partial|download)$/iu, kind: 'file' },
  { rule: '.goutputstream-*', pattern: /^\.goutputstream-/u, kind: 'file' },
  { rule: '4913', pattern: /^4913$/u, kind: 'file' },
];

/**
 * The rule that leaves the name out, or undefined.
 *
 * @param excludedExtensions the organization's, with their dots, in lower case
 */
export function ignoreRule(name: string, kind: Kind, excludedExtensions: readonly string[]): string | undefined {
  const found = RULES.find((rule) => (rule.kind === undefined || rule.kind === kind) && rule.pattern.test(name));
  if (found !== undefined) return found.rule;
  if (kind === 'folder') return undefined;
  const lower = name.toLowerCase();
  const extension = excludedExtensions.find((ending) => lower.endsWith(ending));
  return extension === undefined ? undefined : `organization: *${extension}`;
}
