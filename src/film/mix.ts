import { asSound } from './ffmpeg.js';
import { samplesPerSecond } from './frame-rate.js';
import { addUp, bareSamples, fadeOut, soundOf } from './sound-filters.js';

/** The film's sound, and what is heard with it, by names in the folder. */
export interface Mix {
  /** All shots' sound in a row, as bare samples. */
  readonly shots: string;
  /** How long the film is, in samples. */
  readonly samples: number;
  readonly music: SoundFile | undefined;
  readonly voice: SoundFile | undefined;
}

export interface SoundFile {
  readonly file: string;
  /** 0 to 1. */
  readonly volume: number;
}

const musicFadesFor = 2 * samplesPerSecond;
/** Enough that a voice which is cut off does not click. */
const voiceFadesFor = samplesPerSecond / 20;

/** The inputs of `mixGraph`, in its order. The first one of them is input number `from`. */
export const mixInputs = ({ shots, music, voice }: Mix): readonly string[] =>
  [
    [...bareSamples, '-i', shots],
    music === undefined ? [] : ['-stream_loop', '-1', ...asSound, '-i', music.file],
    voice === undefined ? [] : [...asSound, '-i', voice.file],
  ].flat();

/** The film's sound as a whole, before `then`. Its inputs begin with number `from`; it comes out as `[mix]`. */
export function mixGraph({ samples, music, voice }: Mix, from: number, then: readonly string[]): string {
  const whole = [soundOf(samples)];
  const branches: string[] = [`[${from}:a:0]${whole.join(',')}[shots]`];
  const heard = ['[shots]'];
  const add = (name: string, { volume }: SoundFile, fadesFor: number) => {
    const fade = Math.min(fadesFor, samples);
    const filters = [...whole, `volume=${volume}`, fadeOut(samples - fade, fade)];
    branches.push(`[${from + heard.length}:a:0]${filters.join(',')}[${name}]`);
    heard.push(`[${name}]`);
  };
  if (music !== undefined) add('music', music, musicFadesFor);
  if (voice !== undefined) add('voice', voice, voiceFadesFor);
  const together = heard.length === 1 ? 'anull' : addUp(heard.length);
  return [...branches, `${heard.join('')}${[together, ...then].join(',')}[mix]`].join(';');
}
