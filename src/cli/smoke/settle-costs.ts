import { inWords } from '../../domain/money.js';
import { orderAsGiven } from '../../domain/ordered-video.js';
import { completeOrder } from '../../domain/requests/complete-order.js';
import { billedSeconds } from '../../pricing/billed-seconds.js';
import { perSecond } from '../../pricing/per-second.js';
import { inputSecondsAtMost } from '../../pricing/price-of-second.js';
import { no, notRead, yes, type Settled, type SmokeRun } from './smoke-run.js';

/** A length is whole that the digits of a container's clock keep from being so. In seconds. */
const toleratedSeconds = 0.05;

/** What the gateway charges, against the price list. */
export function price({ request, result: { cost }, quoted }: SmokeRun): Settled {
  if (cost.basis !== 'settled') return no(`the gateway tells no amount; by the price list: ${inWords(cost)}`);
  const { durationSeconds, resolution } = request;
  const references = Number(inputSecondsAtMost(orderAsGiven(request)));
  const sound = 'generateAudio' in request ? (request.generateAudio ? ', with sound' : ', silent') : '';
  const ofSecond = `${references > 0 ? 'at least ' : ''}${perSecond(cost.amount, durationSeconds + references)} a second`;
  return yes(
    `${inWords(cost)} for ${durationSeconds} s at ${resolution}${sound}: ${ofSecond}; by the price list: ${inWords(quoted)}`,
  );
}

/** How fractions of a second are billed. */
export function rounding({ model, request, result, quoted, prices }: SmokeRun): Settled {
  const delivered = result.video.media?.durationSeconds;
  if (delivered === undefined) return no('how long the file is, it does not tell');
  if (Math.abs(delivered - Math.round(delivered)) < toleratedSeconds) return no(`${delivered} s are a whole number`);
  const ordered = completeOrder(model, orderAsGiven(request));
  const billed = billedSeconds(
    { model: model.id, account: request.account, ordered, expected: quoted, cost: result.cost },
    prices,
  );
  return billed === undefined
    ? no('for how many seconds it is billed, nobody tells')
    : yes(`${delivered} s, billed: ${billed} s`);
}

/** What `usage.discount` means. */
export function discount({ reads, result: { cost }, quoted }: SmokeRun): Settled {
  if (reads === undefined) return notRead;
  const { usage } = reads[1].json as { readonly usage?: { readonly discount?: unknown } | null };
  const told = usage?.discount;
  if (typeof told !== 'number') return no('there is none');
  const finding = `${told}, beside a cost of ${inWords(cost)}; by the price list: ${inWords(quoted)}`;
  return told !== 0 && quoted.amount !== null ? yes(finding) : no(finding);
}
