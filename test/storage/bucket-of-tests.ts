import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { createVideoDownload, type VideoDownload } from '../../src/providers/download.js';
import type { Bucket } from '../../src/storage/bucket.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { clientOf } from '../helpers/s3.js';
import { startVideoServer, type VideoServerOptions } from '../helpers/video-server.js';

/** What every test of a file stores in, and how it reads; there from the first test on. */
export { s3 } from '../helpers/own-s3.js';
export let bucket: Bucket;
export let download: VideoDownload;

/** Starts a real S3 server for a test file's own use. */
export function useBucket(): void {
  useS3();
  beforeAll(() => {
    bucket = createS3Bucket({ client: clientOf(s3), bucket: s3.bucket });
    download = createVideoDownload({ allowPrivateHosts: ['127.0.0.1'] });
  });
  afterAll(() => download.close());
}

/** Serves a made-up video until the test ends. */
export async function serveVideo(options: VideoServerOptions) {
  const server = await startVideoServer(options);
  onTestFinished(() => server.close());
  return server;
}
