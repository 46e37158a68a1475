/** What a cloud was found not to have, kept among the settings of this installation, so that every face can tell it. */
import * as z from 'zod';
import type { HomeState } from './home-state.ts';
import type { FeatureMemory } from './remote/features.ts';

const kept = z.array(z.object({ feature: z.string(), endpoint: z.string() }));

export function featureMemory(
  state: Pick<HomeState, 'setting' | 'setSetting'>,
  account: { readonly server: string; readonly user: string },
): FeatureMemory {
  const key = `missing ${account.server} ${account.user}`;
  const read = (): z.infer<typeof kept> => {
    const text = state.setting(key);
    return text === undefined ? [] : (kept.safeParse(JSON.parse(text)).data ?? []);
  };
  return {
    read,
    write: (missing) => state.setSetting(key, missing.length === 0 ? undefined : JSON.stringify(missing)),
  };
}
