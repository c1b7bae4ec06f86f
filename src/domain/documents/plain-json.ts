import { issueAt, type DocumentIssue } from './issues.js';

/** How large a document may be, in bytes. */
export const mostDocumentBytes = 1024 * 1024;

/** How large a storyboard may be with everything filled in, in bytes: Temporal takes 2 MiB. */
export const mostFilledBytes = 1.5 * 1024 * 1024;

const deepest = 20;

/** A document as JSON has it, and nothing else; or why it can't be written as JSON. */
export function plainJson(given: unknown): { readonly json: unknown } | { readonly issue: DocumentIssue } {
  if (isTooDeep(given)) return { issue: issueAt([], 'nested too deep, or in itself', `at most ${deepest} levels`) };
  const bytes = jsonBytes(given);
  if (bytes > mostDocumentBytes) {
    return { issue: issueAt([], `about ${bytes} bytes as JSON`, `at most ${mostDocumentBytes} bytes`) };
  }
  try {
    return { json: JSON.parse(JSON.stringify(given) ?? 'null') };
  } catch {
    return { issue: issueAt([], 'what JSON can’t hold', 'a JSON object') };
  }
}

/**
 * About how many bytes a value has as JSON. Takes a value that is written once and used in many places, as YAML's
 * aliases do, for as often as it is used, without going through it again.
 */
export function jsonBytes(value: unknown, known = new Map<object, number>()): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).byteLength + 2;
  if (typeof value !== 'object' || value === null) return 5;
  const before = known.get(value);
  if (before !== undefined) return before;
  const bytes = Object.entries(value).reduce(
    (sum, [key, member]) => sum + (Array.isArray(value) ? 1 : key.length + 4) + jsonBytes(member, known),
    2,
  );
  known.set(value, bytes);
  return bytes;
}

/** Whether a value is nested deeper than is allowed; one that holds itself is. */
function isTooDeep(value: unknown, level = 1, seen = new Map<object, number>()): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (level > deepest) return true;
  if ((seen.get(value) ?? 0) >= level) return false;
  seen.set(value, level);
  return Object.values(value).some((member) => isTooDeep(member, level + 1, seen));
}
