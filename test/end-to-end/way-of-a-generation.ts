import type { Moment } from '../helpers/moments.js';

/** How far an order is: nothing is recorded; recorded; taken by the gateway; taken, and the ledger knows it. */
export type Phase = 'not begun' | 'recorded' | 'taken' | 'accepted';

/** A moment at which a worker dies, and how far the order is then. */
export interface Death extends Moment {
  readonly phase: Phase;
}

export type Call = readonly [phase: Phase, call: string];

/** What a worker asks of its servers to order a video and wait for it, in this order. */
export const orderAndWait: readonly Call[] = [
  ['not begun', 'Temporal RespondWorkflowTaskCompleted'],
  ['not begun', 'S3 GET 1.json'],
  ['not begun', 'S3 GET 1.accepted.json'],
  ['not begun', 'S3 GET 1.closed.json'],
  ['not begun', 'S3 PUT open'],
  ['not begun', 'S3 PUT 1.json'],
  ['recorded', 'S3 GET 1.json (2)'],
  ['recorded', 'S3 GET 1.accepted.json (2)'],
  ['recorded', 'EvoLink POST generations'],
  ['taken', 'S3 PUT 1.accepted.json'],
  ['accepted', 'S3 PUT tasks'],
  ['accepted', 'S3 DELETE open'],
  ['accepted', 'Temporal RespondActivityTaskCompleted submit'],
  ['accepted', 'Temporal RespondWorkflowTaskCompleted (2)'],
  ['accepted', 'Temporal RespondActivityTaskFailed awaitVideo'],
  ['accepted', 'EvoLink GET tasks'],
  ['accepted', 'Temporal RespondActivityTaskCompleted awaitVideo'],
  ['accepted', 'Temporal RespondWorkflowTaskCompleted (3)'],
];

const transfer = (...calls: readonly string[]): readonly Call[] =>
  [
    'S3 GET manifest.json',
    'S3 HEAD video.mp4',
    'EvoLink GET tasks (2)',
    'EvoLink GET video.mp4',
    ...calls,
    'S3 GET video.mp4',
    'S3 PUT manifest.json',
    'Temporal RespondActivityTaskCompleted archiveVideo',
    'Temporal RespondWorkflowTaskCompleted (4)',
  ].map((call) => ['accepted', call]);

/** Then what it asks to store a small video, */
export const smallTransfer = transfer('EvoLink GET video.mp4 (2)', 'S3 PUT video.mp4');

/** or one of two parts. */
export const largeTransfer = transfer(
  'S3 POST uploads',
  'S3 PUT part 10000',
  'EvoLink GET video.mp4 (2)',
  'EvoLink GET video.mp4 (3)',
  'S3 PUT part 1',
  'S3 PUT part 2',
  'S3 POST upload',
);

/** Whether a call only reads. */
export const isRead = (call: string): boolean => /^\S+ (GET|HEAD) /.test(call);
const hasBody = /^(S3|EvoLink) (PUT|POST) /;

/** Every moment of a way at which a death makes a difference. */
export const deathsOn = (way: readonly Call[]): readonly Death[] =>
  way.flatMap(([phase, call], step) => {
    const [next = 'accepted'] = way[step + 1] ?? [];
    const deaths: Death[] = [{ cut: 'before', call, phase }];
    if (hasBody.test(call)) deaths.push({ cut: 'halfway', call, phase });
    if (!isRead(call)) deaths.push({ cut: 'after', call, phase: next });
    if (call === 'EvoLink POST generations') deaths.push({ cut: 'first-byte', call, phase: next });
    return deaths;
  });
