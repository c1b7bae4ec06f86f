import type { CheckedRequest } from '../domain/requests/index.js';
import type { Bucket } from '../storage/bucket.js';

/** Long enough for a gateway to get to the job, in seconds. */
const linkLifeSeconds = 6 * 60 * 60;

/** The request with every `s3://` link replaced by one that a gateway can fetch. */
export async function withSignedLinks(
  request: CheckedRequest,
  bucket: Pick<Bucket, 'signLink'>,
): Promise<CheckedRequest> {
  const sign = async (value: unknown): Promise<unknown> => {
    if (Array.isArray(value)) return Promise.all(value.map(sign));
    return typeof value === 'string' && value.startsWith('s3://') ? bucket.signLink(value, linkLifeSeconds) : value;
  };
  // Texts for people may begin like a link.
  const links = Object.entries(request).filter(([name]) => /Urls?$/.test(name));
  const signed = await Promise.all(links.map(async ([name, value]) => [name, await sign(value)]));
  return { ...request, ...Object.fromEntries(signed) };
}
