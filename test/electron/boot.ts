/** Runs a built main file as Electron would: with `electron` resolved to the stand-in, then becoming ready. */
import { createRequire, registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// As the program sees it: itself, the main file, its words.
process.argv.splice(1, 1);
const main = process.argv[1] ?? '';
// The folder beside the archive in a package; the packager puts things there for electron-updater.
Object.defineProperty(process, 'resourcesPath', {
  value: process.env['STAND_IN_RESOURCES'] ?? path.dirname(main),
});
const standIn = pathToFileURL(path.join(import.meta.dirname, 'module.ts')).href;

registerHooks({
  resolve: (name, context, next) => (name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context)),
});

const { listenToTests } = await import('./control.ts');
const { app } = await import('./app.ts');
listenToTests();
// A test of the recorder for the real Electron: it has to see the same as the stand-in's own.
const { STAND_IN_RECORDER: recorder } = process.env;
if (recorder !== undefined) createRequire(import.meta.url)(recorder);
await import(pathToFileURL(main).href);
app.becomeReady();
