import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseStoryboard } from '../../../src/domain/documents/parse-storyboard.js';
import { readStoryboardFile } from '../../../src/domain/documents/read-storyboard-file.js';
import { readYaml } from '../../../src/domain/documents/yaml-file.js';
import { refusalOf, shot, storyboardOf } from './storyboards.js';

const read = (text: string) => readYaml(text, 'storyboard.yaml');

describe('what is no plain document is refused at its place', () => {
  test.each([
    [
      'a key given twice',
      'vars:\n  a: x\n  b: y\n  a: z\n',
      "4:3: storyboard: 'a' for the second time; allowed: each key once",
    ],
    [
      'a key given twice in JSON',
      '{\n  "title": "x",\n  "title": "y"\n}',
      "3:3: storyboard: 'title' for the second time",
    ],
    ['an include', 'shots: !include shots.yaml\n', '1:8: storyboard: the tag !include; allowed: no tags'],
    [
      'binary data',
      'title: !!binary aGVsbG8=\n',
      '1:8: storyboard: the tag tag:yaml.org,2002:binary; allowed: no tags',
    ],
    [
      'several documents',
      'title: x\n---\ntitle: y\n',
      '2:1: storyboard: a second document; allowed: one document in a file',
    ],
    [
      'an alias of nothing',
      'title: *gone\n',
      "1:8: storyboard: '*gone'; allowed: an alias of an anchor that stands before it",
    ],
    ['a tab', 'vars:\n\ta: x\n', '2:1: storyboard: Tabs are not allowed as indentation; allowed: YAML 1.2, or JSON'],
    [
      'a quote that does not end',
      'title: "SECRET\n',
      '2:1: storyboard: Missing closing "quote; allowed: YAML 1.2, or JSON',
    ],
    [
      'what comes after the end',
      'a: 1\n]SECRET\n',
      '2:1: storyboard: Unexpected flow-seq-end token in YAML stream; allowed: ',
    ],
    [
      'a variable without quotes',
      'prompt: {{city}}\n',
      '1:10: storyboard: a key that is no text; allowed: texts as keys; a text that begins with { in quotes',
    ],
    ['a list as a key', '? [a]\n: b\n', '1:3: storyboard: a key that is no text'],
    ['what is nested without end', '['.repeat(100_000), 'storyboard: nested too deep; allowed: at most 20 levels'],
    [
      'a file of more than 1 MiB',
      `title: ${'x'.repeat(2 ** 20)}`,
      '1:1: storyboard: 1048583 bytes; allowed: at most 1048576 bytes',
    ],
    ['an empty file', '', '1:1: storyboard: null; allowed: a storyboard, with '],
    ['a list', '- a\n', "1:1: storyboard: ['a']; allowed: a storyboard, with "],
    [
      'what holds itself',
      'vars: &all\n  a: *all\n',
      '1:1: storyboard: nested too deep, or in itself; allowed: at most 20 levels',
    ],
  ])('%s', (_, text, message) => {
    const refused = refusalOf(text);
    expect(refused.message).toMatch(/^storyboard\.yaml:/);
    expect(refused.message).toContain(message);
    expect(refused.message).not.toContain('SECRET');
  });
});

describe('files that grow when they are read', () => {
  const levels = Array.from({ length: 12 }, (_, level) => `l${level}: &l${level} [${`*l${level - 1},`.repeat(9)}]`);

  test.each([
    ['aliases of aliases', ['l: &l-1 [lol]', ...levels].join('\n'), 'bytes as JSON; allowed: at most 1048576 bytes'],
    [
      'more than 1000 aliases',
      `a: &a x\nb: [${'*a,'.repeat(1001)}]`,
      '2:3005: storyboard: alias number 1001; allowed: at most 1000',
    ],
    [
      'a long text used often',
      `a: &a ${'x'.repeat(9999)}\nb: [${'*a,'.repeat(900)}]`,
      'bytes as JSON; allowed: at most 1048576',
    ],
    [
      'variables',
      `vars: { a: ${'x'.repeat(99_999)} }\ntitle: '${'{{a}}'.repeat(9999)}'`,
      '2:1: title: too much text by variables',
    ],
    [
      'names of long links',
      stringify(
        storyboardOf(
          Array.from({ length: 500 }, (_, index) => shot(`s${index}`, { referenceImageUrls: Array(5).fill('a') })),
          { defaults: { model: 'dashscope/wan2.6-r2v' }, references: { a: `s3://m/${'x'.repeat(1900)}.png` } },
        ),
      ),
      '1:1: storyboard: about 4931640 bytes with everything filled in; allowed: at most 1572864',
    ],
  ])('%s', (_, text, message) => {
    expect(refusalOf(text).message).toContain(message);
  });

  test('tens of thousands of fields are still read', () => {
    const vars = Object.fromEntries(Array.from({ length: 40_000 }, (_, index) => [`v${index}`, 'x']));
    expect(refusalOf(JSON.stringify({ vars })).message).toContain('storyboard.yaml:1:1: shots: missing');
  });
});

