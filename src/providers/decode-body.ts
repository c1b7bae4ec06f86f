import { promisify } from 'node:util';
import { brotliDecompress, unzip } from 'node:zlib';

const decoders = new Map([
  ['gzip', promisify(unzip)],
  ['x-gzip', promisify(unzip)],
  ['deflate', promisify(unzip)],
  ['br', promisify(brotliDecompress)],
]);

/**
 * A body as it was before it was compressed. Nobody asks for that, but there are proxies that do it all the same. What
 * can't be decoded stays as it is: whoever reads it will not understand it.
 */
export async function decodeBody(
  body: Uint8Array,
  encoding: string | string[] | undefined,
  maxOutputLength: number,
): Promise<Uint8Array> {
  const decode = decoders.get(String(encoding).trim().toLowerCase());
  return decode === undefined ? body : decode(body, { maxOutputLength }).catch(() => body);
}
