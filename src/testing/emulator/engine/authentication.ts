import type { MiddlewareHandler } from 'hono';
import { refuse, type ErrorWords } from './errors.js';

/** Lets requests through that carry a valid bearer key; with no list of keys, any key is valid. */
export const createAuthentication = (apiKeys: readonly string[] | undefined, words: ErrorWords): MiddlewareHandler =>
  async function authenticate({ req: request }, next) {
    const [, key] = /^Bearer +(\S+) *$/i.exec(request.header('authorization') ?? '') ?? [];
    if (key === undefined || apiKeys?.includes(key) === false) return refuse(words, { status: 401 }, request);
    return next();
  };
