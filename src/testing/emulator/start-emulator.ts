import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Bill, BillOptions } from './bill.js';
import { createEmulation } from './emulation.js';
import type { Clock } from './engine/clock.js';
import { createSystemClock } from './engine/system-clock.js';
import type { Faults } from './faults/faults.js';
import { openFolder } from './folder.js';
import type { samples } from './media/clips.js';
import { chooseFfmpeg } from './media/ffmpeg.js';
import type { EmulatorOptions } from './options.js';
import { createOutage, type Outage } from './outage.js';
import type { Truth, TruthOptions } from './truth.js';

/** A running emulator. */
export interface Emulator {
  /** Where it listens: the gateway's base URL, without a slash at the end. */
  readonly url: string;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly outage: Outage;
  /** How long a job takes in all while few others run, in seconds. */
  readonly jobSeconds: number;
  /** What its results are, in one line for a person. */
  readonly notice: string;
  bill(options?: BillOptions): Bill;
  /** Everything that happened, job by job. */
  truth(options?: TruthOptions): Promise<Truth>;
  /** The address of a sample input. */
  sample(name: keyof typeof samples): string;
  /** Resolves when no video is being made and no callback is being sent. */
  idle(): Promise<void>;
  /** Ends everything: connections, timers, ffmpeg, callbacks; removes the folder that it made. */
  close(): Promise<void>;
}

/** Starts a gateway that costs nothing. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = '127.0.0.1', port = 0, clock = createSystemClock() } = options;
  const ffmpeg = await chooseFfmpeg(options.ffmpeg ?? 'auto');
  const folder = await openFolder(options.cacheFolder);
  let publicUrl = options.publicUrl?.replace(/\/+$/, '') ?? '';
  const resources = { clock, ffmpeg, folder: folder.path, origin: () => publicUrl };
  const { appFor, background, faults, bill, truth, videos, jobSeconds } = createEmulation(options, resources);

  const server = createServer();
  let openPort = port;
  const outage = createOutage({ server, clock, listen: () => listen(server, { host, port: openPort }) });
  const respond = getRequestListener(appFor(outage).fetch, { overrideGlobalObjects: false });
  server.on('request', (incoming, outgoing) => void respond(incoming, outgoing));
  const close = async () => {
    clock.stop();
    server.close();
    server.closeAllConnections();
    await background.close();
    await folder.remove();
  };
  try {
    const url = await listen(server, { host, port });
    openPort = Number(new URL(url).port) || 80;
    publicUrl ||= url;
    const sample = (name: keyof typeof samples) => `${publicUrl}/samples/${name}`;
    const notice = notices[videos];
    const idle = () => background.idle();
    return { url, clock, faults, outage, jobSeconds, notice, bill, truth, sample, idle, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const notices: Readonly<Record<Bill['videos'], string>> = {
  rendered: 'Results are videos made with ffmpeg, in the size and length that was ordered.',
  bundled: 'No usable ffmpeg: small bundled clips stand in for all results, whatever size and length was ordered.',
  file: 'One given file stands in for all results.',
};

async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the emulator listens on no TCP port');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
