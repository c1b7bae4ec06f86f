import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { storyboardJsonSchema, type JsonSchema } from '../../../src/domain/documents/json-schema.js';
import { shot, storyboardOf } from './storyboards.js';

const root = join(import.meta.dirname, '../../..');

/** What an editor says of a document. */
const taken = (document: unknown) => z.fromJSONSchema(storyboardJsonSchema()).safeParse(document).success;

test('the published JSON Schema is the one that these sources make: npm run schema', async () => {
  const published = JSON.parse(await readFile(join(root, 'docs/storyboard.schema.json'), 'utf8')) as unknown;
  expect(published).toEqual(JSON.parse(JSON.stringify(storyboardJsonSchema())));
});

test('an editor takes the example of the documentation', async () => {
  expect(taken(parse(await readFile(join(root, 'examples/storyboard.yaml'), 'utf8')))).toBe(true);
});

test.each([
  ['a misspelt field', storyboardOf([shot('a', { promt: 'A' })])],
  ['a length that no model takes', storyboardOf([shot('a', { durationSeconds: 99 })])],
  ['an unknown model', storyboardOf([shot('a', { model: 'evolink/wan1' })])],
  ['a misspelt word', storyboardOf([shot('a')], { film: { captions: 'burned' } })],
  ['no shots', storyboardOf([])],
  ['a shot without an id', storyboardOf([{ prompt: 'A' }])],
  ['a variable without a name', storyboardOf([shot('a')], { vars: { 'the city': 'Kiel' } })],
])('an editor marks %s', (_, document) => {
  expect(taken(document)).toBe(false);
});

test.each([
  [
    'a name instead of a link',
    storyboardOf([shot('a', { model: 'auto', imageUrl: 'cat' })], { references: { cat: 's3://m/cat.png' } }),
  ],
  [
    'a variable instead of one of a few words',
    storyboardOf([shot('a', { aspectRatio: '{{ratio}}' })], { vars: { ratio: '9:16' } }),
  ],
  ['a variable instead of a model', storyboardOf([shot('a', { model: '{{model}}' })])],
  ['a model left open', storyboardOf([shot('a', { model: 'auto' })])],
  ['no film', storyboardOf([shot('a')], { film: 'none' })],
  [
    'every form of an approval',
    storyboardOf([shot('a')], { approval: { mode: 'each-shot', timeout: '1h', then: 'reject' } }),
  ],
  ['its own link to the schema', storyboardOf([shot('a')], { $schema: './storyboard.schema.json' })],
])('an editor takes %s', (_, document) => {
  expect(taken(document)).toBe(true);
});

test('every field says what it means', () => {
  const { properties } = storyboardJsonSchema();
  const undescribed = (fields: JsonSchema['properties']) =>
    Object.entries(fields ?? {})
      .filter(([, field]) => (field as JsonSchema).description === undefined)
      .map(([name]) => name);
  const shots = (properties!['shots'] as JsonSchema).items as JsonSchema;
  const film = (properties!['film'] as JsonSchema).anyOf!.find((one) => one.type === 'object') as JsonSchema;
  expect([properties, shots.properties, film.properties].flatMap(undescribed)).toEqual([]);
});
