/**
 * The measure for the stand-in's speed: an HTTPS server of Node that writes each body it gets to a file and gives files back, and does nothing else.
 * Started by bench.ts in a process of its own: `node bare-server.ts DIR`; prints its address and CA as one line of JSON.
 */
import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import path from 'node:path';
import { certificatesIn } from './certificates.ts';

const folder = process.argv[2] ?? '.';
mkdirSync(folder, { recursive: true });
const { certificatePem, caPem, keyPem, caFile } = await certificatesIn(folder);
let count = 0;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    const bytes = await readFile(path.join(folder, path.basename(request.url ?? '')));
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length }).end(bytes);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  count += 1;
  await writeFile(path.join(folder, `${count}`), Buffer.concat(chunks));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: count }));
}

const server = createServer({ cert: `${certificatePem}\n${caPem}`, key: keyPem }, (request, response) => {
  answer(request, response).catch(() => response.writeHead(500).end());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`${JSON.stringify({ url: `https://127.0.0.1:${port}`, ca: caFile })}\n`);
});
