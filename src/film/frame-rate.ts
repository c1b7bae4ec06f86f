/** So many frames in so many seconds: 24 in 1, or 30,000 in 1001. */
export interface FrameRate {
  readonly frames: number;
  readonly seconds: number;
}

/** Of all sound in a film. */
export const samplesPerSecond = 48_000;

/** As ffmpeg writes it, `24/1`; `undefined` where it knows none. */
export function parseFrameRate(text: string): FrameRate | undefined {
  const [, frames, seconds] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text) ?? [];
  return frames === undefined ? undefined : { frames: Number(frames), seconds: Number(seconds) };
}

/** As ffmpeg reads it. */
export const frameRateText = ({ frames, seconds }: FrameRate): string => `${frames}/${seconds}`;

/** How many frames a length is nearest to; at least one. */
export const framesIn = (seconds: number, rate: FrameRate): number =>
  Math.max(1, Math.round((seconds * rate.frames) / rate.seconds));

/** How long so many frames last. */
export const secondsOf = (frames: number, rate: FrameRate): number => (frames * rate.seconds) / rate.frames;

/** Which sample belongs to the beginning of a frame, both counted from 0: so that sound and picture never drift apart. */
export const sampleAt = (frame: number, rate: FrameRate): number =>
  Math.round(secondsOf(frame, rate) * samplesPerSecond);

/** Whether two rates are the same. */
export const isSameRate = (one: FrameRate, other: FrameRate): boolean =>
  one.frames * other.seconds === other.frames * one.seconds;

const usualRates: readonly FrameRate[] = [24, 25, 30, 50, 60].flatMap((frames) => [
  { frames, seconds: 1 },
  { frames: frames * 1000, seconds: 1001 },
]);
const fastest: FrameRate = { frames: 60, seconds: 1 };
/** Files that count frames of unequal lengths are a little off their rate. */
const tolerated = 0.005;

/** The usual rate that a file's own comes near to, else the next whole number of frames, at most 60. */
export function tidyRate(rate: FrameRate): FrameRate {
  const off = (usual: FrameRate) => Math.abs(secondsOf(rate.frames, usual) / rate.seconds - 1);
  const [nearest] = usualRates.toSorted((one, other) => off(one) - off(other));
  if (nearest !== undefined && off(nearest) <= tolerated) return nearest;
  const frames = Math.max(1, Math.round(rate.frames / rate.seconds));
  return frames < fastest.frames ? { frames, seconds: 1 } : fastest;
}
