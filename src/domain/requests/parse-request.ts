import { z } from 'zod';
import type { ModelId } from '../models.js';
import { describe, describeKind } from './describe-value.js';
import type { CheckedRequest, GenerationRequest } from './index.js';
import { knownModels, type ModelCatalogue, type OrderableModel } from './model-catalogue.js';
import { RequestError, type RequestIssue } from './request-error.js';

/** More unknown fields than this are not looked at: each costs a comparison with every model. */
const mostUnknownFields = 30;

/**
 * A request with its defaults filled in, by the models of a catalogue. Throws a `RequestError` that names every wrong
 * field.
 */
export function parseRequest(request: unknown): GenerationRequest;
export function parseRequest(request: unknown, catalogue: ModelCatalogue): CheckedRequest;
export function parseRequest(request: unknown, catalogue = knownModels): CheckedRequest {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    throw new RequestError([
      { field: 'request', given: describeKind(request), allowed: 'a JSON object', acceptedBy: [] },
    ]);
  }
  const { model: id } = request as { model?: unknown };
  const model = catalogue.find(id);
  if (model === undefined) throw unknownModel(id, catalogue);
  const result = model.request.safeParse(request);
  if (result.success) return result.data as unknown as CheckedRequest;
  const issues = result.error.issues.flatMap((issue) => toIssues(issue, { model, request, catalogue }));
  throw new RequestError(issues.filter(isFirstOfItsField));
}

/** That no model has this id, with the ids that there are. */
export const unknownModel = (id: unknown, { ids }: ModelCatalogue): RequestError =>
  new RequestError([{ field: 'model', given: describe(id), allowed: ids.join(', '), acceptedBy: [] }]);

const isFirstOfItsField = ({ field }: RequestIssue, at: number, all: readonly RequestIssue[]): boolean =>
  all.findIndex((issue) => issue.field === field) === at;

/** A request that a model does not take, and the models that may. */
interface Refusal {
  readonly model: OrderableModel;
  readonly request: object;
  readonly catalogue: ModelCatalogue;
}

function toIssues(issue: z.core.$ZodIssue, refusal: Refusal): RequestIssue[] {
  const { model, request, catalogue } = refusal;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, mostUnknownFields).map((field) => ({
      field,
      given: showField(field, valueAt(request, [field]), catalogue),
      allowed: `not a field of ${model.id}, which has ${Object.keys(model.request.shape).join(', ')}`,
      acceptedBy: othersTaking(field, refusal),
    }));
  }
  const field = String(issue.path[0]);
  const rule = issue.code === 'custom' ? issue.params?.['allowed'] : undefined;
  return [
    {
      field: issue.path.join('.'),
      given: showField(field, valueAt(request, issue.path), catalogue),
      allowed: typeof rule === 'string' ? rule : allowedFor(model, field),
      acceptedBy: othersTaking(field, refusal),
    },
  ];
}

/** What a field of a model may hold, in words. */
export function allowedFor({ request: { shape } }: OrderableModel, field: string): string {
  let schema = shape[field];
  while (schema?.description === undefined && (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)) {
    schema = schema.unwrap() as z.ZodType;
  }
  return schema?.description ?? (schema instanceof z.ZodLiteral ? [...schema.values].join(', ') : 'nothing');
}

/** The other models that have this field and nothing against it in this request. */
const othersTaking = (field: string, { model, request, catalogue }: Refusal): ModelId[] =>
  catalogue.all
    .filter((other) => other !== model && Object.hasOwn(other.request.shape, field))
    .filter((other) => {
      const { error } = other.request.safeParse({ ...request, model: other.id });
      return error === undefined || error.issues.every(({ path }) => path[0] !== field);
    })
    .map(({ id }) => id);

/** Prompts are not shown, nor are texts in fields that no model has: a misspelt prompt is one of those. */
const showField = (field: string, value: unknown, catalogue: ModelCatalogue): string =>
  !/prompt/i.test(field) && catalogue.all.some(({ request }) => Object.hasOwn(request.shape, field))
    ? describe(value)
    : describeKind(value);

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
