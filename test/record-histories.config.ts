import { defineConfig } from 'vitest/config';
import usual from '../vitest.config.js';

/** Records the histories that later versions must be able to replay: `npx vitest run -c test/record-histories.config.ts`. */
export default defineConfig({
  ...usual,
  test: { ...usual.test, include: ['test/workflows/record-histories.ts'], reporters: ['default'] },
});
