import { models as facts } from '../../src/domain/models.js';
import { describe, expect, test } from 'vitest';
import { runReelwork } from '../helpers/reelwork-process.js';

const nowhere = { TEMPORAL_ADDRESS: '127.0.0.1:9' };
const textToVideo = ['generate', '--model', 'evolink/wan2.6-text-to-video', '--prompt', 'A cat'];

describe('generate --dry-run', () => {
  test('prints the exact body, the price and the destination, and needs neither Temporal nor a key', async () => {
    const environment = { ...nowhere, S3_BUCKET: 'films', S3_PREFIX: 'ads' };
    const { code, stdout, stderr } = await runReelwork(
      [...textToVideo, '--id', 'ad-1', '--dry-run', '--json'],
      environment,
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      id: 'ad-1',
      state: 'dry-run',
      model: 'evolink/wan2.6-text-to-video',
      method: 'POST',
      url: 'https://api.evolink.ai/v1/videos/generations',
      body: {
        model: 'wan2.6-text-to-video',
        prompt: 'A cat',
        duration: 5,
        quality: '720p',
        aspect_ratio: '16:9',
        prompt_extend: true,
      },
      price: { amount: expect.any(String), currency: expect.any(String), basis: 'quoted' },
      destination: 's3://films/ads/generations/ad-1/video.mp4',
      policy: { whenUnknown: { askSeconds: null, then: 'ask' }, whenHeld: 'wait', maxSubmissions: 1 },
    });
  });

  test('shows what was decided beforehand for the case that something goes wrong', async () => {
    const decided = ['--when-unknown', 'resubmit', '--ask-for', '1h', '--max-risk', '30 EVOLINK_CREDIT'];
    const limits = ['--when-held', 'fail', '--max-submissions', '3', '--dry-run'];
    const { stdout } = await runReelwork([...textToVideo, ...decided, ...limits, '--json'], nowhere);
    expect(JSON.parse(stdout).policy).toEqual({
      whenUnknown: { askSeconds: 3600, then: 'resubmit', maxRisk: { amount: '30', currency: 'EVOLINK_CREDIT' } },
      whenHeld: 'fail',
      maxSubmissions: 3,
    });
    const inWords = await runReelwork([...textToVideo, ...decided, ...limits], nowhere);
    expect(inWords.stdout).toContain(
      'a person is asked for 3600 s, then: resubmit while no more than 30 EVOLINK_CREDIT',
    );
  });

  test('refuses a risk in another currency than the price, as the order itself does', async () => {
    const decided = ['--when-unknown', 'resubmit', '--ask-for', '1h', '--max-risk', '2 USD'];
    const { code, stdout, stderr } = await runReelwork([...textToVideo, ...decided, '--dry-run'], nowhere);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('2 USD');
    expect(stderr).toContain('an amount in EVOLINK_CREDIT, in which this model is priced');
  });

  test('shows neither the key nor a callback address that would work', async () => {
    const environment = {
      EVOLINK_API_KEY: 'sk-very-secret',
      CALLBACK_PUBLIC_URL: 'https://films.example',
      CALLBACK_SECRET: 'the signing secret',
    };
    const { code, stdout, stderr } = await runReelwork([...textToVideo, '--dry-run'], environment);
    expect(code).toBe(0);
    expect(stdout + stderr).not.toMatch(/sk-very-secret|the signing secret/);
    expect(stdout).toContain('https://films.example/callbacks/<signed for this submission>');
    expect(stdout).toMatch(/price: .*\ndestination: s3:\/\/<S3_BUCKET>\/generations\//);
  });
});

