import type { ModelId } from '../models.js';

/** A place in a file. Lines and columns count from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with a request. */
export interface RequestIssue {
  /** Where it stands, when the request was read from a file. */
  readonly place?: FilePlace | undefined;
  /** The field, as a caller writes it: `durationSeconds`, `referenceVideoUrls.1`, or `shots.3.prompt` of a storyboard. */
  readonly field: string;
  /** What was given, shortened; texts are counted instead of shown, links lose their query string. */
  readonly given: string;
  /** What the model takes instead. */
  readonly allowed: string;
  /** Other models that would take this field with this value. */
  readonly acceptedBy: readonly ModelId[];
}

/** More than this many would fit into no message. */
const mostIssues = 20;

const longestField = 80;

/** A request, or a storyboard of them, that no gateway was asked to run, because it can't be right. Nothing was paid for. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly issues: readonly RequestIssue[];

  constructor(issues: readonly RequestIssue[]) {
    const more = issues.length - mostIssues;
    const told = issues.slice(0, mostIssues);
    super([...told.map(toLine), ...(more > 0 ? [`and at least ${more} more`] : [])].join('\n'));
    this.issues = told;
  }
}

function toLine({ place, field, given, allowed, acceptedBy }: RequestIssue): string {
  const where = place === undefined ? '' : `${place.file}:${place.line}:${place.column}: `;
  const others = acceptedBy.length === 0 ? '' : `; would be taken by ${acceptedBy.join(', ')}`;
  return `${where}${field.slice(0, longestField)}: ${given}; allowed: ${allowed}${others}`;
}
