import type { Command } from 'commander';
import type { StoryboardStatus } from '../domain/storyboards/result.js';
import { UsageError } from './usage-error.js';

/** What a decision is about, on the command line. */
export interface SubjectOptions {
  readonly digest?: string;
}

export const addSubject = (command: Command): Command =>
  command
    .argument('<id>', 'the storyboard')
    .argument('<what>', "a shot's id, plan or film")
    .option('--digest <hex>', 'decide only about what has this digest: its first letters as `status` shows them');

/**
 * The digest that is asked about now, or the one of a shot's selected take; where `given` says which one was seen, no other.
 * The storyboard refuses it where it has changed since.
 */
export function digestOf(
  { id, reviews, shots }: StoryboardStatus,
  what: string,
  { digest: given }: SubjectOptions,
): string {
  const asked = reviews.find(({ of, shot }) => (shot ?? of) === what)?.digest;
  const now = asked ?? shots.find((shot) => shot.id === what)?.digest;
  if (now === undefined) {
    const known = [
      ...reviews.map(({ of, shot }) => shot ?? of),
      ...shots.filter(({ digest }) => digest).map((shot) => shot.id),
    ];
    const allowed = [...new Set(known)].join(', ') || 'nothing now';
    throw new UsageError('NOTHING_TO_DECIDE', `${id}: nothing can be decided about '${what}'; allowed: ${allowed}`);
  }
  if (given === undefined || now.startsWith(given.toLowerCase())) return now;
  throw new UsageError('CHANGED', `${what} has changed since: its digest is ${now.slice(0, 12)} now, not ${given}`);
}
