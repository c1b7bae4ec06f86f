import { z } from 'zod';
import { isModelId, models, type ModelId } from '../models.js';
import { describe, describeKind } from './describe-value.js';
import { requestSchemas, type GenerationRequest } from './index.js';
import { RequestError, type RequestIssue } from './request-error.js';

/** More unknown fields than this are not looked at: each costs a comparison with every model. */
const mostUnknownFields = 30;

/** A request with its defaults filled in. Throws a `RequestError` that names every wrong field. */
export function parseRequest(request: unknown): GenerationRequest {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    throw new RequestError([
      { field: 'request', given: describeKind(request), allowed: 'a JSON object', acceptedBy: [] },
    ]);
  }
  const { model } = request as { model?: unknown };
  if (!isModelId(model)) {
    const allowed = Object.keys(models).join(', ');
    throw new RequestError([{ field: 'model', given: describe(model), allowed, acceptedBy: [] }]);
  }
  const result = requestSchemas[model].safeParse(request);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap((issue) => toIssues(issue, model, request));
  throw new RequestError(issues.filter(isFirstOfItsField));
}

const isFirstOfItsField = ({ field }: RequestIssue, at: number, all: readonly RequestIssue[]): boolean =>
  all.findIndex((issue) => issue.field === field) === at;

function toIssues(issue: z.core.$ZodIssue, model: ModelId, request: object): RequestIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, mostUnknownFields).map((field) => ({
      field,
      given: showField(field, valueAt(request, [field])),
      allowed: `not a field of ${model}, which has ${Object.keys(fieldsOf(model)).join(', ')}`,
      acceptedBy: othersTaking(model, field, request),
    }));
  }
  const field = String(issue.path[0]);
  const rule = issue.code === 'custom' ? issue.params?.['allowed'] : undefined;
  return [
    {
      field: issue.path.join('.'),
      given: showField(field, valueAt(request, issue.path)),
      allowed: typeof rule === 'string' ? rule : allowedFor(model, field),
      acceptedBy: othersTaking(model, field, request),
    },
  ];
}

/** What a field of a model may hold, in words. */
export function allowedFor(model: ModelId, field: string): string {
  let schema = fieldsOf(model)[field];
  while (schema?.description === undefined && (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)) {
    schema = schema.unwrap() as z.ZodType;
  }
  return schema?.description ?? (schema instanceof z.ZodLiteral ? [...schema.values].join(', ') : 'nothing');
}

/** The fields of a model, each with its schema. */
export const fieldsOf = (model: ModelId): Readonly<Record<string, z.ZodType>> => requestSchemas[model].shape;

/** The other models that have this field and nothing against it in this request. */
const othersTaking = (model: ModelId, field: string, request: object): ModelId[] =>
  Object.keys(models)
    .filter(isModelId)
    .filter((other) => other !== model && Object.hasOwn(fieldsOf(other), field))
    .filter((other) => {
      const { error } = requestSchemas[other].safeParse({ ...request, model: other });
      return error === undefined || error.issues.every(({ path }) => path[0] !== field);
    });

/** Prompts are not shown, nor are texts in fields that no model has: a misspelt prompt is one of those. */
const showField = (field: string, value: unknown): string =>
  !/prompt/i.test(field) &&
  Object.keys(models).some((model) => isModelId(model) && Object.hasOwn(fieldsOf(model), field))
    ? describe(value)
    : describeKind(value);

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
