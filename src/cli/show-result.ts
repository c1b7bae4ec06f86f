import { billSoFar } from '../domain/bill-so-far.js';
import { inWords } from '../domain/money.js';
import type { CancellationReceipt, GenerationResult } from '../domain/result.js';
import type { MediaFacts } from '../domain/media.js';

const showMedia = ({ durationSeconds, width, height, framesPerSecond, videoCodec, soundCodec }: MediaFacts) =>
  `${durationSeconds} s, ${width} × ${height}, ${framesPerSecond} frames a second, ${videoCodec}, ${soundCodec ?? 'silent'}`;

/** Whether a generation without a video, or one that nobody wanted any more, was paid for, and how much. */
export const showBill = ({ billed, cost }: Pick<CancellationReceipt, 'billed' | 'cost'>): string =>
  `billed: ${billed}${cost === undefined ? '' : `, ${inWords(cost)}`}`;

/** How a generation ended, for people. */
export function showResult(result: GenerationResult): string {
  if (result.state === 'cancelled') {
    const { explanation, video } = result.receipt;
    const line = `${result.id} is cancelled (${explanation}); ${showBill(result.receipt)}`;
    return [line, video?.uri].filter(Boolean).join('\n');
  }
  const { id, video, findings = [], submissions, taskId, times } = result;
  const seconds = Math.round((Date.parse(times.storedAt) - Date.parse(times.requestedAt)) / 1000);
  return [
    `${id} is stored after ${seconds} s`,
    `  video   ${video.uri} (${video.bytes} bytes)`,
    ...(video.media === undefined ? [] : [`  media   ${showMedia(video.media)}`]),
    ...findings.map(({ message }) => `  finding ${message}`),
    `  sha256  ${video.sha256}`,
    `  task    ${taskId}`,
    `  cost    ${inWords(billSoFar(submissions).cost)}${submissions.length > 1 ? `, for ${submissions.length} orders` : ''}`,
  ].join('\n');
}
