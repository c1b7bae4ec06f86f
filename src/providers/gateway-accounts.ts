import { models, type Gateway, type ModelId } from '../domain/models.js';
import type { GenerationRequest } from '../domain/requests/index.js';
import type { Task } from '../domain/task.js';
import type { AccountLimits } from './account-limits.js';
import { createAimlapi, type AimlapiOptions } from './aimlapi/index.js';
import { createDashscope, type DashscopeOptions } from './dashscope/index.js';
import { createEvolink, type EvolinkOptions } from './evolink/index.js';
import type { VideoModel, VideoModels } from './video-model.js';
import { createVtrix, type VtrixOptions } from './vtrix/index.js';

/** The label of an account that was given none. */
export const defaultAccount = 'default';

/** The name of an account's endpoint: there is one for each. */
export const defaultEndpoint = 'default';

/** What is true of an account at any gateway. */
export interface GatewayAccountOptions extends AccountLimits {
  /** The label by which requests, ledger and metrics name it. @default 'default' */
  readonly account?: string | undefined;
  /**
   * Whether nothing but Reelwork, with this very bucket and prefix, orders from the account: then the only listed
   * task that can be an order of unknown outcome is taken for it without asking. @default false
   */
  readonly exclusive?: boolean | undefined;
}

/** What each gateway needs to be reached. */
interface OptionsByGateway {
  readonly evolink: EvolinkOptions;
  readonly vtrix: VtrixOptions;
  readonly aimlapi: AimlapiOptions;
  readonly dashscope: DashscopeOptions;
}

type AccountOptions<Of extends Gateway> = OptionsByGateway[Of] & GatewayAccountOptions;

/** Which gateways a worker can reach, and with whose money: one account, or several. What is left out is not served. */
export type GatewayAccountsOptions = {
  readonly [Of in Gateway]?: AccountOptions<Of> | readonly AccountOptions<Of>[] | undefined;
};

/** One account that can be ordered from. */
export interface GatewayAccount extends AccountLimits {
  readonly gateway: Gateway;
  readonly account: string;
  readonly endpoint: string;
  readonly exclusive: boolean;
  readonly models: Partial<VideoModels>;
}

/** The configured accounts. */
export type GatewayAccounts = readonly GatewayAccount[];

const adapters: { readonly [Of in Gateway]: (options: OptionsByGateway[Of]) => Partial<VideoModels> } = {
  evolink: createEvolink,
  vtrix: createVtrix,
  aimlapi: createAimlapi,
  dashscope: createDashscope,
};

/** Sets up the accounts. Throws where two of one gateway have the same label. */
export function createGatewayAccounts(options: GatewayAccountsOptions): GatewayAccounts {
  const accounts = (Object.keys(adapters) as Gateway[]).flatMap((gateway) => accountsOf(gateway, options[gateway]));
  for (const [index, { gateway, account }] of accounts.entries()) {
    const first = accounts.findIndex((other) => other.gateway === gateway && other.account === account);
    if (first !== index) throw new TypeError(`two accounts of ${gateway} are labelled '${account}'`);
  }
  return accounts;
}

function accountsOf<Of extends Gateway>(
  gateway: Of,
  given: AccountOptions<Of> | readonly AccountOptions<Of>[] = [],
): readonly GatewayAccount[] {
  const create = adapters[gateway];
  return [given].flat().map((options) => {
    const { account = defaultAccount, exclusive = false, ...own } = options as GatewayAccountOptions;
    const { maxRunning, maxSubmitsPerSecond } = own;
    const limits = { maxRunning, maxSubmitsPerSecond };
    return { gateway, account, endpoint: defaultEndpoint, exclusive, ...limits, models: create(options) };
  });
}

/** The account that submits for a model, with its adapter. */
export interface Submitter extends GatewayAccount {
  readonly adapter: VideoModel<GenerationRequest>;
}

/** `undefined` when the model's gateway has no such account here. */
export function submitterFor(
  accounts: GatewayAccounts,
  model: ModelId,
  label: string = defaultAccount,
): Submitter | undefined {
  const account = accounts.find((each) => each.gateway === models[model].gateway && each.account === label);
  const adapter: VideoModel<GenerationRequest> | undefined = account?.models[model];
  return account && adapter && { ...account, adapter };
}

/** The adapter that can see a task; `undefined` when its account or endpoint is not configured here. */
export function adapterFor(accounts: GatewayAccounts, model: ModelId, task: Omit<Task, 'taskId'>) {
  const submitter = submitterFor(accounts, model, task.account);
  return submitter?.endpoint === task.endpoint ? submitter.adapter : undefined;
}
