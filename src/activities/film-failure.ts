import { ApplicationFailure } from '@temporalio/common';
import { activityInfo } from '@temporalio/activity';
import type { FilmFailureCode } from '../domain/film.js';
import { FilmError } from '../film/film-error.js';
import { ProgramFailed, ProgramMissing } from '../film/run-program.js';
import { ObjectConflict } from '../storage/publish.js';
import { transientFailure } from './failure.js';

/** How long to wait for a person to install what is missing, in seconds. */
const missingSeconds = 60;
/** A full disk, or too little memory, may pass. What ffmpeg can't do, it can't do the next time either. */
const attemptsOfFfmpeg = 5;

/** What went wrong with a film or a frame, in the words of the retry policy. */
export function filmFailure(error: unknown): unknown {
  if (error instanceof FilmError) return lasting(error.code, error.message);
  if (error instanceof ProgramMissing) {
    const remedy = 'install ffmpeg where the workers run, or name it in REELWORK_FFMPEG and REELWORK_FFPROBE';
    return transientFailure(`${error.message}: ${remedy}`, 'NotConfigured', missingSeconds);
  }
  if (error instanceof ProgramFailed) {
    return activityInfo().attempt < attemptsOfFfmpeg
      ? transientFailure(error.message, 'FfmpegFailed')
      : lasting('FFMPEG_FAILED', error.message);
  }
  // Another attempt has come first, with a file of its own making: the next one goes on with that.
  if (error instanceof ObjectConflict) return transientFailure(error.message, 'ObjectConflict');
  return error;
}

const lasting = (code: FilmFailureCode, message: string): ApplicationFailure =>
  ApplicationFailure.create({ message, type: code, nonRetryable: true, details: [{ schema: 1, code, message }] });
