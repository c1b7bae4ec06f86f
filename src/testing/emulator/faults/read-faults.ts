import type { FaultName } from './catalogue.js';
import type { SpoiltAnswer, WrongAnswer } from './wrong-answers.js';

/** What the next reads of one kind are answered with instead. */
export interface ReadFaults {
  /** The next read meets the fault of that name. */
  ask(name: FaultName): void;
  /** The next reads are answered like this, `reads` of them. */
  add(answer: WrongAnswer | SpoiltAnswer, reads: number): void;
  take(): WrongAnswer | SpoiltAnswer | undefined;
  clear(): void;
}

export interface ReadFaultsOptions {
  /** What is read, in words. */
  readonly what: string;
  /** What a fault makes of such a read, if anything. */
  readonly answerOf: (name: FaultName) => WrongAnswer | SpoiltAnswer | undefined;
  readonly onMet: (name: FaultName) => void;
}

/** Makes a queue of faults for reads of one kind. */
export function createReadFaults({ what, answerOf, onMet }: ReadFaultsOptions): ReadFaults {
  const queue: { readonly answer: WrongAnswer | SpoiltAnswer; readonly name?: FaultName }[] = [];
  return {
    ask(name) {
      const answer = answerOf(name);
      if (answer === undefined) throw new RangeError(`${name} is not a fault of ${what}`);
      queue.push({ answer, name });
    },
    add(answer, reads) {
      for (let read = 0; read < reads; read += 1) queue.push({ answer });
    },
    take() {
      const taken = queue.shift();
      if (taken?.name !== undefined) onMet(taken.name);
      return taken?.answer;
    },
    clear: () => void (queue.length = 0),
  };
}
