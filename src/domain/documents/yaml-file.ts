import { LineCounter } from 'yaml';
import { RequestError, type FilePlace } from '../requests/request-error.js';
import { composeYaml } from './compose-yaml.js';
import type { PlaceOf } from './issues.js';
import { mostDocumentBytes } from './plain-json.js';
import { offsetOf } from './yaml-offset.js';
import { yamlTroubles, type YamlTrouble } from './yaml-troubles.js';

/** A file's content, and where each value of it stands. */
export interface YamlFile {
  readonly content: unknown;
  readonly placeOf: PlaceOf;
}

/**
 * Reads one document of YAML 1.2, or JSON, which is YAML. Throws a `RequestError` with the places of what is neither, and
 * of what readers take differently: keys given twice, tags, several documents.
 */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const placeAt = (offset: number): FilePlace => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refuse = (troubles: readonly YamlTrouble[]): never => {
    throw new RequestError(
      troubles.map(({ offset, given, allowed }) => ({
        place: placeAt(offset),
        field: 'storyboard',
        given,
        allowed,
        acceptedBy: [],
      })),
    );
  };
  const bytes = new TextEncoder().encode(text).byteLength;
  if (bytes > mostDocumentBytes) {
    return refuse([{ offset: 0, given: `${bytes} bytes`, allowed: `at most ${mostDocumentBytes} bytes` }]);
  }
  const composed = composeYaml(text, lines);
  if ('trouble' in composed) return refuse([composed.trouble]);
  const { document } = composed;
  const troubles = yamlTroubles(document);
  if (troubles.length > 0) return refuse(troubles);
  // Its aliases are few, and what they lead to is shared, not copied.
  const content: unknown = document.toJS({ maxAliasCount: -1 });
  return { content, placeOf: (path) => placeAt(offsetOf(document, path)) };
}
