import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { readonly type: 'minor' }) => void;
let collect: Collect | undefined;

/**
 * Frees the buffers that arrived and were copied out of. V8 counts each as a few bytes and lets 32 MiB of them pile
 * up before it looks; asked once per part, for about a millisecond, it holds one part's worth instead.
 */
export function collectYoungGarbage(): void {
  collect ??= exposedCollector();
  collect({ type: 'minor' });
}

function exposedCollector(): Collect {
  setFlagsFromString('--expose-gc');
  const exposed: Collect = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return exposed;
}
