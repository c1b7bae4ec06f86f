import { setTimeout as pause } from 'node:timers/promises';

const deadlineMs = 90_000;
const betweenLooksMs = 25;

type Nothing = undefined | null | false;

/** Looks until there is something to see, and gives it. */
export async function until<Seen>(look: () => Promise<Seen | Nothing> | Seen | Nothing, what: string): Promise<Seen> {
  const start = performance.now();
  while (performance.now() - start < deadlineMs) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    await pause(betweenLooksMs);
  }
  throw new Error(`waited in vain for ${what}`);
}
