import { no, notRead, yes, type Settled, type SmokeRun } from './smoke-run.js';

/** How the ids of tasks look: each part by what it is made of, and how long it is. */
export const idForm = ({ result: { taskId } }: SmokeRun): Settled =>
  yes(taskId.replaceAll(/[A-Za-z0-9]+/g, (part) => `{${part.length} ${kindOf(part)}}`));

function kindOf(part: string): string {
  if (/^\d+$/.test(part)) return 'digits';
  return /^[A-Za-z]+$/.test(part) ? 'letters' : 'mixed';
}

/** What the answer about a finished task holds. */
export const fields = ({ reads }: SmokeRun): Settled =>
  reads === undefined ? notRead : yes(reads[1].fields.join(', '));

/** How long it takes. */
export function duration({ model, result: { times } }: SmokeRun): Settled {
  const seconds = Math.round((Date.parse(times.storedAt) - Date.parse(times.acceptedAt)) / 1000);
  return yes(`${seconds} s from acceptance to the stored file; ${model.facts.typicalSeconds} s are taken for usual`);
}

/** Whether the delivered length differs from the ordered one. That it does not, one run can't show. */
export function lengthDiffers({ result: { video, findings = [] } }: SmokeRun): Settled {
  const found = findings.find(({ code }) => code === 'SHORTER_THAN_ORDERED' || code === 'LONGER_THAN_ORDERED');
  if (found !== undefined) return yes(found.message);
  const delivered = video.media?.durationSeconds;
  return no(delivered === undefined ? 'the file does not tell its length' : `not this time: ${delivered} s`);
}

/** When the gateway's list, or its log, shows an order. */
export function shownWhen({ shown: { whileRunning, afterwards } }: SmokeRun): Settled {
  if (whileRunning === true) return yes('it shows the task while that runs');
  if (afterwards !== true)
    return no(afterwards === undefined ? 'it could not be asked' : 'it does not show the task, now that it has ended');
  return whileRunning === false
    ? yes('it shows the task only once it has ended')
    : no('it shows the ended task; while that ran, it was not asked in time');
}

/** Which of the two ways of writing an order is taken. */
export const encoding = ({ body }: SmokeRun): Settled => yes(`the one called '${body}' is`);
