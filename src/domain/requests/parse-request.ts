import { z } from 'zod';
import { isModelId, models, type ModelId } from '../models.js';
import { requestSchemas, type GenerationRequest } from './index.js';
import { RequestError, type RequestIssue } from './request-error.js';

/** A request with its defaults filled in. Throws a `RequestError` that names every wrong field. */
export function parseRequest(request: unknown): GenerationRequest {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    throw new RequestError([{ field: 'request', given: describe(request), allowed: 'a JSON object', acceptedBy: [] }]);
  }
  const { model } = request as { model?: unknown };
  if (!isModelId(model)) {
    const allowed = Object.keys(models).join(', ');
    throw new RequestError([{ field: 'model', given: describe(model), allowed, acceptedBy: [] }]);
  }
  const result = requestSchemas[model].safeParse(request);
  if (result.success) return result.data;
  throw new RequestError(result.error.issues.flatMap((issue) => toIssues(issue, model, request)));
}

function toIssues(issue: z.core.$ZodIssue, model: ModelId, request: object): RequestIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({
      field,
      given: describe(valueAt(request, [field])),
      allowed: `not a field of ${model}, which has ${Object.keys(fieldsOf(model)).join(', ')}`,
      acceptedBy: othersTaking(model, field, request),
    }));
  }
  const field = String(issue.path[0]);
  const given = describe(valueAt(request, issue.path));
  const rule = issue.code === 'custom' ? issue.params?.['allowed'] : undefined;
  if (typeof rule === 'string') return [{ field, given, allowed: rule, acceptedBy: [] }];
  return [
    {
      field: issue.path.join('.'),
      given,
      allowed: allowedFor(model, field),
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

function othersTaking(model: ModelId, field: string, request: object): ModelId[] {
  const value = valueAt(request, [field]);
  return Object.keys(models).filter(
    (other): other is ModelId =>
      other !== model && isModelId(other) && fieldsOf(other)[field]?.safeParse(value).success === true,
  );
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);

const longestShown = 60;

function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') {
    const shown = URL.canParse(value) ? value.replace(/[?#].*$/s, '') : value;
    return shown.length <= longestShown ? `'${shown}'` : `a text of ${[...value].length} characters`;
  }
  const json = JSON.stringify(value);
  return json.length <= longestShown ? json : Array.isArray(value) ? `a list of ${value.length}` : typeof value;
}
