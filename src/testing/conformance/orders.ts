import assert from 'node:assert/strict';
import type { ProviderError, ProviderErrorKind } from '../../providers/provider-error.js';
import { failedSubmission } from '../../providers/submit-verdict.js';
import type { SubmitFault } from '../emulator/faults/submit-faults.js';
import type { ErrorStatus } from '../emulator/faults/wrong-answers.js';
import { faultsAt } from './faults-at.js';
import { rehearse } from './rehearsal.js';
import type { ConformanceCase, Subject } from './subject.js';
import { assertOrdered } from './what-was-ordered.js';

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

/**
 * What a refusal may be told as: by it, a run fails, is held or is repeated. A gateway without a status for an empty
 * account says 403 for it, and may say nothing else by that.
 */
const kindsByStatus: Partial<Readonly<Record<ErrorStatus, readonly ProviderErrorKind[]>>> = {
  400: ['invalid-request'],
  401: ['authentication'],
  402: ['no-credit'],
  403: ['permission', 'no-credit'],
  404: ['not-found'],
  413: ['invalid-request'],
  422: ['invalid-request'],
  429: ['rate-limit'],
};

function assertKind({ kind }: ProviderError, { answer }: SubmitFault): void {
  assert.ok(answer.kind === 'error');
  const kinds = answer.reason === 'moderation' ? ['moderation'] : (kindsByStatus[answer.status] ?? []);
  assert.ok(kinds.includes(kind), `told as ${kind}, which it is not: ${kinds.join(' or ')}`);
}

/** Answers that come all right, only late, need a clock that runs. */
const isLate = ({ answer }: SubmitFault): boolean => answer.kind === 'late' || answer.kind === 'after-callback';

/** Orders: that they are what the gateway takes, and that nothing is taken for a refusal that is none. */
export const orderCases = <Request>(subject: Subject<Request>): readonly ConformanceCase[] => [
  {
    name: 'an order is one job at a gateway that refuses unknown and missing fields',
    run: () =>
      rehearse(subject, async ({ submit, emulator, request }) => {
        const { taskId } = await submit();
        const { acceptedJobs, perTask = [] } = emulator.bill({ perTask: true });
        assert.equal(acceptedJobs, 1);
        assert.equal(perTask[0]?.id, taskId);
        assertOrdered(request as object, perTask[0]);
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
            if (verdict === 'refused') assertKind(error, fault);
          }),
      },
    ];
  }),
];
