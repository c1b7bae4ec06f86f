import { z } from 'zod';
import { accountLabel, defaultAccount } from '../domain/ids.js';
import { byGateway, gateways, type Gateway } from '../domain/models.js';
import { apiKey, httpUrl, rateLimit, text, wholeLimit, yesOrNo } from './values.js';

/** One gateway account, as the environment describes it. */
export interface ConfiguredAccount {
  /** Its label. */
  readonly account: string;
  /** Missing where nothing is to be ordered from it. */
  readonly apiKey?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly exclusive: boolean;
  /** How many tasks of each model may run at a time. */
  readonly maxRunning?: number | undefined;
  readonly maxSubmitsPerSecond?: number | undefined;
  /** How Vtrix's orders are written. */
  readonly body?: 'documented' | 'wrapped' | undefined;
  /** How AI/ML API's model is spelt on the wire. */
  readonly model?: string | undefined;
}

/** By gateway: the default account first. */
export type ConfiguredAccounts = Readonly<Record<Gateway, readonly [ConfiguredAccount, ...ConfiguredAccount[]]>>;

/** The variables of every gateway, `EVOLINK_API_KEY` for instance, and those of one only. */
const everyGateway = {
  API_KEY: apiKey,
  BASE_URL: httpUrl,
  ACCOUNT_EXCLUSIVE: yesOrNo,
  MAX_RUNNING: wholeLimit,
  MAX_SUBMITS_PER_SECOND: rateLimit,
};
const ofOne = {
  VTRIX_BODY: z.enum(['documented', 'wrapped'], "'documented' or 'wrapped'"),
  AIMLAPI_MODEL: text,
};

const schemas: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ...gateways.flatMap((gateway) =>
    Object.entries(everyGateway).map(([name, schema]) => [`${gateway.toUpperCase()}_${name}`, schema] as const),
  ),
  ...Object.entries(ofOne),
]);

/** Behind it stands the account: `EVOLINK_API_KEY` is of `default`, `EVOLINK_API_KEY__TEAM_A` of `team-a`. */
const beforeLabel = '__';

/** As it stands in a variable's name; at most as long as `accountLabel` allows. */
const writtenLabel = /^[A-Z0-9]+(?:_[A-Z0-9]+)*$/;
const labelRule = 'a label: capital letters and digits, single underscores between them, at most 40 characters';

const toLabel = (written: string): string => written.toLowerCase().replaceAll('_', '-');

/** The variable that holds an account's key. */
export const keyVariable = (gateway: Gateway, account = defaultAccount): string =>
  [
    `${gateway.toUpperCase()}_API_KEY`,
    ...(account === defaultAccount ? [] : [account.toUpperCase().replaceAll('-', '_')]),
  ].join(beforeLabel);

interface GatewayVariable {
  readonly variable: string;
  readonly gateway: string;
  readonly field: string;
  /** What stands behind the variable's name; empty for the default account. */
  readonly suffix: string;
  readonly schema: z.ZodType;
}

function gatewayVariable(variable: string): GatewayVariable | undefined {
  const at = variable.indexOf(beforeLabel);
  const name = at === -1 ? variable : variable.slice(0, at);
  const schema = schemas.get(name);
  if (schema === undefined) return undefined;
  const [, gateway = '', field = ''] = /^([A-Z]+)_(.+)$/.exec(name) ?? [];
  return { variable, gateway, field, suffix: variable.slice(name.length), schema };
}

/** Why a variable's suffix can't name an account. */
function labelIssue({ variable, gateway, suffix }: GatewayVariable): VariableIssue | undefined {
  if (suffix === '') return undefined;
  const written = suffix.slice(beforeLabel.length);
  const label = toLabel(written);
  const given = `'${written}', the account in its name,`;
  if (label === defaultAccount) {
    return { path: [variable], given, message: `one of its own: ${gateway}_API_KEY is that account's key` };
  }
  return writtenLabel.test(written) && accountLabel.test(label)
    ? undefined
    : { path: [variable], given, message: labelRule };
}

/** What is wrong with a variable: what it is not. */
export interface VariableIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** What is not that. @default the variable's value */
  readonly given?: string;
}

/** The accounts that the environment describes, and everything that is wrong with their variables. */
export function readGatewayVariables(set: Readonly<Record<string, string | undefined>>) {
  const named = Object.keys(set).flatMap((name) => gatewayVariable(name) ?? []);
  const issues: VariableIssue[] = named.flatMap((variable) => labelIssue(variable) ?? []);
  const misnamed = new Set(issues.flatMap(({ path }) => path));
  const variables = named.filter(({ variable }) => !misnamed.has(variable));

  function valueOf({ variable, schema }: GatewayVariable): unknown {
    const result = schema.safeParse(set[variable]);
    if (!result.success) issues.push({ path: [variable], message: result.error.issues[0]?.message ?? 'valid' });
    return result.data;
  }

  function read(prefix: string, suffix: string): ConfiguredAccount {
    const own = variables.filter((each) => each.gateway === prefix && each.suffix === suffix);
    const values = Object.fromEntries(own.map((each) => [each.field, valueOf(each)]));
    const key = `${prefix}_API_KEY${suffix}`;
    if (suffix !== '' && set[key] === undefined)
      issues.push({ path: [key], message: "the account's key, which it needs" });
    return {
      account: suffix === '' ? defaultAccount : toLabel(suffix.slice(beforeLabel.length)),
      apiKey: values['API_KEY'] as string | undefined,
      baseUrl: values['BASE_URL'] as string | undefined,
      exclusive: values['ACCOUNT_EXCLUSIVE'] === true,
      maxRunning: values['MAX_RUNNING'] as number | undefined,
      maxSubmitsPerSecond: values['MAX_SUBMITS_PER_SECOND'] as number | undefined,
      body: values['BODY'] as ConfiguredAccount['body'],
      model: values['MODEL'] as string | undefined,
    };
  }

  const accounts = byGateway((gateway) => {
    const prefix = gateway.toUpperCase();
    const suffixes = variables.filter((each) => each.gateway === prefix).map(({ suffix }) => suffix);
    return [...new Set(['', ...suffixes])].map((suffix) => read(prefix, suffix));
  });
  return { accounts: accounts as unknown as ConfiguredAccounts, issues };
}
