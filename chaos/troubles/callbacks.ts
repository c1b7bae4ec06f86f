import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createObjectKeys } from '../../src/domain/object-keys.js';
import { taskIdIn, type Callback } from '../lines/callback-door.js';
import type { ObjectStore } from '../services/object-store.js';
import type { Stage, Trouble } from './trouble.js';

const largestRepetition = 30;
const tooLargeBytes = 2 * 1024 * 1024;

/** What becomes of callbacks on the way, and what strangers send. */
export const callbackTroubles: readonly Trouble[] = [
  {
    name: 'callbacks lost',
    weight: 2,
    befall({ scene, random }) {
      scene.callbackDoor.lose(1 + random.below(2));
      return {};
    },
  },
  {
    name: 'callbacks repeated',
    weight: 1,
    befall({ scene, random }) {
      scene.callbackDoor.repeat(1 + random.below(3), 2 + random.below(largestRepetition));
      return {};
    },
  },
  forged("callback forged: another's task", (one, other) => ({ path: one.path, body: other.body }), { owned: true }),
  forged('callback forged: rubbish', ({ path }) => ({ path, body: '{"id": ["no", "id"], "status": "completed"' })),
  forged('callback forged: too large', ({ path }) => ({ path, body: JSON.stringify('x'.repeat(tooLargeBytes)) })),
  forged(
    'callback forged: wrong token',
    ({ path, body }) => ({ path: path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), body }),
    { neverTaken: true },
  ),
];

interface ForgedOptions {
  /** Whether a receiver must refuse it. @default false */
  readonly neverTaken?: boolean;
  /** Whether the other one's task must have its owner: at its own address, even a run in doubt has to believe it. @default false */
  readonly owned?: boolean;
}

/** Something that only looks like a callback, made of two that came before. */
function forged(
  name: string,
  forge: (one: Callback, other: Callback) => Callback,
  { neverTaken = false, owned = false }: ForgedOptions = {},
): Trouble {
  return {
    name,
    weight: 1,
    async befall({ scene: { callbackDoor, s3 }, random, accuse }: Stage) {
      const seen = callbackDoor.seen();
      const one = random.pick(seen.slice(-20));
      const other = random.pick(owned ? seen.filter((callback) => hasOwner(s3, callback)) : seen);
      if (one === undefined || other === undefined) return undefined;
      const status = await callbackDoor.forge(forge(one, other));
      if (status === undefined) return undefined;
      if (neverTaken && status !== 404) accuse(`a callback with a wrong token was answered ${status}`);
      return {};
    },
  };
}

function hasOwner({ files }: ObjectStore, callback: Callback): boolean {
  const taskId = taskIdIn(callback);
  if (taskId === undefined) return false;
  const task = { gateway: 'evolink', account: 'default', endpoint: 'default', taskId } as const;
  return existsSync(join(files, createObjectKeys('').taskClaim(task)));
}
