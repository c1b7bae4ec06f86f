import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['test/**/*.test.ts'],
          exclude: ['test/chaos/**'],
          sequence: { groupOrder: 0 },
        },
      },
      // After all others: it takes what the machine has, and others would run out of time.
      { extends: true, test: { name: 'chaos', include: ['test/chaos/**/*.test.ts'], sequence: { groupOrder: 1 } } },
    ],
    globalSetup: 'test/global-set-up.ts',
    // The worker's native part crashes when two threads of one process load it.
    pool: 'forks',
    maxWorkers: 2,
    // Tests that run concurrently mostly wait for real servers.
    maxConcurrency: 12,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    reporters: ['default', ['json', { outputFile: '.reelwork/test-results.json' }]],
  },
});
