import type { KnownModelId } from '../domain/models.js';
import type { Money } from '../domain/money.js';
import type { RequestFor } from '../domain/requests/index.js';
import type { TaskStatus } from '../domain/task.js';

/** What holds for every call to a gateway. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What a submission needs beside its request. */
export interface SubmitOptions extends CallOptions {
  /** Names this submission to the gateway. Sent where a header for it exists, relied on nowhere. */
  readonly wireKey: string;
  /** Where the gateway should report the end of the task; gateways without callbacks ignore it. */
  readonly callbackUrl: string | undefined;
  /** Awaited once the connection stands, before the first byte leaves; when it rejects, nothing is sent. */
  readonly beforeSending: () => Promise<void>;
}

/** What the gateway said when it took the job. */
export interface Accepted {
  readonly taskId: string;
  /** The gateway's own estimate of the whole generation, in seconds. */
  readonly estimatedSeconds: number | undefined;
  /** What the gateway set aside for the job. */
  readonly reserved: Money | undefined;
}

/** Enough of a task to tell whether it can be a submission whose answer was lost. */
export type TaskIdentity = {
  /** Unix seconds, by the gateway's clock. */
  readonly createdAt: number | undefined;
} & (
  | {
      readonly isThisModel: true;
      /** In the gateway's own words. Where it tells none, nothing speaks against this one. */
      readonly model: string | undefined;
    }
  | { readonly isThisModel: false; readonly model: string }
);

/** A span of time by the gateway's clock, in Unix seconds. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** A task as a gateway lists it. */
export interface ListedTask {
  readonly taskId: string;
  /** Unix seconds, by the gateway's clock. */
  readonly createdAt: number;
}

/** The tasks of a span, and whether these are certainly all. */
export interface TaskList {
  readonly tasks: readonly ListedTask[];
  readonly complete: boolean;
}

/** Exactly what a submission puts on the wire, but for the key. */
export interface WireRequest {
  readonly url: string;
  readonly body: object;
}

/** One model behind one gateway. Every method rejects with a `ProviderError`. */
export interface VideoModel<Request> {
  wireRequest(request: Request, options: { readonly callbackUrl: string | undefined }): WireRequest;
  /** Where a task's status is read. */
  taskUrl(taskId: string): string;
  /** Sends the job once. It costs money: `failedSubmission` says what a rejection means. */
  submit(request: Request, options: SubmitOptions): Promise<Accepted>;
  readStatus(taskId: string, options?: CallOptions): Promise<TaskStatus>;
  /** `span`: when the task is thought to have been created. A time that can be read in two ways is read so that it fits. */
  identifyTask(taskId: string, options?: CallOptions & { readonly span?: TimeSpan }): Promise<TaskIdentity>;
  /** This model's tasks of a span, where the gateway lists tasks. */
  readonly listTasks?: (span: TimeSpan, options?: CallOptions) => Promise<TaskList>;
  /**
   * The ids that stand beside a submission's wire key since a time (Unix seconds), where the gateway keeps the key. An
   * attempt that was refused may have left one, too.
   */
  readonly findTasks?: (
    order: { readonly wireKey: string; readonly since: number },
    options?: CallOptions,
  ) => Promise<readonly string[]>;
  /** Cancels a task that has not begun, where the gateway can. A rejection says nothing of the task. */
  readonly cancelTask?: (taskId: string, options?: CallOptions) => Promise<'cancelled' | 'too-late'>;
}

/** The models of one gateway account, by id. A missing model does not compile. */
export type VideoModels<Id extends KnownModelId = KnownModelId> = {
  readonly [Each in Id]: VideoModel<RequestFor<Each>>;
};

/** One account of a gateway. */
export interface GatewayAdapter<Id extends KnownModelId = KnownModelId> {
  /** The models that Reelwork knows there. */
  readonly known: VideoModels<Id>;
  /** Another model of the gateway: by its name on the wire, and how its orders are written, but for that name. */
  readonly define: <Request>(name: string, toBody: (request: Request) => object) => VideoModel<Request>;
}
