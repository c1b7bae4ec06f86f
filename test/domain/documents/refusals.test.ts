import { describe, expect, test } from 'vitest';
import { parseStoryboard } from '../../../src/domain/documents/parse-storyboard.js';
import { refusalOf, shot, storyboardOf } from './storyboards.js';

/** A file that begins with a model for every shot, in line 1. */
const file = (...lines: readonly string[]) =>
  ['defaults: { model: evolink/wan2.6-text-to-video, prompt: A cat }', ...lines].join('\n');

const chainTakers = 'evolink/wan2.6-image-to-video, dashscope/wan2.6-i2v, dashscope/wan2.6-i2v-flash';

describe('the shots', () => {
  test.each([
    [
      'a value that the model does not take',
      file('shots:', '  - id: a', '    durationSeconds: 99'),
      '4:5: shots.0.durationSeconds: 99; allowed: a whole number from 2 to 15',
    ],
    [
      'a field that another model has',
      file('shots:', '  - id: a', '    seed: 3'),
      '4:5: shots.0.seed: 3; allowed: not a field of evolink/wan2.6-text-to-video, which has model, prompt, ',
    ],
    [
      'a wrong default, where it is written',
      'defaults:\n  model: evolink/wan2.6-text-to-video\n  durationSeconds: 99\nshots: [{ id: a, prompt: A }, { id: b, prompt: B }]',
      "3:3: defaults.durationSeconds: 99; allowed: a whole number from 2 to 15 (for shot 'a')",
    ],
    [
      'a missing field, at the shot',
      'shots:\n  - id: a\n    model: vtrix/wan26_t2v',
      '2:5: shots.0.prompt: missing; allowed: text of 1 to 1500 characters',
    ],
    [
      'a missing model',
      'shots:\n  - id: a\n    prompt: A',
      '2:5: shots.0.model: missing; allowed: evolink/wan2.6-text',
    ],
    [
      'an unknown model',
      'shots:\n  - id: a\n    model: evolink/wan1\n    prompt: A',
      "3:5: shots.0.model: 'evolink/wan1'; allowed: evolink/wan2.6-text-to-video, ",
    ],
    [
      'what no model takes',
      file(
        'shots:',
        '  - id: a',
        '    model: auto',
        '    generateAudio: false',
        '    negativePrompt: rain',
        '    watermark: true',
      ),
      "4:5: shots.0.model: 'auto'; allowed: a request that some model takes\n  not evolink/wan2.6-text-to-video: generateAudio: false; ",
    ],
    [
      'a list with one wrong member',
      file(
        'shots:',
        '  - id: a',
        '    model: dashscope/wan2.6-r2v',
        '    referenceImageUrls:',
        '      - s3://media/a.png',
        '      - s3://media/a.gif',
      ),
      "7:9: shots.0.referenceImageUrls.1: 's3://media/a.gif'; allowed: 1 to 5 https:// or s3:// links to images",
    ],
    [
      'an id that would not fit into a path',
      file('shots:', '  - id: a/b'),
      "3:5: shots.0.id: 'a/b'; allowed: a letter or digit, then up to 99 letters",
    ],
    [
      'two shots of one id',
      file('shots:', '  - id: a', '  - id: b', '  - id: a'),
      "5:5: shots.2.id: 'a', as shots.0 has it; allowed: an id of its own",
    ],
    [
      'a selected take that is not made',
      file('shots:', '  - id: a', '    takes: 2', '    select: 3'),
      '5:5: shots.0.select: 3; allowed: at most 2: so many takes are made',
    ],
    [
      'too many takes',
      file('shots:', '  - { id: a, takes: 11 }'),
      '3:14: shots.0.takes: 11; allowed: a whole number from 1 to 10',
    ],
    ['no shots', file('shots: []'), '2:1: shots: []; allowed: 1 to 500 shots'],
  ])('%s', (_, text, message) => {
    expect(refusalOf(text).message).toContain(`storyboard.yaml:${message}`);
  });

  test('more than 500 shots', () => {
    const shots = Array.from({ length: 501 }, (_, index) => shot(`s${index}`));
    expect(() => parseStoryboard(storyboardOf(shots))).toThrow('shots: a list of 501; allowed: 1 to 500 shots');
    expect(parseStoryboard(storyboardOf(shots.slice(1))).shots).toHaveLength(500);
  });
});

