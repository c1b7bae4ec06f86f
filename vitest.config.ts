import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Takes what the machine has for minutes: `npx vitest run -c test/chaos.config.ts`.
    exclude: ['test/chaos/chaos.test.ts'],
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
