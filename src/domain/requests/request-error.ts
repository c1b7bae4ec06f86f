import type { ModelId } from '../models.js';

/** One thing that is wrong with a request. */
export interface RequestIssue {
  /** The field, as a caller writes it: `durationSeconds`, `referenceVideoUrls.1`. */
  readonly field: string;
  /** What was given, shortened; texts are counted instead of shown, links lose their query string. */
  readonly given: string;
  /** What the model takes instead. */
  readonly allowed: string;
  /** Other models that would take this field with this value. */
  readonly acceptedBy: readonly ModelId[];
}

/** A request that no gateway was asked to run, because it can't be right. Nothing was paid for. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly issues: readonly RequestIssue[];

  constructor(issues: readonly RequestIssue[]) {
    super(issues.map(toLine).join('\n'));
    this.issues = issues;
  }
}

function toLine({ field, given, allowed, acceptedBy }: RequestIssue): string {
  const others = acceptedBy.length === 0 ? '' : `; would be taken by ${acceptedBy.join(', ')}`;
  return `${field}: ${given}; allowed: ${allowed}${others}`;
}
