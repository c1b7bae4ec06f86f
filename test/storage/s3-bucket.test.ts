import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { arrivedPart } from '../../src/storage/arriving-part.js';
import { BucketError } from '../../src/storage/bucket-error.js';
import { crc32ToBase64 } from '../../src/storage/crc32.js';
import { probeBucket } from '../../src/storage/probe-bucket.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { createS3Client } from '../../src/storage/s3-client.js';
import { startHttpProxy } from '../helpers/http-proxy.js';
import { clientOf } from '../helpers/s3.js';
import { serve } from '../helpers/video-server.js';
import { bucket, s3, useBucket } from './bucket-of-tests.js';

useBucket();

const text = { contentType: 'text/plain' };
const checksum = (body: Uint8Array | string) => crc32ToBase64(crc32(body));

describe('objects', () => {
  test('one of many racing creators wins, and its object is kept', async () => {
    const bodies = Array.from({ length: 12 }, (_, index) => `creator ${index}`);
    const outcomes = await Promise.all(bodies.map((body) => bucket.create('race', body, text)));
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(await bucket.readText('race')).toBe(bodies[outcomes.indexOf('created')]);
  });

  test('an object is known by its length and CRC32, and is gone once deleted', async () => {
    await bucket.create('facts', 'hello', text);
    expect(await bucket.head('facts')).toMatchObject({ bytes: 5, crc32: checksum('hello') });
    await bucket.delete('facts');
    expect(await bucket.head('facts')).toBeUndefined();
    expect(await bucket.readText('facts')).toBeUndefined();
  });

  test('keys are listed by how they begin, however many there are', async () => {
    await mkdir(join(s3.folder, 'many'));
    const names = Array.from({ length: 1005 }, (_, index) => `many/${String(index).padStart(4, '0')}`);
    for (const name of names) await writeFile(join(s3.folder, name), '');
    await bucket.create('manyfold', 'begins otherwise', text);
    const listed = async (prefix: string) => {
      const keys: string[] = [];
      for await (const { key } of bucket.list(prefix)) keys.push(key);
      return keys;
    };
    expect(await listed('many/')).toEqual(names);
    expect(await listed('none/of/these/')).toEqual([]);
  });

  test('any part of an object can be read', async () => {
    await bucket.create('parts', '0123456789', text);
    expect((await buffer(bucket.read('parts', { range: { from: 2, to: 5 } }))).toString()).toBe('234');
    expect((await buffer(bucket.read('parts', { range: { from: 9, to: 10 } }))).toString()).toBe('9');
    expect((await buffer(bucket.read('parts'))).toString()).toBe('0123456789');
  });

  test('a deletion whose answer is lost is not repeated, so what is created meanwhile stays', async () => {
    await bucket.create('meanwhile', 'before', text);
    let lost = 0;
    const proxy = await startHttpProxy(() => s3.endpoint, {
      async beforeAnswer({ method }) {
        if (method !== 'DELETE' || lost > 0) return;
        lost += 1;
        await bucket.create('meanwhile', 'after', text);
        throw new Error('this answer is lost');
      },
    });
    const client = createS3Client({ ...s3.clientOptions, endpoint: proxy });
    await expect(createS3Bucket({ client, bucket: s3.bucket }).delete('meanwhile')).rejects.toThrow();
    expect(await bucket.readText('meanwhile')).toBe('after');
  });

  test.each(['a?b.png', 'a#1.png', 'x%2Fy.png', '50%.png', 'a b+c&d.png', 'folder/ü.png'])(
    'a signed link to s3://…/%s leads to the object of just that key',
    async (key) => {
      await bucket.create(key, `the object ${key}`, text);
      const response = await fetch(await bucket.signLink(`s3://${s3.bucket}/${key}`, 60));
      expect(response.status).toBe(200);
      expect(await response.text()).toBe(`the object ${key}`);
    },
  );

  test('a write that meets another one under way is tried again until it is decided', async () => {
    let answers = 0;
    const busy = await serve((_, outgoing) => {
      answers += 1;
      outgoing.writeHead(answers < 3 ? 409 : 412).end();
    });
    const client = createS3Client({ ...s3.clientOptions, endpoint: busy.url });
    await expect(createS3Bucket({ client, bucket: 'b' }).create('key', 'x', text)).resolves.toBe('exists');
    expect(answers).toBe(3);
    await busy.close();
  });
});

