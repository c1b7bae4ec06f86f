import { createHash } from 'node:crypto';

/**
 * SHA-256 (hex) over the canonical JSON of a request as given: keys sorted, query strings and fragments of links
 * removed, so that a link that was merely signed again is the same request.
 */
export const requestDigest = (request: unknown): string =>
  createHash('sha256').update(canonicalJson(request)).digest('hex');

/** A request as the ledger may keep it: links without their query strings and fragments. Its digest is the same. */
export function withoutQueries(value: unknown): unknown {
  if (typeof value === 'string') return withoutQuery(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutQueries);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutQueries(member)]));
}

function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(withoutQuery(value));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

const withoutQuery = (text: string): string => (/^https?:\/\/\S+$/i.test(text) ? text.replace(/[?#].*$/s, '') : text);
