import { readdir } from 'node:fs/promises';
import { Big } from 'big.js';
import { expect, test, vi } from 'vitest';
import { canMeet, faultGroups, type FaultName } from '../../../src/testing/emulator/faults/catalogue.js';
import { faultCatalogue } from '../../../src/testing/emulator/index.js';
import { speaking, speech, spokenNames, type SpokenName } from './dialects.js';
import { emulatorOnHand } from './emulators.js';
import { probe } from './media-files.js';

vi.setConfig({ testTimeout: 60_000 });

/** Each fault of a group at each gateway that can have it. */
const everywhere = (group: keyof typeof faultGroups) =>
  (Object.keys(faultGroups[group]) as FaultName[]).flatMap((fault) =>
    spokenNames.filter((name) => canMeet(name, fault)).map((name) => [name, fault] as const),
  );

test.each(spokenNames)('%s: an order goes its way to a video of the ordered size, for its price', async (name) => {
  const { submit, task, idOf, wordOf, linkOf, words, ordered, clock, balance } = await speaking(name, {
    ffmpeg: 'auto',
  });
  const before = balance();
  const { status, json } = await submit();
  const id = String(idOf(json));
  expect([status, wordOf(json)]).toEqual([200, words[0]]);
  expect(balance()).toMatchObject({ reserved: ordered.price, spent: '0' });
  expect(wordOf((await task(id)).json)).toBe(words[0]);
  await clock.advance(3_000);
  expect(wordOf((await task(id)).json)).toBe(words[1]);
  await clock.advance(5_000);
  const { json: completed } = await task(id);
  expect(wordOf(completed)).toBe(words[2]);
  const video = await fetch(String(linkOf(completed)));
  const { seconds, size } = await probe(new Uint8Array(await video.arrayBuffer()));
  expect([Math.round(seconds), size]).toEqual([ordered.seconds, ordered.size]);
  expect(balance()).toMatchObject({ currency: before.currency, reserved: '0', spent: ordered.price });
});

test.each(spokenNames)('%s: what one gateway charges, no other pays for', async (name) => {
  const { accepted, clock, emulator } = await speaking(name);
  const before = emulator.bill().balances;
  await accepted();
  await clock.advance(8_000);
  const { balances, acceptedJobs, jobs } = emulator.bill();
  expect({ ...balances, [name]: before[name] }).toEqual(before);
  expect([acceptedJobs, jobs.completed, balances[name].spent !== '0']).toEqual([1, 1, true]);
  expect(emulator.bill({ perTask: true }).perTask).toMatchObject([{ gateway: name }]);
  expect((await emulator.truth()).jobs).toMatchObject([{ gateway: name }]);
});

test.each(spokenNames)('%s: a key that is not valid is refused, for submits and reads', async (name) => {
  const { submit, gateway, path, body, headers, taskPath } = await speaking(name, { apiKeys: ['right'] });
  for (const authorization of ['', 'Bearer wrong', 'Basic right']) {
    const { status, json } = await gateway.call('POST', path, body, { ...headers, authorization });
    expect([status, JSON.stringify(json).includes('wrong')]).toEqual([401, false]);
    expect((await gateway.call('GET', taskPath('task-1'), undefined, { authorization })).status).toBe(401);
  }
  expect((await submit(body, { authorization: 'Bearer right' })).status).toBe(200);
});

test.each(spokenNames)('%s: tasks are forgotten once their retention has ended', async (name) => {
  const { accepted, task, taskPath, clock, emulator, gateway } = await speaking(name, { retentionSeconds: 60 });
  const id = await accepted();
  const answer = await task(id);
  await clock.advance(60_000);
  const forgotten = await task(id);
  const unknown = await gateway.call('GET', taskPath(id.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))));
  expect(forgotten.json).not.toEqual(answer.json);
  expect(Object.keys(forgotten.json)).toEqual(Object.keys(unknown.json));
  expect([forgotten.status, emulator.bill().acceptedJobs]).toEqual([unknown.status, 1]);
});

