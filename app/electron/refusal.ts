/** The engine cannot open its home: says why, and offers the way out where there is one. */
import { dialog } from 'electron';
import type { Failure } from '../../shared/contract/result.ts';
import { type Language, say } from '../../shared/text/say.ts';
import { APP_NAME } from './identity.ts';
import { shellWords } from './words.ts';

/** `take-over`: ask the process that holds the home to end, and try again. */
export async function askAboutRefusal(failure: Failure, language: Language): Promise<'take-over' | 'quit'> {
  const { inUse } = shellWords(language);
  const { code, path, detail } = failure;
  if (code !== 'home-in-use') {
    dialog.showErrorBox(APP_NAME, say(code, { path, detail }, language));
    return 'quit';
  }
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: APP_NAME,
    message: inUse.message,
    detail: inUse.detail([path, detail].filter((part) => part !== undefined).join('\n')),
    buttons: [inUse.takeOver, inUse.quit],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0 ? 'take-over' : 'quit';
}
