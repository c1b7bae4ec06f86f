import { z } from 'zod';
import type { ClipFacts, PictureFacts, SoundFacts, Ticks } from './clip-facts.js';
import { asVideo, type FfmpegRuns } from './ffmpeg.js';
import { isSameRate, parseFrameRate, type FrameRate } from './frame-rate.js';
import { probe, unreadable } from './probe.js';

const number = z.coerce.number();
const stream = z.looseObject({
  index: number,
  codec_type: z.string().optional(),
  codec_name: z.string().default('unknown'),
  profile: z.coerce.string().optional(),
  level: number.optional(),
  width: number.default(0),
  height: number.default(0),
  pix_fmt: z.string().default('unknown'),
  sample_aspect_ratio: z.string().optional(),
  field_order: z.string().default('progressive'),
  color_space: z.string().optional(),
  color_range: z.string().optional(),
  color_primaries: z.string().optional(),
  color_transfer: z.string().optional(),
  r_frame_rate: z.string().default('0/0'),
  avg_frame_rate: z.string().default('0/0'),
  time_base: z.string().default('0/0'),
  start_pts: number.default(0),
  start_time: number.default(0),
  duration_ts: number.default(0),
  duration: number.optional(),
  nb_read_packets: number.default(0),
  has_b_frames: number.default(0),
  extradata_hash: z.string().optional(),
  sample_rate: number.default(0),
  channels: number.default(0),
  disposition: z.looseObject({ attached_pic: number.default(0) }).default({ attached_pic: 0 }),
  side_data_list: z.array(z.looseObject({ rotation: number.optional() })).default([]),
});
type Stream = z.output<typeof stream>;

const probed = z.object({ streams: z.array(stream), format: z.looseObject({ duration: number.default(0) }) });

const questions = ['-show_streams', '-show_format', '-count_packets', '-show_data_hash', 'sha256'];

/** Asks ffprobe about a video in the folder; `name` is what a person knows it by. Fails with `MEDIA_UNREADABLE`. */
export async function probeClip(runs: FfmpegRuns, file: string, name: string): Promise<ClipFacts> {
  const asked = { file, name, kind: 'video', args: [...asVideo, ...questions] } as const;
  const read = probed.safeParse(await probe(runs, asked));
  const facts = read.success ? toClipFacts(read.data) : undefined;
  if (facts === undefined) throw unreadable(asked, read.error);
  return facts;
}

/** Reads ffprobe's answer; `undefined` where it tells of no picture that can be shown. */
function toClipFacts({ streams, format }: z.output<typeof probed>): ClipFacts | undefined {
  const pictures = streams.filter((each) => each.codec_type === 'video' && each.disposition.attached_pic === 0);
  const [picture] = pictures;
  const sound = streams.find((each) => each.codec_type === 'audio' && each.nb_read_packets > 0);
  if (picture === undefined) return undefined;
  const rate = parseFrameRate(picture.avg_frame_rate) ?? parseFrameRate(picture.r_frame_rate);
  const seconds = picture.duration ?? format.duration;
  const isSensible = picture.width > 0 && picture.height > 0 && seconds > 0 && picture.nb_read_packets > 0;
  if (rate === undefined || !isSensible) return undefined;
  return {
    picture: toPicture(picture, rate, seconds),
    sound: sound && toSound(sound, format.duration),
    subtitles: streams.some((each) => each.codec_type === 'subtitle'),
  };
}

function toPicture(picture: Stream, rate: FrameRate, seconds: number): PictureFacts {
  const { width, height, pix_fmt: pixelFormat, codec_name: codec } = picture;
  const turn = picture.side_data_list.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
  const [across = 1, down = 1] = picture.sample_aspect_ratio?.split(':').map((part) => Number(part) || 1) ?? [];
  const wide = Math.round((width * across) / down);
  const liesOnItsSide = Math.abs(turn) % 180 === 90;
  return {
    shown: liesOnItsSide ? { width: height, height: wide } : { width: wide, height },
    hasSquarePixels: across === down,
    isTurned: turn !== 0,
    rate,
    frames: picture.nb_read_packets,
    seconds,
    startsAt: picture.start_time,
    ticks: ticksOf(picture),
    knowsItsColours: picture.color_space !== undefined && picture.color_space !== 'unknown',
    codec,
    pixelFormat,
    kind: JSON.stringify([
      [picture.index, codec, picture.profile, picture.level, pixelFormat, width, height, picture.field_order],
      [picture.color_space, picture.color_range, picture.color_primaries, picture.color_transfer],
      [picture.r_frame_rate, picture.time_base, picture.has_b_frames, picture.extradata_hash],
    ]),
  };
}

/** Only where every frame lasts as long as the others, and the first is shown at once. */
function ticksOf(picture: Stream): Ticks | undefined {
  const steady = parseFrameRate(picture.r_frame_rate);
  const average = parseFrameRate(picture.avg_frame_rate);
  const [, perSecond] = /^1\/(\d+)$/.exec(picture.time_base) ?? [];
  if (steady === undefined || average === undefined || perSecond === undefined) return undefined;
  const perFrame = (Number(perSecond) * steady.seconds) / steady.frames;
  const isSteady =
    isSameRate(steady, average) &&
    Number.isInteger(perFrame) &&
    picture.start_pts === 0 &&
    picture.duration_ts === picture.nb_read_packets * perFrame;
  return isSteady ? { perFrame, perSecond: Number(perSecond) } : undefined;
}

const toSound = ({ duration, codec_name, sample_rate, channels }: Stream, fileSeconds: number): SoundFacts => ({
  seconds: duration ?? fileSeconds,
  codec: codec_name,
  samplesPerSecond: sample_rate,
  channels,
});
