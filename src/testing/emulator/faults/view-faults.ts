import type { FaultPlan, FaultTable } from './plan.js';

/** What a job's state is called on the wire. */
export type StateWords = Partial<Readonly<Record<'queued' | 'running' | 'completed' | 'failed' | 'cancelled', string>>>;

/** How a task is told otherwise than it should. */
export type ViewFault =
  | { readonly kind: 'upper-case' }
  | { readonly kind: 'words'; readonly words: StateWords }
  /** In the third quarter of its run, a job seems to be queued again. */
  | { readonly kind: 'back-step' }
  /** A completed job names no link until so much later. */
  | { readonly kind: 'no-link'; readonly forSeconds: number }
  /** The link stands in another field, or in another form. */
  | { readonly kind: 'link-elsewhere'; readonly where: 'result_data' | 'results-as-objects' | 'video_url' }
  /** There is no status word, but the one of the result within. */
  | { readonly kind: 'nested-word' }
  /** What should be a list of one result is that result. */
  | { readonly kind: 'output-as-object' }
  /** The first reads are answered with another task of the account, a finished one where there is one. */
  | { readonly kind: 'another-task'; readonly firstReads: number };

const words = (otherWords: StateWords): FaultPlan => ({ view: { kind: 'words', words: otherWords } });

export const viewFaults = {
  'upper-case': {
    gateways: ['evolink', 'vtrix', 'aimlapi'],
    description: 'all status words are in capitals',
    plan: { view: { kind: 'upper-case' } },
    atRandom: true,
  },
  'completed-as-succeeded': {
    gateways: ['evolink', 'vtrix', 'aimlapi'],
    description: 'the word for completed is `succeeded`',
    plan: words({ completed: 'succeeded' }),
    atRandom: true,
  },
  'completed-as-success': {
    description: 'the word for completed is `success`',
    plan: words({ completed: 'success' }),
    atRandom: true,
  },
  'unknown-status': {
    description: 'the running job has a status word that nobody knows; it completes',
    plan: words({ running: 'postprocessing' }),
    atRandom: true,
  },
  'unknown-end': {
    description: 'the completed job has a status word that nobody knows',
    plan: words({ completed: 'finalised' }),
    atRandom: true,
  },
  'back-step': {
    description: 'in the third quarter of its run the job is queued again; it completes',
    plan: { view: { kind: 'back-step' } },
    atRandom: true,
  },
  'no-link': {
    description: 'the job completes and is charged, but never names a result link',
    plan: { view: { kind: 'no-link', forSeconds: Infinity } },
  },
  'late-link': {
    description: 'the job completes, but names its result link only 5 s later',
    plan: { view: { kind: 'no-link', forSeconds: 5 } },
    atRandom: true,
  },
  'link-in-result-data': {
    gateways: ['evolink'],
    description: 'the result link stands in `result_data[0].video_url`, and `results` is missing',
    plan: { view: { kind: 'link-elsewhere', where: 'result_data' } },
    atRandom: true,
  },
  'results-as-objects': {
    gateways: ['evolink'],
    description: 'the result link stands in `results[0].url`',
    plan: { view: { kind: 'link-elsewhere', where: 'results-as-objects' } },
    atRandom: true,
  },
  'link-as-video-url': {
    gateways: ['evolink'],
    description: 'the result link stands in `video_url`, and `results` is missing',
    plan: { view: { kind: 'link-elsewhere', where: 'video_url' } },
    atRandom: true,
  },
  'another-task': {
    description: 'the first 2 reads tell another task, a finished one of the account if there is one',
    plan: { view: { kind: 'another-task', firstReads: 2 } },
    atRandom: true,
  },
} as const satisfies FaultTable;