test.each(spokenNames)('%s: what exceeds its slots waits or is refused', async (name) => {
  const waiting = await speaking(name, { concurrency: 1 });
  for (let n = 0; n < 2; n += 1) expect((await waiting.submit()).status).toBe(200);
  await waiting.clock.advance(2_000);
  expect(waiting.emulator.bill().jobs).toMatchObject({ queued: 1, running: 1 });
  const refusing = await speaking(name, { concurrency: 1, whenFull: 'refuse' });
  expect([(await refusing.submit()).status, (await refusing.submit()).status]).toEqual([200, 429]);
});

/** Nobody answers these until the clock has moved, or ever. */
const unanswered: readonly FaultName[] = [
  'submit-stall',
  'accept-then-stall',
  'accept-slowly',
  'accept-after-callback',
  'status-stall',
];
const answered = (group: keyof typeof faultGroups) =>
  everywhere(group).filter(([, fault]) => !unanswered.includes(fault));

/** What a request gets: the status, and what stands where. */
async function asked(url: string, headers: Readonly<Record<string, string>>, body?: object): Promise<string> {
  try {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { authorization: 'Bearer a-key', 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return `${answer.status} ${shapeOf(await answer.text())}`;
  } catch {
    return 'broken';
  }
}

function shapeOf(text: string): string {
  try {
    const json: unknown = JSON.parse(text);
    return JSON.stringify(json, (_name, value: unknown) => (value instanceof Object ? value : typeof value));
  } catch {
    return text.slice(0, 10);
  }
}

test.each(answered('submit'))('%s: %s is met once, and accepts as it says', async (name, fault) => {
  const { emulator, clock, path, headers, body, ordered, balance } = await speaking(name);
  emulator.faults.next(fault);
  const wrong = await asked(`${emulator.url}${path}`, headers, body);
  const accepts = (faultCatalogue[fault].plan as { submit: { accepts: boolean } }).submit.accepts;
  expect(emulator.bill().acceptedJobs).toBe(accepts ? 1 : 0);
  const right = await asked(`${emulator.url}${path}`, headers, body);
  expect(wrong).not.toBe(right);
  await clock.advance(8_000);
  expect(emulator.bill().jobs.completed).toBe(accepts ? 2 : 1);
  expect(balance().spent).toBe(String(Number(ordered.price) * (accepts ? 2 : 1)));
});

test.each(answered('status'))('%s: %s is met where the task is read, and the job completes', async (name, fault) => {
  const struck = await speaking(name);
  struck.emulator.faults.next(fault);
  const id = await struck.accepted();
  const plain = await struck.accepted();
  const read = (taskId: string) => asked(`${struck.emulator.url}${struck.taskPath(taskId)}`, {});
  const told = async (taskId: string) => JSON.stringify((await struck.task(taskId)).json).replaceAll(taskId, 'id');
  const differs = async () => {
    if ((await read(id)) !== (await read(plain))) return true;
    const normal = (text: string) => text.replaceAll(/signature=\w+|[\d-]+ [\d:.]+|"request_id":"[^"]*"/g, '');
    return normal(await told(id)) !== normal(await told(plain));
  };
  const seen = [];
  for (const seconds of [0, 3, 2.5, 2.5, 600]) {
    await struck.clock.advance(seconds * 1_000);
    seen.push(await differs().catch(() => true));
  }
  expect(seen).toContain(true);
  expect(struck.emulator.bill().jobs.completed).toBe(2);
  expect((await struck.emulator.truth()).faults).toEqual({ [fault]: 1 });
});

test.each(everywhere('job'))('%s: %s ends the job as it says', async (name, fault) => {
  const { accepted, task, clock, emulator, balance, wordOf, words, ordered } = await speaking(name);
  emulator.faults.next(fault);
  const id = await accepted();
  await clock.advance(4 * 60 * 60 * 1_000);
  const word = wordOf((await task(id)).json)?.toLowerCase();
  const { course } = faultCatalogue[fault].plan as { course: { kind: string; word?: string; spelling?: string } };
  const expected = {
    fail: course.word ?? words[3].toLowerCase(),
    cancel: course.spelling,
    slow: words[2].toLowerCase(),
    stuck: words[1].toLowerCase(),
  }[course.kind];
  expect(word).toBe(expected);
  const isCharged = course.kind === 'slow' || fault === 'charged-although-failed';
  expect(balance()).toMatchObject({
    spent: isCharged ? ordered.price : '0',
    reserved: course.kind === 'stuck' ? ordered.price : '0',
  });
});

test.each(everywhere('result'))('%s: %s is met by the job', async (name, fault) => {
  const { accepted, task, linkOf, clock, emulator } = await speaking(name);
  emulator.faults.next(fault);
  const id = await accepted();
  await clock.advance(8_000);
  expect(linkOf((await task(id)).json)).toMatch(/^http/);
  expect((await emulator.truth()).jobs).toMatchObject([{ state: 'completed', faults: [fault] }]);
});

test.each(spokenNames)('%s: whatever goes wrong, no money appears or disappears', async (name) => {
  const { emulator, clock, submit, withPrompt, balance } = await speaking(name);
  const sum = () => {
    const { available, reserved, spent } = balance();
    return new Big(available).plus(reserved).plus(spent).toFixed();
  };
  const before = sum();
  for (const fault of (Object.keys(faultCatalogue) as FaultName[]).filter((other) => !unanswered.includes(other))) {
    await submit(withPrompt(`[[fault:${fault}]]`)).catch(() => 'broken');
    expect(sum()).toBe(before);
    await clock.advance(1_000);
  }
  await clock.advance(1_000_000);
  expect(sum()).toBe(before);
  expect(emulator.bill().jobs.completed).toBeGreaterThan(50);
});

test('one emulator serves every gateway at once, and its bill counts them all', async () => {
  const { emulator, gateway, clock } = await emulatorOnHand();
  for (const { path, body, headers } of Object.values(speech)) await gateway.call('POST', path, body, headers);
  await clock.advance(8_000);
  const bill = emulator.bill();
  expect(bill).toMatchObject({ acceptedJobs: 4, jobs: { completed: 4 }, requests: { submits: 4, refused: 0 } });
  expect(bill.byModel).toEqual(Object.fromEntries(Object.values(speech).map(({ body }) => [body.model, 1])));
  expect(bill.credits).toMatchObject({ spent: speech.evolink.ordered.price });
  const spent = Object.entries(bill.balances).map(([name, balance]) => [name, balance.spent]);
  expect(Object.fromEntries(spent)).toEqual(
    Object.fromEntries(Object.entries(speech).map(([name, { ordered }]) => [name, ordered.price])),
  );
  expect((await emulator.truth()).jobs!.map((job) => job.gateway)).toEqual(spokenNames);
});

test.each(spokenNames)(
  '%s: by chance, jobs meet what the gateway can have, and as many as were asked for',
  async (name) => {
    const { submit, withPrompt, emulator } = await speaking(name, {
      randomFaults: { seed: 1, shareOfJobs: 1, faults: ['callback-twice', 'link-in-result-data', 'slow'] },
    });
    for (let n = 0; n < 10; n += 1) await submit(withPrompt(`Cat ${n}`));
    const { jobs = [] } = await emulator.truth();
    const met = new Set(jobs.flatMap(({ faults }) => faults));
    expect(met.has('slow')).toBe(true);
    expect(met.has('callback-twice')).toBe(name === 'evolink');
    expect(jobs.every(({ faults }) => faults.length > 0)).toBe(true);
  },
);

test('every dialect has the same files, beside its further calls and rules', async () => {
  const filesOf = (name: SpokenName) =>
    readdir(new URL(`../../../src/testing/emulator/${name}`, import.meta.url)).then((files) => files.toSorted());
  const least = await filesOf('vtrix');
  for (const name of spokenNames) {
    const files = await filesOf(name);
    expect(files).toEqual(expect.arrayContaining(least));
    const more = files.filter((file) => !least.includes(file));
    expect(more.every((file) => /-route\.ts$|^listing\.ts$|-rule\.ts$/.test(file))).toBe(true);
  }
});

test('a fault that a gateway cannot have is ignored there', async () => {
  const names = Object.keys(faultCatalogue) as FaultName[];
  for (const name of spokenNames) {
    const { emulator, submit } = await speaking(name);
    for (const fault of names.filter((other) => !canMeet(name, other))) {
      emulator.faults.next(fault);
      expect((await submit()).status).toBe(200);
    }
    expect((await emulator.truth({ jobs: false })).faults).toEqual({});
  }
});
