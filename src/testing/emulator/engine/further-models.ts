import type { ReadOrder } from './read-order.js';

/** Models that a gateway takes beside its own, each like one of those: its orders are as strictly read. */
export type FurtherModels = Readonly<Record<string, string>>;

/** Makes a reader of orders take further models. */
export const takingAlso =
  (further: FurtherModels, read: (posted: unknown) => ReadOrder) =>
  (posted: unknown): ReadOrder => {
    const { model } = (posted ?? {}) as { readonly model?: unknown };
    if (typeof model !== 'string' || !Object.hasOwn(further, model)) return read(posted);
    const answer = read({ ...(posted as object), model: further[model] });
    return answer.state === 'valid' ? { ...answer, order: { ...answer.order, model } } : answer;
  };
