import {
  CONTAINERS,
  readHdlr,
  readIsoBoxes,
  readMdhd,
  readStts,
  readTfhd,
  readTkhd,
  readTrex,
  readTrun,
  type IsoBoxReader,
  type IsoBoxReaderMap,
  type IsoBoxReadView,
} from '@svta/cml-iso-bmff';

/** What the index of a file says of one of its tracks. */
export interface Track {
  id: number;
  /** `vide` for a picture, `soun` for sound. */
  kind: string;
  codec: string;
  width: number;
  height: number;
  ticksPerSecond: number;
  ticks: number;
  samples: number;
}

/** An index larger than any that belongs to a short video. */
export class OversizedIndex extends Error {
  override readonly name = 'OversizedIndex';
}

/** The library believes what a file says of its own lengths: these keep a hostile one from growing without end. */
const mostBoxes = 10_000;
const longestTable = 100_000;

/** Reads a file's index, `moov`, and the indexes of its fragments, `moof`, each given whole and with its header. */
export function createIndexReader() {
  const tracks: Track[] = [];
  const ticksBySample = new Map<number, number>();
  let track = emptyTrack();
  let fragmentTicksBySample = 0;
  let boxes = 0;

  const children = (view: IsoBoxReadView) => {
    const found = [];
    for (const box of view) {
      boxes += 1;
      if (boxes > mostBoxes) throw new OversizedIndex(`its index has more than ${mostBoxes} boxes`);
      found.push(box);
    }
    return { boxes: found };
  };

  const readers: IsoBoxReaderMap = {
    ...skipped,
    moov: children,
    mdia: children,
    minf: children,
    stbl: children,
    mvex: children,
    moof: children,
    traf: children,
    trak(view) {
      track = emptyTrack();
      tracks.push(track);
      return children(view);
    },
    tkhd(view) {
      const { trackId, width, height, matrix } = readTkhd(view);
      const onItsSide = matrix[0] === 0 && matrix[4] === 0;
      Object.assign(track, { id: trackId }, onItsSide ? { width: height, height: width } : { width, height });
    },
    mdhd(view) {
      track.ticksPerSecond = readMdhd(view).timescale;
    },
    hdlr(view) {
      track.kind = readHdlr(view).handlerType;
    },
    stsd(view) {
      view.readFullBox();
      view.readUint(4);
      track.codec = children(view).boxes[0]?.type ?? '';
    },
    stts: bounded((view) => {
      for (const { sampleCount, sampleDelta } of readStts(view).entries) add(sampleCount, sampleDelta);
    }),
    trex(view) {
      const { trackId, defaultSampleDuration } = readTrex(view);
      ticksBySample.set(trackId, defaultSampleDuration);
    },
    tfhd(view) {
      const { trackId, defaultSampleDuration } = readTfhd(view);
      track = tracks.find(({ id }) => id === trackId) ?? emptyTrack();
      fragmentTicksBySample = defaultSampleDuration ?? ticksBySample.get(trackId) ?? 0;
    },
    trun: bounded((view) => {
      for (const { sampleDuration = fragmentTicksBySample } of readTrun(view).samples) add(1, sampleDuration);
    }),
  };

  function add(samples: number, ticksEach: number): void {
    track.samples += samples;
    track.ticks += samples * ticksEach;
  }

  return {
    tracks: tracks as readonly Readonly<Track>[],
    read: (box: Uint8Array) => void readIsoBoxes(box, { readers }),
  };
}

const emptyTrack = (): Track => ({
  id: 0,
  kind: '',
  codec: '',
  width: 0,
  height: 0,
  ticksPerSecond: 0,
  ticks: 0,
  samples: 0,
});

/** Whatever is not asked for by name is not looked into. */
const skipped: IsoBoxReaderMap = Object.fromEntries(CONTAINERS.map((type) => [type, () => ({ boxes: [] })]));

/** Reads a table only if the number of its rows, which stands in front of them, is a sensible one. */
const bounded =
  (read: (view: IsoBoxReadView) => void): IsoBoxReader =>
  (view) => {
    const rows = new DataView(view.buffer, view.byteOffset + view.cursor + 4).getUint32(0);
    if (rows > longestTable) throw new OversizedIndex(`its index has a table of ${rows} rows`);
    read(view);
  };
