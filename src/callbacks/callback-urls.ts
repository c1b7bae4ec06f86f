import { createHmac, timingSafeEqual } from 'node:crypto';
import { longestPublicUrl, longestSegment } from '../domain/callback-address.js';

/** Which submission a callback address was made for. */
export interface CalledSubmission {
  readonly id: string;
  readonly n: number;
}

/** Where gateways reach the receiver, and by which secrets its addresses are known. */
export interface CallbackUrlsOptions {
  /** Where gateways reach the receiver: https in the public internet, or http on loopback. */
  readonly publicUrl: string;
  /** Signs the addresses. Whoever knows it can wake any generation, and nothing more. */
  readonly secret: string;
  /** Still accepted, while gateways hold addresses that it signed. */
  readonly previousSecret?: string | undefined;
}

/** Makes callback addresses that nobody can guess, and reads them. */
export interface CallbackUrls {
  /** The address a gateway may call for one submission, and for no other. */
  urlFor(submission: CalledSubmission): string;
  /** The submission a path was made for, or `undefined` when no valid secret signed it. */
  submissionFrom(path: string): CalledSubmission | undefined;
}

const macBytes = 32;

/** In characters. */
const shortestSecret = 16;
const opaqueSegment = new RegExp(`/callbacks/([A-Za-z0-9_-]{44,${longestSegment}})$`);

/** Addresses of one opaque segment: base64url of the submission's name and its HMAC-SHA-256. */
export function createCallbackUrls({ publicUrl, secret, previousSecret }: CallbackUrlsOptions): CallbackUrls {
  for (const key of [secret, previousSecret ?? secret]) {
    if (key.length < shortestSecret) throw new TypeError(`a callback secret has at least ${shortestSecret} characters`);
  }
  if (publicUrl.length > longestPublicUrl) {
    throw new TypeError(`the address of a callback receiver has at most ${longestPublicUrl} characters`);
  }
  const secrets = previousSecret === undefined ? [secret] : [secret, previousSecret];
  const sign = (name: Buffer, key: string) =>
    createHmac('sha256', key).update('reelwork callback\n').update(name).digest();

  return {
    urlFor({ id, n }) {
      const name = Buffer.from(`${n} ${id}`);
      const segment = Buffer.concat([sign(name, secret), name]).toString('base64url');
      return `${publicUrl.replace(/\/+$/, '')}/callbacks/${segment}`;
    },
    submissionFrom(path) {
      const segment = opaqueSegment.exec(path)?.[1] ?? '';
      const bytes = Buffer.from(segment, 'base64url');
      // Bits beyond the last byte would let several spellings name one submission.
      if (bytes.byteLength <= macBytes || bytes.toString('base64url') !== segment) return undefined;
      const mac = bytes.subarray(0, macBytes);
      const name = bytes.subarray(macBytes);
      // No early exit: which secret has signed is not told by the time it takes.
      const valid = secrets.map((key) => timingSafeEqual(mac, sign(name, key))).includes(true);
      const [, n, id] = /^(\d+) (.+)$/s.exec(name.toString()) ?? [];
      return valid && n !== undefined && id !== undefined ? { id, n: Number(n) } : undefined;
    },
  };
}
