import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillVariables } from '../../../src/domain/documents/fill-variables.js';
import { parseStoryboard } from '../../../src/domain/documents/parse-storyboard.js';
import { RequestError } from '../../../src/domain/requests/request-error.js';
import { refusalOf, shot, storyboardOf } from './storyboards.js';

/** What becomes of one text. */
const filled = (title: string, settings: Parameters<typeof parseStoryboard>[1] = {}, vars = {}) =>
  parseStoryboard(storyboardOf([shot('a')], { title, vars }), settings).title;

describe('the moment of a run', () => {
  const scheduledAt = new Date('2026-03-29T00:59:07.500Z');

  test.each([
    [undefined, '2026-03-29 00:59 2026-03-29T00:59:07+00:00'],
    ['UTC', '2026-03-29 00:59 2026-03-29T00:59:07+00:00'],
    ['Europe/Berlin', '2026-03-29 01:59 2026-03-29T01:59:07+01:00'],
    ['America/New_York', '2026-03-28 20:59 2026-03-28T20:59:07-04:00'],
    ['Asia/Kolkata', '2026-03-29 06:29 2026-03-29T06:29:07+05:30'],
  ])('in the time zone %s', (timeZone, text) => {
    expect(filled('{{date}} {{time}} {{scheduledAt}}', { scheduledAt, timeZone })).toBe(text);
  });

  test('an hour later it is summer time', () => {
    const later = new Date('2026-03-29T01:00:00Z');
    expect(filled('{{scheduledAt}}', { scheduledAt: later, timeZone: 'Europe/Berlin' })).toBe(
      '2026-03-29T03:00:00+02:00',
    );
  });

  test('midnight begins a day', () => {
    expect(filled('{{date}} {{time}}', { scheduledAt: new Date('2026-01-01T00:00:00Z') })).toBe('2026-01-01 00:00');
  });

  test('is now, where nothing else is said', () => {
    const before = Date.now() - 1000;
    expect(Date.parse(filled('{{scheduledAt}}') ?? '')).toBeGreaterThanOrEqual(before);
  });

  test('of a time zone that there is not is refused', () => {
    const refused = () => filled('x', { timeZone: 'Mars/Olympus' });
    expect(refused).toThrow("timeZone: 'Mars/Olympus'; allowed: a time zone's name, such as 'Europe/Berlin' or 'UTC'");
    expect(refused).toThrow(RequestError);
  });
});

test('a value given at run time counts before the default of the document', () => {
  expect(filled('{{city}}', {}, { city: 'Hamburg' })).toBe('Hamburg');
  expect(filled('{{city}}', { vars: { city: 'Kiel' } }, { city: 'Hamburg' })).toBe('Kiel');
  expect(filled('{{ city }}, {{city}}', { vars: { city: 'Kiel' } })).toBe('Kiel, Kiel');
});

test('variables stand in every text: of shots, links, options, the film', () => {
  const { shots, options, film } = parseStoryboard({
    vars: { city: 'kiel', kind: 'wan2.6', rate: '720p' },
    references: { song: 's3://media/{{city}}.mp3' },
    defaults: { model: 'evolink/{{kind}}-text-to-video', resolution: '{{rate}}' },
    options: { tenant: 'team-{{city}}' },
    shots: [
      { id: '{{city}}', prompt: 'A', caption: 'In {{city}}' },
      { id: 'b', prompt: 'B', after: ['{{city}}'] },
    ],
    film: { voice: { url: 'song' } },
  });
  expect(shots[0]).toMatchObject({ id: 'kiel', caption: 'In kiel', request: { resolution: '720p' } });
  expect(options).toEqual({ tenant: 'team-kiel' });
  expect(film).toMatchObject({ voice: { url: 's3://media/kiel.mp3' } });
});

test('values are put in as they are', () => {
  expect(filled('{{a}}', { vars: { a: '$& $1 \\n </b>' } })).toBe('$& $1 \\n </b>');
});

