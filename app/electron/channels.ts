/** The names of what goes between the window and the shell; the preload and the host share them. */

/** Window to shell, answered: a method of the contract and its input. */
export const CALL = 'leitz:call';
/** Window to shell, answered: what is known of the other side. */
export const ABOUT = 'leitz:about';
/** Window to shell, answered: the few things only the desktop can do. */
export const PICK_FOLDER = 'leitz:pick-folder';
export const OPEN_PATH = 'leitz:open-path';
export const SHOW_IN_FOLDER = 'leitz:show-in-folder';
/** Window to shell: the page listens now. */
export const READY = 'leitz:ready';
/** Shell to window: events, oldest first. */
export const EVENTS = 'leitz:events';
/** Shell to window: the screen to go to, as the address after `#`. */
export const GO = 'leitz:go';
