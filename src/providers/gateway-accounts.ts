import { models, type Gateway, type ModelId } from '../domain/models.js';
import type { GenerationRequest } from '../domain/requests/index.js';
import type { Task } from '../domain/task.js';
import { createEvolink, type EvolinkOptions } from './evolink/index.js';
import type { VideoModel, VideoModels } from './video-model.js';

/** The label of an account, and the name of an endpoint, where only one is configured. */
const defaultAccount = 'default';

/** Every label that a gateway's account can have. */
export const accountLabels: readonly string[] = [defaultAccount];

/** Which gateways a worker can reach, and with whose money. A gateway that is left out is not served. */
export interface GatewayAccountsOptions {
  readonly evolink?: (EvolinkOptions & GatewayAccountOptions) | undefined;
}

/** What is true of an account at any gateway. */
export interface GatewayAccountOptions {
  /**
   * Whether nothing but Reelwork, with this very bucket and prefix, orders from the account: then the only listed
   * task that can be an order of unknown outcome is taken for it without asking. @default false
   */
  readonly exclusive?: boolean | undefined;
}

/** One account that can be ordered from. */
export interface GatewayAccount {
  readonly exclusive: boolean;
  readonly account: string;
  readonly endpoint: string;
  readonly models: Partial<VideoModels>;
}

/** The configured accounts, by gateway. */
export type GatewayAccounts = Readonly<Partial<Record<Gateway, GatewayAccount>>>;

/** Sets up the accounts that have a key. */
export const createGatewayAccounts = ({ evolink }: GatewayAccountsOptions): GatewayAccounts => ({
  ...(evolink && {
    evolink: {
      account: defaultAccount,
      endpoint: defaultAccount,
      exclusive: evolink.exclusive ?? false,
      models: createEvolink(evolink),
    },
  }),
});

/** The account that submits for a model, with its adapter. */
export interface Submitter extends GatewayAccount {
  readonly adapter: VideoModel<GenerationRequest>;
}

/** `undefined` when the model's gateway is not configured. */
export function submitterFor(accounts: GatewayAccounts, model: ModelId): Submitter | undefined {
  const account = accounts[models[model].gateway];
  const adapter: VideoModel<GenerationRequest> | undefined = account?.models[model];
  return account && adapter && { ...account, adapter };
}

/** The adapter that can see a task; `undefined` when its account or endpoint is not configured here. */
export function adapterFor(accounts: GatewayAccounts, model: ModelId, task: Omit<Task, 'taskId'>) {
  const submitter = submitterFor(accounts, model);
  const sees = submitter?.account === task.account && submitter.endpoint === task.endpoint;
  return sees ? submitter?.adapter : undefined;
}
