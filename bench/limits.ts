// Many generations against an account that may have few tasks running: how long it takes, what it asks of the bucket,
// and whether the gateway ever saw more. The gateway refuses each task beyond the cap.
// node scripts/run-ts.mjs bench/limits.ts [generations] [cap] [seconds of a task] [workers]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { S3Client } from '@aws-sdk/client-s3';
import { VideoClient } from '../src/client/video-client.js';
import { createS3Bucket } from '../src/storage/s3-bucket.js';
import { createS3Client } from '../src/storage/s3-client.js';
import { startEmulator } from '../src/testing/emulator/index.js';
import { findS3 } from '../src/testing/local-stack/find-s3.js';
import { findTemporal } from '../src/testing/local-stack/find-temporal.js';
import { startS3 } from '../src/testing/local-stack/s3.js';
import { startTogether } from '../src/testing/local-stack/services.js';
import { startTemporal } from '../src/testing/local-stack/temporal.js';
import { createWorker } from '../src/worker.js';

const [generations = 500, cap = 5, taskSeconds = 6, workers = 2] = process.argv.slice(2).map(Number);
/** DashScope's documented limits, for tasks of 180 s: the rate is as much higher as the tasks are shorter. */
const submitsPerSecond = Math.min(1000, (5 * 180) / taskSeconds);

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** What was asked of the bucket: all of it, and what the waiting alone asks. */
const asked = { all: 0, gates: 0 };

function count(client: S3Client): void {
  client.middlewareStack.add(
    (next) => (call) => {
      const { Key = '', Prefix = '' } = call.input as { readonly Key?: string; readonly Prefix?: string };
      asked.all += 1;
      if (/\/(?:gates|outage)\//.test(`${Key}${Prefix}`)) asked.gates += 1;
      return next(call);
    },
    { step: 'initialize' },
  );
}

const stack = await startTogether(async (own) => {
  const folder = await mkdtemp(join(tmpdir(), 'reelwork-limits-'));
  own({ stop: () => rm(folder, { recursive: true, force: true }) });
  const found = { environment: process.env, onProgress: (line: string) => console.error(line) };
  const temporal = own(await startTemporal({ path: await findTemporal(found), folder: join(folder, 'temporal') }));
  const s3 = own(await startS3({ program: await findS3(found), folder: join(folder, 's3'), environment: process.env }));
  const { endpoint, region, accessKeyId, secretAccessKey } = s3;
  const s3Client = createS3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  count(s3Client);
  const emulator = await startEmulator({
    resultFile: 'src/testing/emulator/clips/with-sound.mp4',
    queueSeconds: 0,
    runSeconds: taskSeconds,
    concurrency: cap,
    whenFull: 'refuse',
  });
  own({ stop: () => emulator.close() });
  const forClient = await Connection.connect({ address: temporal.address });
  own({ stop: () => forClient.close() });
  for (let index = 0; index < workers; index += 1) {
    // One process may serve a queue only once over a connection.
    const connection = await NativeConnection.connect({ address: temporal.address });
    own({ stop: () => connection.close() });
    const worker = await createWorker({
      connection,
      gateways: {
        dashscope: {
          apiKey: 'bench',
          baseUrl: emulator.url,
          maxRunning: cap,
          maxSubmitsPerSecond: submitsPerSecond,
        },
      },
      bucket: createS3Bucket({ client: s3Client, bucket: s3.bucket }),
      prefix: 'bench',
      typicalSeconds: taskSeconds,
      allowPrivateHosts: [new URL(emulator.url).host],
      shutdownGraceSeconds: 1,
    });
    const running = worker.run();
    own({
      async stop() {
        worker.shutdown();
        await running;
      },
    });
  }
  return { emulator, client: new Client({ connection: forClient }) };
});

const { emulator, client } = stack;
const videos = new VideoClient({ client });
const request = { model: 'dashscope/wan2.6-t2v', prompt: 'A cat playing piano', durationSeconds: 5 } as const;
const seconds = (sinceMs: number) => (performance.now() - sinceMs) / 1000;
const report = (words: string) => console.log(words);

try {
  const began = performance.now();
  const runs = await Promise.all(
    Array.from({ length: generations }, (_, index) => videos.start(`run-${index}`, request)),
  );
  report(`${generations} generations started after ${seconds(began).toFixed(1)} s`);

  let most = 0;
  // From when all have come until one in ten is made.
  const start = generations * 0.04;
  const end = generations * 0.1;
  let since: { readonly ms: number; readonly all: number; readonly gates: number } | undefined;
  let isReported = false;
  for (;;) {
    const { jobs, acceptedJobs } = emulator.bill();
    most = Math.max(most, jobs.queued + jobs.running);
    if (since === undefined && acceptedJobs >= start) since = { ms: performance.now(), ...asked };
    if (since !== undefined && !isReported && acceptedJobs >= end) {
      isReported = true;
      const time = seconds(since.ms);
      const all = ((asked.all - since.all) / time).toFixed(1);
      const gates = ((asked.gates - since.gates) / time).toFixed(1);
      report(
        `while about ${Math.round(generations * 0.93)} waited, over ${time.toFixed(0)} s: ` +
          `${all} requests to the bucket a second, ${gates} of them for places, line and outages`,
      );
    }
    if (jobs.failed > 0) throw new Error('the gateway has failed a task');
    if (jobs.completed === generations) break;
    await sleep(100);
  }
  const made = seconds(began);
  for (const run of runs) await run.result();

  const ideal = Math.ceil(generations / cap) * taskSeconds;
  const lengths: number[] = [];
  for (let index = 0; index < generations; index += Math.ceil(generations / 50)) {
    const { historyLength } = await client.workflow.getHandle(`run-${index}`).describe();
    lengths.push(historyLength);
  }
  const { requests, acceptedJobs } = emulator.bill();
  report(`made after ${made.toFixed(0)} s, ideal ${ideal} s: ${(made / ideal).toFixed(2)} times as long`);
  report(
    `bucket: ${(asked.all / generations).toFixed(1)} requests a generation, ${(asked.gates / generations).toFixed(1)} of them for places, line and outages`,
  );
  report(`history events of a run: ${[...new Set(lengths)].toSorted((left, right) => left - right).join(' or ')}`);
  report(`accepted ${acceptedJobs}, refused for being too many ${requests.refused}, most at a time ${most} of ${cap}`);
} finally {
  await stack.stop();
}
