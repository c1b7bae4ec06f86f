import { isAlias, isMap, isScalar, visit, type Alias, type Document, type ErrorCode, type YAMLMap } from 'yaml';
import { describe } from '../requests/describe-value.js';

/** What is wrong with a file before anybody asks what it means. */
export interface YamlTrouble {
  /** In characters from the start of the file. */
  readonly offset: number;
  readonly given: string;
  readonly allowed: string;
}

/** Each of them may have to be looked for in the whole file. */
const mostAliases = 1000;

/** What keeps a file from being one plain document. Of errors of syntax the first, for the others follow from it. */
export function yamlTroubles(document: Document.Parsed): readonly YamlTrouble[] {
  const [error] = document.errors;
  if (error !== undefined) return [{ offset: error.pos[0], ...inWords(error) }];
  const tags = document.warnings.map(({ pos, message }) => ({
    offset: pos[0],
    given: message.replace('Unresolved tag:', 'the tag'),
    allowed: 'no tags: nothing is included or made from here',
  }));
  return [...tags, ...wrongNodes(document)].toSorted((one, other) => one.offset - other.offset);
}

function inWords({ code, message }: { readonly code: ErrorCode; readonly message: string }) {
  if (code === 'NON_STRING_KEY') {
    return { given: 'a key that is no text', allowed: 'texts as keys; a text that begins with { in quotes' };
  }
  // What follows a colon is taken from the file.
  return { given: message.split(':')[0] ?? message, allowed: 'YAML 1.2, or JSON' };
}

function wrongNodes(document: Document.Parsed): readonly YamlTrouble[] {
  const troubles: YamlTrouble[] = [];
  const anchors = new Set<string>();
  let aliases = 0;
  visit(document, {
    Node(_, node) {
      if (isMap(node)) troubles.push(...doubleKeys(node));
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
        return undefined;
      }
      aliases += 1;
      const offset = node.range?.[0] ?? 0;
      if (!anchors.has(node.source)) troubles.push({ offset, ...noAnchor(node) });
      if (aliases <= mostAliases) return undefined;
      troubles.push({ offset, ...tooMany });
      return visit.BREAK;
    },
  });
  return troubles;
}

const tooMany = { given: `alias number ${mostAliases + 1}`, allowed: `at most ${mostAliases} aliases` };

const noAnchor = ({ source }: Alias) => ({
  given: describe(`*${source}`),
  allowed: 'an alias of an anchor that stands before it',
});

function* doubleKeys({ items }: YAMLMap): Generator<YamlTrouble> {
  const seen = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    if (seen.has(key.value)) {
      yield {
        offset: key.range?.[0] ?? 0,
        given: `${describe(key.value)} for the second time`,
        allowed: 'each key once',
      };
    }
    seen.add(key.value);
  }
}
