/** The worker thread that lists folders: asked with `ListRequest`, answers with one or more `ListReply`. */
import { parentPort } from 'node:worker_threads';
import { readFolderSync } from './disk-list-folder.ts';
import { createPacker, type ListReply, type ListRequest } from './disk-list-pack.ts';

const port = parentPort;

function answer({ id, folders }: ListRequest, post: (reply: ListReply) => void): void {
  const last = { done: false };
  const packer = createPacker((packed) => post({ id, packed, done: last.done }));
  folders.forEach((folder, index) => {
    const end = readFolderSync(folder, (entry) => packer.add(index, entry));
    packer.end(index, end.end, 'detail' in end ? end.detail : '');
  });
  last.done = true;
  packer.finish();
}

port?.on('message', (request: ListRequest) => {
  answer(request, (reply) => port.postMessage(reply, [reply.packed.numbers.buffer]));
});
