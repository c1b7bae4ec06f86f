import { afterAll, beforeAll } from 'vitest';
import { startS3, type S3Server } from './s3.js';

/** What every test of a file stores in; there from the first test on. */
export let s3: S3Server;

/** Starts a real S3 server for a test file's own use. */
export function useS3(): void {
  beforeAll(async () => {
    s3 = await startS3();
  });
  afterAll(() => s3.stop());
}
