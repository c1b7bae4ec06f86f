import { afterAll } from 'vitest';
import type { Clean } from './reelwork-process.js';

/** Collects what must end once all tests of a file have: the last begun first. */
export function cleanUpAfterAll() {
  const cleanUps: Parameters<Clean>[0][] = [];
  const clean: Clean = (stop) => void cleanUps.unshift(stop);
  afterAll(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
  });
  return {
    clean,
    own<Owned extends { stop(): Promise<void> | void }>(service: Owned): Owned {
      clean(() => service.stop());
      return service;
    },
  };
}
