/** Gets a password without showing it, from a terminal or from one line of standard input; never from argv. */
import type { Surroundings } from './surroundings.ts';

/** What was typed so far and what the key did to it. Pure, so that it can be tested key by key. */
export type Typed =
  | { readonly state: 'typing'; readonly text: string }
  | { readonly state: 'done'; readonly text: string }
  | { readonly state: 'interrupted' };

export function typeKeys(before: string, keys: string): Typed {
  let text = before;
  for (const key of keys) {
    if (key === '\r' || key === '\n') return { state: 'done', text };
    if (key === '\u0003') return { state: 'interrupted' };
    // End of input on an empty line gives up; otherwise it ends the line, as a shell does.
    if (key === '\u0004') return text === '' ? { state: 'interrupted' } : { state: 'done', text };
    if (key === '\u007f' || key === '\b') text = [...text].slice(0, -1).join('');
    else if (key === '\u0015') text = '';
    else if (key >= ' ') text += key;
  }
  return { state: 'typing', text };
}

/** Asks on the terminal; undefined where the user gave up. The caller makes sure that there is one. */
export function promptHidden(
  question: string,
  around: Pick<Surroundings, 'stdin' | 'err'>,
): Promise<string | undefined> {
  const { stdin, err } = around;
  err(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve) => {
    let text = '';
    const done = (answer: string | undefined) => {
      stdin.off('data', take);
      stdin.off('end', end);
      stdin.setRawMode(false);
      stdin.pause();
      err('\n');
      resolve(answer);
    };
    const end = () => done(undefined);
    const take = (chunk: string | Buffer) => {
      const typed = typeKeys(text, String(chunk));
      if (typed.state === 'typing') text = typed.text;
      else done(typed.state === 'done' ? typed.text : undefined);
    };
    stdin.on('data', take);
    stdin.on('end', end);
  });
}

const LINE_LIMIT = 8192;

/** The first line of standard input, without its end. */
export async function firstLine(stdin: NodeJS.ReadStream): Promise<string> {
  let text = '';
  stdin.setEncoding('utf8');
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.includes('\n') || text.length > LINE_LIMIT) break;
  }
  return (text.split('\n')[0] ?? '').replace(/\r$/u, '');
}
