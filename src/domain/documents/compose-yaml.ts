import { Composer, Lexer, Parser, type CST, type Document, type LineCounter } from 'yaml';
import type { YamlTrouble } from './yaml-troubles.js';

/** Nothing that is allowed comes near this. Composing what is nested further may end the process. */
const deepestStack = 100;

/** A file's one document, or why there is none. Its lines are counted on the way. */
export function composeYaml(
  text: string,
  lines: LineCounter,
): { readonly document: Document.Parsed } | { readonly trouble: YamlTrouble } {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > deepestStack) {
      return { trouble: { offset: parser.offset, given: 'nested too deep', allowed: 'at most 20 levels' } };
    }
  }
  tokens.push(...parser.end());
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    merge: false,
    stringKeys: true,
    // `yamlTroubles` finds them without comparing each key with every other.
    uniqueKeys: false,
    logLevel: 'error',
  });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (second !== undefined || document === undefined) {
    const offset = second?.range[0] ?? 0;
    return { trouble: { offset, given: 'a second document', allowed: 'one document in a file' } };
  }
  return { document };
}
