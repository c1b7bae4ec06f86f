import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { RequestSchema } from '../../domain/requests/define-model.js';

/** A field that has more values than these is tried with the first. */
const mostValues = 6;

/** Texts and links, of which each field takes its own. */
const texts = [
  'Rain on a window, seen from within',
  'https://example.com/another.png',
  'https://example.com/another.mp4',
  'https://example.com/another.mp3',
];

/** What a field may hold, as JSON Schema has it. */
interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
}

/** Requests that are right and differ from one in the value of this field alone. */
export function requestsWithOther(
  field: string,
  request: Readonly<Record<string, unknown>>,
  schema: RequestSchema,
): readonly Readonly<Record<string, unknown>>[] {
  const own = schema.shape[field];
  if (own === undefined) return [];
  const shape = z.toJSONSchema(own, { io: 'input', unrepresentable: 'any' }) as Shape;
  return valuesOf(shape, request[field])
    .filter((value) => own.safeParse(value).success && !isDeepStrictEqual(value, request[field]))
    .map((value) => schema.safeParse({ ...request, [field]: value }).data)
    .filter((other) => other !== undefined)
    .slice(0, mostValues);
}

/** Values of this shape, of which some may break rules that a shape does not tell. */
function valuesOf(shape: Shape, present: unknown): readonly unknown[] {
  if (shape.enum !== undefined) return shape.enum;
  if (shape.anyOf !== undefined) return shape.anyOf.flatMap((each) => valuesOf(each, present));
  switch (shape.type) {
    case 'boolean':
      return [true, false];
    case 'integer':
    case 'number': {
      const number = typeof present === 'number' ? present : 0;
      return [number + 1, number - 1, 0];
    }
    case 'string':
      return texts;
    case 'array':
      return valuesOf(shape.items ?? {}, undefined).flatMap((item) => [[item], [item, item]]);
    default:
      return [];
  }
}
