import { isGenerationId } from './ids.js';

/** What an object below `generations/` says of which generation, where recovering lost runs depends on it. */
export type GenerationObject =
  | { readonly holds: 'manifest'; readonly id: string }
  | { readonly holds: 'record' | 'acceptance' | 'closure'; readonly id: string; readonly n: number };

const form =
  /^(?<id>[^/]+(?:\/[^/]+\/[^/]+)??)\/(?:manifest\.json|submissions\/(?<n>[1-9]\d{0,8})(?<kind>\.accepted|\.closed)?\.json)$/;

/** Reads the part of an object's key after `generations/`; `undefined` for videos and for what is none of ours. */
export function readGenerationKey(name: string): GenerationObject | undefined {
  const { id, n, kind } = form.exec(name)?.groups ?? {};
  if (id === undefined || !isGenerationId(id)) return undefined;
  if (n === undefined) return { holds: 'manifest', id };
  const holds = kind === undefined ? 'record' : kind === '.accepted' ? 'acceptance' : 'closure';
  return { holds, id, n: Number(n) };
}
