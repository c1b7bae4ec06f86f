import type { GatewayName } from '../engine/gateway-name.js';
import { canMeet, defaultRandomFaults, faultCatalogue, faultNamed, isFaultName, type FaultName } from './catalogue.js';
import type { FaultPlan } from './plan.js';
import { drawFaults, type RandomFaults } from './random-faults.js';
import { createReadFaults, type ReadFaults } from './read-faults.js';
import type { SpoiltAnswer, WrongAnswer } from './wrong-answers.js';

/** Asks for faults. What is asked for by name is met once each, in the order of asking. */
export interface Faults {
  /** The next submit, and the job that comes of it, meets all of these; call again for the one after it. */
  next(...names: readonly FaultName[]): void;
  /** The next status read, of whichever task, meets this one. */
  nextRead(name: FaultName): void;
  /** The next read of the task list meets this one. */
  nextList(name: FaultName): void;
  /** From now on, jobs meet faults by chance. */
  random(options: RandomFaults): void;
  /** Forgets what was asked for and not met yet, random faults included. */
  clear(): void;
}

/** What is to go wrong with one job, and what it is called. */
export interface NamedPlan extends FaultPlan {
  readonly names: readonly FaultName[];
}

/** The side of `Faults` that the gateways see. */
export interface FaultSource {
  /** What this submit meets: by chance, by what was asked for next, and by what its prompt asks for. */
  takeForSubmit(submit: {
    readonly gateway: GatewayName;
    readonly prompt: string;
    readonly key: string | undefined;
  }): NamedPlan;
  readonly statusReads: ReadFaults;
  readonly listReads: ReadFaults;
  /** How often each fault was met. */
  met(): Readonly<Partial<Record<FaultName, number>>>;
}

const marker = /\[\[fault:([a-z0-9-]+)(?:\*(\d+))?\]\]/g;

/**
 * In a prompt, `[[fault:moderation]]` is met by every submit with that prompt and `[[fault:refuse-429*2]]` by the
 * first two; unknown names are ignored. Several markers in one prompt add up. Random faults go by the idempotency key,
 * else by the prompt, and strike only the first of several submits that are alike.
 */
export function createFaults(): Faults & FaultSource {
  const submits: (readonly FaultName[])[] = [];
  const timesAsked = new Map<string, number>();
  const timesMet: Partial<Record<FaultName, number>> = {};
  const count = (name: FaultName) => void (timesMet[name] = (timesMet[name] ?? 0) + 1);
  const statusReads = createReadFaults({
    what: 'status reads',
    answerOf: (name) => faultNamed(name).plan.read?.answer,
    onMet: count,
  });
  const listReads = createReadFaults({ what: 'list reads', answerOf: listAnswer, onMet: count });
  let random: RandomFaults | undefined;
  const submittedKeys = new Set<string>();

  function fromPrompt(prompt: string): FaultName[] {
    return [...prompt.matchAll(marker)].flatMap(([, name = '', times]) => {
      if (!isFaultName(name)) return [];
      const asked = timesAsked.get(`${name} ${prompt}`) ?? 0;
      timesAsked.set(`${name} ${prompt}`, asked + 1);
      return times === undefined || asked < Number(times) ? [name] : [];
    });
  }

  function byChance(gateway: GatewayName, key: string): FaultName[] {
    if (random === undefined) return [];
    const { faults = defaultRandomFaults } = random;
    const drawn = drawFaults({ ...random, faults: faults.filter((name) => canMeet(gateway, name)) }, key);
    if (submittedKeys.has(key)) return drawn.filter((name) => faultNamed(name).plan.submit === undefined);
    submittedKeys.add(key);
    return drawn;
  }

  return {
    statusReads,
    listReads,
    next: (...names) => void submits.push(names),
    nextRead: (name) => statusReads.ask(name),
    nextList: (name) => listReads.ask(name),
    random(options) {
      if (!(options.shareOfJobs >= 0 && options.shareOfJobs <= 1)) throw new RangeError('shareOfJobs: from 0 to 1');
      random = options;
    },
    clear() {
      submits.length = 0;
      statusReads.clear();
      listReads.clear();
      random = undefined;
      submittedKeys.clear();
    },
    takeForSubmit({ gateway, prompt, key = prompt }) {
      const asked = [...byChance(gateway, key), ...(submits.shift() ?? []), ...fromPrompt(prompt)];
      const plan = toPlan(asked.filter((name) => canMeet(gateway, name)));
      const refused = plan.submit?.accepts === false;
      for (const name of plan.names) if (!refused || faultNamed(name).plan.submit !== undefined) count(name);
      return plan;
    },
    met: () => ({ ...timesMet }),
  };
}

function listAnswer(name: FaultName): WrongAnswer | SpoiltAnswer | undefined {
  const { list } = faultNamed(name).plan;
  return list?.kind === 'fails' ? list.answer : undefined;
}

/** One plan out of all that was asked for; where two strike at one place, the later one does. */
function toPlan(asked: readonly FaultName[]): NamedPlan {
  const plan = asked.reduce<FaultPlan>((sum, name) => ({ ...sum, ...faultNamed(name).plan }), {});
  const inForce = new Set<unknown>(Object.values(plan));
  const names = [...new Set(asked)].filter((name) =>
    Object.values(faultCatalogue[name].plan).some((part) => inForce.has(part)),
  );
  return { ...plan, names };
}
