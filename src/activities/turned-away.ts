import { activityInfo } from '@temporalio/activity';
import type { RefusedSubmission } from '../domain/submission.js';
import type { ProviderError } from '../providers/provider-error.js';
import type { SubmitOrder } from './submit.js';

/** A model that can't take an order now is asked so many times, before another one is. */
const triesBeforeTurning = 3;

/**
 * Whether another model should be asked after a refusal. Not where the gateway objects to what was asked for: that would
 * be shopping around for a laxer one.
 */
export function turnedAway(
  { kind }: ProviderError,
  others: NonNullable<SubmitOrder['others']>,
): RefusedSubmission['declined'] | undefined {
  switch (kind) {
    case 'not-sent':
    case 'rate-limit':
      return others === 'untried' && activityInfo().attempt >= triesBeforeTurning ? 'now' : undefined;
    case 'invalid-request':
    case 'permission':
    case 'not-found':
      return 'ever';
    case 'moderation':
    case 'authentication':
    case 'no-credit':
    case 'no-answer':
    case 'unexpected-response':
    case 'unavailable':
      return undefined;
  }
}
