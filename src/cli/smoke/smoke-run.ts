import type { Money } from '../../domain/money.js';
import type { GenerationRequest } from '../../domain/requests/index.js';
import type { OrderableModel } from '../../domain/requests/model-catalogue.js';
import type { StoredGeneration } from '../../domain/result.js';
import type { Prices } from '../../pricing/prices.js';
import type { TaskOnWire } from '../../providers/task-on-wire.js';

/** Whether a gateway's list, or its log, has shown a task. `undefined` where it could not be asked in time. */
export interface Shown {
  readonly whileRunning: boolean | undefined;
  readonly afterwards: boolean | undefined;
}

/** One real generation, and what was seen of it. */
export interface SmokeRun {
  readonly model: OrderableModel;
  readonly request: GenerationRequest;
  readonly quoted: Money;
  readonly prices: Prices;
  readonly result: StoredGeneration;
  /** How Vtrix's orders are written here. */
  readonly body: 'documented' | 'wrapped';
  readonly shown: Shown;
  /** Two reads of the ended task, one soon after the other; `undefined` where it could not be read. */
  readonly reads: readonly [TaskOnWire, TaskOnWire] | undefined;
}

/** What a run says of something that nobody documents. */
export interface Settled {
  readonly settled: 'yes' | 'no';
  readonly finding: string;
}

export const yes = (finding: string): Settled => ({ settled: 'yes', finding });
export const no = (finding: string): Settled => ({ settled: 'no', finding });

/** Where the finished task could not be read again. */
export const notRead = no('the finished task could not be read again');
