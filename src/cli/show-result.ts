import { inWords } from '../domain/money.js';
import type { GenerationResult } from '../domain/result.js';
import type { MediaFacts } from '../domain/media.js';

const showMedia = ({ durationSeconds, width, height, framesPerSecond, videoCodec, soundCodec }: MediaFacts) =>
  `${durationSeconds} s, ${width} × ${height}, ${framesPerSecond} frames a second, ${videoCodec}, ${soundCodec ?? 'silent'}`;

/** How a generation ended, for people. */
export function showResult(result: GenerationResult): string {
  if (result.state === 'cancelled') {
    const { billed, explanation, video } = result.receipt;
    return [`${result.id} is cancelled (${explanation}); billed: ${billed}`, video?.uri].filter(Boolean).join('\n');
  }
  const { id, video, findings = [], cost, taskId, times } = result;
  const seconds = Math.round((Date.parse(times.storedAt) - Date.parse(times.requestedAt)) / 1000);
  return [
    `${id} is stored after ${seconds} s`,
    `  video   ${video.uri} (${video.bytes} bytes)`,
    ...(video.media === undefined ? [] : [`  media   ${showMedia(video.media)}`]),
    ...findings.map(({ message }) => `  finding ${message}`),
    `  sha256  ${video.sha256}`,
    `  task    ${taskId}`,
    `  cost    ${inWords(cost)}`,
  ].join('\n');
}
