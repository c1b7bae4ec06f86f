import assert from 'node:assert/strict';
import { requestsWithOther } from './other-values.js';
import { rehearse } from './rehearsal.js';
import type { ConformanceCase, Subject } from './subject.js';
import { assertOrdered } from './what-was-ordered.js';

/** They are Reelwork's own: the one stands in every body, the other in none. */
const ownFields: readonly string[] = ['model', 'account'];

/** Each field of a request: that what it says goes into the order, and is understood. */
export const fieldCases = <Request>(subject: Subject<Request>): readonly ConformanceCase[] => {
  const { schema, values } = subject;
  return Object.keys(schema.shape)
    .filter((field) => !ownFields.includes(field) && values?.[field]?.length !== 0)
    .map((field) => ({
      name: `the field ${field} is not dropped`,
      run: () =>
        rehearse(subject, async ({ adapter, emulator, submit, request }) => {
          const bodyOf = (each: Request) => adapter.wireRequest(each, { callbackUrl: undefined }).body;
          const others = variants(subject, field);
          assert.ok(others.length > 0, `no other value of ${field} is known to try it with: name one in 'values'`);
          for (const other of others) {
            assert.notEqual(JSON.stringify(bodyOf(other)), JSON.stringify(bodyOf(request)), `${field} is dropped`);
            await submit({}, other);
            assertOrdered(other as object, emulator.bill({ perTask: true }).perTask?.at(-1));
          }
        }),
    }));
};

/** The subject's request with other values of a field, each as it comes to an adapter. */
function variants<Request>({ schema, request, values }: Subject<Request>, field: string): readonly Request[] {
  const given = values?.[field];
  const others =
    given === undefined
      ? requestsWithOther(field, request as Record<string, unknown>, schema)
      : given.map((value) => schema.parse({ ...request, [field]: value }));
  return others as readonly unknown[] as readonly Request[];
}
