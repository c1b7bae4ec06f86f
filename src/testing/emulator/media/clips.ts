import { fileURLToPath } from 'node:url';

const fileNames = {
  silent: 'silent.mp4',
  withSound: 'with-sound.mp4',
  image: 'image.png',
  audio: 'audio.mp3',
  reference3s: 'reference-3s.mp4',
  reference7s: 'reference-7s.mp4',
} as const;

/** Where a small media file that is part of the package lies. */
export const clipPath = (clip: keyof typeof fileNames): string =>
  fileURLToPath(new URL(`../clips/${fileNames[clip]}`, import.meta.url));

/** Sample inputs by the name under which the emulator serves them, with their content type. */
export const samples = {
  'image.png': { path: clipPath('image'), contentType: 'image/png' },
  'audio.mp3': { path: clipPath('audio'), contentType: 'audio/mpeg' },
  'reference-3s.mp4': { path: clipPath('reference3s'), contentType: 'video/mp4' },
  'reference-7s.mp4': { path: clipPath('reference7s'), contentType: 'video/mp4' },
} as const;
