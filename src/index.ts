export { VideoClient, type VideoClientOptions } from './client/video-client.js';
export { Generation, type Resolution, type WaitOptions } from './client/generation.js';
export { Storyboard } from './client/storyboard.js';
export { StoryboardError } from './client/storyboard-error.js';
export { DecisionRefused } from './client/decision-refused.js';
export { Schedule, type ScheduledRun, type ScheduleStatus } from './client/schedule.js';
export type { ListedSchedule } from './client/schedules.js';
export type { ScheduleInput } from './domain/documents/schedule-settings.js';
export type { StoryboardOptions } from './domain/storyboards/options.js';
export type {
  Review,
  ShotStatus,
  StoryboardFailure,
  StoryboardResult,
  StoryboardStatus,
} from './domain/storyboards/result.js';
export type { StoredFilm } from './domain/film.js';
export type { Total } from './domain/total.js';
export { GenerationCancelled } from './client/generation-cancelled.js';
export { ResolutionRefused } from './client/resolution-refused.js';
export { GenerationError } from './client/generation-error.js';
export type { GenerationStatus } from './client/generation-status.js';
export type { ListedGeneration, ListOptions } from './client/list-generations.js';
export {
  defineModel,
  type DefinedRequestInput,
  type ModelDefinition,
  type ModelOptions,
} from './domain/requests/define-model.js';
export type { ModelPrice } from './domain/requests/model-price.js';
export * as requestFields from './domain/requests/fields.js';
export {
  requestSchemas,
  type AnyRequestInput,
  type AutoRequestInput,
  type GenerationRequest,
  type GenerationRequestInput,
} from './domain/requests/index.js';
export { parseOptions, type GenerationOptions } from './domain/requests/parse-options.js';
export { parseRequest } from './domain/requests/parse-request.js';
export { RequestError, type FilePlace, type RequestIssue } from './domain/requests/request-error.js';
export type { GenerationPolicy, WhenUnknown } from './domain/policy.js';
export { createModelCatalogue, type ModelCatalogue, type OrderableModel } from './domain/requests/model-catalogue.js';
export { parseStoryboard, type StoryboardSettings } from './domain/documents/parse-storyboard.js';
export {
  readStoryboardFile,
  type StoryboardFile,
  type StoryboardFileOptions,
} from './domain/documents/read-storyboard-file.js';
export { storyboardJsonSchema } from './domain/documents/json-schema.js';
export type { StoryboardDocument, StoryboardShot } from './domain/documents/storyboard-document.js';
export type { Approval, CheckedShot, CheckedStoryboard, ShotRequest } from './domain/storyboards/checked-storyboard.js';
export type { FilmSettings, FilmSound } from './domain/storyboards/film-settings.js';
export { models, type KnownModelId, type ModelFacts, type ModelId } from './domain/models.js';
export type { BillSoFar } from './domain/bill-so-far.js';
export type { FailureCode, FailureDetails } from './domain/failure.js';
export type { Finding } from './domain/delivery.js';
export type { GenerationState } from './domain/generation-state.js';
export type { MediaFacts } from './domain/media.js';
export type { Money } from './domain/money.js';
export type {
  CancellationReceipt,
  CancelledGeneration,
  GenerationResult,
  StoredGeneration,
  StoredVideo,
  SubmissionReceipt,
} from './domain/result.js';