describe('refused', () => {
  test('is a variable that there is not, with those that there are', () => {
    const file = 'vars: { city: Kiel }\nshots:\n  - id: a\n    model: auto\n    prompt: In {{citty}}';
    expect(refusalOf(file, { vars: { season: 'winter' } }).message).toBe(
      "storyboard.yaml:5:5: shots.0.prompt: '{{citty}}'; allowed: {{city}}, {{season}}, {{date}}, {{time}}, {{scheduledAt}}",
    );
  });

  test.each(['{{', '{{city', '{{ }}', '{{city | upper}}', '{{1st}}', '{{city}'])(
    'is %j, which is no variable',
    (title) => {
      expect(refusalOf(storyboardOf([shot('a')], { title, vars: { city: 'Kiel' } })).issues).toMatchObject([
        { field: 'title', given: "'{{' without a name and '}}'" },
      ]);
    },
  );

  test('is a value that no text takes', () => {
    const document = storyboardOf([shot('a', { caption: '{{city}}' })], { vars: { city: 'Kiel', season: 'winter' } });
    expect(refusalOf(document, { vars: { season: 'summer' } }).message).toBe(
      'vars.season: given at run time, used nowhere; allowed: variables that a text holds: city',
    );
    expect(refusalOf(storyboardOf([shot('a')]), { vars: { city: 'Kiel' } }).message).toContain('allowed: none');
    expect(parseStoryboard(document).shots).toHaveLength(1);
  });

  test('is another value for what is built in', () => {
    expect(refusalOf(storyboardOf([shot('a')]), { vars: { date: 'today' } }).message).toBe(
      'vars.date: given at run time; allowed: another name: date, time, scheduledAt are built in',
    );
    expect(refusalOf(storyboardOf([shot('a')], { vars: { time: 'noon' } })).issues).toMatchObject([
      {
        field: 'vars.time',
        place: { line: 7, column: 3 },
        allowed: 'another name: date, time, scheduledAt are built in',
      },
    ]);
  });

  test('is a value that is no text, or would be a variable itself', () => {
    const document = storyboardOf([shot('a', { caption: '{{city}}' })]);
    expect(refusalOf(document, { vars: { city: '{{date}}' } }).message).toContain(
      "vars.city: a text of 8 characters; allowed: text without '{{'",
    );
    expect(refusalOf(document, { vars: { city: 3 as never } }).message).toContain(
      "vars.city: 3; allowed: text without '{{'",
    );
    expect(refusalOf({ ...document, vars: { city: 3 } }).message).toContain('vars.city: 3; allowed: text without');
    expect(refusalOf({ ...document, vars: { city: '{{date}}' } }).message).toContain('vars.city: a text of 8');
  });
});

const names = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/);
const values = fc.string({ maxLength: 20 }).filter((value) => !value.includes('{{'));
const words = fc.string({ maxLength: 20 }).filter((word) => !word.includes('{') && !word.includes('}'));

test('whatever stands around them, no variable stays in a text, and nothing else is changed', () => {
  fc.assert(
    fc.property(
      fc.dictionary(names, values, { minKeys: 1, maxKeys: 5 }),
      fc.array(words, { minLength: 1 }),
      (vars, around) => {
        const known = Object.entries(vars);
        const pieces = around.map((word, index) => ({ word, variable: known[index % known.length]! }));
        const template = pieces.map(({ word, variable: [name] }) => `${word}{{${name}}}`).join('');
        const text = pieces.map(({ word, variable: [, value] }) => `${word}${value}`).join('');
        const { filled: document, used, issues } = fillVariables({ vars, deep: [{ text: template }] }, new Map(known));
        expect(document).toEqual({ vars, deep: [{ text }] });
        expect(used).toEqual(new Set(pieces.map(({ variable: [name] }) => name)));
        expect(issues).toEqual([]);
      },
    ),
  );
});
