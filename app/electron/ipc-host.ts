/** The shell's end of the bridge: known sender, parsed input, a `Result` as the answer. Nothing is thrown across. */
import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import * as z from 'zod';
import { contract, isMethodName } from '../../shared/contract/contract.ts';
import { localPath } from '../../shared/contract/primitives.ts';
import { failed, type Result, toFailure } from '../../shared/contract/result.ts';
import { ABOUT, CALL, OPEN_PATH, PICK_FOLDER, READY, SHOW_IN_FOLDER } from './channels.ts';
import { FACE_ORIGIN } from './identity.ts';

export interface IpcHostOptions {
  /** Whether this is our window. */
  readonly isKnown: (webContentsId: number) => boolean;
  readonly onReady: (webContentsId: number) => void;
  /** The input is parsed. */
  readonly call: (name: string, input: unknown) => Promise<Result<unknown>>;
  readonly about: () => Promise<unknown>;
  readonly pickFolder: () => Promise<string | undefined>;
  readonly openPath: (path: string) => Promise<void>;
  readonly showInFolder: (path: string) => Promise<void>;
}

const methodName = z.string().max(100);

/** The input as the contract says it, or why not. */
export function parseCall(name: unknown, input: unknown): Result<{ readonly name: string; readonly input: unknown }> {
  const known = methodName.safeParse(name).data;
  if (known === undefined || !isMethodName(known))
    return failed({ code: 'not-available', detail: String(name).slice(0, 100) });
  const parsed = contract[known].input.safeParse(input ?? {});
  if (parsed.success) return { ok: true, value: { name: known, input: parsed.data } };
  const issue = parsed.error.issues[0];
  return failed({ code: 'wrong-usage', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
}

type Sent = Pick<IpcMainInvokeEvent | IpcMainEvent, 'sender' | 'senderFrame'>;

/** Only the main frame of our own window, showing our own page. */
function isTrusted({ sender, senderFrame }: Sent, isKnown: IpcHostOptions['isKnown']): boolean {
  if (senderFrame === null || senderFrame.parent !== null) return false;
  return isKnown(sender.id) && senderFrame.url.startsWith(`${FACE_ORIGIN}/`);
}

export function hostIpc(options: IpcHostOptions): void {
  const handle = (channel: string, answer: (...words: unknown[]) => Promise<unknown>, refusal?: unknown): void => {
    ipcMain.handle(channel, async (event, ...words: unknown[]) => {
      if (!isTrusted(event, options.isKnown)) return refusal;
      return answer(...words);
    });
  };
  const ofPath = (act: (path: string) => Promise<void>) => async (given: unknown) => {
    const path = localPath.safeParse(given).data;
    if (path !== undefined) await act(path);
  };
  const call = async (name: unknown, input: unknown): Promise<Result<unknown>> => {
    const parsed = parseCall(name, input);
    if (!parsed.ok) return parsed;
    try {
      return await options.call(parsed.value.name, parsed.value.input);
    } catch (thrown) {
      return failed(toFailure(thrown));
    }
  };
  handle(CALL, call, failed({ code: 'forbidden', detail: 'unknown sender' }));
  handle(ABOUT, () => options.about());
  handle(PICK_FOLDER, () => options.pickFolder());
  handle(OPEN_PATH, ofPath(options.openPath));
  handle(SHOW_IN_FOLDER, ofPath(options.showInFolder));
  ipcMain.on(READY, (event) => {
    if (isTrusted(event, options.isKnown)) options.onReady(event.sender.id);
  });
}
