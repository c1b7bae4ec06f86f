const longestKept = 500;

/** A slash, as it is, or as JSON, a query or HTML escapes it. */
const slash = String.raw`(?:\\?\/|\\u002f|%(?:25)*2f|&#(?:47|x2f);)`;

/** A link, also one inside JSON text or another link's query, where its marks may be escaped. Taken whole, so that it is read once. */
const link = new RegExp(String.raw`https?(?::|\\u003a|%(?:25)*3a)${slash}{2}[^\s"'<>]*`, 'gi');
const query = /(?:[?#]|\\u003f|\\u0023|%(?:25)*3f|%(?:25)*23).*$/is;

/** The opaque segment of an address that a gateway may call: whoever knows it can wake a generation. */
const callbackSegment = new RegExp(String.raw`(callbacks${slash})[\w-]{44,}`, 'gi');

/** A gateway's own words, made fit for logs and histories: no secret, no query string of a link, of bounded length. */
export function redact(text: string, secrets: readonly string[]): string {
  const cleaned = secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text)
    .replace(link, (whole) => whole.replace(query, ''))
    .replace(callbackSegment, '$1[redacted]');
  return cleaned.length <= longestKept ? cleaned : `${cleaned.slice(0, longestKept)}…`;
}
