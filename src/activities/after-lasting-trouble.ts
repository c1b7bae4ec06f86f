import { heartbeat } from '@temporalio/activity';
import { rereadPauseSeconds } from '../domain/pacing.js';
import { DownloadError, type DownloadErrorReason } from '../providers/download-error.js';
import { ObjectConflict } from '../storage/publish.js';
import { transientFailure } from './failure.js';
import { troublesSoFar, type TransferHeartbeat } from './transfer-heartbeat.js';

/** So many attempts that meet what no repetition mends are the end: a gateway's file host may still set it right. */
const attemptsWithLastingTrouble = 10;

/** In seconds: a person hears of it within the hour, while the gateway still has the file. */
const longestPauseSeconds = 300;

const lasting: readonly DownloadErrorReason[] = ['refused-address', 'not-a-video', 'too-large'];

/** Something stands in the way of the video that no repetition mends: a person may. */
export interface ObstructedResult {
  readonly state: 'obstructed';
  /** How many attempts have met that. */
  readonly attempts: number;
  /** What it is, without the link. */
  readonly reason: string;
}

/**
 * Gives up a transfer that has met lasting trouble often enough; else throws the failure that the server repeats the
 * attempt by. Whatever passes by itself, a bucket that is away for instance, is thrown as it is, however often it came.
 */
export function afterLastingTrouble(error: unknown, typicalSeconds: number): ObstructedResult {
  if (!isLasting(error)) throw error;
  const troubles = troublesSoFar();
  const attempts = troubles.lasting + 1;
  if (attempts >= attemptsWithLastingTrouble) return { state: 'obstructed', attempts, reason: error.message };
  heartbeat({ ...troubles, bytesStored: 0, lasting: attempts } satisfies TransferHeartbeat);
  const pauseSeconds = Math.min(rereadPauseSeconds({ attempts, typicalSeconds }), longestPauseSeconds);
  throw transientFailure(error.message, error.name, pauseSeconds);
}

const isLasting = (error: unknown): error is Error =>
  error instanceof ObjectConflict || (error instanceof DownloadError && lasting.includes(error.reason));
