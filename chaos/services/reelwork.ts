import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startChildService } from '../../src/testing/local-stack/child-service.js';
import { freePort } from '../../src/testing/local-stack/ports.js';
import { supervise, type Supervised } from './supervised.js';

const cli = join(process.cwd(), 'dist/cli/main.js');

export interface ReelworkOptions {
  readonly count: number;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A `reelwork callbacks` on a port of its own. */
export interface Receiver extends Supervised {
  readonly port: number;
}

/** Starts that many `reelwork worker`, as they are published; resolves when they work. */
export const startWorkers = ({ count, folder, environment }: ReelworkOptions): Promise<Supervised[]> =>
  startEach(count, (number) => {
    const logFile = join(folder, `worker-${number}.log`);
    return supervise(async () => {
      const logged = await stat(logFile).then(
        ({ size }) => size,
        () => 0,
      );
      return startChildService({
        name: `Worker ${number}`,
        command: process.execPath,
        commandArguments: [cli, 'worker'],
        environment,
        logFile,
        async answers() {
          if (!(await readFile(logFile)).subarray(logged).includes('worker on'))
            throw new Error('it does not work yet');
        },
        stopGraceMs: 1_000,
      });
    });
  });

/** Starts that many `reelwork callbacks`; resolves when they listen. */
export const startReceivers = ({ count, folder, environment }: ReelworkOptions): Promise<Receiver[]> =>
  startEach(count, async (number) => {
    const port = await freePort();
    const receiver = await supervise(() =>
      startChildService({
        name: `Receiver ${number}`,
        command: process.execPath,
        commandArguments: [cli, 'callbacks'],
        environment: { ...environment, CALLBACK_LISTEN: `127.0.0.1:${port}` },
        logFile: join(folder, `receiver-${number}.log`),
        answers: (signal) => fetch(`http://127.0.0.1:${port}/health`, { signal }),
        stopGraceMs: 1_000,
      }),
    );
    return { ...receiver, port };
  });

const startEach = <Started>(count: number, start: (number: number) => Promise<Started>): Promise<Started[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => start(index + 1)));
