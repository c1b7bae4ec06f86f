import { beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../src/testing/local-stack/ports.js';
import { realServices } from '../helpers/real-services.js';
import { runReelwork, startReelwork, type Clean } from '../helpers/reelwork-process.js';
import { gatewayKey, setUpByEnvironment, type SetUp } from '../helpers/set-up-by-environment.js';

const services = realServices();
const secret = 'a secret of this test only';
const textToVideo = ['generate', '--model', 'evolink/wan2.6-text-to-video', '--prompt'];

describe('with a worker that receives callbacks, and nothing but environment variables', () => {
  let setUp: SetUp;

  // One worker for all tests here: starting one takes seconds.
  beforeAll(async () => {
    const ends: (() => unknown)[] = [];
    const clean: Clean = (end) => void ends.unshift(end);
    setUp = await setUpByEnvironment(services(), { clean });
    const receiver = `127.0.0.1:${await freePort()}`;
    const callbacks = {
      CALLBACK_PUBLIC_URL: `http://${receiver}`,
      CALLBACK_LISTEN: receiver,
      CALLBACK_SECRET: secret,
      REELWORK_TYPICAL_SECONDS: '60',
    };
    await setUp.startWorker(callbacks, ['--callbacks']);
    return async () => {
      for (const end of ends) await end();
    };
  });

  test('generate --json prints one document: where the video lies, what it is and what it cost', async () => {
    const before = setUp.emulator.bill().acceptedJobs;
    const options = ['--id', 'ad-42', '--duration', '5', '--resolution', '720p', '--aspect-ratio', '16:9'];
    const { code, stdout } = await runReelwork([...textToVideo, 'A cat', ...options, '--json'], setUp.environment);
    const result = JSON.parse(stdout);
    const [key, digest] = Object.entries(await setUp.storedVideos()).find(([name]) => name.startsWith('ad-42/')) ?? [];
    expect(result).toEqual({
      schema: 1,
      id: 'ad-42',
      state: 'stored',
      model: 'evolink/wan2.6-text-to-video',
      taskId: expect.stringMatching(/^task-unified-/),
      video: {
        uri: `s3://reelwork/${setUp.taskQueue}/generations/${key}`,
        bucket: 'reelwork',
        key: `${setUp.taskQueue}/generations/${key}`,
        bytes: expect.any(Number),
        sha256: digest,
        crc32: expect.any(String),
        contentType: 'video/mp4',
        media: {
          durationSeconds: 2,
          width: 640,
          height: 360,
          framesPerSecond: 12,
          videoCodec: 'avc1',
          soundCodec: expect.toBeOneOf(['mp4a', null]),
        },
      },
      findings: ['SHORTER_THAN_ORDERED', 'SMALLER_THAN_ORDERED', 'BILLED_MORE_THAN_DELIVERED'].map((found) =>
        expect.objectContaining({ code: found, message: expect.any(String) }),
      ),
      cost: { amount: expect.stringMatching(/^\d+(\.\d+)?$/), currency: 'EVOLINK_CREDIT', basis: 'settled' },
      submissions: [
        {
          n: 1,
          outcome: 'stored',
          task: { gateway: 'evolink', account: 'default', endpoint: 'default', taskId: result.taskId },
          acceptedAt: expect.any(String),
          cost: result.cost,
        },
      ],
      times: { requestedAt: expect.any(String), acceptedAt: expect.any(String), storedAt: expect.any(String) },
    });
    expect(code).toBe(0);
    expect(setUp.emulator.bill().acceptedJobs - before).toBe(1);
  });

  test('the same id again prints the same video and pays nothing; with another prompt it is refused', async () => {
    const first = await runReelwork([...textToVideo, 'Twice', '--id', 'twice', '--json'], setUp.environment);
    const { acceptedJobs } = setUp.emulator.bill();
    const second = await runReelwork([...textToVideo, 'Twice', '--id', 'twice', '--json'], setUp.environment);
    expect(JSON.parse(second.stdout)).toEqual(JSON.parse(first.stdout));

    const other = await runReelwork([...textToVideo, 'Other', '--id', 'twice', '--json'], setUp.environment);
    expect(other.code).toBe(2);
    expect(JSON.parse(other.stdout)).toMatchObject({ id: 'twice', error: { code: 'ID_REUSED', billed: 'no' } });
    expect(setUp.emulator.bill().acceptedJobs).toBe(acceptedJobs);
  });

  test('without --json it tells the states on stderr and the result on stdout', async () => {
    const { code, stdout, stderr } = await runReelwork([...textToVideo, 'Words', '--id', 'words'], setUp.environment);
    expect(code).toBe(0);
    expect(stdout).toContain(`video   s3://reelwork/${setUp.taskQueue}/generations/words/video.mp4`);
    expect(stderr).toMatch(/^words: (submitting|generating|storing)/);
    expect(stderr).not.toContain('\u001b');
  });

  test('a generation that the gateway fails ends with 1 and the gateway’s own words', async () => {
    const args = [...textToVideo, 'A cat [[fault:moderation]]', '--id', 'blocked'];
    const { code, stdout } = await runReelwork([...args, '--json'], setUp.environment);
    expect(code).toBe(1);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      id: 'blocked',
      state: 'failed',
      error: { code: 'GENERATION_FAILED', billed: 'no' },
    });
    expect(document.error.message).toContain('asked to block this prompt');

    const again = await runReelwork(['status', 'blocked', '--json'], setUp.environment);
    expect(again.code).toBe(1);
    expect(JSON.parse(again.stdout)).toEqual(document);
    const inWords = await runReelwork(args, setUp.environment);
    expect(inWords).toMatchObject({ code: 1, stdout: '' });
    expect(inWords.stderr).toContain('asked to block this prompt');
  });

  test('a gateway account without credit holds the generation: 4, nothing billed', async () => {
    const args = [...textToVideo, 'A cat [[fault:refuse-402*1]]', '--id', 'held', '--json'];
    const { code, stdout } = await runReelwork(args, setUp.environment);
    expect(code).toBe(4);
    const { id, state, error } = JSON.parse(stdout);
    expect({ id, state, code: error.code, billed: error.billed }).toEqual({
      id: 'held',
      state: 'held',
      code: 'HELD',
      billed: 'no',
    });
    // The remedy is taken from the message, as a person would.
    const remedy = /`reelwork (.*)`/.exec(error.message)?.[1] ?? '';
    expect((await runReelwork(remedy.split(' '), setUp.environment)).code).toBe(0);
    await expect
      .poll(async () => JSON.parse((await runReelwork(['status', 'held', '--json'], setUp.environment)).stdout).state, {
        timeout: 40_000,
      })
      .toBe('stored');
  });

  test('Ctrl-C leaves the generation running, says how to come back, and status then shows it stored', async () => {
    const generate = startReelwork([...textToVideo, 'Patience', '--id', 'left'], setUp.environment);
    await generate.says('left:');
    generate.signal('SIGINT');
    const { code, stdout } = await generate.ended;
    expect(code).toBe(130);
    expect(stdout).toBe('The generation goes on. Come back to it: reelwork status left\n');

    await expect
      .poll(async () => JSON.parse((await runReelwork(['status', 'left', '--json'], setUp.environment)).stdout).state, {
        timeout: 40_000,
      })
      .toBe('stored');
  });

  test('--detach returns at once; list and status show the generation, cancel keeps what is paid', async () => {
    const args = [...textToVideo, 'Slow [[fault:stuck]]', '--id', 'detached', '--detach'];
    const detached = await runReelwork([...args, '--json'], setUp.environment);
    expect(detached.code).toBe(0);
    expect(JSON.parse(detached.stdout)).toMatchObject({ id: 'detached', startedAt: expect.any(String) });
    expect((await runReelwork(args, setUp.environment)).stdout).toContain('Come back to it: reelwork status detached');

    await expect
      .poll(async () => {
        const { stdout } = await runReelwork(['list', '--json'], setUp.environment);
        const { generations } = JSON.parse(stdout) as { generations: { id: string; state: string }[] };
        return generations.find(({ id }) => id === 'detached')?.state;
      })
      .toBe('generating');
    expect((await runReelwork(['list'], setUp.environment)).stdout).toMatch(/^id +state +model +started\n/);
    expect((await runReelwork(['status', 'detached'], setUp.environment)).stdout).toMatch(/^detached: generating · /);

    const cancelled = await runReelwork(['cancel', 'detached', '--json'], setUp.environment);
    expect(cancelled.code).toBe(0);
    expect(JSON.parse(cancelled.stdout)).toMatchObject({ id: 'detached', state: 'generating' });
    const ended = await runReelwork(['cancel', 'words'], setUp.environment);
    expect(ended.stdout).toContain('is stored already');
  });

  test('an id that nobody has used is said to be unknown, with 2', async () => {
    for (const command of ['status', 'cancel']) {
      const { code, stderr } = await runReelwork([command, 'nobody'], setUp.environment);
      expect(code).toBe(2);
      expect(stderr).toContain(`No generation 'nobody' in namespace 'default' at ${services().temporal.address}`);
    }
  });

  test('the gateway’s key stands in no history', async () => {
    for await (const { workflowId } of services().client.workflow.list()) {
      const history = await services().client.workflow.getHandle(workflowId).fetchHistory();
      const text = JSON.stringify(history, (_name, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString() : value,
      );
      expect(text).not.toContain(gatewayKey);
      expect(text).not.toContain(secret);
    }
  });
});
