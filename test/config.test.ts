import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError, need, readConfig, type Environment } from '../src/config.js';

function complaintsAbout(environment: Environment): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
}

async function fileOf(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'reelwork-prices-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'prices.json');
  await writeFile(path, content);
  return path;
}

test('an empty environment is fine, and has these defaults', () => {
  const defaults = {
    accounts: {
      evolink: [{ account: 'default', exclusive: false }],
      vtrix: [{ account: 'default', exclusive: false }],
      aimlapi: [{ account: 'default', exclusive: false }],
      dashscope: [{ account: 'default', exclusive: false }],
    },
    S3_PREFIX: '',
    S3_TRAILING_CHECKSUMS: true,
    CALLBACK_LISTEN: '127.0.0.1:8787',
    REELWORK_TASK_QUEUE: 'reelwork',
    REELWORK_FFMPEG: 'ffmpeg',
    REELWORK_FFPROBE: 'ffprobe',
    REELWORK_PRICES: {},
    REELWORK_ALLOW_PRIVATE_HOSTS: [],
  };
  expect(readConfig({})).toEqual(defaults);
  // An empty variable is an unset one, as in a docker-compose.yml.
  expect(readConfig({ S3_BUCKET: '', EVOLINK_API_KEY: '', CALLBACK_LISTEN: '', REELWORK_S3_PREFIX: '' })).toEqual(
    defaults,
  );
});

test('every variable is read', () => {
  const environment = {
    S3_BUCKET: 'videos',
    S3_PREFIX: 'team/films',
    S3_ENDPOINT: 'http://s3.internal:7070',
    AWS_REGION: 'eu-central-1',
    CALLBACK_PUBLIC_URL: 'https://videos.example.com/hooks',
    CALLBACK_SECRET: 'x'.repeat(16),
    CALLBACK_SECRET_PREVIOUS: 'y'.repeat(16),
    CALLBACK_LISTEN: '[::1]:9001',
    REELWORK_TASK_QUEUE: 'films',
    REELWORK_FFMPEG: '/opt/ffmpeg/bin/ffmpeg',
    REELWORK_FFPROBE: '/opt/ffmpeg/bin/ffprobe',
  };
  const read = readConfig({
    ...environment,
    EVOLINK_API_KEY: 'sk-1',
    EVOLINK_BASE_URL: 'http://127.0.0.1:9000/api',
    EVOLINK_ACCOUNT_EXCLUSIVE: 'true',
    VTRIX_BODY: 'wrapped',
    AIMLAPI_MODEL: 'alibaba/wan2.6-t2v',
    S3_TRAILING_CHECKSUMS: 'false',
    REELWORK_TYPICAL_SECONDS: '2.5',
    REELWORK_ALLOW_PRIVATE_HOSTS: 'emulator, 127.0.0.1:8790,,[::1], Intern:80',
    UNRELATED: 'x',
  });
  expect(read).toEqual({
    ...environment,
    accounts: {
      evolink: [{ account: 'default', apiKey: 'sk-1', baseUrl: 'http://127.0.0.1:9000/api', exclusive: true }],
      vtrix: [{ account: 'default', exclusive: false, body: 'wrapped' }],
      aimlapi: [{ account: 'default', exclusive: false, model: 'alibaba/wan2.6-t2v' }],
      dashscope: [{ account: 'default', exclusive: false }],
    },
    S3_TRAILING_CHECKSUMS: false,
    REELWORK_TYPICAL_SECONDS: 2.5,
    REELWORK_PRICES: {},
    REELWORK_ALLOW_PRIVATE_HOSTS: ['emulator', '127.0.0.1:8790', '[::1]', 'Intern:80'],
  });
});

test('a gateway may have several accounts, each with its own variables', () => {
  const { accounts } = readConfig({
    DASHSCOPE_API_KEY: 'sk-1',
    DASHSCOPE_API_KEY__TEAM_A: 'sk-2',
    DASHSCOPE_BASE_URL__TEAM_A: 'https://dashscope.aliyuncs.com',
    DASHSCOPE_ACCOUNT_EXCLUSIVE__TEAM_A: 'true',
    DASHSCOPE_MAX_RUNNING: '20',
    DASHSCOPE_MAX_RUNNING__TEAM_A: '1',
    DASHSCOPE_MAX_SUBMITS_PER_SECOND__TEAM_A: '0.5',
  });
  expect(accounts.dashscope).toEqual([
    { account: 'default', apiKey: 'sk-1', exclusive: false, maxRunning: 20 },
    {
      account: 'team-a',
      apiKey: 'sk-2',
      baseUrl: 'https://dashscope.aliyuncs.com',
      exclusive: true,
      maxRunning: 1,
      maxSubmitsPerSecond: 0.5,
    },
  ]);
});

