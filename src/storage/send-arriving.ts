import { crc32 } from 'node:zlib';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { ArrivingPart, WholePart } from './arriving-part.js';
import { checksumBehind } from './checksum-behind.js';
import { crc32ToBase64 } from './crc32.js';
import { isS3Answer, type S3Connection } from './s3-connection.js';
import { untilDecided } from './until-decided.js';

/** The part of a command's input that says what is sent. */
export type SentBody = Pick<PutObjectCommandInput, 'Body' | 'ContentLength' | 'ChecksumCRC32'>;

export interface SendArrivingOptions<Answer> {
  readonly connection: S3Connection;
  readonly part: ArrivingPart;
  readonly send: (body: SentBody, headers: Headers, signal: AbortSignal | undefined) => Promise<Answer>;
  readonly signal: AbortSignal | undefined;
}

type Headers = Readonly<Record<string, string>>;

/** What S3 answered, and S3's spelling of the CRC32 that it has checked. */
export interface SentArriving<Answer> {
  readonly answer: Answer;
  readonly checksum: string;
}

/** Answers that sending again can't change. */
const finalAnswers = [412, 'NoSuchUpload'] as const;

/** Sends a part: while it arrives, where the server takes that, and from memory if it does not get through. */
export async function sendArriving<Answer>(options: SendArrivingOptions<Answer>): Promise<SentArriving<Answer>> {
  const { connection, part, send, signal } = options;
  const streamed = connection.trailingChecksums && part.bytes !== undefined ? await stream(part.bytes) : undefined;
  return streamed ?? sendFromMemory(await part.whole);

  /** The SDK can't repeat a stream: `undefined` when it did not get through. */
  async function stream(bytes: number): Promise<SentArriving<Answer> | undefined> {
    const body = checksumBehind(part.pieces(), bytes);
    const cut = new AbortController();
    part.whole.catch(() => cut.abort());
    const signals = AbortSignal.any(signal === undefined ? [cut.signal] : [cut.signal, signal]);
    try {
      const answer = await send({ Body: body.stream, ContentLength: body.bytes }, body.headers, signals);
      return { answer, checksum: body.checksum() };
    } catch (error) {
      signal?.throwIfAborted();
      if (isS3Answer(error, ...finalAnswers)) throw error;
      return undefined;
    } finally {
      body.stream.destroy();
    }
  }

  /** The SDK may repeat this. The CRC32 is signed and covers the bytes: signing their SHA-256 too would halve the speed. */
  async function sendFromMemory({ body }: WholePart): Promise<SentArriving<Answer>> {
    const checksum = crc32ToBase64(crc32(body));
    const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const again = () => send({ Body: body, ChecksumCRC32: checksum }, headers, signal);
    return { answer: await untilDecided(again, signal), checksum };
  }
}
