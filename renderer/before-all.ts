/** Runs before any schema is made: under our policy nothing may be compiled from text, and zod need not find out by trying. */
import * as z from 'zod';

z.config({ jitless: true });