describe('the order of the shots', () => {
  test.each([
    [
      'a shot that there is not',
      file('shots:', '  - id: a', '    after: [b]', '  - id: b', '    after: [a, d]', '  - id: c'),
      "storyboard.yaml:6:16: shots.1.after.1: 'd'; allowed: another shot's id: a, c",
    ],
    [
      'a shot that there is not, to be continued',
      file('shots:', '  - id: a', '    model: auto', '    continues: z'),
      "storyboard.yaml:5:5: shots.0.continues: 'z'; allowed: another shot's id: ",
    ],
    [
      'the shot itself',
      file('shots:', '  - id: a', '    after:', '      - a', '  - id: b'),
      "storyboard.yaml:5:9: shots.0.after.0: 'a', the shot itself; allowed: another shot's id: b",
    ],
    [
      'the shot itself, to be continued',
      file('shots:', '  - { id: a, model: auto, continues: a }', '  - id: b'),
      "storyboard.yaml:3:27: shots.0.continues: 'a', the shot itself; allowed: another shot's id: b",
    ],
    [
      'shots that wait for each other, through both words',
      file(
        'shots:',
        '  - id: a',
        '    after: [c]',
        '  - id: b',
        '    model: auto',
        '    continues: a',
        '  - { id: c, after: [b] }',
      ),
      'storyboard.yaml:7:5: shots.1.continues: a → c → b → a; allowed: shots that do not wait for each other',
    ],
  ])('%s', (_, text, message) => {
    expect(refusalOf(text).message.split('\n')).toContainEqual(expect.stringContaining(message));
  });

  test('itself, and another way back to itself beside that', () => {
    const shots = [shot('a', { after: ['b'] }), shot('b', { after: ['b', 'a'] })];
    expect(refusalOf(storyboardOf(shots)).issues.map(({ given }) => given)).toEqual([
      "'b', the shot itself",
      'a → b → a',
    ]);
  });

  test('of many shots, the first ones are named', () => {
    const shots = Array.from({ length: 30 }, (_, index) => shot(`s${index}`));
    expect(refusalOf(storyboardOf([...shots, shot('last', { after: ['s99'] })])).message).toMatch(
      /, s18, s19 and 10 more$/,
    );
  });

  test('a long way back is told in short', () => {
    const shots = Array.from({ length: 40 }, (_, index) => shot(`s${index}`, { after: [`s${(index + 1) % 40}`] }));
    expect(refusalOf(storyboardOf(shots)).issues).toMatchObject([
      { field: 'shots.39.after.0', given: 's0 → s1 → s2 → s3 → 33 more → s37 → s38 → s39 → s0' },
    ]);
  });
});

describe('a chain', () => {
  test('needs a model that takes a first image', () => {
    const text = file('shots:', '  - id: a', '  - id: b', '    continues: a');
    expect(refusalOf(text).message).toBe(
      "storyboard.yaml:5:5: shots.1.continues: 'a' with model 'evolink/wan2.6-text-to-video'; " +
        `allowed: only with a model that takes a first image, imageUrl; would be taken by ${chainTakers}`,
    );
  });

  test('has no other first image', () => {
    const shots = [shot('a'), shot('b', { model: 'auto', continues: 'a', imageUrl: 'https://example.com/b.png' })];
    expect(refusalOf(storyboardOf(shots)).issues).toMatchObject([
      {
        field: 'shots.1.imageUrl',
        given: "'https://example.com/b.png'",
        allowed: "not beside continues: the last frame of 'a' is the first image",
      },
    ]);
  });

  test('is checked like any other request', () => {
    const chained = { model: 'evolink/wan2.6-image-to-video', continues: 'a', durationSeconds: 7 };
    expect(refusalOf(storyboardOf([shot('a'), shot('b', chained)])).issues).toMatchObject([
      { field: 'shots.1.durationSeconds', given: '7', allowed: '5, 10 or 15' },
    ]);
  });
});

