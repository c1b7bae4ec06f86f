import { once } from 'node:events';

/** Resolves when somebody asks the process to end. */
export async function untilInterrupted(interrupted: AbortSignal): Promise<void> {
  if (!interrupted.aborted) await once(interrupted, 'abort');
}