test('anchors and aliases are what they stand for', () => {
  const text = [
    'defaults: &defaults { model: vtrix/wan26_t2v, prompt: A cat }',
    'shots:',
    '  - { id: a, <<: *defaults }',
  ];
  expect(read(text.slice(0, 2).join('\n') + '\n  - &a { id: a }\n  - *a').content).toMatchObject({
    shots: [{ id: 'a' }, { id: 'a' }],
  });
  expect(refusalOf(text.join('\n')).message).toContain(
    'storyboard.yaml:3:14: shots.0.<<: object; allowed: not a field',
  );
});

test('what is wrong with something that is used by an alias is told where it is written', () => {
  const text = 'defaults:\n  model: auto\n  imageUrl: &dog dog\nshots:\n  - { id: a, prompt: A, imageUrl: *dog }';
  expect(refusalOf(text).issues).toMatchObject([
    { field: 'defaults.imageUrl', place: { line: 3, column: 3 } },
    { field: 'shots.0.imageUrl', place: { line: 5, column: 25 } },
  ]);
  const cast = 'defaults: { model: dashscope/wan2.6-r2v, prompt: A }\nreferences: { a: s3://m/a.png }\nshots:\n';
  const shots = '  - id: a\n    referenceImageUrls: &cast [a, b]\n  - id: b\n    referenceImageUrls: *cast';
  expect(refusalOf(cast + shots).issues.map(({ field, place }) => [field, place?.line, place?.column])).toEqual([
    ['shots.0.referenceImageUrls.1', 5, 35],
    ['shots.1.referenceImageUrls.1', 5, 35],
  ]);
});

test('scalars are read as YAML 1.2 reads them', () => {
  const text = '%YAML 1.1\n---\nyes: no\ndate: 2026-01-01\ntime: 12:30:00\n1: 0x10\nnull: ~\n';
  expect(read(text).content).toEqual({ yes: 'no', date: '2026-01-01', time: '12:30:00', 1: 16, null: null });
});

test('a place is known for every value, and for what is missing', () => {
  const { placeOf } = readStoryboardFile('shots:\n  - id: a\n    model: vtrix/wan26_t2v\n    prompt: A cat\n', {
    file: 'films/one.yaml',
  });
  const at = (line: number, column: number) => ({ file: 'films/one.yaml', line, column });
  expect(placeOf(['shots', 0, 'prompt'])).toEqual(at(4, 5));
  expect(placeOf(['shots', 0])).toEqual(at(2, 5));
  expect(placeOf(['shots', 0, 'seed'])).toEqual(at(2, 5));
  expect(placeOf(['budget'])).toEqual(at(1, 1));
});

/** Any plain JSON in a document's place: what is wrong with it is the same, however it is written. */
const anyJson = fc.jsonValue({ maxDepth: 4 });

test('whatever is written, YAML and JSON are read alike', () => {
  fc.assert(
    fc.property(anyJson, (content) => {
      const json = JSON.parse(JSON.stringify(content)) as unknown;
      expect(read(JSON.stringify(json)).content).toEqual(json);
      expect(read(JSON.stringify(json, null, '\t')).content).toEqual(json);
      expect(read(stringify(json)).content).toEqual(json);
    }),
  );
});

const texts = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .filter((text) => text.trim() !== '' && !text.includes('{{'));

const anyStoryboard = fc.record(
  {
    title: texts,
    vars: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), texts, { maxKeys: 3 }),
    shots: fc.uniqueArray(
      fc.record(
        {
          id: fc.stringMatching(/^[a-z0-9]{1,8}$/),
          prompt: texts,
          caption: texts,
          takes: fc.integer({ min: 1, max: 10 }),
        },
        { requiredKeys: ['id', 'prompt'] },
      ),
      { minLength: 1, maxLength: 6, selector: ({ id }) => id },
    ),
    parallel: fc.integer({ min: 1, max: 500 }),
  },
  { requiredKeys: ['shots'] },
);

test('whatever a storyboard says, it is the same as an object, as YAML and as JSON', () => {
  fc.assert(
    fc.property(anyStoryboard, (given) => {
      const document = { ...given, defaults: { model: 'auto' } };
      const storyboard = parseStoryboard(document);
      for (const text of [stringify(document), JSON.stringify(document), JSON.stringify(document, null, 2)]) {
        const file = readStoryboardFile(text, { file: 'storyboard.yaml' });
        expect(file.storyboard).toEqual(storyboard);
        expect(file.document).toEqual(document);
      }
    }),
    { numRuns: 30 },
  );
});
