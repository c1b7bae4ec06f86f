import { defaultAccount } from '../domain/ids.js';
import { gatewayOf, gateways, type Gateway, type KnownAt, type ModelId } from '../domain/models.js';
import type { CheckedRequest } from '../domain/requests/index.js';
import type { ModelDefinition } from '../domain/requests/define-model.js';
import type { Task } from '../domain/task.js';
import type { AccountLimits } from './account-limits.js';
import { adapters, type AdapterOptions } from './adapters.js';
import type { GatewayAdapter, VideoModel } from './video-model.js';

/** The name of an account's endpoint: there is one for each. */
export const defaultEndpoint = 'default';

/** What is true of an account at any gateway. */
export interface GatewayAccountOptions extends AccountLimits {
  /** The label by which requests and the ledger name it. @default 'default' */
  readonly account?: string | undefined;
  /**
   * Whether nothing but Reelwork, with this very bucket and prefix, orders from the account: then the only listed
   * task that can be an order of unknown outcome is taken for it without asking. @default false
   */
  readonly exclusive?: boolean | undefined;
}

type AccountOptions<Of extends Gateway> = AdapterOptions<Of> & GatewayAccountOptions;

/** Which gateways a worker can reach, and with whose money: one account, or several. What is left out is not served. */
export type GatewayAccountsOptions = {
  readonly [Of in Gateway]?: AccountOptions<Of> | readonly AccountOptions<Of>[] | undefined;
};

/** One account that can be ordered from. */
export interface GatewayAccount extends AccountLimits {
  readonly gateway: Gateway;
  readonly account: string;
  readonly endpoint: string;
  /** Where it is reached, if not at the gateway's default address. */
  readonly baseUrl?: string | undefined;
  readonly exclusive: boolean;
  readonly models: ReadonlyMap<ModelId, VideoModel<CheckedRequest>>;
}

/** The configured accounts. */
export type GatewayAccounts = readonly GatewayAccount[];

/** Sets up the accounts, with the models that a user has defined beside the known ones. Throws where two of one gateway have the same label. */
export function createGatewayAccounts(options: GatewayAccountsOptions, defined: DefinedModels = []): GatewayAccounts {
  const accounts = gateways.flatMap((gateway) => accountsOf(gateway, options[gateway], defined));
  for (const [index, { gateway, account }] of accounts.entries()) {
    const first = accounts.findIndex((other) => other.gateway === gateway && other.account === account);
    if (first !== index) throw new TypeError(`two accounts of ${gateway} are labelled '${account}'`);
  }
  return accounts;
}

function accountsOf<Of extends Gateway>(
  gateway: Of,
  given: AccountOptions<Of> | readonly AccountOptions<Of>[] = [],
  defined: DefinedModels,
): readonly GatewayAccount[] {
  const create = adapters[gateway];
  return [given].flat().map((options) => {
    const { account = defaultAccount, exclusive = false, ...own } = options as GatewayAccountOptions;
    const { maxRunning, maxSubmitsPerSecond } = own;
    return {
      gateway,
      account,
      endpoint: defaultEndpoint,
      baseUrl: options.baseUrl,
      exclusive,
      maxRunning,
      maxSubmitsPerSecond,
      models: modelsOf(create(options), gateway, defined),
    };
  });
}

type DefinedModels = readonly Pick<ModelDefinition, 'id' | 'wireName' | 'toBody'>[];

/** The models that Reelwork knows at a gateway, and those of it that a user has defined. */
function modelsOf<Of extends Gateway>(
  { known, define }: GatewayAdapter<KnownAt<Of>>,
  gateway: Of,
  defined: DefinedModels,
): ReadonlyMap<ModelId, VideoModel<CheckedRequest>> {
  const models = new Map(Object.entries(known) as [ModelId, VideoModel<CheckedRequest>][]);
  for (const { id, wireName, toBody } of defined) {
    if (gatewayOf(id) === gateway) models.set(id, define(wireName, toBody));
  }
  return models;
}

/** The account that submits for a model, with its adapter. */
export interface Submitter extends GatewayAccount {
  readonly adapter: VideoModel<CheckedRequest>;
}

/** `undefined` when the model's gateway has no such account here. */
export function submitterFor(
  accounts: GatewayAccounts,
  model: ModelId,
  label: string = defaultAccount,
): Submitter | undefined {
  const account = accounts.find((each) => each.gateway === gatewayOf(model) && each.account === label);
  const adapter = account?.models.get(model);
  return account && adapter && { ...account, adapter };
}

/** The adapter that can see a task; `undefined` when its account or endpoint is not configured here. */
export function adapterFor(accounts: GatewayAccounts, model: ModelId, task: Omit<Task, 'taskId'>) {
  const submitter = submitterFor(accounts, model, task.account);
  return submitter?.endpoint === task.endpoint ? submitter.adapter : undefined;
}
