const longestShown = 60;

/** A value in few words: long and many-worded texts are counted, links lose whatever may be secret. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return describeText(value);
  if (!Array.isArray(value)) return describeKind(value);
  const shown = `[${value.map(describe).join(', ')}]`;
  return shown.length <= longestShown ? shown : describeKind(value);
}

/** What kind of value it is, without any text that it holds: prompts are not shown. */
export function describeKind(value: unknown): string {
  if (typeof value === 'string') return `a text of ${[...value].length} characters`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value === undefined) return 'missing';
  return value === null || typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value;
}

function describeText(text: string): string {
  const shown = text.replace(/[?#].*$/s, '').replace(/^([a-z0-9+.-]+:)?\/\/[^/@]*@/i, '$1//');
  return shown.length <= longestShown && !/\s/.test(shown) ? `'${shown}'` : describeKind(text);
}
