import type { ModelId } from '../models.js';
import { RequestError, type FilePlace, type RequestIssue } from '../requests/request-error.js';

/** The way to a value: the keys and numbers from the top of a document down. */
export type Path = readonly (string | number)[];

/** Something that is wrong with a document, and where. */
export interface DocumentIssue extends Omit<RequestIssue, 'field' | 'place'> {
  readonly path: Path;
}

/** Where the value of a path stands in its file. */
export type PlaceOf = (path: Path) => FilePlace | undefined;

/** More than this many are not looked up in the file: fewer are told. */
const mostIssues = 200;

const mostListed = 20;

/** Something that is wrong: what was given there, and what is allowed instead. */
export const issueAt = (
  path: Path,
  given: string,
  allowed: string,
  acceptedBy: readonly ModelId[] = [],
): DocumentIssue => ({ path, given, allowed, acceptedBy });

/** What there is to choose from, in a message: the first ones, when there are many. */
export const listed = (names: readonly string[]): string =>
  names.length <= mostListed
    ? names.join(', ')
    : `${names.slice(0, mostListed).join(', ')} and ${names.length - mostListed} more`;

/** Tells the first thing that is wrong at each path; those of a file in the order of its lines. */
export function refusal(issues: readonly DocumentIssue[], placeOf: PlaceOf): RequestError {
  const byField = new Map<string, DocumentIssue>();
  for (const issue of issues.slice(0, mostIssues)) {
    const field = issue.path.join('.') || 'storyboard';
    if (!byField.has(field)) byField.set(field, issue);
  }
  const told = [...byField].map(([field, { path, ...issue }]) => ({ field, place: placeOf(path), ...issue }));
  return new RequestError(told.toSorted((one, other) => orderOf(one) - orderOf(other)));
}

const orderOf = ({ place }: RequestIssue): number => (place === undefined ? 0 : place.line * 1e6 + place.column);
