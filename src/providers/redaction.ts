const longestKept = 500;

/** A link, also one inside JSON text or another link's query, where its marks may be escaped. Taken whole, so that it is read once. */
const link = /https?(?::|%3a)(?:\\?\/|%2f){2}[^\s"'<>]*/gi;
const query = /(?:[?#]|%3f|%23).*$/is;

/** The opaque segment of an address that a gateway may call: whoever knows it can wake a generation. */
const callbackSegment = /(callbacks(?:\\?\/|%2f))[\w-]{44,}/gi;

/** A gateway's own words, made fit for logs and histories: no secret, no query string of a link, of bounded length. */
export function redact(text: string, secrets: readonly string[]): string {
  const cleaned = secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text)
    .replace(link, (whole) => whole.replace(query, ''))
    .replace(callbackSegment, '$1[redacted]');
  return cleaned.length <= longestKept ? cleaned : `${cleaned.slice(0, longestKept)}…`;
}