describe('references', () => {
  test.each([
    [
      'a name that there is not',
      file('references: { cat: s3://m/cat.png }', 'shots:', '  - id: a', '    model: auto', '    imageUrl: dog'),
      "6:5: shots.0.imageUrl: 'dog'; allowed: an https:// or s3:// link, or a name out of references: cat",
    ],
    [
      'a name where there are none, in the defaults',
      'defaults:\n  model: auto\n  imageUrl: dog\nshots: [{ id: a, prompt: A }]',
      "3:3: defaults.imageUrl: 'dog'; allowed: an https:// or s3:// link: references has no names",
    ],
    [
      'a file of the wrong kind',
      file('references: { walk: s3://m/walk.mp4 }', 'shots:', '  - id: a', '    model: auto', '    imageUrl: walk'),
      "5:5: shots.0.model: 'auto'; allowed: a request that some model takes\n  not evolink/wan2.6-image-to-video: imageUrl: 's3://m/walk.mp4'",
    ],
    [
      'no link',
      file('references:', '  cat: cat.png', 'shots: [{ id: a }]'),
      "3:3: references.cat: 'cat.png'; allowed: an https:// or s3:// link to an image, a video or a sound",
    ],
    [
      'a name that looks like a link',
      file('references:', "  'a:b': s3://m/cat.png", 'shots: [{ id: a }]'),
      "3:3: references.a:b: 's3://m/cat.png'; allowed: a name: a letter, then up to 59",
    ],
  ])('%s', (_, text, message) => {
    expect(refusalOf(text).message).toContain(`storyboard.yaml:${message}`);
  });
});

describe('the film and what is around it', () => {
  const shots = 'shots: [{ id: long, durationSeconds: 10 }, { id: short }]';

  test.each([
    [
      'film: { transition: { crossfade: 2.5 } }',
      "3:23: film.transition.crossfade: 2.5; allowed: less than 2.5, half of the shortest shot, 'short'",
    ],
    ['film: { transition: fade }', "3:9: film.transition: 'fade'; allowed: 'cut' or { crossfade: seconds }"],
    ['film: { transition: { crossfade: 0 } }', '3:23: film.transition.crossfade: 0; allowed: a number from 0.1 to 10'],
    [
      'film: { music: { url: s3://m/a.mid } }',
      "3:18: film.music.url: 's3://m/a.mid'; allowed: an https:// or s3:// link to a sound (wav, mp3, ",
    ],
    [
      'film: { voice: { url: a } }',
      "3:18: film.voice.url: 'a'; allowed: an https:// or s3:// link: references has no names",
    ],
    ['film: { music: { url: s3://m/a.mp3, volume: 2 } }', '3:37: film.music.volume: 2; allowed: a number from 0 to 1'],
    ['film: { captions: burned }', "3:9: film.captions: 'burned'; allowed: 'none', 'burnt-in' or 'track'"],
    ['film: { framesPerSecond: 23 }', '3:9: film.framesPerSecond: 23; allowed: 24, 25, 30, 50 or 60'],
    ['film: { loudness: -4 }', '3:9: film.loudness: -4; allowed: a number from -31 to -5'],
    ['film: no', "3:1: film: 'no'; allowed: 'none', or an object with transition, music, voice, captions, …"],
    ['budget: 40', '3:1: budget: 40; allowed: an amount and its currency, such as '],
    ['whenSpent: stop', "3:1: whenSpent: 'stop'; allowed: 'wait' or 'end'"],
    [
      'approval: each',
      "3:1: approval: 'each'; allowed: 'none', 'each-shot', 'before-film', 'before-spend', or { mode, timeout, then }",
    ],
    ['approval: { mode: each-shot, timeout: 12h }', "3:1: approval.then: missing; allowed: 'approve' or 'reject'"],
    [
      'deadline: 6 hours',
      "3:1: deadline: a text of 7 characters; allowed: a number with a unit, such as '90s', '30m', '1h' or '2d'",
    ],
    ['parallel: 501', '3:1: parallel: 501; allowed: a whole number from 1 to 500'],
    ['options: { whenHeld: ask }', "3:12: options.whenHeld: 'ask'; allowed: 'wait' or 'fail'"],
    ['options: { retries: 3 }', '3:12: options.retries: 3; allowed: not an option; options are whenUnknown'],
    [
      'options: { auto: { needsCallback: true } }',
      "3:12: options.auto: without a shot that it is for; allowed: only with model 'auto'",
    ],
    [
      'options: { auto: { among: [vtrix/wan26_t2v, evolink/wan1] } }',
      "3:45: options.auto.among.1: 'evolink/wan1'; allowed: evolink/wan2.6-text-to-video, ",
    ],
    ['options: ask', "3:1: options: 'ask'; allowed: "],
  ])('%s', (line, message) => {
    expect(refusalOf(file(shots, line)).message).toContain(`storyboard.yaml:${message}`);
  });
});

