import { callbackCases } from './callbacks.js';
import { endCases } from './ends.js';
import { fieldCases } from './fields.js';
import { lookUpCases } from './look-ups.js';
import { moneyCases } from './money.js';
import { orderCases } from './orders.js';
import { statusCases } from './status-reads.js';
import type { ConformanceCase, Subject } from './subject.js';

/**
 * Everything that an adapter has to do right for one model, tried against the emulator of its gateway: orders, each field
 * of them, and their verdicts; money, every state and its synonyms, every end, callbacks, what is done for lost and
 * cancelled orders. Each case starts a
 * gateway of its own, and its `run` rejects with what is wrong; give them to any test runner:
 * `test.each(conformanceCases(subject))('$name', ({ run }) => run())`.
 */
export const conformanceCases = <Request>(subject: Subject<Request>): readonly ConformanceCase[] => [
  ...orderCases(subject),
  ...fieldCases(subject),
  ...moneyCases(subject),
  ...statusCases(subject),
  ...endCases(subject),
  ...callbackCases(subject),
  ...lookUpCases(subject),
];

export type { AdapterOptions, ConformanceCase, Subject } from './subject.js';