describe('what can’t be right is found before any service is asked, with exit code 2', () => {
  test('every wrong field of a request, and the id, is named at once', async () => {
    const wrong = ['--duration', '99', '--resolution', '4k', '--image', 'ftp://x/y.png', '--id', '../up'];
    const { code, stdout } = await runReelwork([...textToVideo, ...wrong, '--json'], nowhere);
    expect(code).toBe(2);
    const { state, error } = JSON.parse(stdout);
    expect({ state, code: error.code, billed: error.billed }).toEqual({
      state: 'failed',
      code: 'INVALID_REQUEST',
      billed: 'no',
    });
    expect(error.issues.map(({ field }: { field: string }) => field).toSorted()).toEqual([
      'durationSeconds',
      'id',
      'imageUrl',
      'resolution',
    ]);
    const inWords = await runReelwork([...textToVideo, ...wrong], nowhere);
    expect(inWords).toMatchObject({ code: 2, stdout: '' });
    for (const field of ['durationSeconds', 'id', 'imageUrl', 'resolution'])
      expect(inWords.stderr).toContain(`${field}: `);
  });

  test.for([
    [['--when-unknown', 'panic'], 'whenUnknown: panic; allowed: ask, fail or resubmit'],
    [['--ask-for', '1h'], 'whenUnknown: nothing --ask-for 1h; allowed: ask, fail or resubmit'],
    [['--when-unknown', 'fail', '--max-risk', '2 USD'], 'with resubmit'],
    [['--when-held', 'maybe'], "whenHeld: 'maybe'; allowed: 'wait' or 'fail'"],
    [['--max-submissions', '9'], 'maxSubmissions: 9; allowed: a whole number from 1 to 5'],
  ] as const)('what is decided beforehand by %j is named in the command line’s words', async ([options, message]) => {
    const { code, stderr } = await runReelwork([...textToVideo, ...options], nowhere);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('unknown options and commands are named, and likely ones suggested', async () => {
    const option = await runReelwork([...textToVideo, '--durations', '5']);
    expect(option).toMatchObject({ code: 2, stdout: '' });
    expect(option.stderr).toContain("unknown option '--durations'");
    expect(option.stderr).toContain('Did you mean --duration?');
    const command = await runReelwork(['genrate']);
    expect(command.code).toBe(2);
    expect(command.stderr).toContain('Did you mean generate?');
    const json = await runReelwork(['status', '--json']);
    expect(json.code).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'WRONG_USAGE' } });
  });

  test('all nonsense in the environment is reported at once, secrets unseen', async () => {
    const nonsense = {
      S3_ENDPOINT: 'banana',
      EVOLINK_BASE_URL: 'evolink',
      CALLBACK_PUBLIC_URL: 'http://films.example',
      CALLBACK_SECRET: 'short',
      CALLBACK_LISTEN: 'here',
      REELWORK_TYPICAL_SECONDS: '-1',
      REELWORK_PRICES: '/no/such/file',
    };
    for (const args of [textToVideo, ['worker'], ['list']]) {
      const { code, stdout, stderr } = await runReelwork(args, { ...nowhere, ...nonsense });
      expect({ code, stdout }, args.join(' ')).toEqual({ code: 2, stdout: '' });
      for (const name of Object.keys(nonsense)) expect(stderr).toContain(`${name}: `);
      expect(stderr).not.toContain('short');
    }
  });

  test('a worker names everything that it misses at once', async () => {
    const { code, stderr } = await runReelwork(['worker', '--callbacks'], nowhere);
    expect(code).toBe(2);
    for (const name of ['EVOLINK_API_KEY', 'S3_BUCKET', 'CALLBACK_PUBLIC_URL', 'CALLBACK_SECRET']) {
      expect(stderr).toContain(`${name} is not set`);
    }
  });

  test('demo and dev refuse services that are not on this machine', async () => {
    const elsewhere = { TEMPORAL_ADDRESS: 'temporal.example:7233', S3_ENDPOINT: 'https://s3.example' };
    for (const command of ['demo', 'dev']) {
      const { code, stderr } = await runReelwork([command], elsewhere);
      expect(code).toBe(2);
      expect(stderr).toContain('TEMPORAL_ADDRESS is temporal.example:7233');
      expect(stderr).toContain('S3_ENDPOINT is https://s3.example');
      expect(stderr).toContain('--use-environment');
    }
  });
});

describe('a Temporal that does not answer', () => {
  test('is named with its address and the remedy by every command, with exit code 3', async () => {
    const keys = {
      EVOLINK_API_KEY: 'sk',
      S3_BUCKET: 'films',
      CALLBACK_PUBLIC_URL: 'https://films.example',
      CALLBACK_SECRET: 'a secret of this test only',
    };
    const commands = [textToVideo, ['status', 'x'], ['list'], ['cancel', 'x'], ['worker'], ['callbacks']];
    const runs = commands.map((args) => runReelwork(args, { ...nowhere, ...keys }));
    for (const { code, stdout, stderr } of await Promise.all(runs)) {
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toContain('Temporal does not answer at 127.0.0.1:9. Start it, or set TEMPORAL_ADDRESS');
    }
  });

  test('is told in JSON too, and only generate says that nothing was billed', async () => {
    const generate = await runReelwork([...textToVideo, '--id', 'ad-1', '--json'], nowhere);
    expect(JSON.parse(generate.stdout)).toEqual({
      id: 'ad-1',
      state: 'failed',
      error: { code: 'TEMPORAL_OUT_OF_REACH', message: expect.any(String), billed: 'no' },
    });
    const status = await runReelwork(['status', 'ad-1', '--json'], nowhere);
    expect(JSON.parse(status.stdout)).toEqual({
      error: { code: 'TEMPORAL_OUT_OF_REACH', message: expect.any(String) },
    });
  });
});

