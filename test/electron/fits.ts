/**
 * Compiled, never run: holds the stand-in against Electron's own declarations. A member that Electron does not have, or
 * that takes or gives something else there, does not compile. The other direction, that the program uses nothing the
 * stand-in lacks, is this folder's `tsconfig.json`: it compiles the program with the stand-in as the module `electron`.
 */
import type * as Real from 'electron';
import type * as StandIn from './module.ts';

/** Compared as they are; objects only by their own line below. */
type Plain = string | number | boolean | undefined | null;

/** What ours gives must be what theirs gives. What both take is proved by the program, which calls them and is compiled against both. */
type Member<Ours, Theirs> = Ours extends (...words: infer _OurWords) => infer OurAnswer
  ? Theirs extends (...words: infer _TheirWords) => infer TheirAnswer
    ? Answer<OurAnswer, TheirAnswer>
    : 'it is no function there'
  : Answer<Ours, Theirs>;
type Answer<Ours, Theirs> = [Ours] extends [Promise<infer OurValue>]
  ? [Theirs] extends [Promise<infer TheirValue>]
    ? Answer<OurValue, TheirValue>
    : 'it is no promise there'
  : [Theirs] extends [Promise<unknown>]
    ? 'it is a promise there'
    : [Ours] extends [Plain]
      ? [Ours] extends [Theirs]
        ? true
        : 'it is something else there'
      : true;

/** Ours, of the emitter: Electron declares events one by one, so only the names of the methods are compared. */
type OfEmitter = 'on' | 'once' | 'emit';

/** What the stand-in itself needs from outside; no part of Electron. */
type Own = 'becomeReady' | 'requireReady' | 'requireNotReady' | 'closeWindows' | 'file';

type Faults<Ours, Theirs> = {
  [Key in Exclude<keyof Ours, OfEmitter | Own>]-?: Key extends keyof Theirs
    ? Member<NonNullable<Ours[Key]>, NonNullable<Theirs[Key]>> extends true
      ? never
      : { readonly member: Key; readonly fault: Member<NonNullable<Ours[Key]>, NonNullable<Theirs[Key]>> }
    : { readonly member: Key; readonly fault: 'Electron has no such member' };
}[Exclude<keyof Ours, OfEmitter | Own>];

/** Does not compile where there is a fault; the message names the member and the fault. */
type None<Fault extends never> = Fault;

export type Proofs = [
  None<Faults<typeof StandIn.app, typeof Real.app>>,
  None<Faults<typeof StandIn.crashReporter, typeof Real.crashReporter>>,
  None<Faults<typeof StandIn.dialog, typeof Real.dialog>>,
  None<Faults<typeof StandIn.ipcMain, typeof Real.ipcMain>>,
  None<Faults<typeof StandIn.autoUpdater, typeof Real.autoUpdater>>,
  None<Faults<typeof StandIn.net, typeof Real.net>>,
  None<Faults<typeof StandIn.nativeTheme, typeof Real.nativeTheme>>,
  None<Faults<typeof StandIn.powerMonitor, typeof Real.powerMonitor>>,
  None<Faults<typeof StandIn.protocol, typeof Real.protocol>>,
  None<Faults<typeof StandIn.safeStorage, typeof Real.safeStorage>>,
  None<Faults<typeof StandIn.screen, typeof Real.screen>>,
  None<Faults<typeof StandIn.session, typeof Real.session>>,
  None<Faults<typeof StandIn.shell, typeof Real.shell>>,
  None<Faults<typeof StandIn.contextBridge, typeof Real.contextBridge>>,
  None<Faults<typeof StandIn.ipcRenderer, typeof Real.ipcRenderer>>,
  None<Faults<ReturnType<typeof StandIn.nativeImage.createFromPath>, Real.NativeImage>>,
  None<Faults<ReturnType<typeof StandIn.utilityProcess.fork>, Real.UtilityProcess>>,
  None<Faults<StandIn.BrowserWindow, Real.BrowserWindow>>,
  None<Faults<StandIn.IpcMainEvent, Real.IpcMainEvent>>,
  None<Faults<StandIn.IpcMainInvokeEvent, Real.IpcMainInvokeEvent>>,
  None<Faults<StandIn.Menu, Real.Menu>>,
  None<Faults<StandIn.MenuItemConstructorOptions, Real.MenuItemConstructorOptions>>,
  None<Faults<StandIn.Notification, Real.Notification>>,
  None<Faults<StandIn.Session, Real.Session>>,
  None<Faults<StandIn.Tray, Real.Tray>>,
  None<Faults<StandIn.WebContents, Real.WebContents>>,
];

// What the program may pass must be accepted by Electron too: options of ours are options there.
type Accepted<Ours extends Theirs, Theirs> = Ours;
export type Options = [
  Accepted<keyof ConstructorParameters<typeof StandIn.BrowserWindow>[0], keyof Real.BrowserWindowConstructorOptions>,
  Accepted<keyof ConstructorParameters<typeof StandIn.Notification>[0], keyof Real.NotificationConstructorOptions>,
  Accepted<
    keyof NonNullable<ConstructorParameters<typeof StandIn.BrowserWindow>[0]['webPreferences']>,
    keyof Real.WebPreferences
  >,
  Accepted<keyof Parameters<typeof StandIn.app.setLoginItemSettings>[0], keyof Real.Settings>,
  Accepted<keyof NonNullable<Parameters<typeof StandIn.utilityProcess.fork>[2]>, keyof Real.ForkOptions>,
  Accepted<keyof Parameters<typeof StandIn.dialog.showMessageBox>[0], keyof Real.MessageBoxOptions>,
  Accepted<keyof NonNullable<Parameters<typeof StandIn.app.relaunch>[0]>, keyof Real.RelaunchOptions>,
  Accepted<keyof Parameters<typeof StandIn.crashReporter.start>[0], keyof Real.CrashReporterStartOptions>,
];
