import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { startReelwork, until } from '../helpers/reelwork-process.js';
import { isRunning, temporaryFolder } from '../testing/local-stack/helpers.js';

const run = promisify(execFile);
const onLinux = process.platform === 'linux';

interface Probe {
  readonly streams: readonly { readonly codec_type: string; readonly width?: number; readonly height?: number }[];
  readonly format: { readonly duration: string };
}

/** What ffprobe says of a file: the length in seconds, the size, and whether there is sound. */
async function probe(file: string) {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file]);
  const { streams, format } = JSON.parse(stdout) as Probe;
  const video = streams.find(({ codec_type: type }) => type === 'video');
  return {
    size: `${video?.width}x${video?.height}`,
    seconds: Math.round(Number(format.duration)),
    sound: streams.some(({ codec_type: type }) => type === 'audio'),
  };
}

/** The processes that were started by `pid`. */
async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ').filter(Boolean).map(Number);
}

/** Resolves once all of them are gone: the system takes a moment to bury a process whose parent has ended. */
const gone = (pids: readonly number[]) => until(() => !pids.some(isRunning));

describe('demo', { timeout: 120_000 }, () => {
  test('stores one playable video per model and leaves no process; two at once do not disturb each other', async () => {
    const runs = await Promise.all(
      [1, 2].map(async () => {
        const folder = await temporaryFolder();
        const demo = startReelwork(['demo', '--json', '--folder', folder, '--run-seconds', '1']);
        await demo.says('ready after');
        const children = onLinux ? await childrenOf(demo.pid) : [];
        return { ...(await demo.ended), folder, children };
      }),
    );
    for (const { code, stdout, stderr, folder, children } of runs) {
      expect(code, stderr).toBe(0);
      const { videos, bill, urls, files, times } = JSON.parse(stdout);
      expect(videos.map(({ state, model }: { state: string; model: string }) => [state, model])).toEqual([
        ['stored', 'evolink/wan2.6-text-to-video'],
        ['stored', 'evolink/wan2.6-image-to-video'],
        ['stored', 'evolink/wan2.6-reference-video-flash'],
      ]);
      expect(bill.acceptedJobs).toBe(3);
      expect(urls).toEqual({
        temporalUi: expect.stringMatching(/^http:/),
        gateway: expect.stringMatching(/^http:/),
        bill: `${urls.gateway}/__bill`,
      });
      expect(times).toEqual({ setUpSeconds: expect.any(Number), generationSeconds: expect.any(Number) });
      expect(files.every((file: string) => file.startsWith(folder))).toBe(true);
      expect(await Promise.all(files.map(probe))).toEqual([
        { size: '1280x720', seconds: 5, sound: true },
        { size: '1280x720', seconds: 5, sound: true },
        { size: '720x1280', seconds: 3, sound: true },
      ]);
      await gone(children);
    }
  });

  test('stops everything on Ctrl-C, and ends with 130', async () => {
    const folder = await temporaryFolder();
    const demo = startReelwork(['demo', '--folder', folder, '--run-seconds', '300']);
    await demo.says(': generating');
    const children = onLinux ? await childrenOf(demo.pid) : [];
    if (onLinux) expect(children.length).toBeGreaterThanOrEqual(2);
    demo.signal('SIGINT');
    expect(await demo.ended).toMatchObject({ code: 130, stdout: '' });
    await gone(children);
  });

  test('on Ctrl-C while it starts, starts no generation and leaves nothing running', async () => {
    const folder = await temporaryFolder();
    const demo = startReelwork(['demo', '--folder', folder]);
    await until(async () => (await readdir(join(folder, 'temporal')).catch(() => [])).length > 0);
    const children = onLinux ? await childrenOf(demo.pid) : [];
    demo.signal('SIGINT');
    const { code, stderr } = await demo.ended;
    expect(code).toBe(130);
    expect(stderr).not.toContain('submitting');
    await gone(children);
  });

  test('that can’t start says why and leaves nothing running', async () => {
    const folder = await temporaryFolder();
    const demo = startReelwork(['demo', '--folder', folder, '--json'], { S3_ENDPOINT: 'http://127.0.0.1:9' });
    await until(async () => (await readdir(join(folder, 'temporal')).catch(() => [])).length > 0);
    const children = onLinux ? await childrenOf(demo.pid) : [];
    const { code, stdout } = await demo.ended;
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'S3_OUT_OF_REACH' } });
    await gone(children);
  });
});
