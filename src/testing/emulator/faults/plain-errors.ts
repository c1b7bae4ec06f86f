import type { Fault } from './plan.js';
import { error } from './wrong-answers.js';

const statuses = [400, 404, 500, 502, 503, 504] as const;
const forms = {
  '': { form: 'json', words: '' },
  '-html': { form: 'html', words: ' with a CDN’s page' },
  '-empty': { form: 'empty', words: ' without a body' },
} as const;

type Suffix = keyof typeof forms;
type PlainErrorName = `${'submit' | 'accept-then'}-${(typeof statuses)[number]}${Suffix}`;

/** Each error status in each form, with nothing accepted and with a job accepted: it says nothing of which. */
export const plainErrors = Object.fromEntries(
  statuses.flatMap((status) => (Object.keys(forms) as Suffix[]).flatMap((suffix) => bothWays(status, suffix))),
) as Readonly<Record<PlainErrorName, Fault>>;

function bothWays(status: (typeof statuses)[number], suffix: Suffix): [PlainErrorName, Fault][] {
  const { form, words } = forms[suffix];
  const answer = error(status, { form });
  // The gateway's own 4xx means that nothing was accepted: no client can know better.
  const isLie = form === 'json' && status < 500;
  return [
    [
      `submit-${status}${suffix}`,
      {
        description: `nothing is accepted, the answer is a ${status}${words}`,
        plan: { submit: { accepts: false, answer } },
      },
    ],
    [
      `accept-then-${status}${suffix}`,
      {
        description: `accepted, the answer is a ${status}${words}`,
        plan: { submit: { accepts: true, answer } },
        ...(isLie ? {} : { atRandom: true }),
      },
    ],
  ];
}
