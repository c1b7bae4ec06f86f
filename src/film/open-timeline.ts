import type { FilmOrder, FilmSound } from '../domain/film.js';
import type { FilmPlan, Piece } from './plan-film.js';

// The names and the form are OpenTimelineIO's, in its first schemas: editing suites of every age read them.

type Timed = (frames: number) => object;

/**
 * The film as an OpenTimelineIO timeline whose media are the stored videos: cut by cut, with the handles that its
 * crossfades need, and music and voice on tracks of their own. Times are in frames of the film.
 */
export function toOpenTimeline({ title = '', storyboard, clips, settings }: FilmOrder, plan: FilmPlan): object {
  const rate = plan.rate.frames / plan.rate.seconds;
  const time: Timed = (value) => ({ OTIO_SCHEMA: 'RationalTime.1', rate, value });
  const range = (from: number, frames: number) => ({
    OTIO_SCHEMA: 'TimeRange.1',
    start_time: time(from),
    duration: time(frames),
  });
  const media = (url: string, available: object | null) => ({
    OTIO_SCHEMA: 'ExternalReference.1',
    name: '',
    metadata: {},
    available_range: available,
    target_url: url,
  });
  const clip = (name: string, source: object, reference: object, facts: object) => ({
    OTIO_SCHEMA: 'Clip.1',
    name,
    metadata: { reelwork: facts },
    source_range: source,
    effects: [],
    markers: [],
    media_reference: reference,
  });

  const shots = plan.pieces.flatMap((piece, index) => {
    const { uri, sha256 } = clips[index]!;
    const { from, frames } = cutOf(piece, plan.pieces[index + 1]);
    const reference = media(uri, range(0, piece.clipFrames));
    const shot = clip(piece.shot, range(from, frames), reference, { sha256, caption: piece.caption });
    return piece.overlap === 0 ? [shot] : [crossfade(piece.overlap, time), shot];
  });
  const sound = (name: string, { url, volume = 1 }: FilmSound) =>
    track(name, 'Audio', [clip(name, range(0, plan.frames), media(withoutQuery(url), null), { volume })]);
  return {
    OTIO_SCHEMA: 'Timeline.1',
    name: title,
    metadata: { reelwork: { storyboard } },
    global_start_time: null,
    tracks: {
      OTIO_SCHEMA: 'Stack.1',
      ...item('tracks'),
      children: [
        track('shots', 'Video', shots),
        ...(settings.music === undefined ? [] : [sound('music', settings.music)]),
        ...(settings.voice === undefined ? [] : [sound('voice', settings.voice)]),
      ],
    },
  };
}

/** A crossfade lies around the cut: so many of its frames before it, and the rest after it. */
const beforeCut = (overlap: number) => Math.floor(overlap / 2);

/** Which of a clip's frames lie between its cuts. */
function cutOf({ overlap, clipFrames }: Piece, next: Piece | undefined): { from: number; frames: number } {
  const from = beforeCut(overlap);
  const nextOverlap = next?.overlap ?? 0;
  return { from, frames: clipFrames - from - (nextOverlap - beforeCut(nextOverlap)) };
}

const crossfade = (overlap: number, time: Timed) => ({
  OTIO_SCHEMA: 'Transition.1',
  name: 'crossfade',
  metadata: {},
  transition_type: 'SMPTE_Dissolve',
  in_offset: time(beforeCut(overlap)),
  out_offset: time(overlap - beforeCut(overlap)),
});

const item = (name: string) => ({ name, metadata: {}, source_range: null, effects: [], markers: [] });

const track = (name: string, kind: 'Video' | 'Audio', children: readonly object[]) => ({
  OTIO_SCHEMA: 'Track.1',
  ...item(name),
  kind,
  children,
});

/** A link's query may be what opens it. */
const withoutQuery = (url: string): string => (/^https?:/i.test(url) ? url.replace(/[?#].*$/s, '') : url);
