import * as z from 'zod';
import { contract } from '../../../shared/contract/contract.ts';
import { Refused } from '../../headless/refused.ts';
import { table } from '../format.ts';
import type { Verb } from '../verb.ts';

type Value = string | number | boolean | null;

/** The word of the command line as a value of the kind that the setting has. */
export function valueLike(word: string, model: Value): Value {
  if (word === 'default') return null;
  if (typeof model === 'boolean' && (word === 'true' || word === 'false')) return word === 'true';
  if (typeof model === 'number' && word.trim() !== '' && Number.isFinite(Number(word))) return Number(word);
  return word;
}

export const settings: Verb = {
  name: 'settings',
  summary: 'show or change settings; the value `default` puts the default back',
  needs: ['settings', 'changeSetting'],
  answer: z.union([contract.settings.output, contract.changeSetting.output]),
  declare: (command, run) =>
    command
      .argument('[KEY]', 'only this one')
      .argument('[VALUE]', 'what it becomes')
      .action((key: string | undefined, word: string | undefined) =>
        run(async (face) => {
          const all = await face.ask('settings', key === undefined ? {} : { key });
          const [one] = all;
          if (key !== undefined && one === undefined)
            throw new Refused({ code: 'wrong-usage', path: key, detail: 'setting-unknown' });
          if (key === undefined || one === undefined) {
            const rows = all.map((setting) => [setting.key, String(setting.value), String(setting.default)]);
            face.show(all, () => table(['KEY', 'VALUE', 'DEFAULT'], rows));
            return undefined;
          }
          const now =
            word === undefined ? one : await face.ask('changeSetting', { key, value: valueLike(word, one.default) });
          face.show(now, () => `${now.key} = ${String(now.value)}`);
          return undefined;
        }),
      ),
};
