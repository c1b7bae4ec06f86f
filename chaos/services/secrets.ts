import { randomBytes } from 'node:crypto';

/** What must never be seen in a history, a log or the bucket: made so that a search finds it. */
export interface Secrets {
  readonly apiKey: string;
  readonly callbackSecret: string;
  readonly s3: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const made = (name: string) => `chaos-${name}-${randomBytes(16).toString('hex')}`;

/** New ones for each run. */
export const makeSecrets = (): Secrets => ({
  apiKey: made('key'),
  callbackSecret: made('callback-secret'),
  s3: { accessKeyId: made('access-key'), secretAccessKey: made('secret-key') },
});

/** What to search for: the secrets themselves, and the parts of links that open something. */
export const traces = ({ apiKey, callbackSecret, s3 }: Secrets): Readonly<Record<string, string>> => ({
  'the gateway key': apiKey,
  'the callback secret': callbackSecret,
  'the S3 secret': s3.secretAccessKey,
  'a signed link': 'signature=',
  'a presigned link': 'X-Amz-Signature',
  'a callback address': '/callbacks/',
});
