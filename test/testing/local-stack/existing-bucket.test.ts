import { expect, onTestFinished, test, vi } from 'vitest';
import { ConfigError } from '../../../src/config.js';
import { arrivedPart } from '../../../src/storage/arriving-part.js';
import { existingBucket } from '../../../src/testing/local-stack/existing-bucket.js';
import { startHttpProxy } from '../../helpers/http-proxy.js';
import { startS3 } from '../../helpers/s3.js';

test.each([
  ['true', 'x-amz-trailer'],
  ['false', 'x-amz-checksum-crc32'],
])('an S3 server that runs already is used as S3_TRAILING_CHECKSUMS=%s says', async (trailing, header) => {
  const s3 = await startS3();
  onTestFinished(() => s3.stop());
  vi.stubEnv('AWS_ACCESS_KEY_ID', s3.credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', s3.credentials.secretAccessKey);
  const sent: string[] = [];
  const endpoint = await startHttpProxy(() => s3.endpoint, {
    beforeRequest: ({ headers }) => void sent.push(...Object.keys(headers)),
  });
  const environment = { S3_ENDPOINT: endpoint, S3_BUCKET: s3.bucket, S3_TRAILING_CHECKSUMS: trailing };
  const bucket = existingBucket({ ...environment, EVOLINK_API_KEY: 'no key at all', CALLBACK_SECRET: 'short' });
  await bucket.createArriving('key', arrivedPart(Buffer.from('hello')), { contentType: 'text/plain' });
  expect(await bucket.readText('key')).toBe('hello');
  expect(sent.filter((name) => /^x-amz-(trailer|checksum-crc32)$/.test(name))).toEqual([header]);
});

test('nonsense in its variables is an error that names them', () => {
  expect(() => existingBucket({ S3_ENDPOINT: 'http://127.0.0.1:1', S3_TRAILING_CHECKSUMS: 'perhaps' })).toThrow(
    ConfigError,
  );
});
