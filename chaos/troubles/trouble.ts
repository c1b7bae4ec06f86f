import type { Load } from '../load.js';
import type { Random } from '../random.js';
import type { Scene } from '../services/scene.js';

/** What a trouble works with. */
export interface Stage {
  readonly scene: Scene;
  readonly random: Random;
  readonly load: Load;
  /** Takes what must never happen and has. */
  readonly accuse: (violation: string) => void;
}

/** What a trouble has done. */
export interface Befallen {
  /** The generations that it can reach. @default all that are under way */
  readonly ids?: readonly string[];
  /** Resolves when it is over: what was down is up again. @default at once */
  readonly over?: Promise<unknown>;
}

/** One thing that can go wrong. */
export interface Trouble {
  readonly name: string;
  /** How often it comes, compared with the others. */
  readonly weight: number;
  /** Lets it happen. `undefined`: there is nothing that it could befall now. */
  readonly befall: (stage: Stage) => Promise<Befallen | undefined> | Befallen | undefined;
}
