/** The demo's lines, with the time for whatever takes longer than a second. */

const tty = process.stdout.isTTY === true;

export const say = (text = ''): void => void process.stdout.write(`${text}\n`);

/** Does the work under a line that says what and, after a second, for how long. */
export async function during<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const seconds = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  process.stdout.write(tty ? `${what}...` : `${what}...\n`);
  const timer = setInterval(() => tty && process.stdout.write(`\r${what}... ${seconds()}`), 1000);
  try {
    const result = await work();
    process.stdout.write(tty ? `\r\u001b[K${what}: done (${seconds()}).\n` : '');
    return result;
  } catch (thrown) {
    process.stdout.write(tty ? `\r\u001b[K${what}: failed (${seconds()}).\n` : '');
    throw thrown;
  } finally {
    clearInterval(timer);
  }
}
