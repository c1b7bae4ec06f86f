const longestKept = 500;

/** The query string or fragment of a link, also of one inside JSON text, where slashes may be escaped. */
const query = /(https?:\\?\/\\?\/[^\s?#"'<>]+)[?#][^\s"'<>]*/gi;

/** The opaque segment of an address that a gateway may call: whoever knows it can wake a generation. */
const callbackSegment = /(\/callbacks\\?\/)[\w-]{44,}/g;

/** A gateway's own words, made fit for logs and histories: no secret, no query string of a link, of bounded length. */
export function redact(text: string, secrets: readonly string[]): string {
  const cleaned = secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text)
    .replace(query, '$1')
    .replace(callbackSegment, '$1[redacted]');
  return cleaned.length <= longestKept ? cleaned : `${cleaned.slice(0, longestKept)}…`;
}
