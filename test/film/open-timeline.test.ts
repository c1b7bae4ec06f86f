import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { FilmOrder } from '../../src/domain/film.js';
import { toOpenTimeline } from '../../src/film/open-timeline.js';
import { planOf } from './clip-facts.js';

const order: FilmOrder = {
  storyboard: 'harbour',
  title: 'The harbour at dawn',
  clips: [1, 2, 3].map((number) => ({
    shot: `shot-${number}`,
    uri: `s3://videos/generations/harbour/shot-${number}/1/video.mp4`,
    sha256: String(number).repeat(64),
    seconds: 2,
    caption: `caption ${number}`,
  })),
  settings: {},
};

interface Rational {
  readonly value: number;
  readonly rate: number;
}
interface Entry {
  readonly OTIO_SCHEMA: string;
  readonly kind: string;
  readonly name: string;
  readonly children: readonly Entry[];
  readonly source_range: { readonly start_time: Rational; readonly duration: Rational };
  readonly in_offset: Rational;
  readonly out_offset: Rational;
  readonly media_reference: { readonly target_url: string; readonly available_range: Entry['source_range'] | null };
}

const tracksOf = (timeline: object) => (timeline as { readonly tracks: Entry }).tracks.children;

test('the timeline has one clip for each shot, whose medium is the stored video', () => {
  const timeline = toOpenTimeline(order, planOf(3));
  expect(timeline).toMatchObject({ OTIO_SCHEMA: 'Timeline.1', name: 'The harbour at dawn' });
  const [shots, ...others] = tracksOf(timeline);
  expect(others).toEqual([]);
  expect(shots).toMatchObject({ OTIO_SCHEMA: 'Track.1', kind: 'Video' });
  expect(shots?.children.map(({ name, media_reference: { target_url: url } }) => [name, url])).toEqual(
    order.clips.map(({ shot, uri }) => [shot, uri]),
  );
});

test('around a crossfade each clip keeps the frames that the other one is mixed with', () => {
  const plan = planOf(3, { transition: { crossfade: 0.3 } });
  const children = tracksOf(toOpenTimeline(order, plan))[0]?.children ?? [];
  expect(children.map(({ OTIO_SCHEMA: schema }) => schema)).toEqual([
    'Clip.1',
    'Transition.1',
    'Clip.1',
    'Transition.1',
    'Clip.1',
  ]);
  const clips = children.filter(({ OTIO_SCHEMA: schema }) => schema === 'Clip.1');
  const lengths = clips.map(({ source_range: { duration } }) => duration.value);
  expect(lengths.reduce((sum, each) => sum + each)).toBe(plan.frames);
  for (const [index, { in_offset: before, out_offset: after }] of children.entries()) {
    if (before === undefined) continue;
    const [left, right] = [children[index - 1]!, children[index + 1]!];
    const { start_time: start, duration } = left.source_range;
    expect(before.value + after.value).toBe(7);
    expect(start.value + duration.value + after.value).toBe(left.media_reference.available_range?.duration.value);
    expect(right.source_range.start_time.value).toBe(before.value);
  }
});

test('music and voice have tracks of their own, and what opens their links is left out', () => {
  const settings = {
    music: { url: 'https://cdn.example.com/song.mp3?key=secret', volume: 0.4 },
    voice: { url: 's3://videos/voice.wav' },
  };
  const plan = planOf(3, settings);
  const [, ...sounds] = tracksOf(toOpenTimeline({ ...order, settings }, plan));
  expect(sounds.map(({ kind, children }) => [kind, children[0]?.media_reference.target_url])).toEqual([
    ['Audio', 'https://cdn.example.com/song.mp3'],
    ['Audio', 's3://videos/voice.wav'],
  ]);
  expect(sounds[0]?.children[0]?.source_range.duration).toMatchObject({ value: plan.frames, rate: 24 });
});

const python = (script: string, input = '') => spawnSync('python3', ['-c', script], { input, encoding: 'utf8' });

/** Reads a timeline as editing suites do, and expands its crossfades, which fails where frames for them are missing. */
const readIt = `
import json, sys
import opentimelineio as otio
timeline = otio.adapters.read_from_string(sys.stdin.read(), 'otio_json')
assert isinstance(timeline, otio.schema.Timeline)
video = timeline.video_tracks()[0]
expanded = otio.algorithms.track_with_expanded_transitions(video)
for clip in timeline.find_clips():
    available = clip.media_reference.available_range
    assert available is None or available.clamped(clip.trimmed_range()) == clip.trimmed_range()
print(json.dumps({
    'frames': [track.duration().value for track in timeline.tracks],
    'urls': [clip.media_reference.target_url for clip in video.find_clips()],
    'crossfades': [len(each) for each in expanded if isinstance(each, tuple)],
    'starts': [clip.transformed_time(clip.trimmed_range().start_time, video).value for clip in video.find_clips()],
}))
`;

// pip install opentimelineio
test.runIf(python('import opentimelineio').status === 0).each([
  ['cuts', {}, [0, 48, 96], []],
  ['crossfades', { transition: { crossfade: 0.3 } }, [0, 44, 85], [3, 3]],
] as const)('OpenTimelineIO reads a film with %s, as long as the film is', (_what, own, starts, crossfades) => {
  const settings = { ...own, music: { url: 's3://videos/song.mp3' } };
  const plan = planOf(3, settings);
  const { stdout, stderr } = python(readIt, JSON.stringify(toOpenTimeline({ ...order, settings }, plan)));
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    frames: [plan.frames, plan.frames],
    urls: order.clips.map(({ uri }) => uri),
    crossfades,
    starts,
  });
});
