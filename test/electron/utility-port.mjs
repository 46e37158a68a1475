/** Gives a forked process what Electron gives a utility process: `process.parentPort`. */
import { EventEmitter } from 'node:events';

const port = new EventEmitter();
// What comes before anybody listens waits, as in a message port.
let early = [];
process.on('message', (data) => {
  if (early === undefined) port.emit('message', { data, ports: [] });
  else early.push(data);
});
port.on('newListener', (event) => {
  if (event !== 'message' || early === undefined) return;
  const waiting = early;
  early = undefined;
  setImmediate(() => {
    for (const data of waiting) port.emit('message', { data, ports: [] });
  });
});
port.postMessage = (message) => process.connected && process.send?.(message);
process.parentPort = port;
// A utility process ends with the program that started it.
process.on('disconnect', () => process.exit(0));
