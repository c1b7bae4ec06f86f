import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { ProviderError } from '../../providers/provider-error.js';
import type { Accepted, SubmitOptions, VideoModel } from '../../providers/video-model.js';
import { createManualClock, type ManualClock } from '../emulator/engine/manual-clock.js';
import { startEmulator, type Emulator } from '../emulator/start-emulator.js';
import type { Subject } from './subject.js';

/** Short, because a case that waits for it waits for nothing else. In seconds. */
const timeLimits = { connectSeconds: 5, readSeconds: 2, submitSeconds: 2 };

/** Longer than a job takes that nothing befalls, in milliseconds of the emulator's clock. */
const wholeJobMs = 10_000;

/** An adapter before its emulated gateway, whose clock stands still. */
export interface Rehearsal<Request> {
  readonly adapter: VideoModel<Request>;
  readonly emulator: Emulator;
  readonly clock: ManualClock;
  readonly wireKey: string;
  readonly request: Request;
  /** Orders what is asked for: the subject's request, unless told otherwise. */
  readonly submit: (options?: Partial<SubmitOptions>, asked?: Request) => Promise<Accepted>;
  /** Lets a job that nothing befalls end. */
  readonly finish: () => Promise<void>;
  /** The error of a call that must fail: a `ProviderError` without a secret. */
  readonly failureOf: (call: Promise<unknown>) => Promise<ProviderError>;
  /** That the key, and the query of any link, stand in none of these texts. */
  readonly assertNoSecret: (texts: readonly (string | undefined)[]) => void;
}

/** A query may be what makes a link work. */
const signedLink = /https?:\/\/[^\s"']*\?\S/i;

/** Runs a case with a gateway of its own. */
export async function rehearse<Request>(
  { adapterAt, request, emulator: options }: Subject<Request>,
  play: (rehearsal: Rehearsal<Request>) => Promise<void>,
): Promise<void> {
  const apiKey = `key-${randomUUID()}`;
  const wireKey = `rw-${randomUUID().replaceAll('-', '')}`;
  const clock = createManualClock();
  const emulator = await startEmulator({
    ffmpeg: 'none',
    queueSeconds: 1,
    runSeconds: 1,
    ...options,
    apiKeys: [apiKey],
    clock,
  });
  const adapter = adapterAt({ baseUrl: emulator.url, apiKey, timeLimits });
  const nothing = async () => {};
  function assertNoSecret(texts: readonly (string | undefined)[]): void {
    const told = texts.join(' ');
    assert.ok(!told.includes(apiKey), 'the key is told');
    assert.ok(!signedLink.test(told), 'a link is told with its query');
  }
  try {
    await play({
      adapter,
      emulator,
      clock,
      wireKey,
      request,
      submit: (given, asked = request) =>
        adapter.submit(asked, { wireKey, callbackUrl: undefined, beforeSending: nothing, ...given }),
      async finish() {
        await clock.advance(wholeJobMs);
        await emulator.idle();
      },
      async failureOf(call) {
        const error = await call.then(
          (value) => new Error(`it succeeded: ${JSON.stringify(value)}`),
          (reason: unknown) => reason,
        );
        if (!(error instanceof ProviderError)) throw error;
        assertNoSecret([error.message, error.stack, error.code, ...error.namedTasks, inspect(error.cause)]);
        return error;
      },
      assertNoSecret,
    });
  } finally {
    await emulator.close();
  }
}
