import { defineConfig } from 'vitest/config';

/** Takes all that the machine has for minutes, so it runs alone, after the others. */
const chaos = 'test/chaos/chaos.test.ts';

export default defineConfig({
  test: {
    // The worker's native part crashes when two threads of one process load it.
    pool: 'forks',
    maxWorkers: 2,
    // Tests that run concurrently mostly wait for real servers.
    maxConcurrency: 12,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    reporters: ['default', ['json', { outputFile: '.reelwork/test-results.json' }]],
    projects: [
      {
        extends: true,
        test: {
          name: 'usual',
          include: ['test/**/*.test.ts'],
          exclude: [chaos],
          globalSetup: 'test/global-set-up.ts',
        },
      },
      { extends: true, test: { name: 'chaos', include: [chaos], sequence: { groupOrder: 1 } } },
    ],
  },
});
