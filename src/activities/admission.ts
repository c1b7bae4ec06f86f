import { log } from '@temporalio/activity';
import type { Gate } from '../domain/gate.js';
import { afterFailure, breakerState, signOfLifeSeconds } from '../domain/outage.js';
import type { PlaceHeld } from '../domain/submission.js';
import type { StandingOutage } from '../ledger/outages.js';
import type { CheckedRequest } from '../domain/requests/index.js';
import { ProviderError } from '../providers/provider-error.js';
import { failedSubmission } from '../providers/submit-verdict.js';
import type { VideoModel } from '../providers/video-model.js';
import type { ActivityDependencies } from './dependencies.js';
import { giveBack } from './enter.js';

/** What an order holds while it is being sent, and whom it tells how that went. Nothing of this ever rejects. */
export interface Admission {
  readonly place: PlaceHeld | undefined;
  /** Nothing runs, by proof: the place is for the next one, unless this one's next attempt comes for it. */
  giveBack(error: ProviderError): Promise<void>;
  /** The gateway has taken the order, or refused it in its own words. */
  answered(): Promise<void>;
  /**
   * The exchange has failed. `wasReady`: a connection stood, so that a request that was not sent says nothing of the
   * gateway. Answers with when orders may pass again, in milliseconds of Unix time, where this has stopped them.
   */
  failed(error: ProviderError, facts: { readonly wasReady: boolean }): Promise<number | undefined>;
}

export interface AdmissionOptions {
  readonly gate: Gate;
  readonly place: PlaceHeld | undefined;
  /** Whether the order's next attempt knows of the place, too. */
  readonly isLasting: boolean;
  /** The outage that stood when the order was admitted. */
  readonly seen: StandingOutage | undefined;
  readonly adapter: VideoModel<CheckedRequest>;
  /** How long generations of the order's model usually take. */
  readonly typicalSeconds: number;
}

/** An order's own, from its admission to the gateway's answer. */
export function createAdmission(
  dependencies: Pick<ActivityDependencies, 'gates' | 'outages'>,
  { gate, place, isLasting, seen, adapter, typicalSeconds }: AdmissionOptions,
): Admission {
  const { outages } = dependencies;
  const { gateway, account } = gate;

  async function answered(): Promise<void> {
    if (seen === undefined) return;
    try {
      await outages.end(gate);
      if (seen.outage.stops > 0) log.info('the gateway answers orders again', { gateway, account });
    } catch (error) {
      log.warn('an outage that is over could not be forgotten: it ends by itself', { gateway, account, error });
    }
  }

  async function stop(error: ProviderError): Promise<number | undefined> {
    const { message: reason } = error;
    const isDead = error.kind === 'not-sent' || !(await showsLife(adapter));
    const outage = afterFailure(seen?.outage, { reason, isDead, typicalSeconds, nowMs: Date.now() });
    // Where somebody else has met the same meanwhile, that counts.
    const isFirst = await outages.replace(gate, seen, outage).catch(() => false);
    if (!isFirst || breakerState(outage, Date.now()) !== 'open') return undefined;
    const { until } = outage;
    log.warn('the gateway does not answer: its orders wait', { gateway, account, until, reason });
    return Date.parse(until);
  }

  return {
    place,
    async giveBack({ kind }) {
      if (!isLasting || kind !== 'not-sent') await giveBack(dependencies, gate, place);
    },
    answered,
    async failed(error, { wasReady }) {
      if (meansOutage(error, wasReady)) return stop(error);
      if (isOwnWord(error)) await answered();
      return undefined;
    },
  };
}

/** Whether the gateway has refused the order in its own words. */
const isOwnWord = ({ kind }: ProviderError): boolean => kind !== 'not-sent' && failedSubmission[kind] === 'refused';

/** Whether other orders would meet the same now. */
function meansOutage({ kind, status = 0 }: ProviderError, wasReady: boolean): boolean {
  if (kind === 'not-sent') return !wasReady;
  return kind === 'no-answer' || kind === 'unavailable' || (kind === 'unexpected-response' && status >= 500);
}

/** Whether the gateway answers a question that costs nothing: then just this order's answer may have been lost. */
async function showsLife(adapter: VideoModel<CheckedRequest>): Promise<boolean> {
  try {
    await adapter.identifyTask('reelwork-asks', { signal: AbortSignal.timeout(signOfLifeSeconds * 1000) });
    return true;
  } catch (error) {
    return error instanceof ProviderError && !meansOutage(error, true);
  }
}
