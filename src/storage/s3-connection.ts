import { S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import { BucketError } from './bucket-error.js';
import { bucketErrorReason } from './bucket-error-reason.js';

/** One bucket of one S3 server: runs calls and restates their failures in words an operator can act on. */
export interface S3Connection {
  readonly client: S3Client;
  readonly bucket: string;
  /** Whether the server takes a body whose checksum comes after it. */
  readonly trailingChecksums: boolean;
  readonly describe: () => Promise<string>;
  readonly attempt: <Output>(call: () => Promise<Output>) => Promise<Output>;
}

/** Connects the verbs of a bucket to a client. */
export function connectBucket(
  options: Pick<S3Connection, 'client' | 'bucket'> & Partial<Pick<S3Connection, 'trailingChecksums'>>,
): S3Connection {
  const { client, bucket, trailingChecksums = true } = options;
  const describe = async () => `S3 bucket ${bucket} at ${await endpointOf(client)}`;
  return {
    client,
    bucket,
    trailingChecksums,
    describe,
    async attempt(call) {
      try {
        return await call();
      } catch (error) {
        const reason = bucketErrorReason(error);
        if (reason === undefined) throw error;
        throw new BucketError(reason, await describe(), { cause: error });
      }
    },
  };
}

/** Whether S3 answered with one of these statuses or error names. */
export const isS3Answer = (error: unknown, ...answers: readonly (number | string)[]): boolean =>
  error instanceof S3ServiceException &&
  answers.some((answer) => answer === error.name || answer === error.$metadata.httpStatusCode);

async function endpointOf({ config }: S3Client): Promise<string> {
  const endpoint = await config.endpoint?.();
  if (endpoint === undefined) return `AWS ${await config.region().catch(() => 'without a region')}`;
  const { protocol, hostname, port } = endpoint;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}
