import { z } from 'zod';
import { gateways, type Gateway } from '../domain/models.js';
import { apiKey, httpUrl, text, yesOrNo } from './values.js';

const everyGateway = { API_KEY: apiKey.optional(), BASE_URL: httpUrl.optional(), ACCOUNT_EXCLUSIVE: yesOrNo };

/** The variables of the default accounts. `__TEAM` behind a name makes it that of the account `team`. */
export const gatewayVariables = {
  EVOLINK_API_KEY: everyGateway.API_KEY,
  EVOLINK_BASE_URL: everyGateway.BASE_URL,
  EVOLINK_ACCOUNT_EXCLUSIVE: everyGateway.ACCOUNT_EXCLUSIVE.default(false),
  VTRIX_API_KEY: everyGateway.API_KEY,
  VTRIX_BASE_URL: everyGateway.BASE_URL,
  VTRIX_ACCOUNT_EXCLUSIVE: everyGateway.ACCOUNT_EXCLUSIVE.default(false),
  /** How orders are written: as Vtrix's page has it, or wrapped as in its command line. */
  VTRIX_BODY: z.enum(['documented', 'wrapped'], "'documented' or 'wrapped'").default('documented'),
  AIMLAPI_API_KEY: everyGateway.API_KEY,
  AIMLAPI_BASE_URL: everyGateway.BASE_URL,
  AIMLAPI_ACCOUNT_EXCLUSIVE: everyGateway.ACCOUNT_EXCLUSIVE.default(false),
  /** How the model is spelt on the wire; three spellings circulate. */
  AIMLAPI_MODEL: text.default('alibaba/wan-2-6-t2v'),
  DASHSCOPE_API_KEY: everyGateway.API_KEY,
  DASHSCOPE_BASE_URL: everyGateway.BASE_URL,
  DASHSCOPE_ACCOUNT_EXCLUSIVE: everyGateway.ACCOUNT_EXCLUSIVE.default(false),
} as const;

type GatewayVariable = keyof typeof gatewayVariables;

/** One gateway account, as the environment describes it. */
export interface ConfiguredAccount {
  /** Its label. */
  readonly account: string;
  /** Missing where nothing is to be ordered from it. */
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly exclusive: boolean;
  readonly body: 'documented' | 'wrapped' | undefined;
  readonly model: string | undefined;
}

/** By gateway: the default account first. */
export type ConfiguredAccounts = Readonly<Record<Gateway, readonly [ConfiguredAccount, ...ConfiguredAccount[]]>>;

const namedForm = /^([A-Z]+_[A-Z_]+?)__([A-Z0-9]+(?:_[A-Z0-9]+)*)$/;

/** Of which account, and like which variable, a name with `__` in it is: `EVOLINK_API_KEY__TEAM_A` is of `team-a`. */
export function namedAccount(name: string) {
  const [, variable = '', suffix = ''] = namedForm.exec(name) ?? [];
  if (!Object.hasOwn(gatewayVariables, variable)) return undefined;
  return { variable: variable as GatewayVariable, suffix, account: suffix.toLowerCase().replaceAll('_', '-') };
}

/** The accounts that checked variables describe, and the names of the keys that are missing. */
export function accountsIn(values: Readonly<Record<string, unknown>>) {
  const missing: string[] = [];

  function read(gateway: Gateway, account: string, suffix: string): ConfiguredAccount {
    const value = <Value>(name: string) => values[`${gateway.toUpperCase()}_${name}${suffix}`] as Value | undefined;
    if (suffix !== '' && value('API_KEY') === undefined) missing.push(`${gateway.toUpperCase()}_API_KEY${suffix}`);
    return {
      account,
      apiKey: value('API_KEY'),
      baseUrl: value('BASE_URL'),
      exclusive: value('ACCOUNT_EXCLUSIVE') ?? false,
      body: value('BODY'),
      model: value('MODEL'),
    };
  }

  const accountsOf = (gateway: Gateway) => {
    const named = Object.keys(values).flatMap((name) => namedAccount(name) ?? []);
    const own = named.filter(({ variable }) => variable.startsWith(`${gateway.toUpperCase()}_`));
    const labels = new Map(own.map(({ account, suffix }) => [account, suffix]));
    const others = [...labels].map(([account, suffix]) => read(gateway, account, `__${suffix}`));
    return [read(gateway, 'default', ''), ...others] as const;
  };
  const accounts = Object.fromEntries(gateways.map((gateway) => [gateway, accountsOf(gateway)]));
  return { accounts: accounts as unknown as ConfiguredAccounts, missing };
}
