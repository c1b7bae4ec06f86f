import { z } from 'zod';
import { byGateway, gateways, type Gateway } from '../domain/models.js';
import { apiKey, httpUrl, text, yesOrNo } from './values.js';

/** One gateway account, as the environment describes it. */
export interface ConfiguredAccount {
  /** Its label. */
  readonly account: string;
  /** Missing where nothing is to be ordered from it. */
  readonly apiKey?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly exclusive: boolean;
  /** How Vtrix's orders are written. */
  readonly body?: 'documented' | 'wrapped' | undefined;
  /** How AI/ML API's model is spelt on the wire. */
  readonly model?: string | undefined;
}

/** By gateway: the default account first. */
export type ConfiguredAccounts = Readonly<Record<Gateway, readonly [ConfiguredAccount, ...ConfiguredAccount[]]>>;

/** The variables of every gateway, `EVOLINK_API_KEY` for instance, and those of one only. */
const everyGateway = { API_KEY: apiKey, BASE_URL: httpUrl, ACCOUNT_EXCLUSIVE: yesOrNo };
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

/** `EVOLINK_API_KEY` is of the account `default`, `EVOLINK_API_KEY__TEAM_A` of `team-a`. */
const form = /^([A-Z]+)_([A-Z_]+?)(?:__([A-Z0-9]+(?:_[A-Z0-9]+)*))?$/;

interface GatewayVariable {
  readonly variable: string;
  readonly gateway: string;
  readonly field: string;
  /** What stands behind the variable's name; empty for the default account. */
  readonly suffix: string;
  readonly schema: z.ZodType;
}

function gatewayVariable(variable: string): GatewayVariable | undefined {
  const [, gateway = '', field = '', label] = form.exec(variable) ?? [];
  const schema = schemas.get(`${gateway}_${field}`);
  return schema && { variable, gateway, field, suffix: label === undefined ? '' : `__${label}`, schema };
}

/** What is wrong with a variable. */
interface VariableIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The accounts that the environment describes, and everything that is wrong with their variables. */
export function readGatewayVariables(set: Readonly<Record<string, string | undefined>>) {
  const issues: VariableIssue[] = [];
  const variables = Object.keys(set).flatMap((name) => gatewayVariable(name) ?? []);

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
      account: suffix === '' ? 'default' : suffix.slice(2).toLowerCase().replaceAll('_', '-'),
      apiKey: values['API_KEY'] as string | undefined,
      baseUrl: values['BASE_URL'] as string | undefined,
      exclusive: values['ACCOUNT_EXCLUSIVE'] === true,
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