describe('fields that there are not', () => {
  test.each([
    [
      'at the top',
      file('shot: []', 'shots: [{ id: a }]'),
      '2:1: shot: a list of 0; allowed: not a field of a storyboard, which has ',
    ],
    [
      'in a shot',
      file('shots:', '  - { id: a, promt: SECRET }'),
      '3:14: shots.0.promt: a text of 6 characters; allowed: not a field of a shot',
    ],
    [
      'in the defaults',
      'defaults: { takes: 2 }\nshots: [{ id: a }]',
      '1:13: defaults.takes: 2; allowed: not a field of defaults',
    ],
    [
      'in the film',
      file('shots: [{ id: a }]', 'film: { fps: 24 }'),
      '3:9: film.fps: 24; allowed: not a field of film, which has transition',
    ],
    [
      'in a transition',
      file('shots: [{ id: a }]', 'film: { transition: { crossfade: 1, wipe: 1 } }'),
      '3:37: film.transition.wipe: 1; ',
    ],
    [
      'in an approval',
      file('shots: [{ id: a }]', 'approval: { mode: each-shot, by: me }'),
      '3:30: approval.by: a text of 2',
    ],
    [
      'a merge key',
      file('base: &base { takes: 2 }', 'shots:', '  - id: a', '    <<: *base'),
      '5:5: shots.0.<<: object; allowed: ',
    ],
  ])('%s', (_, text, message) => {
    expect(refusalOf(text).message).toContain(`storyboard.yaml:${message}`);
  });
});

test('a choice among models that there are not is told once, and the shots are checked without it', () => {
  const options = { auto: { among: ['evolink/wan1'] } };
  const shots = [shot('a', { model: 'auto' }), shot('b', { model: 'auto', durationSeconds: 99 })];
  expect(refusalOf(storyboardOf(shots, { options })).issues.map(({ field }) => field)).toEqual([
    'shots.1.model',
    'options.auto.among.0',
  ]);
});

test('a document out of backend code is refused with the path alone', () => {
  const refused = () => parseStoryboard(storyboardOf([shot('a'), shot('b', { durationSeconds: 99, after: ['c'] })]));
  expect(refused).toThrow(/^shots\.1\.durationSeconds: 99; allowed: .*\nshots\.1\.after\.0: 'c'; allowed: [^\n]*$/);
});

test('everything that is wrong is said at once, in the order of the lines', () => {
  const text = file('film: { loudness: 1 }', 'shots:', '  - id: 3', '    takes: 0', '  - caption: ""', 'parallel: 0');
  expect(refusalOf(text).issues.map(({ field, place }) => `${place?.line}: ${field}`)).toEqual([
    '2: film.loudness',
    '4: shots.0.id',
    '5: shots.0.takes',
    '6: shots.1.id',
    '6: shots.1.caption',
    '7: parallel',
  ]);
});

test.each([
  ['a prompt', { prompt: 'SECRET '.repeat(300) }],
  ['a prompt that is no text', { prompt: ['SECRET'] }],
  ['a prompt beside an unknown variable', { prompt: 'SECRET {{gone}}' }],
  ['a caption', { caption: 'SECRET '.repeat(100) }],
  ['a text under a misspelt name', { promt: 'SECRET' }],
  ['the query string of a link', { imageUrl: 'https://example.com/a.gif?key=SECRET' }],
])('%s is never shown', (_, fields) => {
  const refused = refusalOf(storyboardOf([shot('a', fields)]));
  expect(refused.message + JSON.stringify(refused.issues)).not.toContain('SECRET');
});
