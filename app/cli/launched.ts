/** Ties this process to the launcher that started it under an older Node; see `launcher.mjs`. */

/**
 * Whoever kills the launcher means this program. It gets no signal then, only the end of the channel, and goes as
 * suddenly as the launcher did: a crash is an ordinary event, an orphan that holds the home is not.
 */
export function dieWithLauncher(): void {
  if (process.env['LEITZ_CLOUD_LAUNCHED'] !== '1' || process.channel === undefined) return;
  delete process.env['LEITZ_CLOUD_LAUNCHED'];
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // The channel alone is no reason to go on.
  process.channel.unref();
}
