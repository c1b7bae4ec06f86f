import type { Inspection, MediaFacts } from '../domain/media.js';
import { createIndexReader, OversizedIndex, type Track } from './index-reader.js';
import { createWindow, type RandomAccess } from './random-access.js';
import { topLevelBoxes } from './top-level-boxes.js';

/** The index of an hour of video is smaller. */
const largestIndexBytes = 4 * 1024 * 1024;

/**
 * Reads what an MP4 file says of itself, from a few small parts of it: its pictures stay where they are. Fails only
 * when the file can't be reached. A file that can't be understood is an outcome, however it was made.
 */
export async function inspectVideo(file: RandomAccess): Promise<Inspection> {
  const bytesAt = createWindow(file);
  const index = createIndexReader();
  let indexBytes = 0;
  for await (const { type, from, to } of topLevelBoxes(file.bytes, bytesAt)) {
    if ((type !== 'moov' && type !== 'moof') || to > file.bytes) continue;
    indexBytes += to - from;
    if (indexBytes > largestIndexBytes) return unreadable(`its index has more than ${largestIndexBytes} bytes`);
    const box = await bytesAt(from, to);
    try {
      index.read(box);
    } catch (error) {
      return unreadable(error instanceof OversizedIndex ? error.message : 'its index makes no sense');
    }
  }

  const picture = index.tracks.find(({ kind, samples }) => kind === 'vide' && samples > 0);
  if (picture === undefined) return unreadable(index.tracks.length > 0 ? 'it holds no picture' : 'it has no index');
  const media = toFacts(
    picture,
    index.tracks.find(({ kind, samples }) => kind === 'soun' && samples > 0),
  );
  return isSensible(media) ? { state: 'read', media } : unreadable('its index makes no sense');
}

const unreadable = (reason: string): Inspection => ({ state: 'unreadable', reason });

const toFacts = (picture: Readonly<Track>, sound: Readonly<Track> | undefined): MediaFacts => {
  const seconds = picture.ticks / picture.ticksPerSecond;
  return {
    durationSeconds: toThousandths(seconds),
    width: Math.round(picture.width),
    height: Math.round(picture.height),
    framesPerSecond: toThousandths(picture.samples / seconds),
    videoCodec: nameOf(picture.codec),
    soundCodec: sound === undefined ? null : nameOf(sound.codec),
  };
};

const isSensible = ({ durationSeconds, width, height, framesPerSecond }: MediaFacts) =>
  [durationSeconds, width, height, framesPerSecond].every((value) => Number.isFinite(value) && value > 0);

const toThousandths = (value: number) => Math.round(value * 1000) / 1000;

/** Four bytes of the file's own choosing, fit to be shown. */
const nameOf = (codec: string) => (/^[\x21-\x7e]{1,4}$/.test(codec.trim()) ? codec.trim() : 'unknown');
