import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type ParsedNode } from 'yaml';
import type { Path } from './issues.js';

/**
 * Where a value stands in its file, in characters from the start: at its key, or at the first character of a list's
 * member. For what is missing, where the next value above it stands; for what an alias leads to, where that is written.
 */
export function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(document.contents);
  for (const key of path) {
    const member = memberOf(isAlias(node) ? node.resolve(document) : node, key);
    if (member === undefined) return offset;
    offset = startOf(member.start);
    node = member.value;
  }
  return offset;
}

function memberOf(node: unknown, key: string | number) {
  if (isSeq<ParsedNode>(node)) {
    const item = node.items[Number(key)];
    return item && { start: item, value: item };
  }
  if (!isMap<ParsedNode, ParsedNode | null>(node)) return undefined;
  const pair = node.items.find((one) => isScalar(one.key) && one.key.value === key);
  return pair && { start: pair.key, value: pair.value };
}

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;
