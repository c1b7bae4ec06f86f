import type { Candidate } from '../domain/submission.js';

/** All that looks have shown so far, the oldest first: a gateway's lists may differ, and what one has shown stays so. */
export function withCandidates(shown: readonly Candidate[], found: readonly Candidate[]): readonly Candidate[] {
  const fresh = found.filter(({ taskId }) => !shown.some((known) => known.taskId === taskId));
  return [...shown, ...fresh].toSorted((one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt));
}
