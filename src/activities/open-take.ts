import { describeShortage, type BudgetKey } from '../domain/budget.js';
import { takeId, type TakeAddress } from '../domain/ids.js';
import type { Changes } from '../domain/storyboards/take.js';
import type { StoredGeneration } from '../domain/result.js';
import type { GenerationOptions } from '../domain/requests/parse-options.js';
import { parseRequest } from '../domain/requests/parse-request.js';
import { requestDigest } from '../domain/requests/request-digest.js';
import { RequestError } from '../domain/requests/request-error.js';
import type { ActivityDependencies } from './dependencies.js';
import { invalidRequest } from './failure.js';
import { setAside } from './set-aside.js';
import { takeDigest } from './take-digest.js';

/** A take that is to be made. */
export interface TakeOrder extends TakeAddress {
  /** Of the shot; without its first frame where it continues another one. */
  readonly request: object;
  readonly base: string;
  readonly changes?: Changes | undefined;
  readonly parent?: string | undefined;
  readonly variation: number;
  readonly isRedo: boolean;
  /** The last frame of the take that it continues: an `s3://` link. */
  readonly firstFrame?: string | undefined;
  /** What its generation is started with. */
  readonly options: GenerationOptions;
  /** Whether nothing made before is used again. */
  readonly fresh: boolean;
  /** A generation that has the take's digest, and has ended without a video. */
  readonly takeOver?: string | undefined;
}

/** What is to be done about a take. */
export type OpenedTake =
  /** There is its video already, made for this storyboard or for another one. */
  | { readonly state: 'stored'; readonly digest: string; readonly result: StoredGeneration }
  /** Another generation is, or was, to make the same video. */
  | { readonly state: 'elsewhere'; readonly digest: string; readonly generation: string }
  /** A budget has no room for it: nothing was begun. */
  | { readonly state: 'short'; readonly message: string }
  /** It is to be generated, by this request. `budgets`: where money is set aside for it. */
  | {
      readonly state: 'ours';
      readonly digest: string;
      readonly request: object;
      readonly requestDigest: string;
      readonly budgets: readonly BudgetKey[];
    };

/**
 * Opens a take: whatever has its digest is never paid for again. Writes the take's record before it may be ordered. Ends it
 * where its request can't be right.
 */
export const createOpenTake = (dependencies: ActivityDependencies) =>
  async function openTake({ request: given, changes, firstFrame, ...order }: TakeOrder): Promise<OpenedTake> {
    const { bucket, takes, manifests } = dependencies;
    const { storyboard, shot, take, base, parent, variation, isRedo } = order;
    const own = takeId({ storyboard, shot, take });
    const request = { ...given, ...changes, ...(firstFrame !== undefined && { imageUrl: firstFrame }) };
    const checked = check(dependencies, request);
    const digest = await takeDigest(bucket, {
      request: firstFrame === undefined ? checked : withoutFirstFrame(checked),
      parent,
      variation,
      fresh: order.fresh ? storyboard : undefined,
    });
    if (order.takeOver !== undefined) await takes.unclaim(digest, order.takeOver);
    const generation = await takes.claim(digest, own);
    const result = await manifests.read(generation);
    if (result === undefined && generation !== own) return { state: 'elsewhere', digest, generation };
    const aside =
      result === undefined
        ? await setAside(dependencies, { id: own, request: checked, options: order.options })
        : undefined;
    if (aside?.state === 'short') {
      await takes.unclaim(digest, own);
      return { state: 'short', message: describeShortage(aside.shortage) };
    }
    const at = new Date().toISOString();
    const record = { schema: 1, digest, base, changes, parent, variation, isRedo, generation, at } as const;
    await takes.write({ storyboard, shot, take }, record);
    if (result !== undefined) return { state: 'stored', digest, result };
    return { state: 'ours', digest, request, requestDigest: requestDigest(request), budgets: aside?.budgets ?? [] };
  };

function check({ models }: Pick<ActivityDependencies, 'models'>, request: object) {
  try {
    return parseRequest(request, models);
  } catch (error) {
    throw error instanceof RequestError ? invalidRequest(error) : error;
  }
}

/** The take that it was taken from stands for it. */
function withoutFirstFrame<Request extends object>(request: Request): Request {
  return { ...request, imageUrl: undefined };
}
