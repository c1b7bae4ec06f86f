/** How often something happened, and to which generations. */
export interface Tallied {
  readonly name: string;
  readonly injected: number;
  readonly ids: ReadonlySet<string>;
}

/** Counts troubles. */
export function createTally() {
  const counts = new Map<string, { injected: number; ids: Set<string> }>();
  return {
    add(name: string, ids: readonly string[]): void {
      const entry = counts.get(name) ?? { injected: 0, ids: new Set() };
      entry.injected += 1;
      for (const id of ids) entry.ids.add(id);
      counts.set(name, entry);
    },
    all: (): readonly Tallied[] => [...counts].map(([name, entry]) => ({ name, ...entry })),
  };
}

export type Tally = ReturnType<typeof createTally>;
