import { expect, test } from 'vitest';
import { faultGroups } from '../../../../src/testing/emulator/faults/catalogue.js';
import { emulatorOnHand, textToVideo } from '../emulators.js';
import { ask, inWords } from './answers.js';

type ListFaultName = keyof typeof faultGroups.list;

async function jobWith(name: ListFaultName) {
  const onHand = await emulatorOnHand();
  onHand.emulator.faults.next(name);
  const id = String((await onHand.gateway.submit(textToVideo)).json.id);
  const total = async () => (await onHand.gateway.call('GET', '/v1/tasks')).json.total;
  return { ...onHand, id, total, list: () => inWords(ask(`${onHand.emulator.url}/v1/tasks`)) };
}

const failing = {
  'list-429': '429 error rate_limit_exceeded',
  'list-503': '503 error service_unavailable',
  'list-html': '200 html',
  'list-malformed': '200 malformed',
  'list-drop': 'broken',
} as const satisfies Partial<Record<ListFaultName, string>>;

test.each(Object.entries(failing) as [ListFaultName, string][])(
  '%s: after the job was accepted, two reads of the list are answered %s',
  async (name, answer) => {
    const { list, gateway, id } = await jobWith(name);
    expect((await gateway.task(id)).status).toBe(200);
    expect([await list(), await list(), await list()]).toEqual([answer, answer, '200 right']);
  },
);

test('list-late and list-never: the job is known, but not listed for half a minute or for ever', async () => {
  const late = await jobWith('list-late');
  const never = await jobWith('list-never');
  for (const { gateway, id, total, clock } of [late, never]) {
    expect((await gateway.task(id)).status).toBe(200);
    await clock.advance(29_999);
    expect(await total()).toBe(0);
    await clock.advance(1);
  }
  expect([await late.total(), await never.total()]).toEqual([1, 0]);
});

test('a single read of the list can fail, with no job at hand', async () => {
  const { emulator } = await emulatorOnHand();
  emulator.faults.nextList('list-503');
  const list = () => inWords(ask(`${emulator.url}/v1/tasks`));
  expect([await list(), await list()]).toEqual(['503 error service_unavailable', '200 right']);
  expect(() => emulator.faults.nextList('list-late')).toThrow('not a fault of list reads');
});

test('every fault of the list is tried here', () => {
  const tried = [...Object.keys(failing), 'list-late', 'list-never'];
  expect(tried.toSorted()).toEqual(Object.keys(faultGroups.list).toSorted());
});
