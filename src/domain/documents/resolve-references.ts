import { describe } from '../requests/describe-value.js';
import { issueAt, listed, type DocumentIssue, type Path } from './issues.js';

/** Links by name. */
export type References = ReadonlyMap<string, string>;

/** Whether a name is taken in a field, instead of a link. */
export const takesLinks = (field: string): boolean => /^url$|Urls?$/.test(field);

/** Fields with links in the place of names; `path` is where the fields stand. */
export function resolveReferences<Fields extends object>(
  fields: Fields,
  path: Path,
  references: References,
): { readonly resolved: Fields; readonly issues: readonly DocumentIssue[] } {
  const issues: DocumentIssue[] = [];
  const resolve = (value: unknown, at: Path): unknown => {
    if (Array.isArray(value)) return value.map((member, index) => resolve(member, [...at, index]));
    if (typeof value !== 'string' || value.includes(':')) return value;
    const link = references.get(value);
    if (link === undefined) issues.push(issueAt(at, describe(value), allowedBy(references)));
    return link ?? value;
  };
  const members = Object.entries(fields).map(([field, value]) => [
    field,
    takesLinks(field) ? resolve(value, [...path, field]) : value,
  ]);
  return { resolved: Object.fromEntries(members) as Fields, issues };
}

const allowedBy = (references: References): string =>
  references.size === 0
    ? 'an https:// or s3:// link: references has no names'
    : `an https:// or s3:// link, or a name out of references: ${listed([...references.keys()])}`;
