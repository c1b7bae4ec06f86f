import { createHash } from 'node:crypto';
import type { Job } from './job.js';

/** What a gateway that honours idempotency keys remembers of one accepted submit. */
export interface Remembered {
  readonly bodyDigest: string;
  readonly job: Job;
}

/** Accepted submits by their key. Refused ones are not kept: they cost nothing and may be repeated. */
export interface IdempotencyKeys {
  isValid(key: string): boolean;
  find(key: string): Remembered | undefined;
  keep(key: string, remembered: Remembered): void;
}

const keyForm = /^[A-Za-z0-9._-]{16,96}$/;

export function createIdempotencyKeys(): IdempotencyKeys {
  const submits = new Map<string, Remembered>();
  return {
    isValid: (key) => keyForm.test(key),
    find: (key) => submits.get(key),
    keep: (key, remembered) => void submits.set(key, remembered),
  };
}

/** Equal for equal bodies. */
export const digestOf = (body: object): string => createHash('sha256').update(JSON.stringify(body)).digest('hex');
