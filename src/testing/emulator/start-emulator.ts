import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createEmulatorApp } from './app.js';
import { createBill, type Bill, type BillOptions } from './bill.js';
import { createBackground } from './engine/background.js';
import type { Clock } from './engine/clock.js';
import { createRequestCounts } from './engine/counts.js';
import { createSystemClock } from './engine/system-clock.js';
import { createEvolink } from './evolink/index.js';
import { createFaults, type Faults } from './faults/faults.js';
import { createSignedLinks } from './files/signed-links.js';
import { findFfmpeg, tryFfmpeg, type Ffmpeg } from './media/ffmpeg.js';
import type { samples } from './media/clips.js';
import type { EmulatorOptions } from './options.js';

/** A running emulator. */
export interface Emulator {
  /** The gateway's base URL, without a slash at the end. */
  readonly url: string;
  readonly clock: Clock;
  readonly faults: Faults;
  /** What it does for videos, in one line for a person. */
  readonly notice: string;
  bill(options?: BillOptions): Bill;
  /** The address of a sample input. */
  sample(name: keyof typeof samples): string;
  /** Resolves when no video is being made and no callback is being sent. */
  idle(): Promise<void>;
  /** Ends everything: connections, timers, ffmpeg, callbacks; removes the folder that it made. */
  close(): Promise<void>;
}

const linkLifetimeSeconds = 24 * 60 * 60;

/** Starts a gateway that costs nothing. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = '127.0.0.1', port = 0, resultFile, links: renewal = 'same' } = options;
  const clock = options.clock ?? createSystemClock();
  const ffmpeg = await chosenFfmpeg(options.ffmpeg);
  const folder = await openFolder(options.cacheFolder);
  const background = createBackground();
  const counts = createRequestCounts();
  const faults = createFaults();
  let url = '';
  const origin = () => url;
  const links = createSignedLinks({ clock, origin, rules: { lifetimeSeconds: linkLifetimeSeconds, renewal } });
  const { queueSeconds = 2, runSeconds = 6, concurrency = 5, whenFull = 'queue', assumedInputSeconds = 5 } = options;
  const pace = { queueSeconds, runSeconds, concurrency, whenFull };
  const studio = { ffmpeg, resultFile, folder: folder.path, assumedInputSeconds, signal: background.signal };
  const dialect = createEvolink(
    { clock, background, counts, faults, links, pace, studio, apiKeys: options.apiKeys },
    {
      startingCredits: options.startingCredits ?? '10000',
      idempotency: options.idempotency ?? 'ignored',
      allowLoopbackCallbacks: options.allowLoopbackCallbacks ?? true,
    },
  );
  const videos = resultFile !== undefined ? 'file' : ffmpeg === undefined ? 'bundled' : 'rendered';
  const bill = (billOptions?: BillOptions) =>
    createBill({ dialect, counts, videos, ffmpeg: ffmpeg !== undefined }, billOptions);
  const app = createEmulatorApp({ dialect, clock, faults, links, counts, bill });

  const respond = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => void respond(incoming, outgoing));
  const listening = await listen(server, { host, port });
  url = options.publicUrl?.replace(/\/+$/, '') ?? listening;

  return {
    url,
    clock,
    faults,
    notice: notices[videos],
    bill,
    sample: (name) => `${url}/samples/${name}`,
    idle: () => background.idle(),
    async close() {
      clock.stop();
      server.close();
      server.closeAllConnections();
      await background.close();
      await folder.remove();
    },
  };
}

async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the emulator listens on no TCP port');
  return `http://${host}:${address.port}`;
}

const notices: Readonly<Record<Bill['videos'], string>> = {
  rendered: 'Results are videos made with ffmpeg, in the size and length that was ordered.',
  bundled: 'No usable ffmpeg: small bundled clips stand in for all results, whatever size and length was ordered.',
  file: 'One given file stands in for all results.',
};

async function chosenFfmpeg(choice: EmulatorOptions['ffmpeg'] = 'auto'): Promise<Ffmpeg | undefined> {
  if (choice === 'none') return undefined;
  if (choice === 'auto') return findFfmpeg();
  await tryFfmpeg(choice);
  return choice;
}

async function openFolder(given: string | undefined) {
  if (given === undefined) {
    const path = await mkdtemp(join(tmpdir(), 'reelwork-emulator-'));
    return { path, remove: () => rm(path, { recursive: true, force: true }) };
  }
  await mkdir(given, { recursive: true });
  return { path: given, remove: async () => {} };
}
