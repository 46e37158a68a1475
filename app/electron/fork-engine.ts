/** Starts the engine's process. */
import { utilityProcess } from 'electron';
import type { Child } from './engine-process.ts';

/** @param file absolute path of the bundled `engine-main.ts` */
export function forkEngine(file: string): Child {
  const child = utilityProcess.fork(file, [], { serviceName: 'Leitz Cloud sync engine', stdio: 'inherit' });
  return {
    postMessage: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => child.kill(),
  };
}
