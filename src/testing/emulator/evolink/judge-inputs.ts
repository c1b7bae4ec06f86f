import type { Failure } from '../engine/failure.js';
import type { Inspected } from '../media/inspect.js';
import type { Inputs } from '../media/video-maker.js';

const mebibyte = 1024 * 1024;
const imageCodecs = ['mjpeg', 'png', 'bmp', 'webp'];
const smallestSide = 360;
const largestSide = 2000;

/** The gateway's rules for input files, which it checks after it has accepted the job. */
export const judgeInputs = ({ image, videos, audio }: Inputs): Failure | undefined =>
  judgeImage(image) ?? videos.map(judgeVideo).find((failure) => failure !== undefined) ?? judgeAudio(audio);

function judgeImage(image: Inspected | undefined): Failure | undefined {
  if (image === undefined || image.state === 'unseen') return undefined;
  if (image.state === 'unreadable') return unusable(image.why);
  if (!imageCodecs.includes(image.codec)) return unusable(`${image.codec} is not a supported format`);
  if (image.codec === 'png' && /^(rgba|ya|pal8)/.test(image.pixelFormat ?? ''))
    return unusable('transparency is not supported');
  if (image.bytes > 10 * mebibyte) return unusable('it is larger than 10 MB');
  const sides = [image.width, image.height];
  if (Math.min(...sides) < smallestSide || Math.max(...sides) > largestSide) {
    const message = `Image width and height must be within [${smallestSide}, ${largestSide}] pixels, got ${sides.join('x')}`;
    return { reason: 'image-size', message };
  }
  return undefined;
}

function judgeVideo(video: Inspected): Failure | undefined {
  if (video.state === 'unseen') return undefined;
  if (video.state === 'unreadable') return parameters(`A reference video cannot be processed: ${video.why}`);
  if (!/\b(mp4|mov)\b/.test(video.container)) return parameters('Reference videos must be mp4 or mov');
  if (video.bytes > 100 * mebibyte) return parameters('Reference videos must not exceed 100 MB');
  if (video.seconds < 2 || video.seconds > 30) return parameters('Reference videos must last 2 to 30 seconds');
  return undefined;
}

function judgeAudio(audio: Inspected | undefined): Failure | undefined {
  if (audio === undefined || audio.state === 'unseen') return undefined;
  if (audio.state === 'unreadable') return parameters(`The audio cannot be processed: ${audio.why}`);
  if (audio.container !== 'mp3') return parameters('audio_url must be an mp3 file');
  if (audio.bytes > 15 * mebibyte) return parameters('audio_url must not exceed 15 MB');
  if (audio.seconds < 3 || audio.seconds > 30) return parameters('audio_url must last 3 to 30 seconds');
  return undefined;
}

const parameters = (message: string): Failure => ({ reason: 'parameters', message });

const unusable = (why: string): Failure => ({ reason: 'image', message: `The image cannot be processed: ${why}` });
