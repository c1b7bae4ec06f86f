import { Big } from 'big.js';
import type { Clock } from './clock.js';
import type { Job, JobAccount } from './job.js';
import type { Ledger } from './ledger.js';

/** Moves the money of jobs that have ended. */
export interface Till {
  /** Charges so much of what is held, and gives the rest back. */
  settle(job: Job, charged: Big): void;
  /** Gives back what is held, when and if the job's faults let it. */
  refund(job: Job): void;
}

export const nothing = new Big(0);

export const createAccount = (reserved: Big): JobAccount => ({ held: reserved, charged: nothing, refunded: nothing });

export function createTill({ ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock }): Till {
  function settle(job: Job, charged: Big): void {
    const { held } = job.account;
    ledger.settle(held, charged);
    job.account = { held: nothing, charged, refunded: held.minus(charged) };
  }

  function refund(job: Job): void {
    const { course } = job.faults;
    const when = course?.kind === 'fail' ? course.refund : 'at-once';
    if (when === 'at-once') settle(job, nothing);
    else if (when === 'never') settle(job, job.account.held);
    else clock.after(when.afterSeconds * 1000, () => settle(job, nothing));
  }

  return { settle, refund };
}
