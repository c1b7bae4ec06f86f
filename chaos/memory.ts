import { readFile } from 'node:fs/promises';
import type { Scene } from './services/scene.js';

/** The most memory that each kind of process has held, in MiB; empty where the system does not tell. */
export type PeakMemory = Readonly<Record<string, number>>;

const betweenLooksMs = 2_000;

/** Watches the resident memory of every process of the scene, and of this one. */
export function watchMemory(scene: Scene) {
  const peaks: Record<string, number> = {};
  const kinds = () =>
    Object.entries({
      'this process': [process.pid],
      workers: scene.workers.map((worker) => worker.pid()),
      receivers: scene.receivers.map((receiver) => receiver.pid()),
      Temporal: [scene.temporal.pid()],
      S3: [scene.s3.pid()],
      emulator: [scene.gateway.pid],
    });

  async function look(): Promise<void> {
    for (const [kind, pids] of kinds()) {
      for (const pid of pids) {
        const mebibytes = await residentMebibytes(pid);
        if (mebibytes !== undefined) peaks[kind] = Math.max(peaks[kind] ?? 0, mebibytes);
      }
    }
  }

  const timer = setInterval(() => void look(), betweenLooksMs);
  return {
    stop(): PeakMemory {
      clearInterval(timer);
      return peaks;
    },
  };
}

async function residentMebibytes(pid: number | undefined): Promise<number | undefined> {
  const status = pid && (await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined));
  const kibibytes = status && /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kibibytes ? Math.round(Number(kibibytes) / 1024) : undefined;
}
