import { historiesSuite } from '../support/sim-suite.ts';

// Two files of the same size, so that two cores have half each.
historiesSuite(1, 1000, 1000);
