/** What is in a file, as the contract's preview gives it. Pure. */
import type { Output } from '../../../shared/contract/contract.ts';

type Preview = Output<'preview'>;

export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly url: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'other' };

const IMAGES = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/svg+xml',
  'image/bmp',
]);

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** Text is what decodes as UTF-8 and has no NUL in it, whatever its name says. */
function textOf(base64: string): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(base64));
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

export function contentOf({ base64, mediaType, truncated }: Preview): Content {
  if (IMAGES.has(mediaType))
    return truncated ? { kind: 'too-large' } : { kind: 'image', url: `data:${mediaType};base64,${base64}` };
  if (truncated) return { kind: 'too-large' };
  const text = textOf(base64);
  return text === undefined ? { kind: 'other' } : { kind: 'text', text };
}
