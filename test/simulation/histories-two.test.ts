import { historiesSuite } from '../support/sim-suite.ts';

historiesSuite(1_000_001, 1000, 1000);
