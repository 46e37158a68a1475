import * as z from 'zod';
import type { Verb } from '../verb.ts';

/** What is printed with `--json` where a verb fails. */
export const errorDocument = z.object({
  error: z.object({ code: z.string(), message: z.string(), path: z.string().optional() }),
});

/** One JSON Schema by verb. Fields may be added in later versions, so none of them closes its objects. */
export function schemas(verbs: readonly Verb[]): Record<string, unknown> {
  const of = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' });
  return Object.fromEntries([...verbs.map((verb) => [verb.name, of(verb.answer)]), ['error', of(errorDocument)]]);
}

/** The verb itself is made with the list of all verbs, which it is part of. */
export const schemaVerb = (verbs: () => readonly Verb[]): Verb => ({
  name: 'schema',
  summary: 'print the JSON Schema of every --json answer',
  needs: [],
  answer: z.record(z.string(), z.unknown()),
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const all = schemas(verbs());
        face.show(all, () => JSON.stringify(all, null, 2));
        return undefined;
      }),
    ),
});
