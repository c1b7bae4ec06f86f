import { setTimeout as sleep } from 'node:timers/promises';
import { isS3Answer } from './s3-connection.js';

/** How often a conditional write is tried again while S3 answers that another write to the key is under way. */
const conflictRetries = 5;
const conflictDelayMs = 100;

/** Repeats a conditional write that S3 answers with 409: whoever asks again learns how the other write has ended. */
export async function untilDecided<Output>(write: () => Promise<Output>, signal?: AbortSignal): Promise<Output> {
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isS3Answer(error, 409) || conflicts === conflictRetries) throw error;
      await sleep(conflictDelayMs * 2 ** conflicts, undefined, { signal });
    }
  }
}
