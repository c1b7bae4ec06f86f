import { issueAt, listed, type DocumentIssue, type Path } from './issues.js';
import { mostFilledBytes } from './plain-json.js';

/** A document with its variables filled in. */
export interface FilledDocument {
  readonly filled: unknown;
  /** The variables that stood in some text. */
  readonly used: ReadonlySet<string>;
  readonly issues: readonly DocumentIssue[];
}

const variable = /\{\{(?:\s*([A-Za-z][\w-]*)\s*\}\})?/g;

/**
 * Puts what the variables stand for into every text of a document, but for those under `vars`. What stands in a value
 * is not looked at again.
 */
export function fillVariables(document: unknown, values: ReadonlyMap<string, string>): FilledDocument {
  const used = new Set<string>();
  const issues: DocumentIssue[] = [];
  const names = listed([...values.keys()].map((name) => `{{${name}}}`));
  let room = mostFilledBytes;

  const fillText = (text: string, path: Path): string =>
    text.replace(variable, (found, name?: string) => {
      const value = name === undefined ? undefined : values.get(name);
      if (name === undefined || value === undefined) {
        issues.push(issueAt(path, name === undefined ? "'{{' without a name and '}}'" : `'${found}'`, names));
        return found;
      }
      used.add(name);
      room -= value.length;
      if (room > 0) return value;
      issues.push(issueAt(path, 'too much text by variables', `at most ${mostFilledBytes} bytes in all`));
      return '';
    });

  const fill = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return fillText(value, path);
    if (Array.isArray(value)) return value.map((member, index) => fill(member, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([key, member]) => [key, fill(member, [...path, key])]);
    return Object.fromEntries(members);
  };

  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return { filled: document, used, issues };
  }
  const { vars, ...texts } = document as { readonly vars?: unknown };
  const filled = { ...(vars !== undefined && { vars }), ...(fill(texts, []) as object) };
  return { filled, used, issues };
}
