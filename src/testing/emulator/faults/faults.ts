import { faultCatalogue, isFaultName, type FaultName } from './catalogue.js';
import type { FaultPlan, ReadFault } from './fault.js';

/** Asks for faults. What is asked for here is met once each, in the order of asking. */
export interface Faults {
  /** The next submit meets all of these; call again for the one after it. */
  next(...names: readonly FaultName[]): void;
  /** The next status read, of whichever task, meets this one. */
  nextRead(name: FaultName): void;
  /** Forgets what was asked for and not met yet. */
  clear(): void;
}

/** The side of `Faults` that the gateways see. */
export interface FaultSource {
  /** What this submit meets: what was asked for next, and what its prompt asks for. */
  takeForSubmit(prompt: string): FaultPlan;
  takeForRead(): ReadFault | undefined;
}

const marker = /\[\[fault:([a-z0-9-]+)(?:\*(\d+))?\]\]/g;

const planOf = (names: readonly FaultName[]): FaultPlan =>
  names.reduce<FaultPlan>((plan, name) => ({ ...plan, ...faultCatalogue[name] }), {});

/**
 * In a prompt, `[[fault:moderation]]` is met by every submit with that prompt and `[[fault:refuse-429*2]]` by the
 * first two; unknown names are ignored. Several markers in one prompt add up.
 */
export function createFaults(): Faults & FaultSource {
  const submits: FaultPlan[] = [];
  const reads: ReadFault[] = [];
  const timesMet = new Map<string, number>();

  function fromPrompt(prompt: string): FaultName[] {
    return [...prompt.matchAll(marker)].flatMap(([, name = '', times]) => {
      if (!isFaultName(name)) return [];
      const met = timesMet.get(`${name} ${prompt}`) ?? 0;
      timesMet.set(`${name} ${prompt}`, met + 1);
      return times === undefined || met < Number(times) ? [name] : [];
    });
  }

  return {
    next: (...names) => void submits.push(planOf(names)),
    nextRead(name) {
      const { read } = planOf([name]);
      if (read === undefined) throw new RangeError(`${name} is not a fault of status reads`);
      reads.push(read);
    },
    clear() {
      submits.length = 0;
      reads.length = 0;
    },
    takeForSubmit: (prompt) => ({ ...submits.shift(), ...planOf(fromPrompt(prompt)) }),
    takeForRead: () => reads.shift(),
  };
}
