import { assertFreePort } from '../../src/testing/local-stack/ports.js';

/** Temporal keeps its ports in PostgreSQL as 16 bits with a sign; the system hands out none of these to others. */
const lowest = 15_000;
const highest = 32_000;

/** A free port that fits into Temporal's table of its members. */
export async function lowPort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    const free = await assertFreePort(port, 'Temporal').then(
      () => true,
      () => false,
    );
    if (free) return port;
  }
}
