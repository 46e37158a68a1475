/** `npm run fix`: formats everything and mends what the linter can mend by itself. */
import { show } from './step.ts';

process.exitCode = await show('biome', ['check', '--write', ...process.argv.slice(2)]);
