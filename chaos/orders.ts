import type { GenerationRequestInput } from '../src/domain/requests/index.js';

/** One generation that a backend wants, whatever happens. */
export interface Order {
  readonly id: string;
  readonly request: GenerationRequestInput;
}

/** Makes the orders of a run. They are the same for the same seed. */
export const makeOrders = (count: number, seed: number): readonly Order[] =>
  Array.from({ length: count }, (_, index) => {
    const id = `chaos-${seed}-${index + 1}`;
    const prompt = `Order ${id}`;
    return {
      id,
      request: { model: 'evolink/wan2.6-text-to-video', prompt, durationSeconds: 5, resolution: '720p' },
    };
  });
