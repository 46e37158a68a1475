/** The desktop program once Electron is ready: builds its parts and joins them. */
import { hostname } from 'node:os';
import path from 'node:path';
import { app, session } from 'electron';
import type { Call } from '../../shared/contract/contract.ts';
import { syncMethods } from '../../shared/contract/sync.ts';
import type { UpdateState } from '../../shared/contract/updates.ts';
import { actOn } from './act.ts';
import { askMetered } from './ask-system.ts';
import { answer, type CallsOptions, OWN_METHODS } from './calls.ts';
import type { Goal } from './deep-link.ts';
import { EngineProcess, type EngineState, type KeepsSecrets } from './engine-process.ts';
import { FaceWindow } from './face-window.ts';
import { forkEngine } from './fork-engine.ts';
import { Goals } from './goals.ts';
import { hardenSession } from './hardening.ts';
import { APP_NAME } from './identity.ts';
import { hostIpc } from './ipc-host.ts';
import { setLoginItem } from './login-item-apply.ts';
import { menuBar } from './menu.ts';
import { type MenuAction, trayMenu } from './menu-model.ts';
import { News } from './news.ts';
import { Notifications } from './notifications.ts';
import type { Opener } from './opener.ts';
import { PauseMemory } from './pause-memory.ts';
import { pickFolder } from './pick-folder.ts';
import { sayPlainFile } from './plain-file.ts';
import { Power } from './power.ts';
import { askAboutRefusal } from './refusal.ts';
import { serveFace } from './scheme.ts';
import { openSecrets } from './secrets.ts';
import { ShellFile } from './shell-file.ts';
import { ShellLanguage } from './shell-language.ts';
import type { ShellOptions } from './shell-options.ts';
import type { ShellSettings } from './shell-settings.ts';
import { ShellState } from './shell-state.ts';
import type { Snapshot } from './snapshot.ts';
import { Surroundings } from './surroundings.ts';
import { taskbarProgress } from './taskbar-progress.ts';
import { TrayIcon } from './tray.ts';
import { trayLook } from './tray-look.ts';
import type { Updates } from './updates.ts';
import { becomeNewer } from './updates-of.ts';

const LOCALES = { de: 'de-DE', en: 'en-GB' } as const;

export class Shell {
  readonly #options: ShellOptions;
  readonly #language: ShellLanguage;
  readonly #surroundings: Surroundings;
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
  readonly #goals: Goals;
  #quitting: Promise<void> | undefined;

  constructor(options: ShellOptions) {
    const { places, home } = options;
    const platform = process.platform;
    this.#options = options;
    this.#file = new ShellFile(places.shellFile);
    this.#pauses = new PauseMemory(this.#file);
    const { store, protection } = openSecrets(home);
    const secrets = protection === 'credential-store' ? 'shell' : 'file';
    this.#engine = this.#newEngine(store, secrets);
    this.#updates = options.updates({
      isWanted: () => this.#file.memory.settings['desktop.updates'],
      onState: (update) => this.#updateBecame(update),
    });
    this.#calls = {
      engine: this.#engine.call,
      updates: this.#updates,
      restartToUpdate: () => this.#restartToUpdate(),
      settings: () => this.#file.memory.settings,
      fixed: options.fixed,
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
    this.#goals = new Goals({
      platform,
      status: () => this.#state.snapshot.status,
      showScreen: (...screen) => this.#window.show(...screen),
      showInFolder: (file) => this.#opener.showInFolder(file),
    });
    const act = this.#actions();
    this.#tray = new TrayIcon({ icons: places.icons, platform, act, onClick: () => this.#window.show() });
    this.#notifications = new Notifications(icon, (screen) => this.#window.show(screen));
    this.#news = new News({
      language: () => this.#language.now,
      call: this.#engine.call,
      settings: () => this.#file.memory.settings,
      show: (notice) => this.#notifications.show(notice),
    });
    this.#power = new Power({
      call: this.#engine.call,
      isPaused: () => this.#state.snapshot.status?.pausedUntil !== undefined,
    });
    this.#surroundings = new Surroundings({
      call: this.#engine.call,
      has: (method) => this.#engineHas(method),
      askMetered: () => askMetered(platform),
    });
    this.#language = new ShellLanguage({
      file: this.#file,
      locale: app.getLocale(),
      onChange: () => {
        menuBar(platform, APP_NAME, this.#language.words, act);
        this.#show(this.#state.snapshot, this.#state.snapshot);
      },
    });
    menuBar(platform, APP_NAME, this.#language.words, act);
  }

  #newEngine(secretStore: KeepsSecrets, secrets: 'shell' | 'file'): EngineProcess {
    const { places, home } = this.#options;
    return new EngineProcess({
      fork: () => forkEngine(places.engine),
      open: { home, version: app.getVersion(), secrets },
      secrets: secretStore,
      onState: (state) => this.#engineBecame(state),
      onEvents: (events) => {
        this.#state.tell(events);
        this.#window.tell(events);
      },
      onStopAsked: () => void this.quit(),
    });
  }

  /** What the entries of the menus do. */
  #actions(): (action: MenuAction) => void {
    return actOn({
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
  }

  /** In the order in which a person notices it: the tray, the window, then the engine behind both. */
  start(): void {
    const { hidden, goal, places } = this.#options;
    hardenSession(session.defaultSession);
    serveFace(places.face);
    this.#hostIpc();
    this.#state.watch((now, before) => this.#show(now, before));
    this.#show(this.#state.snapshot, this.#state.snapshot);
    this.#took({ ...this.#file.memory.settings, ...this.#options.fixed });
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
    this.#goals.follow(goal);
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
    this.#surroundings.stop();
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
      pickFolder: () => pickFolder(this.#window.prepare(), this.#language.words.pickFolder),
      openPath: (file) => this.#opener.openPath(file),
      showInFolder: async (file) => this.#opener.showInFolder(file),
    });
  }

  #engineHas(method: string): boolean {
    const { state } = this.#engine;
    return state.kind === 'running' && state.methods.includes(method);
  }

  async #ask(name: string, input: unknown): Promise<Awaited<ReturnType<typeof answer>>> {
    const result = await answer(name, input, this.#calls);
    if (name === 'changeSetting') this.#language.take(result);
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
  }

  #engineBecame(state: EngineState): void {
    this.#state.engineBecame(state);
    if (state.kind === 'running') {
      void this.#pauses.remind(this.#engine.call, Date.now()).then(() => this.#power.look(false));
      void this.#language.ask(this.#engine.call);
      this.#surroundings.tell();
    }
    if (state.kind === 'refused') void this.#refused(state.failure);
  }

  async #refused(failure: Parameters<typeof askAboutRefusal>[0]): Promise<void> {
    if ((await askAboutRefusal(failure, this.#language.now)) === 'quit') return this.quit();
    this.#engine.start(true);
  }

  #show(now: Snapshot, before: Snapshot): void {
    const words = this.#language.words;
    const timeOf = (iso: string): string =>
      new Date(iso).toLocaleString(LOCALES[this.#language.now], {
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
      });
    const context = { words, platform: process.platform, timeOf };
    this.#tray.show(trayLook(now, words, timeOf, APP_NAME), trayMenu(now, context));
    this.#window.progress(taskbarProgress(now));
    this.#news.took(now, before);
    if (now.status === before.status) return;
    sayPlainFile(now, this.#file, words, (notice) => this.#notifications.show(notice));
    this.#goals.statusCame();
  }
}