describe('help', () => {
  test('lists every command, and every option of generate', async () => {
    const { code, stdout } = await runReelwork(['--help']);
    expect(code).toBe(0);
    const commands = [
      'demo',
      'dev',
      'generate',
      'status',
      'list',
      'cancel',
      'hold',
      'release',
      'holds',
      'models',
      'worker',
      'callbacks',
      'emulator',
    ];
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    const generate = await runReelwork(['generate', '--help']);
    expect(generate.code).toBe(0);
    for (const option of ['--model', '--duration', '--reference', '--dry-run', '--json']) {
      expect(generate.stdout).toContain(option);
    }
  });
});

describe('emulator', () => {
  test('lists every fault with what it does, in words and in JSON', async () => {
    const { code, stdout } = await runReelwork(['emulator', '--list-faults', '--json']);
    const faults = JSON.parse(stdout) as Record<string, string>;
    expect(code).toBe(0);
    expect(faults['accept-then-drop']).toContain('the connection breaks');
    const inWords = await runReelwork(['emulator', '--list-faults']);
    for (const [name, description] of Object.entries(faults)) {
      expect(inWords.stdout).toContain(`\`${name}\``);
      expect(inWords.stdout).toContain(description);
    }
  });

  test('refuses a share of random faults that is none, and a seed that is no number', async () => {
    const { code, stderr } = await runReelwork(['emulator', '--random-faults', '30']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('from 0 to 1')]);
    expect((await runReelwork(['emulator', '--seed', 'x'])).code).toBe(2);
  });
});

describe('generate --model auto --dry-run', () => {
  test('shows what the preferred model would be sent', async () => {
    const auto = ['generate', '--model', 'auto', '--prompt', 'A cat', '--dry-run', '--json'];
    const { code, stdout } = await runReelwork([...auto, '--among', 'dashscope/wan2.6-t2v']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ model: 'dashscope/wan2.6-t2v', body: { model: 'wan2.6-t2v' } });
  });

  test('a constraint without auto is refused', async () => {
    const { code, stderr } = await runReelwork([...textToVideo, '--needs-callback', '--dry-run']);
    expect(code).toBe(2);
    expect(stderr).toContain("allowed: only with model 'auto'");
  });
});

