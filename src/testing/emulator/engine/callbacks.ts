import type { Background } from './background.js';
import type { Clock } from './clock.js';
import type { RequestCounts } from './counts.js';
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
  /** What the receiver is sent, as it would be read at that moment. */
  readonly bodyOf: (job: Job) => object;
}

/** Makes the sender of a gateway's callbacks. It knows no answer but a 2xx, follows no redirect, and gives up for good. */
export function createCallbacks({ clock, background, counts, rules, bodyOf }: CallbacksOptions) {
  async function isTaken(url: string, body: string): Promise<boolean> {
    const timeout = new AbortController();
    const callOff = clock.after(rules.timeoutMs, () => timeout.abort());
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([timeout.signal, background.signal]),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    } finally {
      callOff();
    }
  }

  async function deliver(job: Job, url: string, attempt = 0): Promise<void> {
    counts.callbacksSent += 1;
    if (await isTaken(url, JSON.stringify(bodyOf(job)))) return;
    counts.callbackFailures += 1;
    const pause = rules.retryAfterMs[attempt];
    if (pause !== undefined) clock.after(pause, () => send(job, url, attempt + 1));
  }

  function send(job: Job, url: string, attempt = 0): void {
    void background.run(deliver(job, url, attempt));
  }

  return function callBack(job: Job): void {
    const url = job.order.callbackUrl;
    if (url === undefined) return;
    switch (job.faults.callback?.kind) {
      case 'never':
        return;
      case 'twice':
        send(job, url);
        return send(job, url);
      case 'late':
        clock.after(job.faults.callback.bySeconds * 1000, () => send(job, url));
        return;
      case undefined:
        return send(job, url);
    }
  };
}
