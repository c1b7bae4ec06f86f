import type { z } from 'zod';
import type { Money } from '../domain/money.js';
import type { TaskStatus } from '../domain/task.js';
import type { GatewayClient } from './gateway-client.js';
import { ProviderError } from './provider-error.js';
import type { Accepted, TaskIdentity, TaskList, TimeSpan, VideoModel } from './video-model.js';

/** How a gateway is spoken to: its paths, and how its answers are read. */
export interface GatewayManner<Submitted extends { readonly id: string }, Status, Identity> {
  readonly submitPath: string;
  /** Headers of a submission, beside those that every call has. */
  readonly submitHeaders?: (wireKey: string) => Readonly<Record<string, string>>;
  /** Anything without an id that a task can be asked for by is no answer to a submission. */
  readonly submitAnswer: z.ZodType<Submitted>;
  readonly toAccepted: (answer: Submitted) => Accepted;
  readonly taskPath: (taskId: string) => string;
  /** The answer to a read of this task's status. One about another task is none. */
  readonly statusAnswer: (taskId: string) => z.ZodType<Status>;
  /** Reads with what an answer about several tasks tells of this one: `undefined` where it has to be asked for alone. */
  readonly joinedRead?: <Seen>(taskId: string, read: (told: unknown) => Promise<Seen>) => Promise<Seen>;
  readonly toTaskStatus: (answer: Status, clean: (text: string) => string) => TaskStatus;
  /** The same, where it is to prove which task it is. */
  readonly identityAnswer: (taskId: string) => z.ZodType<Identity>;
  readonly toIdentity: (
    answer: Identity,
    span: TimeSpan | undefined,
  ) => { readonly model?: string; readonly createdAt?: number | undefined };
}

/** One model of a gateway. */
export interface GatewayModel<Request> {
  /** As it stands on the wire. */
  readonly name: string;
  readonly toBody: (request: Request, options: { readonly callbackUrl: string | undefined }) => object;
  readonly listTasks?: (span: TimeSpan, signal: AbortSignal | undefined) => Promise<TaskList>;
  readonly findTasks?: (
    order: { readonly wireKey: string; readonly since: number },
    signal: AbortSignal | undefined,
  ) => Promise<readonly string[]>;
  readonly cancelTask?: (taskId: string, signal: AbortSignal | undefined) => Promise<'cancelled' | 'too-late'>;
  /** What the gateway says that it has charged for a failed task, where the answer about the task doesn't tell. */
  readonly chargeOfFailed?: (taskId: string, signal: AbortSignal | undefined) => Promise<Money | undefined>;
}

/** The models of one gateway account, each as its calls. */
export const createGatewayModels =
  <Submitted extends { readonly id: string }, Status, Identity>(
    client: GatewayClient,
    manner: GatewayManner<Submitted, Status, Identity>,
  ) =>
  <Request>({
    name,
    toBody,
    listTasks,
    findTasks,
    cancelTask,
    chargeOfFailed,
  }: GatewayModel<Request>): VideoModel<Request> => ({
    wireRequest: (request, { callbackUrl }) => ({
      url: client.urlOf(manner.submitPath),
      body: toBody(request, { callbackUrl }),
    }),
    taskUrl: (taskId) => client.urlOf(manner.taskPath(taskId)),
    async submit(request, { wireKey, callbackUrl, beforeSending, signal }) {
      const answer = await client.submit(manner.submitPath, {
        body: toBody(request, { callbackUrl }),
        headers: manner.submitHeaders?.(wireKey) ?? {},
        answer: manner.submitAnswer,
        beforeSending,
        signal,
      });
      return manner.toAccepted(answer);
    },
    async readStatus(taskId, { signal } = {}) {
      const statusAnswer = manner.statusAnswer(taskId);
      const read = async (told: unknown) => {
        const joint = statusAnswer.safeParse(told);
        // Nobody documents whether a joint answer tells all of an end: only that a task still runs is taken from it.
        const seen = joint.success ? manner.toTaskStatus(joint.data, client.clean) : undefined;
        if (seen?.state === 'running') return seen;
        const answer = await client.get(manner.taskPath(taskId), { answer: statusAnswer, taskId, signal });
        return manner.toTaskStatus(answer, client.clean);
      };
      const status = await (manner.joinedRead === undefined ? read(undefined) : manner.joinedRead(taskId, read));
      if (status.state !== 'failed' || status.cost !== undefined || chargeOfFailed === undefined) return status;
      return { ...status, cost: await chargeOfFailed(taskId, signal).catch(nothingTold) };
    },
    async identifyTask(taskId, { signal, span } = {}): Promise<TaskIdentity> {
      const path = manner.taskPath(taskId);
      const answer = await client.get(path, { answer: manner.identityAnswer(taskId), taskId, signal });
      const { model, createdAt } = manner.toIdentity(answer, span);
      return model === undefined || model === name
        ? { isThisModel: true, model, createdAt }
        : { isThisModel: false, model: client.clean(model), createdAt };
    },
    ...(listTasks && { listTasks: (span, { signal } = {}) => listTasks(span, signal) }),
    ...(findTasks && { findTasks: (order, { signal } = {}) => findTasks(order, signal) }),
    ...(cancelTask && { cancelTask: (taskId, { signal } = {}) => cancelTask(taskId, signal) }),
  });

/** The failure is known all the same. */
function nothingTold(error: unknown): undefined {
  if (!(error instanceof ProviderError)) throw error;
}
