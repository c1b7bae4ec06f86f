import { describe, expect, test } from 'vitest';
import { freePort } from '../../src/testing/local-stack/ports.js';
import { realServices } from '../helpers/real-services.js';
import { runReelwork, until } from '../helpers/reelwork-process.js';
import { setUpByEnvironment } from '../helpers/set-up-by-environment.js';

const services = realServices();
const model = 'evolink/wan2.6-text-to-video';
const command = ['generate', '--model', model, '--prompt', 'A cat', '--json'];
const generate = (id: string, ...more: string[]) => [...command, '--id', id, ...more];

describe('reelwork budget', () => {
  test('shows what orders have spent, and lets those go on that wait for it', async () => {
    const { environment, emulator, startWorker } = await setUpByEnvironment(services());
    await startWorker();
    const named = ['--budget', 'campaign-7: 30 EVOLINK_CREDIT'];
    expect((await runReelwork(generate('first', ...named), environment)).code).toBe(0);
    const held = await runReelwork(generate('second', ...named), environment);
    expect(held.code).toBe(4);
    expect(JSON.parse(held.stdout).error).toMatchObject({
      code: 'HELD',
      billed: 'no',
      message: expect.stringContaining('25.5 are spent and 0 are reserved'),
    });
    const listed = await runReelwork(['budget', 'list'], environment);
    expect(listed.stdout).toMatch(/campaign-7 +30 EVOLINK_CREDIT +ever +25.5 +0 +4.5\n/);
    const raised = await runReelwork(['budget', 'raise', 'campaign-7', '60 EVOLINK_CREDIT'], environment);
    expect(raised).toMatchObject({ code: 0, stdout: expect.stringContaining('may spend 60 EVOLINK_CREDIT.') });
    // It notices by itself, within seconds.
    await until(async () => {
      const { stdout } = await runReelwork(['status', 'second', '--json'], environment);
      return JSON.parse(stdout).state === 'stored';
    });
    expect(emulator.bill().acceptedJobs).toBe(2);
  });

  test('caps a gateway’s account, needs no Temporal, and prints JSON', async () => {
    const { environment, taskQueue } = await setUpByEnvironment(services());
    const alone = { ...environment, USER: 'anna', TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}` };
    const run = async (...args: string[]) => {
      const { code, stdout } = await runReelwork(['budget', ...args, '--json'], alone);
      expect(code).toBe(0);
      return JSON.parse(stdout);
    };
    expect(await run('list')).toEqual({ budgets: [] });
    const set = await run('set', 'evolink', '100 EVOLINK_CREDIT', '--per', 'month', '--time-zone', 'Europe/Berlin');
    expect(set).toEqual({
      budget: {
        name: 'accounts/evolink/default',
        period: expect.stringMatching(/^\d{4}-\d\d$/),
        isPresent: true,
        cap: { amount: '100', currency: 'EVOLINK_CREDIT' },
        per: 'month',
        timeZone: 'Europe/Berlin',
        spent: '0',
        reserved: '0',
        left: '100',
        open: {},
      },
      uri: `s3://reelwork/${taskQueue}/ledger/budgets/accounts/evolink/default/terms/`,
    });
    expect(await run('show', 'evolink/default')).toEqual({ budgets: [set.budget] });
    const raised = await run('raise', 'evolink', '150 EVOLINK_CREDIT');
    expect(raised.budget).toMatchObject({ cap: { amount: '150' }, period: set.budget.period });
    expect(await run('list')).toEqual({ budgets: [raised.budget] });
    expect(await run('remove', 'evolink')).toMatchObject({ removed: { cap: { amount: '100' }, by: 'anna' } });
    expect(await run('remove', 'evolink')).toEqual({ removed: null });
  });

  test.each([
    ['an unknown action', ['spend'], 'Allowed choices are list, show, set, raise, remove'],
    ['a missing cap', ['set', 'campaign-7'], 'It is: reelwork budget set <name> <money>'],
    ['a misspelt account', ['set', 'evolink/defualt', '9 USD'], "evolink has no account 'defualt'. Known: default"],
    ['another currency than the account’s', ['set', 'evolink', '9 USD'], 'priced in EVOLINK_CREDIT'],
    ['a cap without a currency', ['set', 'campaign-7', '9'], 'an amount and its currency'],
    ['an unknown period', ['set', 'campaign-7', '9 USD', '--per', 'year'], "'ever', 'day', 'week', 'month'"],
    ['an unknown time zone', ['set', 'a', '9 USD', '--per', 'day', '--time-zone', 'Berlin'], 'Europe/Berlin'],
    ['a name that can be none', ['show', '../up'], 'neither <gateway>[/<account>] nor the name of a budget'],
  ])('refuses %s', async (_, args, words) => {
    const { code, stdout, stderr } = await runReelwork(['budget', ...args], { S3_BUCKET: 'films' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  test('says that there is no such budget, and which bucket it can’t reach', async () => {
    const { environment } = await setUpByEnvironment(services());
    const shown = await runReelwork(['budget', 'show', 'campaign-7'], environment);
    expect(shown).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Nothing counts against a budget campaign-7'),
    });
    const raised = await runReelwork(['budget', 'raise', 'campaign-7', '9 USD'], environment);
    expect(raised).toMatchObject({ code: 2, stderr: expect.stringContaining('set it, or name it in an order') });
    const lost = await runReelwork(['budget', 'list'], { ...environment, S3_BUCKET: 'no-such-bucket' });
    expect(lost).toMatchObject({ code: 3, stderr: expect.stringContaining('S3 bucket no-such-bucket at') });
  });
});

test('generate --dry-run shows what an order would count against, and refuses what can not be', async () => {
  const dry = async (...budgets: string[]) =>
    runReelwork(['generate', '--model', model, '--prompt', 'A cat', '--dry-run', ...budgets], {});
  const shown = await dry(
    '--budget',
    'a: 9 EVOLINK_CREDIT',
    '--budget',
    'b: 40 EVOLINK_CREDIT per month in Europe/Berlin',
  );
  expect(shown.stdout).toContain('each order counts against budget a: 9 EVOLINK_CREDIT\n');
  expect(shown.stdout).toContain('budget b: 40 EVOLINK_CREDIT per month in Europe/Berlin\n');
  for (const wrong of [
    'campaign-7',
    'campaign-7: 40',
    'evolink: 40 EVOLINK_CREDIT',
    'a: 9 USD',
    'a: 9 EVOLINK_CREDIT per year',
  ])
    expect(await dry('--budget', wrong)).toMatchObject({ code: 2, stdout: '' });
});
