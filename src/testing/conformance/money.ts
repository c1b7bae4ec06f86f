import assert from 'node:assert/strict';
import Big from 'big.js';
import type { Money } from '../../domain/money.js';
import { toldMoney } from '../emulator/told-money.js';
import { rehearse } from './rehearsal.js';
import type { ConformanceCase, Subject } from './subject.js';

/** Money: that what the gateway says of it is told, and is what the bill has. */
export const moneyCases = <Request>(subject: Subject<Request>): readonly ConformanceCase[] => [
  {
    name: 'what is set aside and what is charged are told as the bill has them',
    run: () =>
      rehearse(subject, async ({ adapter, emulator, submit, finish }) => {
        const told = toldMoney[subject.facts.gateway];
        const onBill = (column: 'reserved' | 'charged') =>
          emulator.bill({ perTask: true }).perTask?.[0]?.[column] ?? '0';
        const assertAmount = (money: Money | undefined, basis: Money['basis'], amount: string) => {
          assert.deepEqual([money?.basis, money?.currency], [basis, told.currency]);
          const expected = new Big(amount).times(told.perUnit);
          assert.ok(
            expected.eq(money?.amount ?? 0),
            `${basis}: ${expected.toFixed()} on the bill, told ${money?.amount}`,
          );
        };
        const { taskId, reserved } = await submit();
        if (told.reserved) assertAmount(reserved, 'reserved', onBill('reserved'));
        else assert.equal(reserved, undefined);
        await finish();
        const status = await adapter.readStatus(taskId);
        assert.equal(status.state, 'succeeded');
        if (told.charged === 'amount') assertAmount(status.cost, 'settled', onBill('charged'));
        else assert.ok(Number(status.billedSeconds) > 0, `${status.billedSeconds} seconds are told to be charged`);
      }),
  },
];
