import { test as base } from 'vitest';
import type { GenerationRequestInput } from '../../src/domain/requests/index.js';
import { startBackends, type Backends } from '../helpers/backends.js';
import type { Own, Service } from '../../src/testing/local-stack/services.js';
import { setStage, type Stage, type StageOptions } from '../helpers/stage.js';

interface Fixtures {
  /** Real servers, one set per test file. */
  readonly backends: Backends;
  /** Takes over what a test has started itself: it is stopped after the test, the last one first. */
  readonly own: Own;
  /** Sets a stage that is gone after the test. */
  readonly stage: (options?: StageOptions) => Promise<Stage>;
}

/** A test of generations on a real Temporal and a real S3 server; the gateway is emulated. */
export const test = base.extend<Fixtures>({
  backends: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern which fixtures are wanted
    async ({}, use) => {
      const backends = await startBackends();
      await use(backends);
      await backends.stop();
    },
    { scope: 'file' },
  ],
  // oxlint-disable-next-line no-empty-pattern
  own: async ({}, use) => {
    const started: Service[] = [];
    await use((service) => {
      started.unshift(service);
      return service;
    });
    for (const service of started) await service.stop();
  },
  stage: async ({ backends, own }, use) => {
    await use(async (options) => own(await setStage(backends, options)));
  },
});

/** A request that is right; words in double brackets ask the emulator for faults. */
export const request = (prompt = 'A cat playing piano') =>
  ({
    model: 'evolink/wan2.6-text-to-video',
    prompt,
    durationSeconds: 5,
    resolution: '720p',
    aspectRatio: '16:9',
  }) as const satisfies GenerationRequestInput;
