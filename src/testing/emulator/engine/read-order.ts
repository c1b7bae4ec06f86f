import { z } from 'zod';
import type { Order } from './order.js';

/** An order as its body tells it. */
export type OrderBody = Omit<Order, 'wireKey'>;

/** What was posted, understood as an order, or why it cannot be. */
export type ReadOrder =
  | { readonly state: 'valid'; readonly body: object; readonly order: OrderBody }
  | { readonly state: 'unknown-model'; readonly model: string }
  | { readonly state: 'invalid'; readonly message: string | undefined; readonly param: string | undefined };

/** Makes a reader of orders out of the strict body of each model, by the word in `model`. */
export function createOrderReader<Body extends object>(
  bodies: Readonly<Record<string, z.ZodType<Body>>>,
  toOrder: (body: Body) => OrderBody,
) {
  return function readOrder(posted: unknown): ReadOrder {
    const named = z.looseObject({ model: z.string().min(1) }).safeParse(posted);
    if (!named.success) return invalid(named.error);
    const { model } = named.data;
    const schema = Object.hasOwn(bodies, model) ? bodies[model] : undefined;
    if (schema === undefined) return { state: 'unknown-model', model };
    const read = schema.safeParse(posted);
    return read.success ? { state: 'valid', body: read.data, order: toOrder(read.data) } : invalid(read.error);
  };
}

function invalid({ issues: [issue] }: z.ZodError): ReadOrder {
  const unknownField = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...(issue?.path ?? []), ...unknownField].join('.');
  const message = unknownField.length > 0 ? 'unknown parameter' : (issue?.message ?? 'not valid');
  return {
    state: 'invalid',
    message: path === '' ? undefined : `${path}: ${message}`,
    param: path || undefined,
  };
}
