/** Where gateways put a result's link, EvoLink's own places first (gateways.md 4 and 7). Inputs are never among them. */
const places = ['results', 'result_data', 'result', 'output', 'content', 'video', 'video_url', 'url'];

/** What a result may be besides a video. */
const otherTypes: readonly unknown[] = ['text', 'image', 'audio'];

/** No gateway nests its results deeper. */
const deepest = 6;

/** The link to the video that an answer tells, in whatever of the known shapes. */
export function resultLink(answer: object): string | undefined {
  for (const text of texts(answer)) if (/^https?:\/\//i.test(text)) return text;
  return undefined;
}

function* texts(value: unknown, depth = 0): Generator<string> {
  if (typeof value === 'string') yield value.trim();
  if (typeof value !== 'object' || value === null || depth === deepest) return;
  if (Array.isArray(value)) {
    for (const each of value as unknown[]) yield* texts(each, depth + 1);
    return;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  if (otherTypes.includes(fields['type'])) return;
  for (const place of places) yield* texts(fields[place], depth + 1);
}
