import { onlyAt, type FaultTable } from './plan.js';
import { error, garbled, type SpoiltAnswer, type WrongAnswer } from './wrong-answers.js';

/** What the account's task list does otherwise because of a job: it hides the job, or fails the next few times. */
export type ListFault =
  | { readonly kind: 'hides'; readonly forSeconds: number }
  | { readonly kind: 'fails'; readonly reads: number; readonly answer: WrongAnswer | SpoiltAnswer };

const fails = (answer: WrongAnswer | SpoiltAnswer) => ({ list: { kind: 'fails', reads: 2, answer } }) as const;

export const listFaults = onlyAt(['evolink', 'aimlapi', 'dashscope'], {
  'list-late': {
    description: 'the job is listed only 30 s after acceptance',
    plan: { list: { kind: 'hides', forSeconds: 30 } },
    atRandom: true,
  },
  'list-never': { description: 'the job is never listed', plan: { list: { kind: 'hides', forSeconds: Infinity } } },
  'list-429': { description: 'the next 2 reads of the list are answered 429', plan: fails(error(429)), atRandom: true },
  'list-503': { description: 'the next 2 reads of the list are answered 503', plan: fails(error(503)), atRandom: true },
  'list-html': {
    description: 'the next 2 reads of the list are answered with a 200 HTML page',
    plan: fails(garbled('html')),
    atRandom: true,
  },
  'list-malformed': {
    description: 'the next 2 reads of the list are answered 200 with broken JSON',
    plan: fails(garbled('malformed')),
    atRandom: true,
  },
  'list-drop': {
    description: 'the next 2 reads of the list meet a broken connection',
    plan: fails({ kind: 'drop' }),
    atRandom: true,
  },
} as const satisfies FaultTable);
