import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { gatewayFacts, type GatewayFacts } from '../../src/domain/gateways.js';
import { failedSubmission } from '../../src/providers/submit-verdict.js';
import { json, raw, startGateway, type Answer } from '../helpers/gateway-server.js';
import { everyGateway } from './every-gateway.js';
import { apiKey, failureOf, wireKey } from './gateway-calls.js';
import { refusals, tryAnswers } from './hostile-answers.js';

const cutBy =
  (end: (outgoing: ServerResponse) => void): Answer =>
  (outgoing) => {
    outgoing.writeHead(200, { 'content-length': 1000 }).write('{"message":"no","id":"');
    end(outgoing);
  };

describe.each(everyGateway)('$gateway', (gatewayUnderTest) => {
  const { gateway, submitterAt, readStatusAt, taskId, accepted, refusal, bodies, mayExist, idForm } = gatewayUnderTest;
  const submitTo = async (answer: Answer) => {
    const { url, heard } = await startGateway(answer);
    const failure = await failureOf(submitterAt(url)());
    expect(heard).toHaveLength(1);
    return { ...failure, message: failure.message, verdict: failedSubmission[failure.kind] };
  };

  test.each(refusals)('its own no, with %d, is a refusal', async (status) => {
    const { verdict, message } = await submitTo(json(status, refusal('no way', status)));
    expect(verdict).toBe('refused');
    expect(message).toContain(`${gateway} ${status}: no way`);
  });

  test.each([200, 201, 302, 307, 408, 409, 410, 425, 500, 502, 503, 504])(
    'its own no, with %d, leaves open whether the order was taken',
    async (status) => {
      const answer = json(status, refusal('no way', status), { location: '/elsewhere' });
      expect((await submitTo(answer)).verdict).toBe('unknown');
    },
  );

  test.each([...refusals, 200, 302, 500, 503])(
    "an HTML page is not the gateway's word, whatever its status: %d",
    async (status) => {
      const page = raw(status, '<!doctype html><h1>Blocked</h1>', { 'content-type': 'text/html', location: '/login' });
      const { verdict, kind, message } = await submitTo(page);
      expect([verdict, kind]).toEqual(['unknown', 'unexpected-response']);
      expect(message).toContain('<!doctype html>');
      const { url } = await startGateway(page);
      expect(await failureOf(readStatusAt(url))).toMatchObject({ kind: 'unexpected-response', status, taskId });
    },
  );

  test.each([{}, { id: '' }, { id: null }, { output: {} }, { output: { task_id: '..' } }, [], null, 'accepted'])(
    'a success without an id is none: %j',
    async (body) => {
      expect(await submitTo(json(200, body))).toMatchObject({ verdict: 'unknown', kind: 'unexpected-response' });
    },
  );

  const acceptedAs = (id: string) => JSON.parse(JSON.stringify(accepted).replaceAll(taskId, id)) as object;

  test.each(['req_c0ffee', 'request-c0ffee', 'evt-c0ffee', 'trace:1'])(
    'the id in its place is the task’s, whatever it looks like, unless it can’t look so: %s',
    async (id) => {
      const { url } = await startGateway(json(200, acceptedAs(id)));
      if (idForm === 'documented') expect((await submitTo(json(200, acceptedAs(id)))).verdict).toBe('unknown');
      else expect((await submitterAt(url)()).taskId).toBe(id);
    },
  );

  test('an order carries its key in the header that the facts name, and nowhere else', async () => {
    const { url, heard } = await startGateway(json(200, accepted));
    await submitterAt(url)();
    const { orderKey }: GatewayFacts = gatewayFacts[gateway];
    const named = Object.entries(heard[0]!.headers).filter(([, value]) => value === wireKey);
    expect(named.map(([name]) => name)).toEqual(orderKey === undefined ? [] : [orderKey.header.toLowerCase()]);
    expect(heard[0]!.body).not.toContain(wireKey);
  });

  test('an id that looks like another thing’s is not the task’s where a likelier one is named', async () => {
    const answer = json(200, { ...acceptedAs('req_c0ffee'), data: { task_id: taskId } });
    expect(await submitTo(answer)).toMatchObject({ verdict: 'unknown', namedTasks: [taskId] });
  });

  test('our key in the place of the id is no acceptance', async () => {
    expect((await submitTo(json(200, acceptedAs(apiKey)))).verdict).toBe('unknown');
  });

  test.each([
    ['stops', cutBy(() => {})],
    ['ends', cutBy((outgoing) => outgoing.socket?.end())],
    ['is reset', cutBy((outgoing) => outgoing.socket?.resetAndDestroy())],
  ])('an answer that %s in the middle leaves open whether the order was taken', async (_, answer) => {
    const { url } = await startGateway(answer);
    const failure = await failureOf(submitterAt(url, { timeLimits: { submitSeconds: 0.4 } })());
    expect([failure.kind, failedSubmission[failure.kind]]).toEqual(['no-answer', 'unknown']);
  });

  test.each([400, 403, 429])('a no, with %d, that names a task is none: that may be paid for', async (status) => {
    for (const named of [{ task_id: taskId }, { data: { id: taskId } }, accepted]) {
      const { verdict, namedTasks } = await submitTo(json(status, { ...refusal('no way', status), ...named }));
      expect([verdict, namedTasks]).toEqual(['unknown', [taskId]]);
    }
  });

  test('an error that echoes secrets is told without them', async () => {
    const words = `key ${apiKey} may not fetch https://s3.example.com/a.png?X-Amz-Signature=secret1#secret2`;
    const { message } = await submitTo(json(401, refusal(words, 401)));
    expect(message).toBe(`${gateway} 401: key [redacted] may not fetch https://s3.example.com/a.png`);
    const { url } = await startGateway(raw(401, `<p>${words}</p>`));
    expect((await failureOf(readStatusAt(url))).message).not.toMatch(/secret/);
  });

  test.each(['', ' ', '\n'])('the key %j is refused before anything is asked', (key) => {
    expect(() => submitterAt('http://127.0.0.1:1', { apiKey: key })).toThrow(/API key/);
  });

  test('whatever answers a submission, and however little of it comes, only eight whole answers mean no', () =>
    tryAnswers({ bodies, submitterAt, mayExist, numRuns: 150 }));
});
