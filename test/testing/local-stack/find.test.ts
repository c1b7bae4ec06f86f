import { readdir, readFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFfmpeg } from '../../../src/testing/local-stack/find-ffmpeg.js';
import { findS3 } from '../../../src/testing/local-stack/find-s3.js';
import { findTemporal } from '../../../src/testing/local-stack/find-temporal.js';
import { script, temporaryFolder } from './helpers.js';

/** A machine with nothing on it and no way out, whose `PATH` and cache the test fills. */
async function machine() {
  const folder = await temporaryFolder();
  const bin = join(folder, 'bin');
  const cache = join(folder, 'cache', 'reelwork', 'bin');
  const calls = join(folder, 'calls');
  const progress: string[] = [];
  const environment: Record<string, string> = {
    PATH: bin,
    HOME: folder,
    XDG_CACHE_HOME: join(folder, 'cache'),
    HTTPS_PROXY: 'http://127.0.0.1:1',
  };
  return {
    environment,
    progress,
    cache,
    options: { environment, onProgress: (message: string) => progress.push(message) },
    elsewhere: (name: string) => script(join(folder, 'elsewhere', name)),
    onPath: (name: string, ...lines: readonly string[]) => script(join(bin, name), ...lines),
    inCache: (name: string, ...lines: readonly string[]) => script(join(cache, name), ...lines),
    go: () =>
      script(
        join(bin, 'go'),
        `echo "$@" >> ${calls}`,
        'built="$GOBIN/$(/usr/bin/basename "${4%@*}")"',
        'echo "#!/bin/sh" > "$built" && /bin/chmod 755 "$built"',
      ),
    calls: () => readFile(calls, 'utf8'),
  };
}

describe('the Temporal command line', () => {
  test('is the one that the environment variable names, then the one on PATH, then the cached one', async () => {
    const { environment, options, elsewhere, onPath, inCache, cache } = await machine();
    await inCache('temporal-v1.5.1');
    expect(await findTemporal(options)).toBe(join(cache, 'temporal-v1.5.1'));

    const installed = await onPath('temporal');
    expect(await findTemporal(options)).toBe(installed);

    environment['REELWORK_TEMPORAL_CLI'] = await elsewhere('temporal');
    expect(await findTemporal(options)).toBe(environment['REELWORK_TEMPORAL_CLI']);
  });

  test('is never looked for elsewhere when the variable names no executable', async () => {
    const { environment, options, onPath } = await machine();
    await onPath('temporal');
    environment['REELWORK_TEMPORAL_CLI'] = '/nowhere/temporal';
    await expect(findTemporal(options)).rejects.toThrow(
      'REELWORK_TEMPORAL_CLI must name an executable file, but is "/nowhere/temporal"',
    );
  });

  test('is built by go where the network has no download, and then found in the cache', async () => {
    const { options, go, calls, cache, progress } = await machine();
    await go();
    expect(await findTemporal(options)).toBe(join(cache, 'temporal-v1.5.1'));
    expect(await findTemporal(options)).toBe(join(cache, 'temporal-v1.5.1'));
    expect(await calls()).toBe('install -ldflags -s -w github.com/temporalio/cli/cmd/temporal@v1.5.1\n');
    expect(progress).toEqual([expect.stringMatching(/^downloading/), expect.stringMatching(/^building .* v1\.5\.1/)]);
  });

  test('that cannot be had leads to a list of all the ways, and why each failed that was tried', async () => {
    const { options, onPath, cache } = await machine();
    await onPath('go', 'echo compiling >&2', 'echo "module not reachable" >&2', 'exit 1');
    const failure = findTemporal(options);
    await expect(failure).rejects.toThrow(/REELWORK_TEMPORAL_CLI.*on PATH.*SDK's own download \(tried: .+\)/s);
    await expect(failure).rejects.toThrow(`v1.5.1 in ${cache}`);
    await expect(failure).rejects.toThrow(/go install github.com\/temporalio\/\S+ \(tried: module not reachable\)/);
    expect(await readdir(cache)).toEqual([]);
  });

  test('in the cache is not used when it is of another version', async () => {
    const { options, inCache, go, cache } = await machine();
    await inCache('temporal-v1.4.0');
    await inCache('temporal', '# \nmod\tgithub.com/temporalio/cli\tv1.5.10\t');
    await go();
    expect(basename(await findTemporal(options))).toBe('temporal-v1.5.1');

    await rename(join(cache, 'temporal-v1.5.1'), join(cache, 'temporal-v1.5.0'));
    const plain = await inCache('temporal', '# \nmod\tgithub.com/temporalio/cli\tv1.5.1\t');
    expect(await findTemporal(options)).toBe(plain);
  });
});

describe('the S3 server', () => {
  test('runs from Docker before it is built, but only where an engine answers', async () => {
    const { options, onPath, go, cache } = await machine();
    await go();
    const docker = await onPath('docker', '[ "$1" = info ]');
    expect(await findS3(options)).toEqual({ kind: 'image', docker, image: 'versity/versitygw:v1.8.0' });

    await onPath('docker', 'echo "no daemon" >&2; exit 1');
    expect(await findS3(options)).toEqual({ kind: 'executable', path: join(cache, 'versitygw-v1.8.0') });
  });

  test('is found by variable, on PATH and in the cache before anything else is tried', async () => {
    const { environment, options, elsewhere, onPath, inCache, progress } = await machine();
    await onPath('docker');
    expect(await findS3(options)).toMatchObject({ kind: 'image' });
    progress.length = 0;

    const cached = await inCache('versitygw-v1.8.0');
    expect(await findS3(options)).toEqual({ kind: 'executable', path: cached });
    const installed = await onPath('versitygw');
    expect(await findS3(options)).toEqual({ kind: 'executable', path: installed });
    environment['REELWORK_VERSITYGW'] = await elsewhere('versitygw');
    expect(await findS3(options)).toEqual({ kind: 'executable', path: environment['REELWORK_VERSITYGW'] });
    expect(progress).toEqual([]);
  });

  test('built by two processes at once is whole for both, and nothing else is left behind', async () => {
    const { options, go, cache } = await machine();
    await go();
    const [one, other] = await Promise.all([findS3(options), findS3(options)]);
    expect(one).toEqual(other);
    expect(await readdir(cache)).toEqual(['versitygw-v1.8.0']);
  });
});

test('ffmpeg is the one that the variable names, else the one on PATH, else missing without an error', async () => {
  const { environment, options, elsewhere, onPath } = await machine();
  expect(await findFfmpeg(options)).toBeUndefined();
  const installed = await onPath('ffmpeg');
  expect(await findFfmpeg(options)).toBe(installed);
  environment['REELWORK_FFMPEG'] = await elsewhere('ffmpeg');
  expect(await findFfmpeg(options)).toBe(environment['REELWORK_FFMPEG']);
});
