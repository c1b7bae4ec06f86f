export { createAimlapi, type AimlapiOptions } from './aimlapi/index.js';
export { createDashscope, type DashscopeOptions } from './dashscope/index.js';
export { createEvolink, type EvolinkOptions } from './evolink/index.js';
export type { GatewayTimeLimits } from './gateway-client.js';
export { createGatewayAccounts, type GatewayAccounts, type GatewayAccountsOptions } from './gateway-accounts.js';
export { ProviderError, type ProviderErrorKind } from './provider-error.js';
export { failedSubmission, type FailedSubmission } from './submit-verdict.js';
export type {
  Accepted,
  CallOptions,
  GatewayAdapter,
  SubmitOptions,
  TaskIdentity,
  TaskList,
  TimeSpan,
  VideoModel,
  VideoModels,
  WireRequest,
} from './video-model.js';
export { createVtrix, type VtrixOptions } from './vtrix/index.js';
