import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Whether somebody sits there who can be asked. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** Asks a person. Anything but yes is no, an end of input too; throws the reason when `interrupted` is aborted. */
export async function confirm(question: string, interrupted: AbortSignal): Promise<boolean> {
  process.stderr.write(`${question} (y/N) `);
  // Left as it is, the terminal turns Ctrl-C into a signal, which is what `interrupted` waits for.
  const lines = createInterface({ input: process.stdin, terminal: false, signal: interrupted });
  try {
    const [answer = 'no'] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
    interrupted.throwIfAborted();
    return /^y(es)?$/i.test(String(answer).trim());
  } finally {
    lines.close();
  }
}