test('an account without a key of its own is reported', () => {
  expect(complaintsAbout({ VTRIX_API_KEY: 'sk', VTRIX_BASE_URL__TEAM: 'https://cloud.vtrix.ai' })).toEqual([
    "VTRIX_API_KEY__TEAM: its value is not the account's key, which it needs",
  ]);
});

test.each([
  [
    'EVOLINK_API_KEY__DEFAULT',
    "'DEFAULT', the account in its name, is not one of its own: EVOLINK_API_KEY is that account's key",
  ],
  ...['team', 'TEAM-A', 'TEAM__A', '', '_TEAM', 'TEAM_', 'T'.repeat(41)].map((label) => [
    `VTRIX_BASE_URL__${label}`,
    `'${label}', the account in its name, is not a label: capital letters and digits, single underscores between them, at most 40 characters`,
  ]),
])('%s: an account that can not be called so is reported, and is none', (name = '', complaint) => {
  expect(complaintsAbout({ VTRIX_API_KEY: 'sk', [name]: 'https://cloud.vtrix.ai' })).toEqual([`${name}: ${complaint}`]);
});

test('the longest label that a request can name is an account', () => {
  const label = 'T'.repeat(40);
  expect(readConfig({ [`VTRIX_API_KEY__${label}`]: 'sk' }).accounts.vtrix[1]?.account).toBe(label.toLowerCase());
});

test('for the bucket, the variable with REELWORK_ in front wins', () => {
  const both = { S3_BUCKET: 'a', REELWORK_S3_BUCKET: 'b', S3_PREFIX: 'a', REELWORK_S3_PREFIX: 'b' };
  const endpoints = { S3_ENDPOINT: 'http://a', REELWORK_S3_ENDPOINT: 'http://b' };
  expect(readConfig({ ...both, ...endpoints })).toMatchObject({
    S3_BUCKET: 'b',
    S3_PREFIX: 'b',
    S3_ENDPOINT: 'http://b',
  });
  expect(complaintsAbout({ S3_ENDPOINT: 'http://a', REELWORK_S3_ENDPOINT: 'b' })).toEqual([
    "REELWORK_S3_ENDPOINT: 'b' is not an http:// or https:// address",
  ]);
});

/** Where no gateway can call back. */
const internalHosts = [
  '10.1.2.3 127.0.0.1 127.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0',
  '[::1] [::] [fd00::1] [fe80::1] [::ffff:10.1.2.3]',
  'localhost receiver api.localhost films.local films.internal films.internal.',
].flatMap((hosts) => hosts.split(' '));

test.each([
  ['EVOLINK_API_KEY', ['sk 1', 'sk-1\n', 'schlüssel']],
  [
    'EVOLINK_BASE_URL',
    ['api.evolink.ai', 'ftp://api.evolink.ai', 'https://', 'https://x.com/?a=1', 'https://a:b@x.com'],
  ],
  ['EVOLINK_ACCOUNT_EXCLUSIVE', ['yes', '1', 'TRUE']],
  ['DASHSCOPE_MAX_RUNNING', ['0', '-1', '1.5', '1001', 'five', '1e9']],
  ['DASHSCOPE_MAX_SUBMITS_PER_SECOND', ['0', '-1', '1001', 'many', 'Infinity']],
  ['S3_PREFIX', ['/videos', 'a//b', '../a', 'a/..', '.', '/']],
  ['S3_ENDPOINT', ['127.0.0.1:7070', 's3://x']],
  [
    'CALLBACK_PUBLIC_URL',
    [
      'http://videos.example.com',
      'videos.example.com',
      'https://x.com/?a=1',
      'https://x.com/#a',
      ...internalHosts.map((host) => `https://${host}/hooks`),
    ],
  ],
  ['CALLBACK_SECRET', ['short']],
  ['CALLBACK_SECRET_PREVIOUS', ['short']],
  ['CALLBACK_LISTEN', ['8787', ':8787', 'localhost', 'localhost:', 'localhost:99999', '::1:80', 'http://localhost:80']],
  ['REELWORK_TYPICAL_SECONDS', ['0', '-1', 'soon', 'Infinity', ' ']],
  ['REELWORK_PRICES', ['/no/such/file.json']],
  ['REELWORK_ALLOW_PRIVATE_HOSTS', ['http://emulator', 'emulator, ::1', '127.1', 'a b', 'emulator/x', 'me@emulator']],
])('%s: nonsense is named, with what was expected', (name, values) => {
  for (const value of values) {
    const complaints = complaintsAbout({ [name]: value });
    expect(complaints, value).toHaveLength(1);
    expect(complaints[0]).toMatch(new RegExp(`^${name}: .* is not (a|an|at|host:port|the|'true' or)\\b`, 's'));
  }
});