describe('quote', () => {
  test('says what a request costs with each model that takes it, and which field keeps the others out', async () => {
    const { code, stdout } = await runReelwork(['quote', '--prompt', 'A cat', '--duration', '7', '--json']);
    expect(code).toBe(0);
    const { offers, declined } = JSON.parse(stdout) as {
      offers: { model: string; price: object }[];
      declined: { model: string; because: string }[];
    };
    expect(offers).toContainEqual({
      model: 'dashscope/wan2.6-t2v',
      price: { amount: '0.7', currency: 'USD', basis: 'quoted' },
      typicalSeconds: 180,
      callbacks: false,
      accounts: [],
    });
    const reasons = new Map(declined.map(({ model, because }) => [model, because]));
    expect(reasons.get('vtrix/wan26_t2v')).toBe('durationSeconds: 7; allowed: 5, 10 or 15');
    expect(reasons.get('evolink/wan2.6-reference-video-flash')).toContain('referenceVideoUrls: ');
    expect([...offers, ...declined].map(({ model }) => model).toSorted()).toEqual(Object.keys(facts).toSorted());
  });

  test('says which accounts have a key here, and which variable is not set', async () => {
    const keys = { EVOLINK_API_KEY: 'sk-one', EVOLINK_API_KEY__TEAM_A: 'sk-two' };
    const quoted = async (...options: string[]) => {
      const { stdout } = await runReelwork(['quote', '--prompt', 'A cat', ...options, '--json'], keys);
      const { offers } = JSON.parse(stdout) as { offers: { model: string; accounts: string[] }[] };
      return new Map(offers.map(({ model, accounts }) => [model, accounts]));
    };
    expect((await quoted()).get('evolink/wan2.6-text-to-video')).toEqual(['default', 'team-a']);
    expect((await quoted()).get('vtrix/wan26_t2v')).toEqual([]);
    expect((await quoted('--account', 'team-a')).get('evolink/wan2.6-text-to-video')).toEqual(['team-a']);
    const { stdout } = await runReelwork(['quote', '--prompt', 'A cat', '--account', 'team-a'], keys);
    expect(stdout).toMatch(/evolink\/wan2.6-text-to-video .* team-a$/m);
    expect(stdout).toMatch(/vtrix\/wan26_t2v .* VTRIX_API_KEY__TEAM_A is not set$/m);
    expect(stdout).not.toContain('sk-');
  });

  test('leaves out what is dearer than the caller allows', async () => {
    const given = ['quote', '--prompt', 'A cat', '--duration', '5'];
    const { stdout } = await runReelwork([...given, '--max-price', '0.49 USD', '--json']);
    const { offers, declined } = JSON.parse(stdout) as { offers: { model: string }[]; declined: { model: string }[] };
    expect(offers.map(({ model }) => model)).not.toContain('dashscope/wan2.6-t2v');
    expect(declined).toContainEqual({
      model: 'dashscope/wan2.6-t2v',
      because: 'maxPrice: 0.49 USD; allowed: at least 0.5 USD, which this request costs',
    });
    const { code, stderr } = await runReelwork([...given, '--max-price', 'little']);
    expect(code).toBe(2);
    expect(stderr).toContain('maxPrice');
  });

  test('never shows an unknown price as a number', async () => {
    const { stdout } = await runReelwork(['quote', '--model', 'vtrix/wan26_t2v', '--prompt', 'A cat']);
    expect(stdout).toContain('an unknown price in USD');
  });

  test('says in which order auto would choose, and why the others are left out', async () => {
    const { stdout } = await runReelwork(['quote', '--model', 'auto', '--prompt', 'A cat']);
    const lines = stdout.split('\n');
    expect(lines.findIndex((line) => line.startsWith('evolink/wan2.6-text-to-video'))).toBeLessThan(
      lines.findIndex((line) => line.startsWith('dashscope/wan2.6-t2v')),
    );
    expect(stdout).toContain('not vtrix/wan26_t2v: its price is not known: only with auto.among naming it');
    const constrained = ['--among', 'vtrix/wan26_t2v', 'evolink/wan2.6-text-to-video', '--needs-callback'];
    const { stdout: told } = await runReelwork(['quote', '--model', 'auto', '--prompt', 'A cat', ...constrained]);
    expect(told).toContain('not vtrix/wan26_t2v: its gateway does not call back');
    expect(told).not.toContain('dashscope');
  });

  test('a request that no model takes ends with 2', async () => {
    expect((await runReelwork(['quote', '--prompt', 'A cat', '--duration', '99'])).code).toBe(2);
    expect((await runReelwork(['quote', '--prompt', 'A cat', '--model', 'evolink/wan3'])).code).toBe(2);
  });
});

describe('models', () => {
  test('lists every model with its fields and price, in words and in JSON', async () => {
    const { stdout } = await runReelwork(['models', '--json']);
    const { models } = JSON.parse(stdout) as {
      models: { id: string; fields: { name: string; required: boolean }[] }[];
    };
    expect(models.map(({ id }) => id)).toEqual(Object.keys(facts));
    expect(models[1]?.fields).toContainEqual(expect.objectContaining({ name: 'imageUrl', required: true }));
    const inWords = await runReelwork(['models']);
    for (const { id } of models) expect(inWords.stdout).toContain(id);
  });

  test('tells how long things are kept, what limits there are, what an order’s key is worth and whose prices these are', async () => {
    const { stdout } = await runReelwork(['models']);
    const partOf = (id: string) => stdout.split('\n\n').find((part) => part.startsWith(`${id} ·`));
    const dashscope = partOf('dashscope/wan2.6-t2v');
    expect(dashscope).toContain("price: Alibaba Cloud Model Studio's price list for Singapore (2026-09-30)");
    expect(dashscope).toContain('is asked about tasks for: 24 h · keeps videos for: 24 h');
    expect(dashscope).toContain('limits: 5 orders a second, 20 reads a second, 5 at a time');
    expect(dashscope).toContain('key of an order: none');
    expect(partOf('evolink/wan2.6-text-to-video')).toContain('Idempotency-Key, honoured: not documented');
    expect(partOf('aimlapi/wan-2-6-t2v')).toContain('X-Client-Request-Id, honoured: documented not to be');
    expect(partOf('vtrix/wan26_t2v')).toMatch(
      /price unknown\n(?! {2}price).*\n.*keeps videos for: untold · limits: untold/,
    );
  });

  test('has the prices of the region that the account is in', async () => {
    const { stdout } = await runReelwork(['models'], { DASHSCOPE_BASE_URL: 'https://dashscope.aliyuncs.com' });
    expect(stdout).toContain('0.6 (720p) or 1 (1080p) CNY a second');
  });
});
