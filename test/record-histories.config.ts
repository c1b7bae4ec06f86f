import { defineConfig } from 'vitest/config';

/** Records the histories that later versions must be able to replay: `npx vitest run -c test/record-histories.config.ts`. */
export default defineConfig({
  test: {
    include: ['test/workflows/record-histories.ts'],
    globalSetup: 'test/global-set-up.ts',
    pool: 'forks',
    hookTimeout: 300_000,
    testTimeout: 120_000,
  },
});
