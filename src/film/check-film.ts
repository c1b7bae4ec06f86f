import type { ClipFacts } from './clip-facts.js';
import { isSameRate, secondsOf } from './frame-rate.js';
import type { FilmPlan } from './plan-film.js';

/** How far sound and picture may be apart at the end, in seconds: a few AAC frames, and nobody hears it. */
const toleratedSoundSeconds = 0.1;

/** What a film should be: by its plan, and by the lengths that its clips were said to have. */
export interface ExpectedFilm {
  readonly plan: FilmPlan;
  /** In seconds. */
  readonly clipSeconds: readonly (number | undefined)[];
  /** Whether captions have a track. */
  readonly captionTrack: boolean;
}

/** Where a film is not what was ordered: nothing where it is. */
export function differences(film: ClipFacts, { plan, clipSeconds, captionTrack }: ExpectedFilm): readonly string[] {
  const { picture, sound } = film;
  const { size, rate, pieces, frames } = plan;
  const overlaps = pieces.reduce((sum, { overlap }) => sum + overlap, 0);
  const ofClips = pieces.map(({ clipFrames }, index) => clipSeconds[index] ?? secondsOf(clipFrames, rate));
  const seconds = ofClips.reduce((sum, each) => sum + each, 0) - secondsOf(overlaps, rate);
  const tolerated = secondsOf(pieces.length, rate);
  const soundSeconds = sound?.seconds ?? 0;
  const found = [
    Math.abs(picture.seconds - seconds) > tolerated && `it lasts ${picture.seconds} s, not ${seconds} s`,
    picture.frames !== frames && `it has ${picture.frames} frames, not ${frames}`,
    !isSameSize(picture.shown, size) &&
      `it is ${picture.shown.width} × ${picture.shown.height}, not ${size.width} × ${size.height}`,
    !isSameRate(picture.rate, rate) && `it has ${picture.rate.frames}/${picture.rate.seconds} frames a second`,
    picture.codec !== 'h264' && `its picture is ${picture.codec}`,
    sound?.codec !== 'aac' && `its sound is ${sound?.codec ?? 'missing'}`,
    Math.abs(soundSeconds - picture.seconds) > toleratedSoundSeconds &&
      `its sound lasts ${soundSeconds} s, its picture ${picture.seconds} s`,
    film.subtitles !== captionTrack && (captionTrack ? 'its captions have no track' : 'it has a track of captions'),
  ];
  return found.filter((difference) => difference !== false);
}

const isSameSize = (one: FilmPlan['size'], other: FilmPlan['size']) =>
  one.width === other.width && one.height === other.height;
