import { describe, expect, test } from 'vitest';
import { freePort } from '../../src/testing/local-stack/ports.js';
import { realServices } from '../helpers/real-services.js';
import { runReelwork } from '../helpers/reelwork-process.js';
import { setUpByEnvironment } from '../helpers/set-up-by-environment.js';

const services = realServices();
const model = 'evolink/wan2.6-text-to-video';
const generate = (id: string) => ['generate', '--model', model, '--prompt', 'A cat', '--json', '--id', id];

describe('hold, holds and release', () => {
  test('stop the orders of a running worker, show why, and let them go on', async () => {
    const { environment, emulator, startWorker, taskQueue } = await setUpByEnvironment(services());
    await startWorker();
    const held = await runReelwork(['hold', 'evolink', '--reason', 'the  budget\nis spent'], {
      ...environment,
      USER: 'anna',
    });
    expect(held.code).toBe(0);
    expect(held.stdout).toContain('What is ordered already goes on');
    expect(held.stdout).toContain(`s3://reelwork/${taskQueue}/holds/evolink.json`);
    expect(held.stdout).toContain('To let orders go on: reelwork release evolink\n');

    const generated = await runReelwork(generate('waits'), environment);
    expect(generated.code).toBe(4);
    const { note, error } = JSON.parse(generated.stdout);
    expect(error).toMatchObject({ code: 'HELD', billed: 'no' });
    expect(note).toMatch(/^evolink is held since \S+Z by anna: the budget is spent\. .*`reelwork release evolink`/);
    const status = await runReelwork(['status', 'waits'], environment);
    expect(status).toMatchObject({ code: 4, stdout: expect.stringContaining(note) });
    expect(emulator.bill().requests.submits).toBe(0);

    const shown = await runReelwork(['holds'], environment);
    expect(shown.stdout).toMatch(/evolink +\S+Z +anna +the budget is spent +reelwork release evolink\n/);
    const countedHeld = async () => (await services().client.workflow.count("ReelworkState = 'held'")).count;
    await expect.poll(countedHeld).toBe(1);
    const released = await runReelwork(['release', 'evolink'], environment);
    expect(released.code).toBe(0);
    expect(released.stdout).toMatch(
      /^Lifted: evolink is held since .*\. The generations that it held \(1\) order by themselves within 30 s\.\n$/,
    );
    await expect
      .poll(async () => JSON.parse((await runReelwork(['status', 'waits', '--json'], environment)).stdout).state, {
        timeout: 40_000,
      })
      .toBe('stored');
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('show an outage of a gateway, which nobody needs to release', async () => {
    const { environment, emulator, startWorker } = await setUpByEnvironment(services());
    await startWorker();
    await emulator.outage.begin({ how: 'refused' });
    expect((await runReelwork([...generate('meets-it'), '--detach'], environment)).code).toBe(0);
    const holds = async () => (await runReelwork(['holds'], environment)).stdout;
    await expect.poll(holds, { timeout: 60_000 }).toMatch(/evolink account 'default' has met an outage since \S+Z \(/);
    expect(await holds()).toContain('nothing is held\n');
    const shown = await runReelwork(['holds', '--json'], environment);
    expect(JSON.parse(shown.stdout)).toMatchObject({ outages: [{ gateway: 'evolink', account: 'default' }] });
    await emulator.outage.end();
    await expect.poll(holds, { timeout: 60_000 }).toBe('nothing is held\n');
  });

  test('may be repeated, need no Temporal, and print JSON', async () => {
    const { environment } = await setUpByEnvironment(services());
    const alone = { ...environment, TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}` };
    const run = async (...args: string[]) => {
      const { code, stdout } = await runReelwork([...args, '--json'], alone);
      expect(code).toBe(0);
      return JSON.parse(stdout);
    };
    const account = ['evolink', '--account', 'default'];
    const first = await run('hold', ...account, '--reason', 'lunch');
    expect(first).toEqual({
      isNew: true,
      hold: {
        scope: { kind: 'account', gateway: 'evolink', account: 'default' },
        code: 'STOPPED',
        reason: 'lunch',
        since: expect.any(String),
        by: 'a person',
      },
      uri: expect.stringMatching(/^s3:\/\/.*\/holds\/evolink\/accounts\/default\.json$/),
    });
    expect(await run('hold', ...account)).toEqual({ ...first, isNew: false });
    const { hold: ofModel } = await run('hold', model);
    expect(await run('holds')).toEqual({ holds: expect.arrayContaining([first.hold, ofModel]), outages: [] });

    expect(await run('release', 'evolink')).toEqual({
      lifted: null,
      standing: expect.arrayContaining([first.hold, ofModel]),
      heldGenerations: null,
    });
    expect(await run('release', ...account)).toEqual({
      lifted: first.hold,
      standing: [ofModel],
      heldGenerations: null,
    });
    expect(await run('release', model)).toEqual({ lifted: ofModel, standing: [], heldGenerations: null });
    expect(await run('release', model)).toMatchObject({ lifted: null });
    expect(await run('holds')).toEqual({ holds: [], outages: [] });
  });

  test('say in words that nothing changed, and what else is held', async () => {
    const { environment } = await setUpByEnvironment(services());
    const say = async (...args: string[]) => (await runReelwork(args, environment)).stdout;
    expect(await say('release', 'evolink')).toBe('evolink was not held: nothing was lifted.\n');
    expect(await say('holds')).toBe('nothing is held\n');
    await say('hold', model, '--reason', 'too dear.');
    expect(await say('hold', model)).toMatch(new RegExp(`^Nothing changed: ${model} is held since .*: too dear\\.\n`));
    expect(await say('release', 'evolink')).toMatch(
      new RegExp(`Still ${model} is held since .*\\. To lift it: reelwork release ${model}\n$`),
    );
  });

  test.each([
    [
      'a misspelt gateway',
      ['hold', 'evolnk'],
      "'evolnk' is neither a gateway nor a model. Known: evolink, vtrix, aimlapi, dashscope, evolink/wan2.6-text-to-video",
    ],
    ['an unknown model', ['release', 'evolink/wan1'], "'evolink/wan1' is neither"],
    [
      'a misspelt account',
      ['hold', 'evolink', '--account', 'defualt'],
      "evolink has no account 'defualt'. Known: default",
    ],
    ['an account of a model', ['hold', model, '--account', 'default'], 'A model is held for every account'],
    ['an endless reason', ['hold', 'evolink', '--reason', 'x'.repeat(501)], 'at most 500 characters'],
    ['nothing', ['hold'], 'gateway|model'],
  ])('refuse %s, since a hold of a wrong name would hold nothing', async (_, args, words) => {
    const { code, stdout, stderr } = await runReelwork(args, { S3_BUCKET: 'films' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  test('name the bucket that they miss, or can’t reach', async () => {
    for (const args of [['hold', 'evolink'], ['release', 'evolink'], ['holds']]) {
      const unset = await runReelwork(args);
      expect(unset).toMatchObject({ code: 2, stderr: expect.stringContaining('S3_BUCKET is not set') });
      const { environment } = await setUpByEnvironment(services());
      const lost = await runReelwork(args, { ...environment, S3_BUCKET: 'no-such-bucket' });
      expect(lost).toMatchObject({ code: 3, stderr: expect.stringContaining('S3 bucket no-such-bucket at') });
    }
  });
});
