import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PictureFacts } from './clip-facts.js';
import { runFfmpeg } from './ffmpeg.js';
import { names, type FilmJob } from './film-job.js';
import { secondsOf } from './frame-rate.js';
import { asImage } from './picture-filters.js';
import type { FilmPlan, Piece } from './plan-film.js';
import { sideBySide } from './side-by-side.js';

const tilesAtATime = 2;
/** In pixels. With many shots tiles are smaller, so that the sheet can still be opened. */
const tileWidth = (shots: number) => (shots > 100 ? 200 : 320);
const labelHeight = 26;
const fontSize = 15;
/** How many pixels a character of the label takes, about. */
const characterWidth = 9;
const gap = 6;
const background = '0x202020';

const posterName = 'poster.jpg';
const sheetName = 'contact-sheet.jpg';

/** One frame, a third of the way into the film: most films have begun by then, and have not given their end away. */
export async function poster(job: FilmJob, { frames, rate, size }: FilmPlan, picture: PictureFacts): Promise<Buffer> {
  const at = secondsOf(Math.floor(frames / 3), rate);
  await runFfmpeg(job, [...frameAt(at), '-vf', asImage(picture, size, 'yuvj420p'), '-q:v', '2', posterName]);
  return readFile(join(job.folder, posterName));
}

/** One tile for each shot, a frame from its middle with its id below. */
export async function contactSheet(job: FilmJob, plan: FilmPlan, picture: PictureFacts): Promise<Buffer> {
  const { pieces } = plan;
  await sideBySide(pieces, { atATime: tilesAtATime, signal: job.signal }, (piece, index, signal) =>
    runFfmpeg({ ...job, signal }, tile(plan, picture, piece, names.tile(index))),
  );
  const columns = Math.ceil(Math.sqrt(pieces.length));
  const grid = `${columns}x${Math.ceil(pieces.length / columns)}`;
  const layout = `tile=${grid}:padding=${gap}:margin=${gap}:color=${background}`;
  const jpeg = 'scale=out_color_matrix=bt601:out_range=full,format=yuvj420p';
  const all = ['-framerate', '1', '-start_number', '0', '-i', names.allTiles];
  await runFfmpeg(job, [...all, '-vf', `${layout},${jpeg}`, '-frames:v', '1', '-q:v', '3', sheetName]);
  await Promise.all(pieces.map((_piece, index) => rm(join(job.folder, names.tile(index)))));
  return readFile(join(job.folder, sheetName));
}

function tile(
  { size, rate, pieces }: FilmPlan,
  picture: PictureFacts,
  { from, frames, shot }: Piece,
  file: string,
): readonly string[] {
  const width = tileWidth(pieces.length);
  const height = 2 * Math.round((width * size.height) / size.width / 2);
  const place = `x=4:y=${height + 5}:fontsize=${fontSize}:fontcolor=white`;
  const filters = [
    asImage(picture, { width, height }, 'rgb24'),
    `pad=${width}:${height + labelHeight}:0:0:color=${background}`,
    `drawtext=text='${labelOf(shot, width)}':expansion=none:${place}`,
  ];
  return [...frameAt(secondsOf(from + Math.floor(frames / 2), rate)), '-vf', filters.join(','), file];
}

const frameAt = (seconds: number): readonly string[] => ['-ss', seconds.toFixed(6), '-i', names.film, '-frames:v', '1'];

/** An id has no character that a filter graph reads in a way of its own. */
function labelOf(shot: string, width: number): string {
  const fits = Math.floor(width / characterWidth);
  return shot.length <= fits ? shot : `${shot.slice(0, fits - 1)}…`;
}
