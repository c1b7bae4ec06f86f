import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../random.js';
import { callbackTroubles } from './callbacks.js';
import { networkTroubles } from './network.js';
import { deaths, outages } from './processes.js';
import { runTroubles } from './runs.js';
import type { Tally } from './tally.js';
import type { Stage, Trouble } from './trouble.js';

/** Which troubles come, and how many seconds lie between two of them. */
interface Rhythm {
  readonly troubles: readonly Trouble[];
  readonly seconds: readonly [from: number, to: number];
}

const rhythms = ({ deathsPerMinute, outagesPerMinute }: Frequencies): readonly Rhythm[] => [
  { troubles: deaths, seconds: [20 / deathsPerMinute, 100 / deathsPerMinute] },
  { troubles: [...outages, ...runTroubles], seconds: [24 / outagesPerMinute, 96 / outagesPerMinute] },
  { troubles: [...networkTroubles, ...callbackTroubles], seconds: [0.3, 1.5] },
];

/** How often on average. */
export interface Frequencies {
  /** A worker or receiver is killed. */
  readonly deathsPerMinute: number;
  /** A service is out, a process frozen or a run tampered with. */
  readonly outagesPerMinute: number;
}

export interface TroubleOptions extends Frequencies {
  readonly stage: Stage;
  readonly tally: Tally;
  /** Aborted: no trouble begins any more. */
  readonly signal: AbortSignal;
}

/** Makes trouble until it is told to stop; resolves when all of it is over. */
export async function makeTrouble({ stage, tally, signal, ...frequencies }: TroubleOptions): Promise<void> {
  const lasting = new Set<Promise<unknown>>();

  async function happen({ name, befall }: Trouble, random: Random): Promise<void> {
    const befallen = await befall({ ...stage, random });
    if (befallen === undefined) return;
    tally.add(name, befallen.ids ?? stage.load.underWay());
    await befallen.over;
  }

  const atRest = () => stage.load.started().length - stage.load.underWay().length;

  async function keep({ troubles, seconds }: Rhythm, random: Random): Promise<void> {
    let before = -1;
    while (await waited(random.between(...seconds) * 1000, signal)) {
      // Blows that come faster than the machine gets on would in the end meet nothing but what they have stopped.
      if (atRest() === before) continue;
      before = atRest();
      const trouble = weighted(troubles, random);
      const happening = happen(trouble, random).finally(() => lasting.delete(happening));
      lasting.add(happening);
    }
  }

  await Promise.all(rhythms(frequencies).map((rhythm, index) => keep(rhythm, stage.random.branch(`rhythm ${index}`))));
  await Promise.all(lasting);
}

/** Whether the time has passed without an abort. */
const waited = (ms: number, signal: AbortSignal): Promise<boolean> => pause(ms, true, { signal }).catch(() => false);

function weighted(troubles: readonly Trouble[], random: Random): Trouble {
  let left = random.next() * troubles.reduce((sum, { weight }) => sum + weight, 0);
  return troubles.find(({ weight }) => (left -= weight) < 0) ?? troubles[0]!;
}
