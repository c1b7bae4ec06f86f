import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { startS3, type S3, type S3Options } from '../../../src/testing/local-stack/s3.js';
import { isRunning, script, temporaryFolder } from './helpers.js';

const start = async (options: Partial<S3Options> & { readonly folder: string }) => {
  const s3 = await startS3({ program: inject('s3'), ...options });
  onTestFinished(s3.stop);
  return s3;
};

const clientOf = ({ endpoint, region, accessKeyId, secretAccessKey }: S3) =>
  new S3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true });

describe('the S3 server', () => {
  test('has its bucket from the start, shows objects as plain files and leaves no process once stopped', async () => {
    const s3 = await start({ folder: await temporaryFolder() });
    const object = { Bucket: s3.bucket, Key: 'a/b.txt' };
    await clientOf(s3).send(new PutObjectCommand({ ...object, Body: 'kept' }));
    expect(await readFile(join(s3.folder, 'a/b.txt'), 'utf8')).toBe('kept');

    await s3.stop();
    expect(isRunning(s3.pid)).toBe(false);
  });

  test('creates an object only once when asked to', async () => {
    const s3 = await start({ folder: await temporaryFolder() });
    const create = () =>
      clientOf(s3).send(new PutObjectCommand({ Bucket: s3.bucket, Key: 'once', Body: 'x', IfNoneMatch: '*' }));
    await create();
    await expect(create()).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  test('started again on the same folder has the same objects, under new keys', async () => {
    const folder = await temporaryFolder();
    const first = await start({ folder });
    const object = { Bucket: first.bucket, Key: 'survivor' };
    await clientOf(first).send(new PutObjectCommand({ ...object, Body: 'kept' }));
    await first.stop();

    const second = await start({ folder, port: Number(new URL(first.endpoint).port) });
    expect(second.endpoint).toBe(first.endpoint);
    expect(second.secretAccessKey).not.toBe(first.secretAccessKey);
    const { Body } = await clientOf(second).send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toBe('kept');
  });

  test("two at once refuse each other's keys", async () => {
    const [one, other] = await Promise.all([
      start({ folder: await temporaryFolder() }),
      start({ folder: await temporaryFolder() }),
    ]);
    await expect(clientOf({ ...other, endpoint: one.endpoint }).send(new ListBucketsCommand())).rejects.toThrow();
    await one.stop();
    const { Buckets } = await clientOf(other).send(new ListBucketsCommand());
    expect(Buckets).toMatchObject([{ Name: 'reelwork' }]);
  });

  test('writes no key to its log, which only its owner can read', async () => {
    const folder = await temporaryFolder();
    const { accessKeyId, secretAccessKey, stop } = await start({ folder });
    await stop();
    const log = await readFile(join(folder, 's3.log'), 'utf8');
    expect(log).not.toContain(accessKeyId);
    expect(log).not.toContain(secretAccessKey);
    expect((await stat(join(folder, 's3.log'))).mode & 0o077).toBe(0);
  });

  test('in a container gets its keys by the environment, listens on loopback only and writes to the same folder', async () => {
    const folder = await temporaryFolder();
    const docker = await script(join(folder, 'docker'), 'echo "$@" "$ROOT_ACCESS_KEY_ID" "$HOME"; exit 1');
    const program = { kind: 'image', docker, image: 'versity/versitygw:v1.8.0' } as const;
    const failure = start({ folder, program, port: 17_999, environment: { HOME: '/at/home' } });
    await expect(failure).rejects.toThrow(
      new RegExp(
        String.raw`run --rm --init --user=\S+ --publish=127\.0\.0\.1:17999:7070 --env=ROOT_ACCESS_KEY_ID ` +
          String.raw`--env=ROOT_SECRET_ACCESS_KEY --volume=${folder}/objects:/objects versity/versitygw:v1\.8\.0 ` +
          String.raw`--port=:7070 --quiet --keep-alive posix /objects [0-9a-f]{16} /at/home$`,
      ),
    );
  });
});
