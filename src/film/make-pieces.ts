import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { burntCaption } from './burnt-captions.js';
import { runFfmpeg } from './ffmpeg.js';
import { names, type FilmJob } from './film-job.js';
import { copyPiece, encodePiece, type PieceJob } from './piece-commands.js';
import type { FilmPlan, KnownClip, Piece } from './plan-film.js';
import { sideBySide } from './side-by-side.js';
import { bytesPerSample } from './sound-filters.js';

/** ffmpeg uses all processors by itself; a second one works while the first reads or writes. */
const piecesAtATime = 2;

/** Makes every piece's picture, unless the clips' own are taken, and the sound of all of them in a row. */
export async function makePieces(job: FilmJob, plan: FilmPlan, clips: readonly KnownClip[]): Promise<void> {
  const { folder, onProgress } = job;
  const framesOf = plan.pieces.map(() => 0);
  const tell = (index: number, frames: number) => {
    framesOf[index] = frames;
    onProgress('shooting', framesOf.reduce((sum, each) => sum + each, 0) / plan.frames);
  };
  const jobs = plan.pieces.map((piece, index) => pieceJob(plan, clips, piece, index));
  const letGo = countUses(jobs);
  await sideBySide(jobs, { atATime: piecesAtATime, signal: job.signal }, async (piece, index, signal) => {
    await makePiece({ ...job, signal }, plan, piece, (frames) => tell(index, frames));
    tell(index, piece.piece.frames);
    for (const file of letGo(piece)) await rm(join(folder, file));
  });
  for (const [index, { samples }] of plan.pieces.entries()) {
    await append(join(folder, names.sound(index)), samples * bytesPerSample, join(folder, names.shots));
  }
}

/** Tells which clips nobody needs any more once a piece is made: the disk holds either a clip or what was made of it. */
function countUses(jobs: readonly PieceJob[]): (made: PieceJob) => readonly string[] {
  const left = new Map<string, number>();
  const usedBy = ({ own, before }: PieceJob) => [own.file, ...(before === undefined ? [] : [before.file])];
  const count = (file: string, by: number) => left.set(file, (left.get(file) ?? 0) + by);
  for (const file of jobs.flatMap(usedBy)) count(file, 1);
  return (made) => usedBy(made).filter((file) => count(file, -1).get(file) === 0);
}

function pieceJob(plan: FilmPlan, clips: readonly KnownClip[], piece: Piece, index: number): PieceJob {
  const clipFile = (at: number) => ({ file: names.clip(at), facts: clips[at]!.facts });
  const before = piece.overlap === 0 ? undefined : plan.pieces[index - 1];
  return {
    piece,
    own: clipFile(index),
    before: before && { ...clipFile(index - 1), clipFrames: before.clipFrames },
    captions: undefined,
    pictureTo: names.picture(index),
    soundTo: names.sound(index),
  };
}

/** Makes one piece; `onFrame` is told how many frames of it there are. */
async function makePiece(
  job: FilmJob,
  plan: FilmPlan,
  piece: PieceJob,
  onFrame: (frames: number) => void,
): Promise<void> {
  if (plan.picture === 'copied') {
    await runFfmpeg(job, copyPiece(plan, piece), onFrame);
    return;
  }
  const captions = await drawnCaptions(job, plan, piece);
  await runFfmpeg(job, encodePiece(plan, { ...piece, captions }), onFrame);
}

/** A file of captions to be burnt in, where there are any. */
async function drawnCaptions(
  { folder, order }: FilmJob,
  { size }: FilmPlan,
  { piece, pictureTo }: PieceJob,
): Promise<string | undefined> {
  const drawn = order.settings.captions === 'burnt-in' ? burntCaption(piece.caption, size) : undefined;
  if (drawn === undefined) return undefined;
  const file = `${pictureTo}.ass`;
  await writeFile(join(folder, file), drawn);
  return file;
}

/** Moves bare samples to the end of others: exactly so many bytes, silence where there are fewer. */
async function append(from: string, bytes: number, to: string): Promise<void> {
  const before = await sizeOf(to);
  await pipeline(createReadStream(from), createWriteStream(to, { flags: 'a' }));
  await truncate(to, before + bytes);
  await rm(from);
}

const sizeOf = async (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
