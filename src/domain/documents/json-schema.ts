import { z } from 'zod';
import { autoModel } from '../model-choice.js';
import { knownModels, type ModelCatalogue } from '../requests/model-catalogue.js';
import { generationOptions } from '../requests/parse-options.js';
import { allowedFor } from '../requests/parse-request.js';
import { documentSchema } from './document-schema.js';
import { requestFieldsOf } from './request-fields.js';
import { takesLinks } from './resolve-references.js';

/** A JSON Schema, as editors read it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * What editors hold a storyboard against while it is written. It refuses nothing that `parseStoryboard` takes, which checks
 * more: fields against their model, shots against each other.
 */
export function storyboardJsonSchema(models: ModelCatalogue = knownModels): JsonSchema {
  const requestFields = requestFieldsOf(models).map((field) => [field, anyOfModels(field, models)]);
  const schema = documentSchema({
    requestFields: Object.fromEntries(requestFields),
    options: generationOptions.optional(),
  }).describe('A storyboard of Reelwork: docs/storyboards.md tells every field.');
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input', override: letVariablesIn });
}

/** What some model takes in a field. */
function anyOfModels(field: string, { all, ids }: ModelCatalogue): z.ZodType {
  if (field === 'model') {
    const choice = z.enum([autoModel, ...ids]);
    return choice.optional().describe(`A model's id, or ${autoModel}.`);
  }
  const having = all.filter(({ request }) => Object.hasOwn(request.shape, field));
  const fields = having.map(({ request }) => withoutDefault(request.shape[field]!));
  const different = [...new Map(fields.map((schema) => [withoutWords(schema), schema])).values()];
  const allowed = new Set(having.map((model) => allowedFor(model, field)));
  const taken = different.length === 1 ? different[0]! : z.union(different);
  const orName = takesLinks(field) ? ['a name out of references'] : [];
  return taken.describe([...allowed, ...orName].join('; or ')).optional();
}

/** A storyboard's defaults come before those of the model. */
const withoutDefault = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodOptional
    ? withoutDefault(schema.unwrap() as z.ZodType)
    : schema;

/** Schemas that are alike in this are one to editors. */
function withoutWords(schema: z.ZodType): string {
  const { description: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return JSON.stringify(rest);
}

/** A text that is one of a few, or of a certain form, may be made by variables. */
function letVariablesIn({ jsonSchema, path }: { jsonSchema: JsonSchema; path: readonly (string | number)[] }): void {
  const { type, enum: words, const: word, pattern, ...rest } = jsonSchema;
  const isFree = words === undefined && word === undefined && pattern === undefined;
  if (type !== 'string' || isFree || path.includes('propertyNames')) return;
  const written = Object.fromEntries(
    Object.entries({ type, enum: words, const: word, pattern }).filter(([, of]) => of !== undefined),
  );
  for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
  Object.assign(jsonSchema, rest, { anyOf: [written, { type: 'string', pattern: '\\{\\{' }] });
}