describe('uploads', () => {
  const parts = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('the end')];
  const whole = { bytes: parts[0]!.length + parts[1]!.length, crc32: checksum(Buffer.concat(parts)) };
  const video = { contentType: 'video/mp4' };

  async function sendParts(key: string) {
    const upload = await bucket.startUpload(key, video);
    const sent = [];
    for (const [index, body] of parts.entries()) {
      sent.push(await bucket.uploadPart(upload, { partNumber: index + 1, part: arrivedPart(body) }));
    }
    return { upload, sent };
  }

  test('another process finds an upload and its parts, and completes it', async () => {
    const { upload, sent } = await sendParts('found.mp4');
    const other = createS3Bucket({ client: clientOf(s3), bucket: s3.bucket });
    expect(await other.openUploads('found.mp4')).toEqual([upload]);
    expect(await other.parts(upload)).toEqual(sent);
    expect(await other.completeUpload(upload, sent, whole)).toBe('created');
    expect(await other.head('found.mp4')).toMatchObject(whole);
  });

  test('uploads to keys that only begin alike are not mixed up', async () => {
    const upload = await bucket.startUpload('alike.mp4.other', video);
    expect(await bucket.openUploads('alike.mp4')).toEqual([]);
    await bucket.abortUpload(upload);
  });

  test('a taken key is not overwritten', async () => {
    const { upload, sent } = await sendParts('taken.mp4');
    await bucket.create('taken.mp4', 'mine', text);
    expect(await bucket.completeUpload(upload, sent, whole)).toBe('conflict');
    expect(await bucket.readText('taken.mp4')).toBe('mine');
  });

  test('an aborted upload cannot be completed, and can be aborted again', async () => {
    const { upload, sent } = await sendParts('aborted.mp4');
    await bucket.abortUpload(upload);
    await bucket.abortUpload(upload);
    expect(await bucket.completeUpload(upload, sent, whole)).toBe('conflict');
    expect(await bucket.head('aborted.mp4')).toBeUndefined();
  });

  test('parts whose whole has another checksum do not become an object', async () => {
    const { upload, sent } = await sendParts('wrong.mp4');
    await expect(bucket.completeUpload(upload, sent, { ...whole, crc32: checksum('x') })).rejects.toThrow('CRC32');
    expect(await bucket.head('wrong.mp4')).toBeUndefined();
  });
});

async function probeWith(options: object, name = s3.bucket): Promise<BucketError | undefined> {
  const client = createS3Client({ ...s3.clientOptions, ...options });
  try {
    await probeBucket(createS3Bucket({ client, bucket: name }), 'probe');
    return undefined;
  } catch (error) {
    if (error instanceof BucketError) return error;
    throw error;
  }
}

describe('the probe of a bucket', () => {
  test('accepts a bucket with conditional writes and leaves nothing behind', async () => {
    const key = randomUUID();
    await probeBucket(bucket, key);
    expect(await bucket.head(key)).toBeUndefined();
  });

  test('tells a missing bucket', async () => {
    const error = await probeWith({}, 'nowhere');
    expect(error).toBeInstanceOf(BucketError);
    expect(error).toMatchObject({ reason: 'missing', message: expect.stringContaining(`nowhere at ${s3.endpoint}`) });
    expect(error?.cause).toBeInstanceOf(Error);
  });

  test('tells wrong credentials, without showing them', async () => {
    const credentials = { accessKeyId: 'reelwork', secretAccessKey: 'mistyped-secret' };
    const error = await probeWith({ credentials });
    expect(error).toMatchObject({ reason: 'denied' });
    expect(error?.message).not.toContain('mistyped-secret');
  });

  test('tells a server that is not there', async () => {
    const gone = await serve(() => {});
    await gone.close();
    expect(await probeWith({ endpoint: gone.url })).toMatchObject({ reason: 'unreachable' });
  });

  test('tells a server that ignores conditions', async () => {
    const careless = await serve((incoming, outgoing) => {
      incoming.resume();
      outgoing.writeHead(incoming.method === 'HEAD' ? 404 : incoming.method === 'DELETE' ? 204 : 200).end();
    });
    expect(await probeWith({ endpoint: careless.url })).toMatchObject({ reason: 'no-conditional-writes' });
    await careless.close();
  });

  test('tells a server that deletes whatever version there is', async () => {
    const objects = new Set<string>();
    const rash = await serve((incoming, outgoing) => {
      const { method, url = '' } = incoming;
      const key = url.split('?')[0]!;
      const isThere = objects.has(key);
      if (method === 'PUT') objects.add(key);
      if (method === 'DELETE') objects.delete(key);
      incoming.resume();
      outgoing.writeHead(method === 'PUT' && isThere ? 412 : method === 'HEAD' && !isThere ? 404 : 200).end();
    });
    expect(await probeWith({ endpoint: rash.url })).toMatchObject({ reason: 'no-conditional-writes' });
    await rash.close();
  });
});
