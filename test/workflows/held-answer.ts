import type { Meddling } from '../helpers/http-proxy.js';
import { gate } from '../helpers/http-proxy.js';

/** Holds the gateway's answers to the orders that it takes. */
export function heldAnswer() {
  const taken = gate();
  const told = gate();
  return {
    /** Resolves when the gateway has taken an order. */
    taken: taken.opened,
    /** Lets the answers go. */
    tell: told.open,
    between: {
      async beforeAnswer({ method }, { statusCode }) {
        if (method !== 'POST' || statusCode !== 200) return;
        taken.open();
        await told.opened;
      },
    } satisfies Meddling,
  };
}
