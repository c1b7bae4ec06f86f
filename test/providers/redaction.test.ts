import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCallbackUrls } from '../../src/callbacks/callback-urls.js';
import { redact } from '../../src/providers/redaction.js';

test.each([
  ['at https://x.com/a.mp4?Signature=s3cr3t&Expires=1', 'at https://x.com/a.mp4'],
  ['at http://x.com:8080/a#s3cr3t, again', 'at http://x.com:8080/a again'],
  ['<a href="https://x.com/a?s=s3cr3t">', '<a href="https://x.com/a">'],
  [String.raw`{"url":"https:\/\/x.com\/a?s=s3cr3t"}`, String.raw`{"url":"https:\/\/x.com\/a"}`],
  ['HTTPS://X.COM?s=s3cr3t', 'HTTPS://X.COM'],
  ['https://x.com/a?u=https://y.com/b?s=s3cr3t', 'https://x.com/a'],
  ['at https%3A%2F%2Fx.com%2Fa.mp4%3FSignature%3Ds3cr3t, again', 'at https%3A%2F%2Fx.com%2Fa.mp4 again'],
  ['really? https://x.com/a', 'really? https://x.com/a'],
])('%s loses its query string', (text, cleaned) => {
  expect(redact(text, [])).toBe(cleaned);
});

test('a secret is gone wherever it stands, and an empty one changes nothing', () => {
  expect(redact('a k1 b k1k2', ['k1', 'k2', ''])).toBe('a [redacted] b [redacted][redacted]');
});

test("an address that a gateway may call loses what makes it one's own", () => {
  const urls = createCallbackUrls({ publicUrl: 'https://example.com/hooks', secret: 'x'.repeat(16) });
  const url = urls.urlFor({ id: 'a', n: 1 });
  expect(redact(`can't reach ${url}`, [])).toBe("can't reach https://example.com/hooks/callbacks/[redacted]");
  const escaped = JSON.stringify(url).replaceAll('/', String.raw`\/`);
  expect(redact(escaped, [])).not.toContain(url.slice(-20));
  expect(redact(encodeURIComponent(url), [])).not.toContain(url.slice(-20));
});

test('a page of nothing but links is cleaned before anybody notices', () => {
  expect(redact('http://'.repeat(150_000), [])).toHaveLength(501);
  expect(redact('https://x?'.repeat(100_000), [])).toBe('https://x');
  expect(redact('/callbacks/'.repeat(100_000), [])).toHaveLength(501);
});

test('no secret survives in any text, and no text is long', () => {
  fc.assert(
    fc.property(fc.string(), fc.stringMatching(/^sk-\w{8,40}$/), fc.string(), (before, secret, after) => {
      expect(redact(`${before}${secret}${after}`, [secret])).not.toContain(secret);
    }),
  );
  expect(redact('x'.repeat(10_000), [])).toHaveLength(501);
});
