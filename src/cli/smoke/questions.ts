import type { Gateway } from '../../domain/models.js';
import { discount, price, rounding } from './settle-costs.js';
import { linkLifetime, linkRenewal } from './settle-links.js';
import { duration, encoding, fields, idForm, lengthDiffers, shownWhen } from './settle-task.js';
import type { Settled, SmokeRun } from './smoke-run.js';

/** Something that no gateway's page tells, and that one run may. */
interface Question {
  readonly unknown: string;
  readonly settle: (run: SmokeRun) => Settled;
}

interface Unknowns {
  readonly questions: readonly Question[];
  /** What one ordinary run can't tell. */
  readonly open: readonly string[];
}

const ofEvery: Unknowns = {
  questions: [
    { unknown: 'whether reading a finished task again renews its link', settle: linkRenewal },
    { unknown: 'how long a link lives', settle: linkLifetime },
    { unknown: 'what a second costs', settle: price },
    { unknown: 'how fractions of a second are billed', settle: rounding },
    { unknown: 'whether the delivered length can differ from the ordered one', settle: lengthDiffers },
    { unknown: 'how long it takes', settle: duration },
    { unknown: 'what ids of tasks look like', settle: idForm },
    { unknown: 'which fields a finished task has', settle: fields },
  ],
  open: ['whether a task is billed that its client no longer asks for', 'limits of rate and of what runs at once'],
};

const ofGateway: Readonly<Record<Gateway, Unknowns>> = {
  evolink: {
    questions: [{ unknown: 'when the list of tasks shows one', settle: shownWhen }],
    open: [
      'whether Idempotency-Key is honoured',
      'whether tasks can be cancelled, and are refunded then',
      'the headers of callbacks',
      'how long tasks are kept',
      'the default duration',
      'what becomes of a prompt that is too long',
    ],
  },
  vtrix: {
    questions: [
      { unknown: 'which way of writing an order is taken', settle: encoding },
      { unknown: 'what usage.discount means', settle: discount },
    ],
    open: [
      'the HTTP status of an order that is taken',
      'how to ask for the balance',
      'how long tasks are kept',
      'whether 2 to 15 s other than 5, 10 and 15 are taken',
      'whether failed tasks are refunded',
      'where moderation is told: by HTTP, or as 001026097',
    ],
  },
  aimlapi: {
    questions: [{ unknown: 'when the log shows an order', settle: shownWhen }],
    open: [
      'the names of errors',
      'how long tasks are kept',
      'the limits of prompts and of audio files',
      'the range of seed',
    ],
  },
  dashscope: {
    questions: [{ unknown: 'when the list of tasks shows one', settle: shownWhen }],
    open: ['whether a sixth running task waits or is refused', 'when Wan 2.6 is withdrawn'],
  },
};

/** One thing that was not known before a run, and what the run says of it. */
export interface Answer extends Settled {
  readonly unknown: string;
}

/** What a run settles of what its gateway does not document, and what it leaves open. */
export function answersOf(
  run: SmokeRun,
  gateway: Gateway,
): { readonly unknowns: readonly Answer[]; readonly open: readonly string[] } {
  const { questions, open } = ofGateway[gateway];
  const asked = [...ofEvery.questions, ...questions];
  return {
    unknowns: asked.map(({ unknown, settle }) => ({ unknown, ...settle(run) })),
    open: [...ofEvery.open, ...open],
  };
}
