import type { FaultPlan, FaultTable } from './plan.js';

/** How the video differs from what was ordered. Only videos that are made with ffmpeg do. */
export interface ClipFault {
  /** Added to the ordered length, in seconds. @default 0 */
  readonly moreSeconds?: number;
  /** By what the ordered width and height are divided. @default 1 */
  readonly divisor?: number;
  /** Whether it has no sound, although that was ordered. @default false */
  readonly silent?: boolean;
  /** Whether the charge is by what was ordered or by what came out. */
  readonly billedAs: 'ordered' | 'delivered';
}

const clip = (fault: ClipFault): FaultPlan => ({ clip: fault });

export const clipFaults = {
  shorter: {
    description: 'the video is a second shorter than ordered, and charged by its own length',
    plan: clip({ moreSeconds: -1, billedAs: 'delivered' }),
    atRandom: true,
  },
  'shorter-billed-in-full': {
    description: 'the video is a second shorter than ordered, and charged in full',
    plan: clip({ moreSeconds: -1, billedAs: 'ordered' }),
    atRandom: true,
  },
  longer: {
    description: 'the video is a second longer than ordered, and charged as ordered',
    plan: clip({ moreSeconds: 1, billedAs: 'ordered' }),
    atRandom: true,
  },
  smaller: {
    description: 'the frame is half as wide and high as ordered; charged in full',
    plan: clip({ divisor: 2, billedAs: 'ordered' }),
    atRandom: true,
  },
  silent: {
    description: 'the video has no sound, although that was ordered; charged in full',
    plan: clip({ silent: true, billedAs: 'ordered' }),
    atRandom: true,
  },
} as const satisfies FaultTable;