test.each([
  'http://localhost:8791',
  'http://127.0.0.1:8791',
  'http://[::1]:8791',
  'https://videos.example.com/hooks/',
  'https://172.32.0.1',
  'https://[2606:4700::1]',
])('callbacks may go to %s', (url) => {
  expect(readConfig({ CALLBACK_PUBLIC_URL: url }).CALLBACK_PUBLIC_URL).toBe(url);
});

test('an address that leaves no room for what stands behind it is refused', () => {
  const longest = `https://videos.example.com/${'x'.repeat(1510)}`;
  expect(readConfig({ CALLBACK_PUBLIC_URL: longest }).CALLBACK_PUBLIC_URL).toBe(longest);
  expect(complaintsAbout({ CALLBACK_PUBLIC_URL: `${longest}x` }).join()).toContain(
    'is not an address of at most 1537 characters',
  );
});

test('everything that is wrong is reported at once', () => {
  const complaints = complaintsAbout({
    EVOLINK_BASE_URL: 'x',
    S3_ENDPOINT: 'x',
    CALLBACK_PUBLIC_URL: 'x',
    CALLBACK_SECRET: 'x',
    CALLBACK_LISTEN: 'x',
    REELWORK_PRICES: 'x',
    REELWORK_TYPICAL_SECONDS: 'x',
  });
  expect(new Set(complaints.map((line) => line.split(':')[0]))).toEqual(
    new Set([
      'EVOLINK_BASE_URL',
      'S3_ENDPOINT',
      'CALLBACK_PUBLIC_URL',
      'CALLBACK_SECRET',
      'CALLBACK_LISTEN',
      'REELWORK_PRICES',
      'REELWORK_TYPICAL_SECONDS',
    ]),
  );
});

test('a secret is named, never shown', () => {
  const complaints = complaintsAbout({
    EVOLINK_API_KEY: 'hid den',
    CALLBACK_SECRET: 'hidden',
    CALLBACK_SECRET_PREVIOUS: 'hidden',
    S3_ENDPOINT: 'ftp://user:hidden@s3.internal/',
    EVOLINK_BASE_URL: 'https://api.evolink.ai/?key=hidden',
  }).join('\n');
  expect(complaints).toContain('CALLBACK_SECRET: its value is not at least 16 characters');
  expect(complaints).not.toMatch(/hid/);
});

const price = { currency: 'USD', perSecond: { '720p': '0.1', '1080p': '0.15' }, source: 'a quote', date: '2026-01-01' };

test('a price file is read as it is: what it leaves out stays as it is known', async () => {
  const prices = { 'evolink/wan2.6-image-to-video': price };
  const REELWORK_PRICES = await fileOf(JSON.stringify(prices));
  expect(readConfig({ REELWORK_PRICES }).REELWORK_PRICES).toEqual(prices);
});

test.each([
  ['{', /JSON/],
  [JSON.stringify({ 'evolink/wan2.7': price }), /evolink\/wan2\.7/],
  [JSON.stringify({ 'evolink/wan2.6-image-to-video': { ...price, perSecond: { '720p': 0.1 } } }), /perSecond/],
])('a price file that is wrong is refused, with what is wrong in it: %s', async (content, reason) => {
  const REELWORK_PRICES = await fileOf(content);
  const complaints = complaintsAbout({ REELWORK_PRICES }).join('\n');
  expect(complaints).toContain(`REELWORK_PRICES: '${REELWORK_PRICES}' is not the path of a price file; `);
  expect(complaints).toMatch(reason);
});

test('what a process needs and does not have is named with what it is for, all at once', () => {
  const config = readConfig({ S3_BUCKET: 'videos' });
  const purposes = { S3_BUCKET: 'holds the videos', CALLBACK_SECRET: 'signs addresses', AWS_REGION: 'is near' };
  expect(() => need(config, purposes)).toThrow(
    'CALLBACK_SECRET is not set: signs addresses\nAWS_REGION is not set: is near',
  );
  expect(need(config, { S3_BUCKET: 'holds the videos' }).S3_BUCKET).toBe('videos');
});
