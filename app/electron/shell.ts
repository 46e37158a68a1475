/** The desktop program once Electron is ready: builds its parts and joins them. */
import { hostname } from 'node:os';
import path from 'node:path';
import { app, session } from 'electron';
import type { Call } from '../../shared/contract/contract.ts';
import { syncMethods } from '../../shared/contract/sync.ts';
import type { UpdateState } from '../../shared/contract/updates.ts';
import { type Language, languageOf } from '../../shared/text/say.ts';
import { actOn } from './act.ts';
import { answer, type CallsOptions, OWN_METHODS } from './calls.ts';
import type { Goal } from './deep-link.ts';
import { EngineProcess, type EngineState } from './engine-process.ts';
import { FaceWindow } from './face-window.ts';
import { forkEngine } from './fork-engine.ts';
import { hardenSession } from './hardening.ts';
import { APP_NAME } from './identity.ts';
import { hostIpc } from './ipc-host.ts';
import { localPathOf, placeOf } from './local-path.ts';
import { setLoginItem } from './login-item-apply.ts';
import { menuBar } from './menu.ts';
import { trayMenu } from './menu-model.ts';
import { News } from './news.ts';
import { Notifications } from './notifications.ts';
import type { Opener } from './opener.ts';
import { PauseMemory } from './pause-memory.ts';
import { pickFolder } from './pick-folder.ts';
import type { Places } from './places.ts';
import { Power } from './power.ts';
import { askAboutRefusal } from './refusal.ts';
import { serveFace } from './scheme.ts';
import { openSecrets } from './secrets.ts';
import { ShellFile } from './shell-file.ts';
import type { ShellSettings } from './shell-settings.ts';
import { ShellState } from './shell-state.ts';
import type { Snapshot } from './snapshot.ts';
import { taskbarProgress } from './taskbar-progress.ts';
import { TrayIcon } from './tray.ts';
import { trayLook } from './tray-look.ts';
import type { Updates } from './updates.ts';
import { becomeNewer } from './updates-of.ts';
import { shellWords } from './words.ts';

export interface ShellOptions {
  readonly home: string;
  /** Words for a start at login, such as `--home DIR`. */
  readonly loginWords: readonly string[];
  readonly hidden: boolean;
  readonly goal: Goal | undefined;
  readonly places: Places;
  /** Looks after newer versions. */
  readonly updates: (from: UpdatesFrom) => Updates;
  readonly opener: (status: () => Snapshot['status']) => Opener;
}

/** What the shell gives to whoever looks after newer versions. */
export interface UpdatesFrom {
  readonly isWanted: () => boolean;
  readonly onState: (state: UpdateState) => void;
}

const LOCALES = { de: 'de-DE', en: 'en-GB' } as const;

export class Shell {
  readonly #options: ShellOptions;
  readonly #language: Language = languageOf(app.getLocale());
  readonly #file: ShellFile;
  readonly #engine: EngineProcess;
  readonly #state: ShellState;
  readonly #window: FaceWindow;
  readonly #tray: TrayIcon;
  readonly #news: News;
  readonly #notifications: Notifications;
  readonly #opener: Opener;
  readonly #power: Power;
  readonly #updates: Updates;
  readonly #pauses: PauseMemory;
  readonly #calls: CallsOptions;
  readonly #call: Call;
  #waitingGoal: Goal | undefined;
  #quitting: Promise<void> | undefined;

