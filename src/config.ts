import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readGatewayVariables, type ConfiguredAccounts, type VariableIssue } from './config/gateway-variables.js';
import { httpUrl, prefix, publicUrl, text, yesOrNo } from './config/values.js';
import { parseHostAndPort } from './domain/host-and-port.js';
import { priceList } from './pricing/price-list.js';

/** Every wrong variable of the environment, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

const seconds = z.coerce.number('a number of seconds above 0').positive('a number of seconds above 0');
const listen = z
  .string()
  .refine(
    (address) => parseHostAndPort(address) !== undefined,
    'host:port with a port of at most 65535, such as 127.0.0.1:8787',
  );
const hosts = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((host) => host.trim())
      .filter(Boolean),
  )
  .refine(
    (list) => list.every(isHostOfLinks),
    'a list of hosts as they stand in links, such as emulator, 127.0.0.1:8790, [::1]',
  );

const pricesFile = z.string().transform((path, context) => {
  try {
    return priceList.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : '';
    context.addIssue({ code: 'custom', message: `the path of a price file; ${reason}` });
    return z.NEVER;
  }
});

/** Every variable that Reelwork reads itself. Temporal's own come through its envconfig, AWS's through the AWS SDK. */
const variables = z.object({
  S3_BUCKET: text.optional(),
  S3_PREFIX: prefix.default(''),
  S3_ENDPOINT: httpUrl.optional(),
  S3_TRAILING_CHECKSUMS: yesOrNo.default(true),
  AWS_REGION: text.optional(),
  CALLBACK_PUBLIC_URL: publicUrl.optional(),
  CALLBACK_SECRET: z.string().min(16, 'at least 16 characters').optional(),
  CALLBACK_SECRET_PREVIOUS: z.string().min(16, 'at least 16 characters').optional(),
  CALLBACK_LISTEN: listen.default('127.0.0.1:8787'),
  REELWORK_TASK_QUEUE: text.default('reelwork'),
  REELWORK_FFMPEG: text.default('ffmpeg'),
  REELWORK_FFPROBE: text.default('ffprobe'),
  REELWORK_PRICES: pricesFile.default({}),
  REELWORK_TYPICAL_SECONDS: seconds.optional(),
  REELWORK_ALLOW_PRIVATE_HOSTS: hosts.default([]),
});

/** The environment, checked. */
export type Config = z.output<typeof variables> & {
  /** The gateways' accounts: that of the plain variables is `default`, those with `__TEAM` behind them are `team`. */
  readonly accounts: ConfiguredAccounts;
};
/** Variables as a process gets them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** These win when they stand with `REELWORK_` in front. */
const prefixed = ['S3_BUCKET', 'S3_PREFIX', 'S3_ENDPOINT', 'S3_TRAILING_CHECKSUMS'] as const;

/** Secrets are named in messages, never shown. */
const secret = /KEY|SECRET/;

/** An address without its password and query. */
const withoutSecrets = (value: string): string => value.replace(/\/\/[^/@]*@/, '//…@').replace(/\?.*$/s, '?…');

/** The environment as options. Throws one `ConfigError` that names every variable that can't be right. */
export function readConfig(environment: Environment): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const nameOf = new Map<string, string>();
  for (const name of prefixed) {
    const own = `REELWORK_${name}`;
    if (set[own] === undefined) continue;
    set[name] = set[own];
    nameOf.set(name, own);
  }
  const ofGateways = readGatewayVariables(set);
  const others = variables.safeParse(set);
  const issues: readonly VariableIssue[] = [...ofGateways.issues, ...(others.error?.issues ?? [])];
  if (others.success && issues.length === 0) return { ...others.data, accounts: ofGateways.accounts };
  throw new ConfigError(
    issues.map(({ path: [variable], message, given }) => {
      const name = String(variable);
      const value = secret.test(name) ? 'its value' : `'${withoutSecrets(set[name] ?? '')}'`;
      return `${nameOf.get(name) ?? name}: ${given ?? value} is not ${message}`;
    }),
  );
}

/** Whether it is a host, with or without port, in the one spelling that every link with it is brought to. */
function isHostOfLinks(entry: string): boolean {
  const [, host = ''] = /^(\[[^\]]+\]|[^:]+)(?::\d{1,5})?$/.exec(entry) ?? [];
  return URL.canParse(`http://${host}`) && new URL(`http://${host}`).host === host.toLowerCase();
}

/** The given variables' values, or one `ConfigError` that names each that is missing and what it is for, after `otherLines`. */
export function need<Name extends keyof Config>(
  config: Config,
  purposes: Readonly<Record<Name, string>>,
  otherLines: readonly string[] = [],
): { readonly [Each in Name]: NonNullable<Config[Each]> } {
  const missing = (Object.entries(purposes) as [Name, string][]).filter(([name]) => config[name] === undefined);
  const lines = [...otherLines, ...missing.map(([name, purpose]) => `${name} is not set: ${purpose}`)];
  if (lines.length > 0) throw new ConfigError(lines);
  return config as { readonly [Each in Name]: NonNullable<Config[Each]> };
}
