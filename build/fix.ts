/** `npm run fix`: formats everything, mends what the linter can mend by itself, and refreshes what is generated. */
import path from 'node:path';
import { refreshDecisionTable } from './decision-table.ts';
import { ROOT } from './inputs.ts';
import { show } from './step.ts';

refreshDecisionTable(path.join(ROOT, 'ARCHITECTURE.md'));
process.exitCode = await show('biome', ['check', '--write', ...process.argv.slice(2)]);
