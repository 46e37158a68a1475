/** The certificate each server was last seen with, by its fingerprint: another one is said, though it is trusted. */
import type { HomeState } from './home-state.ts';
import type { Log } from './world.ts';

/** The doctor compares with it and renews it; connections only look. */
export const certificateKey = (server: string): string => `certificate ${server}`;

/** Told once for each certificate, over restarts too. */
const toldKey = (server: string): string => `certificate told ${server}`;

/** @param fingerprint SHA-256, as a connection showed it just now */
export function noteCertificate(
  state: Pick<HomeState, 'setting' | 'setSetting'>,
  log: Log,
  server: string,
  fingerprint: string,
): void {
  const before = state.setting(certificateKey(server));
  if (before === undefined) state.setSetting(certificateKey(server), fingerprint);
  if (before === undefined || before === fingerprint || state.setting(toldKey(server)) === fingerprint) return;
  state.setSetting(toldKey(server), fingerprint);
  log.warn('the server shows another certificate than before, which is trusted as well; see `leitz-cloud doctor`', {
    server,
    before,
    now: fingerprint,
  });
}
