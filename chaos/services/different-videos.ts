import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmulatorOptions } from '../../src/testing/index.js';

const root = process.cwd();
const clip = join(root, 'src/testing/emulator/clips/silent.mp4');

/**
 * Stands in for ffmpeg: gives every job the same short clip, but for a free box at its end that names the file. So
 * digests tell the jobs' videos apart, and making thousands of them takes no time.
 */
const script = `#!/bin/sh
for last; do :; done
case "$last" in
  *.mp4) cat '${clip}' > "$last" && printf '\\000\\000\\000\\210free%-128.128s' "\${last##*/}" >> "$last" ;;
esac
`;

/** Puts the stand-in into `folder`. */
export async function differentVideos(folder: string): Promise<EmulatorOptions['ffmpeg']> {
  const path = join(folder, 'stand-in-for-ffmpeg');
  await writeFile(path, script);
  await chmod(path, 0o700);
  return { ffmpegPath: path, ffprobePath: path };
}
