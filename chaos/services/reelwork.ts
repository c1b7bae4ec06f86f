import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
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

/** Starts that many `reelwork worker`, as they are published. They are not waited for. */
export const startWorkers = ({ count, folder, environment }: ReelworkOptions): Promise<Supervised[]> =>
  inOrder(count, async (number) => {
    const logFile = join(folder, `worker-${number}.log`);
    let logged = 0;
    const worker = await supervise(async () => {
      logged = await stat(logFile).then(
        ({ size }) => size,
        () => 0,
      );
      return startChildService({
        name: `Worker ${number}`,
        command: process.execPath,
        commandArguments: [cli, 'worker'],
        environment,
        logFile,
        answers: async () => {},
        stopGraceMs: 1_000,
      });
    });
    const works = () => readFileSync(logFile).subarray(logged).includes('worker on');
    return { ...worker, isUp: () => worker.isUp() && works() };
  });

/** Starts that many `reelwork callbacks`; resolves when they listen. */
export const startReceivers = ({ count, folder, environment }: ReelworkOptions): Promise<Receiver[]> =>
  inOrder(count, async (number) => {
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

async function inOrder<Made>(count: number, make: (number: number) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (let number = 1; number <= count; number += 1) made.push(await make(number));
  return made;
}
