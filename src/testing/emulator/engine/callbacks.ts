import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { CallbackDelivery } from '../faults/callback-faults.js';
import type { Background } from './background.js';
import type { CallbackBodies } from './callback-bodies.js';
import type { Clock } from './clock.js';
import type { RequestCounts } from './counts.js';
import { drops } from './drops.js';
import type { Job } from './job.js';

export interface CallbackRules {
  /** How long a receiver may take for one attempt. */
  readonly timeoutMs: number;
  /** The pause after each failed attempt; as many retries as there are pauses. */
  readonly retryAfterMs: readonly number[];
}

export interface CallbacksOptions {
  readonly clock: Clock;
  readonly background: Background;
  readonly counts: RequestCounts;
  readonly rules: CallbackRules;
  readonly bodies: CallbackBodies;
}

const asDocumented: readonly CallbackDelivery[] = [{ body: 'task' }];

/** Makes the sender of a gateway's callbacks. It knows no answer but a 2xx, follows no redirect, and gives up for good. */
export function createCallbacks({ clock, background, counts, rules, bodies }: CallbacksOptions) {
  /** In so many drops that the receiver's time is over first. */
  async function* slowly(body: string) {
    const everyMs = rules.timeoutMs / 4;
    yield* drops(Readable.from([Buffer.from(body)]), { clock, dropBytes: Math.ceil(body.length / 20), everyMs });
  }

  async function post(url: string, body: string, { method, slow = false }: CallbackDelivery) {
    const timeout = new AbortController();
    const callOff = clock.after(rules.timeoutMs, () => timeout.abort());
    try {
      const response = await fetch(url, {
        method: method ?? 'POST',
        headers: { 'content-type': 'application/json' },
        redirect: 'manual',
        signal: AbortSignal.any([timeout.signal, background.signal]),
        ...(slow ? { body: ReadableStream.from(slowly(body)), duplex: 'half' } : { body }),
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return 'none';
    } finally {
      callOff();
    }
  }

  async function deliver(job: Job, url: string, delivery: CallbackDelivery, attempt = 0): Promise<void> {
    counts.callbacksSent += 1;
    const at = new Date(clock.now()).toISOString();
    const slow = delivery.slow === true && attempt === 0;
    const outcome = await post(url, bodies[delivery.body](job), { ...delivery, slow });
    job.traffic.callbacks.push({ at, body: delivery.body, outcome });
    if (outcome !== 'none' && outcome >= 200 && outcome < 300) return;
    counts.callbackFailures += 1;
    const pause = delivery.body === 'task' ? rules.retryAfterMs[attempt] : undefined;
    if (pause !== undefined) clock.after(pause, () => send(job, url, delivery, attempt + 1));
  }

  function send(job: Job, url: string, delivery: CallbackDelivery, attempt = 0): Promise<void> {
    return background.run(deliver(job, url, delivery, attempt));
  }

  /** Sends what is to be sent at once, and sees to the rest. Resolves after the first attempt of each of the former. */
  return async function callBack(job: Job): Promise<void> {
    const { callbackUrl } = job.order;
    if (callbackUrl === undefined) return;
    const due = (job.faults.callbacks ?? asDocumented).flatMap((delivery) => {
      const { afterSeconds = 0, wrongToken = false, times = 1 } = delivery;
      const url = wrongToken ? withWrongToken(callbackUrl) : callbackUrl;
      const sendAll = () => inLanes(times, () => send(job, url, delivery));
      if (afterSeconds === 0) return [sendAll()];
      clock.after(afterSeconds * 1000, () => void sendAll());
      return [];
    });
    await Promise.all(due);
  };
}

const mostLanes = 20;

/** Does `work` so many times, with so many going on at once that a receiver's backlog holds them. */
async function inLanes(times: number, work: () => Promise<void>): Promise<void> {
  let begun = 0;
  await Promise.all(
    Array.from({ length: Math.min(times, mostLanes) }, async () => {
      while (begun++ < times) await work();
    }),
  );
}

/** The URL of nobody's callback, as a stranger who knows the receiver would make it up. */
function withWrongToken(callbackUrl: string): string {
  const url = new URL(callbackUrl);
  url.pathname = url.pathname.replace(/[^/]*$/, randomUUID());
  return url.href;
}
