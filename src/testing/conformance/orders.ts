import assert from 'node:assert/strict';
import { failedSubmission } from '../../providers/submit-verdict.js';
import type { SubmitFault } from '../emulator/faults/submit-faults.js';
import { faultsAt } from './faults-at.js';
import { rehearse } from './rehearsal.js';
import type { ConformanceCase, Subject } from './subject.js';

/** Statuses by which a gateway can say no; all others leave the outcome unknown. */
const refusals: readonly number[] = [400, 401, 402, 403, 404, 413, 422, 429];

/** Whether an answer says no, in the gateway's own words. */
const saysNo = ({ answer }: SubmitFault): boolean =>
  answer.kind === 'error' &&
  answer.form === 'json' &&
  refusals.includes(answer.status) &&
  !(answer.reason === 'idempotency-conflict' || answer.reason === 'outcome-unknown');

/**
 * What an order comes to, by what befalls its answer. `undefined` where a bare text is one gateway's own form and not
 * another's, and where a gateway says no to what it has taken: no client can know.
 */
function verdictOn(fault: SubmitFault): 'refused' | 'unknown' | undefined {
  const { accepts, answer } = fault;
  if (answer.kind === 'error' && answer.form === 'text') return undefined;
  if (!saysNo(fault)) return 'unknown';
  return accepts ? undefined : 'refused';
}

/** Answers that come all right, only late, need a clock that runs. */
const isLate = ({ answer }: SubmitFault): boolean => answer.kind === 'late' || answer.kind === 'after-callback';

/** Orders: that they are what the gateway takes, and that nothing is taken for a refusal that is none. */
export const orderCases = <Request>(subject: Subject<Request>): readonly ConformanceCase[] => [
  {
    name: 'an order is one job at a gateway that refuses unknown and missing fields',
    run: () =>
      rehearse(subject, async ({ submit, emulator }) => {
        const { taskId } = await submit();
        const { acceptedJobs, perTask = [] } = emulator.bill({ perTask: true });
        assert.equal(acceptedJobs, 1);
        assert.equal(perTask[0]?.id, taskId);
      }),
  },
  {
    name: 'an order that is held back at the last moment is not sent',
    run: () =>
      rehearse(subject, async ({ submit, emulator, failureOf }) => {
        const error = await failureOf(submit({ beforeSending: () => Promise.reject(new Error('not yet')) }));
        assert.equal(error.kind, 'not-sent');
        assert.equal(emulator.bill().requests.submits, 0);
      }),
  },
  {
    name: 'a gateway that is not there has been sent nothing',
    run: () =>
      rehearse(subject, async ({ submit, emulator, failureOf }) => {
        await emulator.close();
        assert.equal((await failureOf(submit())).kind, 'not-sent');
      }),
  },
  ...faultsAt(subject).flatMap(({ name, fault: { description, plan } }): ConformanceCase[] => {
    const { submit: fault } = plan;
    if (fault === undefined || isLate(fault)) return [];
    const verdict = verdictOn(fault);
    return [
      {
        name: `order, ${name}: ${description}: ${verdict ?? 'refused or unknown'}`,
        run: () =>
          rehearse(subject, async ({ submit, emulator, failureOf }) => {
            emulator.faults.next(name);
            const error = await failureOf(submit());
            assert.equal(emulator.bill().acceptedJobs, fault.accepts ? 1 : 0);
            if (verdict !== undefined) assert.equal(failedSubmission[error.kind], verdict);
          }),
      },
    ];
  }),
];
