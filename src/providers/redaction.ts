const longestKept = 500;

/** A gateway's own words, made fit for logs and histories: no secret, no query string of a link, of bounded length. */
export function redact(text: string, secrets: readonly string[]): string {
  const withoutSecrets = secrets
    .filter((secret) => secret !== '')
    .reduce((cleaned, secret) => cleaned.replaceAll(secret, '[redacted]'), text);
  const withoutQueries = withoutSecrets.replace(/(https?:\/\/[^\s?#"'<>]+)[?#][^\s"'<>]*/gi, '$1');
  return withoutQueries.length <= longestKept ? withoutQueries : `${withoutQueries.slice(0, longestKept)}…`;
}
