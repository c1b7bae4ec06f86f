import { PutObjectCommand } from '@aws-sdk/client-s3';
import { addHeaders } from './add-headers.js';
import { arrivedPart, type ArrivingPart } from './arriving-part.js';
import type { Bucket, CreateOptions } from './bucket.js';
import { isS3Answer, type S3Connection } from './s3-connection.js';
import { sendArriving } from './send-arriving.js';

/** The verbs of a bucket on S3 that make an object in one piece. */
export const createS3Creation = (connection: S3Connection): Pick<Bucket, 'create' | 'createArriving'> => ({
  create: (key, body, options) =>
    connection.attempt(() =>
      // What is there already is sent with its checksum in front, as often as the SDK likes.
      createObject({ ...connection, trailingChecksums: false }, key, arrivedPart(Buffer.from(body)), options),
    ),
  createArriving: (key, body, options) => connection.attempt(() => createObject(connection, key, body, options)),
});

async function createObject(
  connection: S3Connection,
  key: string,
  part: ArrivingPart,
  { contentType, metadata, signal }: CreateOptions,
): Promise<'created' | 'exists'> {
  const { client, bucket } = connection;
  const object = { Bucket: bucket, Key: key, ContentType: contentType, Metadata: metadata, IfNoneMatch: '*' };
  try {
    await sendArriving({
      connection,
      part,
      signal,
      send(body, headers, abortSignal) {
        const command = new PutObjectCommand({ ...object, ...body });
        command.middlewareStack.add(addHeaders(headers), { step: 'build' });
        return client.send(command, { abortSignal });
      },
    });
    return 'created';
  } catch (error) {
    if (isS3Answer(error, 412)) return 'exists';
    throw error;
  }
}