  constructor(options: ShellOptions) {
    const { places, home } = options;
    const platform = process.platform;
    this.#options = options;
    this.#file = new ShellFile(places.shellFile);
    this.#pauses = new PauseMemory(this.#file);
    const { store, protection } = openSecrets(home);
    const secrets = protection === 'credential-store' ? 'shell' : 'file';
    this.#engine = new EngineProcess({
      fork: () => forkEngine(places.engine),
      open: { home, version: app.getVersion(), secrets },
      secrets: store,
      onState: (state) => this.#engineBecame(state),
      onEvents: (events) => {
        this.#state.tell(events);
        this.#window.tell(events);
      },
      onStopAsked: () => void this.quit(),
    });
    this.#updates = options.updates({
      isWanted: () => this.#file.memory.settings['desktop.updates'],
      onState: (update) => this.#updateBecame(update),
    });
    this.#calls = {
      engine: this.#engine.call,
      updates: this.#updates,
      restartToUpdate: () => this.#restartToUpdate(),
      settings: () => this.#file.memory.settings,
      onSettings: (settings) => this.#took(settings),
      onCommand: () => this.#state.refresh(),
    };
    this.#call = ((name, input) => this.#ask(name, input)) as Call;
    this.#state = new ShellState(this.#engine.call, protection);
    this.#opener = options.opener(() => this.#state.snapshot.status);
    const icon = path.join(places.icons, 'icon-256.png');
    this.#window = new FaceWindow({
      preload: places.preload,
      icon,
      devTools: !app.isPackaged,
      place: () => this.#file.memory.window,
      onPlace: (window) => this.#file.change({ window }),
    });
    const act = actOn({
      call: this.#call,
      openWindow: (screen) => this.#window.show(screen),
      openFolder: (folder) => void this.#opener.openPath(folder),
      showFile: (file) => this.#opener.showInFolder(file),
      openAddress: (address) => this.#opener.openExternal(address),
      startEngine: () => this.#engine.start(),
      restartToUpdate: () => this.#restartToUpdate(),
      lookForUpdate: () => void this.#updates.look(),
      quit: () => void this.quit(),
    });
    this.#tray = new TrayIcon({ icons: places.icons, platform, act, onClick: () => this.#window.show() });
    this.#notifications = new Notifications(icon, (screen) => this.#window.show(screen));
    this.#news = new News({
      language: this.#language,
      call: this.#engine.call,
      settings: () => this.#file.memory.settings,
      show: (notice) => this.#notifications.show(notice),
    });
    this.#power = new Power({
      call: this.#engine.call,
      onBatterySetting: () => this.#file.memory.settings['desktop.on-battery'],
      isPaused: () => this.#state.snapshot.status?.pausedUntil !== undefined,
    });
    menuBar(platform, APP_NAME, shellWords(this.#language), act);
  }

  /** In the order in which a person notices it: the tray, the window, then the engine behind both. */
  start(): void {
    const { hidden, goal, places } = this.#options;
    hardenSession(session.defaultSession);
    serveFace(places.face);
    this.#hostIpc();
    this.#state.watch((now, before) => this.#show(now, before));
    this.#show(this.#state.snapshot, this.#state.snapshot);
    this.#engine.start();
    if (hidden) this.#window.prepare();
    else this.#window.show();
    if (goal !== undefined) this.follow(goal);
    this.#updates.start();
  }

  /** The program was started once more, or its dock icon was clicked. */
  showWindow(): void {
    this.#window.show();
  }

  /** Goes there, as soon as it is known what is linked. */
  follow(goal: Goal): void {
    if (goal.kind === 'screen') return this.#window.show(goal.screen);
    const { status } = this.#state.snapshot;
    if (status === undefined) {
      this.#waitingGoal = goal;
      return;
    }
    const { platform } = process;
    if (goal.kind === 'file') {
      const place = placeOf(status, goal.file, platform);
      return place === undefined
        ? this.#window.show('overview')
        : this.#window.show('files', place.rootId, ...place.names);
    }
    const file = localPathOf(status, goal.rootId, goal.path, platform);
    if (file === undefined) this.#window.show('overview');
    else this.#opener.showInFolder(file);
  }

  /** Finishes or parks what runs, then ends the program. */
  quit(): Promise<void> {
    this.#quitting ??= this.#end().then(() => app.quit());
    return this.#quitting;
  }

  #restartToUpdate(): void {
    this.#quitting ??= this.#end().then(() => becomeNewer(this.#updates, this.#options.home));
  }

  #updateBecame(update: UpdateState): void {
    this.#state.change({ update: update.state === 'ready' ? update.version : undefined });
    this.#window.tell([{ type: 'update', update }]);
  }

  /** Whether nothing is left to be finished. */
  get hasEnded(): boolean {
    return this.#window.isEnding;
  }

  async #end(): Promise<void> {
    this.#state.change({ quitting: true });
    this.#state.stop();
    this.#updates.stop();
    this.#window.savePlace();
    await this.#engine.close();
    this.#window.isEnding = true;
    this.#tray.destroy();
  }

  #hostIpc(): void {
    hostIpc({
      isKnown: (id) => this.#window.isOurs(id),
      onReady: () => this.#window.ready(),
      call: (name, input) => this.#ask(name, input),
      about: async () => {
        // Answered only when the engine has started: until then the page says that it connects.
        await this.#engine.call('status', {});
        const { state } = this.#engine;
        const methods = [...(state.kind === 'running' ? state.methods : []), ...OWN_METHODS];
        return { version: app.getVersion(), host: hostname(), platform: process.platform, methods };
      },
      pickFolder: () => pickFolder(this.#window.prepare(), shellWords(this.#language).pickFolder),
      openPath: (file) => this.#opener.openPath(file),
      showInFolder: async (file) => this.#opener.showInFolder(file),
    });
  }

  async #ask(name: string, input: unknown): Promise<Awaited<ReturnType<typeof answer>>> {
    const result = await answer(name, input, this.#calls);
    if (name === 'pause' || name === 'resume') this.#power.personDecided();
    if (name === 'resume' && result.ok) this.#pauses.resumed();
    if (name === 'pause' && result.ok) {
      const paused = syncMethods.pause.output.parse(result.value);
      this.#pauses.paused(paused.pausedUntil);
    }
    return result;
  }

  #took(settings: ShellSettings): void {
    const before = this.#file.memory.settings;
    this.#file.change({ settings });
    const login = settings['desktop.login-item'];
    if (login !== before['desktop.login-item']) setLoginItem(login, this.#options.loginWords);
    if (settings['desktop.updates'] !== before['desktop.updates']) this.#updates.start();
    this.#power.look(false);
  }

  #engineBecame(state: EngineState): void {
    this.#state.engineBecame(state);
    if (state.kind === 'running')
      void this.#pauses.remind(this.#engine.call, Date.now()).then(() => this.#power.look(false));
    if (state.kind === 'refused') void this.#refused(state.failure);
  }

  async #refused(failure: Parameters<typeof askAboutRefusal>[0]): Promise<void> {
    if ((await askAboutRefusal(failure, this.#language)) === 'quit') return this.quit();
    this.#engine.start(true);
  }

  #show(now: Snapshot, before: Snapshot): void {
    const words = shellWords(this.#language);
    const timeOf = (iso: string): string =>
      new Date(iso).toLocaleString(LOCALES[this.#language], { weekday: 'short', hour: '2-digit', minute: '2-digit' });
    const context = { words, platform: process.platform, timeOf };
    this.#tray.show(trayLook(now, words, timeOf, APP_NAME), trayMenu(now, context));
    this.#window.progress(taskbarProgress(now));
    this.#news.took(now, before);
    if (now.status === before.status) return;
    this.#sayPlainFile(now);
    const goal = this.#waitingGoal;
    this.#waitingGoal = undefined;
    if (goal !== undefined) this.follow(goal);
  }

  /** Once, after the first sign-in: where the system keeps no secrets, the user is told how theirs are kept. */
  #sayPlainFile({ protection, status }: Snapshot): void {
    const signedIn = status !== undefined && status.state !== 'signed-out';
    if (protection !== 'owner-only-file' || !signedIn || this.#file.memory.saidPlainFile) return;
    this.#file.change({ saidPlainFile: true });
    const [title, body] = shellWords(this.#language).notices.plainFile();
    this.#notifications.show({ kind: 'plain-file', title, body, screen: 'settings' });
  }
}
