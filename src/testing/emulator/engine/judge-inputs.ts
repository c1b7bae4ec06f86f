import type { Inspected } from '../media/inspect.js';
import type { Inputs } from '../media/video-maker.js';
import type { Failure } from './failure.js';

/** A gateway's limits for input files, which it checks after it has accepted the job. Both ends are included. */
export interface InputRules {
  /** Of width and height, in pixels. */
  readonly imageSides: readonly [least: number, most: number];
  readonly videoSeconds: readonly [least: number, most: number];
  /** ffprobe's names of the containers; any, of any length and size, where the gateway states no limits. */
  readonly audioContainers: readonly string[] | 'any';
}

const mebibyte = 1024 * 1024;
const imageCodecs = ['mjpeg', 'png', 'bmp', 'webp'];

/** What is wrong with the inputs of a job, if anything. */
export const judgeInputs = ({ images, videos, audio }: Inputs, rules: InputRules): Failure | undefined =>
  [
    ...images.map((image) => judgeImage(image, rules)),
    ...videos.map((video) => judgeVideo(video, rules)),
    judgeAudio(audio, rules),
  ].find((failure) => failure !== undefined);

function judgeImage(image: Inspected, { imageSides: [least, most] }: InputRules): Failure | undefined {
  if (image.state === 'unseen') return undefined;
  if (image.state === 'unreadable') return unusable(image.why);
  if (!imageCodecs.includes(image.codec)) return unusable(`${image.codec} is not a supported format`);
  if (image.codec === 'png' && /^(rgba|ya|pal8)/.test(image.pixelFormat ?? ''))
    return unusable('transparency is not supported');
  if (image.bytes > 10 * mebibyte) return unusable('it is larger than 10 MB');
  const sides = [image.width, image.height];
  if (Math.min(...sides) < least || Math.max(...sides) > most) {
    const message = `Image width and height must be within [${least}, ${most}] pixels, got ${sides.join('x')}`;
    return { reason: 'image-size', message };
  }
  return undefined;
}

function judgeVideo(video: Inspected, { videoSeconds: [least, most] }: InputRules): Failure | undefined {
  if (video.state === 'unseen') return undefined;
  if (video.state === 'unreadable') return parameters(`A reference video cannot be processed: ${video.why}`);
  if (!/\b(mp4|mov)\b/.test(video.container)) return parameters('Reference videos must be mp4 or mov');
  if (video.bytes > 100 * mebibyte) return parameters('Reference videos must not exceed 100 MB');
  if (video.seconds < least || video.seconds > most)
    return parameters(`Reference videos must last ${least} to ${most} seconds`);
  return undefined;
}

function judgeAudio(audio: Inspected | undefined, { audioContainers }: InputRules): Failure | undefined {
  if (audio === undefined || audio.state === 'unseen') return undefined;
  if (audio.state === 'unreadable') return parameters(`The audio cannot be processed: ${audio.why}`);
  if (audioContainers === 'any') return undefined;
  if (!audioContainers.includes(audio.container))
    return parameters(`audio_url must be a file of ${audioContainers.join(' or ')}`);
  if (audio.bytes > 15 * mebibyte) return parameters('audio_url must not exceed 15 MB');
  if (audio.seconds < 3 || audio.seconds > 30) return parameters('audio_url must last 3 to 30 seconds');
  return undefined;
}

const parameters = (message: string): Failure => ({ reason: 'parameters', message });

const unusable = (why: string): Failure => ({ reason: 'image', message: `The image cannot be processed: ${why}` });
