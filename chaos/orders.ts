import type { GenerationRequestInput } from '../src/domain/requests/index.js';
import type { FaultName } from '../src/testing/index.js';
import type { Random } from './random.js';

/** One generation that a backend wants, whatever happens. */
export interface Order {
  readonly id: string;
  readonly request: GenerationRequestInput;
  /** What the gateway itself does wrong with it. */
  readonly fault: FaultName | undefined;
}

/** One order in this many meets a fault of the gateway's own. */
const ordersPerFault = 6;

/** Faults that leave a generation an end which the oracle can foretell from the bill. */
const faults: readonly FaultName[] = [
  'accept-then-500',
  'accept-then-drop',
  'accept-without-id',
  'accept-then-html',
  'moderation',
  'provider-fault',
  'cancelled',
  'unknown-status',
  'status-404',
  'status-429',
  'status-500',
  'status-html',
  'callback-twice',
  'refuse-429',
];

/** A refusal that would come again for ever has to end. */
const onceOnly: readonly FaultName[] = ['refuse-429'];

/** Makes the orders of a run. Their ids are the same for the same seed. */
export function makeOrders(count: number, seed: number, random: Random): readonly Order[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `chaos-${seed}-${index + 1}`;
    const fault = random.below(ordersPerFault) === 0 ? random.pick(faults) : undefined;
    const marker = fault && ` [[fault:${fault}${onceOnly.includes(fault) ? '*1' : ''}]]`;
    const prompt = `Order ${id}${marker ?? ''}`;
    const request = { model: 'evolink/wan2.6-text-to-video', prompt, durationSeconds: 5, resolution: '720p' } as const;
    return { id, request, fault };
  });
}
