import type { Inspection, MediaFacts } from './media.js';
import type { OrderedVideo } from './ordered-video.js';

/** Where a delivered file differs from what was ordered or billed. The message says it to people. */
export type Finding = { readonly message: string } & (
  | {
      readonly code: 'SHORTER_THAN_ORDERED' | 'LONGER_THAN_ORDERED';
      readonly orderedSeconds: number;
      readonly deliveredSeconds: number;
    }
  | { readonly code: 'SMALLER_THAN_ORDERED'; readonly orderedPixels: number; readonly deliveredPixels: number }
  | {
      readonly code: 'OTHER_ASPECT_RATIO';
      readonly orderedRatio: string;
      readonly deliveredWidth: number;
      readonly deliveredHeight: number;
    }
  | { readonly code: 'NO_SOUND' }
  | { readonly code: 'UNEXPECTED_SOUND' }
  /** The file could not be read as a video; it is stored as it came. */
  | { readonly code: 'UNREADABLE' }
  | {
      readonly code: 'BILLED_MORE_THAN_DELIVERED';
      readonly billedSeconds: number;
      readonly deliveredSeconds: number;
    }
);

/** In what a delivered video falls short of its order. */
export type FindingCode = Finding['code'];

/** Models count frames and not seconds: a few of them more or fewer are no difference. */
const toleratedSeconds = 0.25;
/** Gateways round sides to multiples of 16: their 4:3 is 1088 × 832. A part of what was ordered. */
const toleratedRatio = 0.03;
const toleratedPixels = 0.05;
/** Bills have few digits. */
const toleratedBilledSeconds = 0.05;

/** What a resolution means in every ratio: about as many pixels as its 16:9 frame has. */
const pixelsOf: Readonly<Record<OrderedVideo['resolution'], number>> = { '720p': 1280 * 720, '1080p': 1920 * 1080 };

/** What was ordered, what was billed, and what the file says of itself. */
export interface Delivery {
  /** What is not known to have been ordered is not found to be missing. */
  readonly ordered: OrderedVideo | undefined;
  /** At least so many seconds of the result were charged for, where that can be known. */
  readonly billedSeconds: number | undefined;
  readonly inspection: Inspection;
}

/** Findings for a person; nothing where nothing was found. */
export const inOneLine = (findings: readonly Finding[] = []): string | undefined =>
  findings.length === 0 ? undefined : findings.map(({ message }) => message).join(' ');

/** Sets what was delivered against what was ordered and billed. */
export function findShortfalls({ ordered, billedSeconds, inspection }: Delivery): readonly Finding[] {
  if (inspection.state === 'unreadable') {
    return [{ code: 'UNREADABLE', message: `The file could not be read as a video: ${inspection.reason}.` }];
  }
  const { media } = inspection;
  return [
    ...(ordered === undefined ? [] : [length, size, shape, sound].map((compare) => compare(ordered, media))),
    billedSeconds === undefined ? undefined : bill(billedSeconds, media),
  ].filter((finding) => finding !== undefined);
}

function length(ordered: OrderedVideo, media: MediaFacts): Finding | undefined {
  const { durationSeconds: orderedSeconds } = ordered;
  const { durationSeconds: deliveredSeconds } = media;
  if (Math.abs(deliveredSeconds - orderedSeconds) <= toleratedSeconds) return undefined;
  return {
    code: deliveredSeconds < orderedSeconds ? 'SHORTER_THAN_ORDERED' : 'LONGER_THAN_ORDERED',
    orderedSeconds,
    deliveredSeconds,
    message: `Ordered ${orderedSeconds} s; the video lasts ${deliveredSeconds} s.`,
  };
}

function size({ resolution }: OrderedVideo, { width, height }: MediaFacts): Finding | undefined {
  const orderedPixels = pixelsOf[resolution];
  const deliveredPixels = width * height;
  if (deliveredPixels >= orderedPixels * (1 - toleratedPixels)) return undefined;
  const message = `Ordered ${resolution}, about ${orderedPixels} pixels; the video is ${width} × ${height}.`;
  return { code: 'SMALLER_THAN_ORDERED', orderedPixels, deliveredPixels, message };
}

function shape({ aspectRatio }: OrderedVideo, { width, height }: MediaFacts): Finding | undefined {
  const [across = 0, down = 0] = aspectRatio?.split(':').map(Number) ?? [];
  if (aspectRatio === undefined || Math.abs((width / height) * (down / across) - 1) <= toleratedRatio) return undefined;
  return {
    code: 'OTHER_ASPECT_RATIO',
    orderedRatio: aspectRatio,
    deliveredWidth: width,
    deliveredHeight: height,
    message: `Ordered ${aspectRatio}; the video is ${width} × ${height}.`,
  };
}

function sound({ sound: ordered }: OrderedVideo, { soundCodec }: MediaFacts): Finding | undefined {
  if (ordered === undefined || ordered === (soundCodec !== null)) return undefined;
  return ordered
    ? { code: 'NO_SOUND', message: 'Ordered with sound; the video is silent.' }
    : { code: 'UNEXPECTED_SOUND', message: `Ordered without sound; the video has a sound track (${soundCodec}).` };
}

/** Whole seconds begun may be billed: no gateway says how it rounds. */
function bill(billedSeconds: number, { durationSeconds: deliveredSeconds }: MediaFacts): Finding | undefined {
  const fair = Math.ceil(deliveredSeconds - toleratedSeconds);
  if (billedSeconds <= fair + toleratedBilledSeconds) return undefined;
  const message = `Billed for ${billedSeconds} s; the video lasts ${deliveredSeconds} s.`;
  return { code: 'BILLED_MORE_THAN_DELIVERED', billedSeconds, deliveredSeconds, message };
}
