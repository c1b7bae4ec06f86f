import { defineConfig } from 'vitest/config';
import usual from '../vitest.config.js';

/** Runs 200 generations under chaos: `npx vitest run -c test/chaos.config.ts`. */
export default defineConfig({
  ...usual,
  test: { ...usual.test, include: ['test/chaos/chaos.test.ts'], exclude: [], reporters: ['default'] },
});
