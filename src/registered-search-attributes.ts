import type { NativeConnection } from '@temporalio/worker';
import { searchAttributes } from './domain/search-attributes.js';

/** How long an answer of the server holds, in milliseconds: so long after a registration it may still be unused. */
const answerHoldsMs = 60_000;

/** Tells whether a namespace has all of Reelwork's search attributes. Once it has, it is not asked again. */
export function watchSearchAttributes(connection: NativeConnection, namespace: string): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined;
  let askedAt = 0;

  const ask = async (): Promise<boolean> => {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return Object.keys(searchAttributes).every((name) => name in customAttributes);
  };
  return async () => {
    const stale = Date.now() - askedAt > answerHoldsMs;
    if (answer === undefined || (stale && !(await answer))) {
      askedAt = Date.now();
      answer = ask().catch(() => false);
    }
    return answer;
  };
}
