/** A shot, as far as its place among the others goes. */
export interface GraphShot {
  readonly id: string;
  readonly continues?: string | undefined;
  readonly after: readonly string[];
}

/** The shots that a shot waits for: the one that it continues first. */
export const parentsOf = ({ continues, after }: GraphShot): readonly string[] => [
  ...new Set(continues === undefined ? after : [continues, ...after]),
];

/** The shots that wait for a shot, directly or through others, in the order of the document; never the shot itself. */
export function dependantsOf<Shot extends GraphShot>(shots: readonly Shot[], id: string): readonly Shot[] {
  const found = new Set([id]);
  let before = 0;
  while (found.size > before) {
    before = found.size;
    for (const shot of shots) {
      if (parentsOf(shot).some((parent) => found.has(parent))) found.add(shot.id);
    }
  }
  return shots.filter((shot) => shot.id !== id && found.has(shot.id));
}

/**
 * The shots in an order in which each stands behind those that it waits for. Throws when some wait for each other, and
 * passes over parents that are no shots.
 */
export function inOrder<Shot extends GraphShot>(shots: readonly Shot[]): readonly Shot[] {
  const [cycle] = cyclesOf(shots);
  if (cycle !== undefined) throw new Error(`these shots wait for each other: ${cycle.join(' → ')}`);
  const byId = new Map(shots.map((shot) => [shot.id, shot]));
  const ordered = new Set<Shot>();
  const put = (shot: Shot) => {
    if (ordered.has(shot)) return;
    for (const parent of parentsOf(shot)) {
      const earlier = byId.get(parent);
      if (earlier !== undefined) put(earlier);
    }
    ordered.add(shot);
  };
  shots.forEach(put);
  return [...ordered];
}

/**
 * The ways on which a shot waits for itself: `['a', 'b', 'a']` where a waits for b, and b for a. Of shots that wait for
 * each other, at least one way is told, and at most one for each shot; where none do, there is none.
 */
export function cyclesOf(shots: readonly GraphShot[]): readonly (readonly string[])[] {
  const byId = new Map(shots.map((shot) => [shot.id, shot]));
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (shot: GraphShot, way: readonly string[]) => {
    if (done.has(shot.id)) return;
    const here = [...way, shot.id];
    const parents = parentsOf(shot);
    const back = parents.find((parent) => here.includes(parent));
    if (back !== undefined) cycles.push([...here.slice(here.indexOf(back)), back]);
    for (const parent of parents) {
      const earlier = byId.get(parent);
      if (earlier !== undefined && !here.includes(parent)) visit(earlier, here);
    }
    done.add(shot.id);
  };
  for (const shot of shots) visit(shot, []);
  return cycles;
}
