/** Does what a menu entry says. */
import type { Call, Input, MethodName } from '../../shared/contract/contract.ts';
import type { MenuAction } from './menu-model.ts';
import { pauseMinutes } from './pause-time.ts';
import type { Screen } from './screens.ts';

export interface ActOptions {
  readonly call: Call;
  readonly openWindow: (screen: Screen) => void;
  readonly openFolder: (folder: string) => void;
  readonly showFile: (file: string) => void;
  readonly openAddress: (address: string) => void;
  readonly startEngine: () => void;
  readonly restartToUpdate: () => void;
  readonly lookForUpdate: () => void;
  readonly quit: () => void;
}

export function actOn(options: ActOptions): (action: MenuAction) => void {
  const ask = <Name extends MethodName>(name: Name, input: Input<Name>): void => void options.call(name, input);
  return (action) => {
    switch (action.kind) {
      case 'open-window':
        return options.openWindow(action.screen);
      case 'open-folder':
        return options.openFolder(action.folder);
      case 'show-file':
        return options.showFile(action.file);
      case 'open-address':
        return options.openAddress(action.address);
      case 'pause': {
        const minutes = pauseMinutes(action.until, new Date());
        return ask('pause', minutes === undefined ? {} : { minutes });
      }
      case 'resume':
        return ask('resume', {});
      case 'sync-now':
        return ask('syncNow', {});
      case 'start-engine':
        return options.startEngine();
      case 'restart-to-update':
        return options.restartToUpdate();
      case 'look-for-update':
        options.openWindow('settings');
        return options.lookForUpdate();
      case 'quit':
        return options.quit();
    }
  };
}
