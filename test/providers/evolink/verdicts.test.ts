import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failedSubmission } from '../../../src/providers/submit-verdict.js';
import { startSocket } from '../../helpers/gateway-server.js';
import { evolinkAt, failureOf, submitSomething } from './evolink.js';

const quick = { timeLimits: { submitSeconds: 20 } };

test('a connection that is lost at any byte of the request is a no only while nothing of it was heard', async () => {
  let most = 0;
  let heard = 0;
  const { port } = await startSocket((connection) => {
    heard = 0;
    if (most === 0) return void connection.resetAndDestroy();
    connection.on('data', (bytes) => {
      heard += bytes.byteLength;
      const whole = bytes.at(-1) === '}'.charCodeAt(0);
      if (heard >= most || whole) connection.resetAndDestroy();
    });
  });
  const models = evolinkAt(`http://127.0.0.1:${port}`, quick);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 400 }), async (bytes) => {
      most = bytes;
      const { kind } = await failureOf(submitSomething(models));
      expect(failedSubmission[kind] === 'unknown' || heard === 0, kind).toBe(true);
    }),
    { numRuns: 50 },
  );
});
