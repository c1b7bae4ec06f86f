import type { z } from 'zod';
import { describe, describeKind } from '../requests/describe-value.js';
import { issueAt, type DocumentIssue, type Path } from './issues.js';

/** More unknown fields of one object than this are not told. */
const mostUnknownFields = 30;

/** What a schema has against a document, each with its exact place: inside of alternatives, too. */
export function* schemaIssues(issue: z.core.$ZodIssue, document: unknown, above: Path = []): Generator<DocumentIssue> {
  const path = [...above, ...(issue.path as Path)];
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys.slice(0, mostUnknownFields)) {
      yield issueAt([...path, key], describeKind(valueAt(document, [...path, key])), issue.message);
    }
    return;
  }
  const meant = issue.code === 'invalid_union' ? issue.errors.find(isMeant) : undefined;
  if (meant === undefined) yield issueAt(path, show(document, path), issue.message);
  else for (const inner of meant) yield* schemaIssues(inner, document, path);
}

/** Whether a value is of the kind of this alternative, and only something inside is wrong. */
const isMeant = (issues: readonly z.core.$ZodIssue[]): boolean =>
  issues.every(({ code, path }) => path.length > 0 || code === 'unrecognized_keys');

/** Texts for people are not shown. */
function show(document: unknown, path: Path): string {
  const isText = path.some((key) => /prompt|^caption$|^title$|^vars$/i.test(String(key)));
  const value = valueAt(document, path);
  return isText ? describeKind(value) : describe(value);
}

const valueAt = (document: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? (inner as never)[key] : undefined,
    document,
  );
