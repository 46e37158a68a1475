/** A page over a stub engine, and plain requests that bring exactly the headers they are given. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { startPage } from '../../../../app/headless/page.ts';
import type { SomeHandlers } from '../../../../shared/contract/contract.ts';
import { stubEngine } from './stub-engine.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request; `Host` is as given, or the page's own. */
export function ask(port: number, to: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: to, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject);
    sent.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: '' });
    });
    sent.end(body);
  });
}

export async function openPage(handlers: SomeHandlers = {}) {
  const renderer = mkdtempSync(path.join(tmpdir(), 'leitz-page-'));
  writeFileSync(path.join(renderer, 'index.html'), '<!doctype html><title>The face</title>');
  const engine = stubEngine(handlers);
  const page = await startPage({ engine, version: '1.2.3', renderer });
  onTestFinished(async () => {
    await page.close();
    rmSync(renderer, { recursive: true, force: true });
  });
  return { page, engine, port: page.port, origin: `http://127.0.0.1:${page.port}` };
}

/** What a browser that was let in has: the cookie, and the key that only the page itself can read. */
export interface Inside {
  readonly cookie: string;
  readonly key: string;
}

/** Opens an invitation like a browser. */
export async function enter(page: { readonly port: number; invite(): string }): Promise<Inside> {
  const { headers, body } = await ask(page.port, new URL(page.invite()).pathname);
  return {
    cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '',
    key: /name="leitz-face" content="([^"]+)"/u.exec(body)?.[1] ?? '',
  };
}
