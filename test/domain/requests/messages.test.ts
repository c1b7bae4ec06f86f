import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  issuesOf,
  leastAimlapi,
  leastDashscope,
  leastImage,
  leastReference,
  leastText,
  leastVtrix,
  messageOf,
} from './requests.js';

test('a message says field, given value, what is allowed and which other model would take it', () => {
  expect(messageOf({ ...leastReference, durationSeconds: 12 })).toBe(
    'durationSeconds: 12; allowed: a whole number from 2 to 10; would be taken by ' +
      'evolink/wan2.6-text-to-video, dashscope/wan2.6-t2v, dashscope/wan2.6-i2v-flash',
  );
  expect(messageOf({ ...leastText, resolution: '480p' })).toBe("resolution: '480p'; allowed: 720p, 1080p");
  expect(messageOf({ ...leastImage, imageUrl: undefined })).toContain('imageUrl: missing; allowed: an https:// or s3');
  expect(messageOf({ ...leastReference, referenceVideoUrls: ['https://example.com/a.mp4', 'ftp://x/b.mp4'] })).toBe(
    "referenceVideoUrls.1: 'ftp://x/b.mp4'; allowed: 1 to 3 https:// or s3:// links to videos of 2 to 30 s, " +
      'at most 100 MB each (mp4, mov)',
  );
});

test.each([
  [{ ...leastVtrix, durationSeconds: 7 }, 'durationSeconds: 7; allowed: 5, 10 or 15; would be taken by '],
  [{ ...leastVtrix, seed: -1 }, 'seed: -1; allowed: a whole number from 0 to 2147483647'],
  [{ ...leastVtrix, watermark: 'no' }, "watermark: 'no'; allowed: true or false"],
  [{ ...leastAimlapi, watermark: true }, 'watermark: true; allowed: not a field of aimlapi/wan-2-6-t2v, which has '],
  [
    { ...leastAimlapi, audioUrl: 'https://example.com/a.ogg' },
    "audioUrl: 'https://example.com/a.ogg'; allowed: an https:// or s3:// link to an audio file; AI/ML API names no limits",
  ],
  [
    { ...leastVtrix, audioUrl: 'https://example.com/a.ogg' },
    "audioUrl: 'https://example.com/a.ogg'; allowed: an https:// or s3:// link to an audio file of 3 to 30 s, " +
      'at most 15 MB (wav, mp3)',
  ],
  [
    { ...leastDashscope.reference, referenceVideoUrls: ['https://example.com/a.avi'] },
    'allowed: 1 to 3 https:// or s3:// links to videos of 1 to 30 s, at most 100 MB each (mp4, mov)',
  ],
  [
    { ...leastDashscope.reference, referenceImageUrls: ['https://example.com/a.gif'] },
    'allowed: 1 to 5 https:// or s3:// links to images of at most 10 MB, 240 to 5000 pixels on each side (jpeg, ',
  ],
  [
    { ...leastAimlapi, negativePrompt: 'x'.repeat(501) },
    'negativePrompt: a text of 501 characters; allowed: text of 1 to 500 characters',
  ],
  [
    { ...leastDashscope.reference, referenceImageUrls: undefined },
    'referenceVideoUrls: missing; allowed: 1 to 5 references: at most 3 videos here, images in referenceImageUrls',
  ],
])('the message about %j', (request, message) => {
  expect(messageOf(request)).toContain(message);
});

test('a field of other models is refused with their names and the fields there are', () => {
  expect(issuesOf({ ...leastImage, aspectRatio: '9:16' })).toEqual([
    {
      field: 'aspectRatio',
      given: "'9:16'",
      allowed: expect.stringMatching(/^not a field of evolink\/wan2.6-image-to-video, which has model, prompt, /),
      acceptedBy: [
        'evolink/wan2.6-text-to-video',
        'evolink/wan2.6-reference-video-flash',
        'vtrix/wan26_t2v',
        'aimlapi/wan-2-6-t2v',
        'dashscope/wan2.6-t2v',
        'dashscope/wan2.6-r2v',
        'dashscope/wan2.6-r2v-flash',
      ],
    },
  ]);
});

test('a model is recommended only if it takes the field together with the others', () => {
  expect(issuesOf({ ...leastText, shotType: 'multi', extendPrompt: false })).toEqual([
    {
      field: 'shotType',
      given: "'multi'",
      allowed: "'multi' only with extendPrompt: true",
      acceptedBy: ['evolink/wan2.6-reference-video-flash', 'dashscope/wan2.6-r2v', 'dashscope/wan2.6-r2v-flash'],
    },
  ]);
  expect(issuesOf({ ...leastImage, aspectRatio: '21:9' })).toMatchObject([{ acceptedBy: [] }]);
});

test('everything that is wrong is said at once, one line each', () => {
  const request = { ...leastText, durationSeconds: 99, resolution: '4k', shotType: 'multi', extendPrompt: false, n: 1 };
  const lines = messageOf(request).split('\n');
  const fields = new Set(lines.map((line) => line.split(':')[0]));
  expect(lines).toHaveLength(4);
  expect(fields).toEqual(new Set(['durationSeconds', 'n', 'resolution', 'shotType']));
});

const secret = 'SECRETWORD';

test.each([
  ['a prompt that is too long', { ...leastText, prompt: secret.repeat(200) }],
  ['a prompt in a list', { ...leastText, prompt: [secret] }],
  ['a prompt in an object', { ...leastText, prompt: { text: secret } }],
  ['a prompt under a misspelt name', { ...leastText, promt: secret }],
  ['a negative prompt', { ...leastText, negativePrompt: secret }],
  ['a prompt instead of a request', secret],
  ['a prompt of Vtrix’s that is too long', { ...leastVtrix, prompt: secret.repeat(200) }],
  ['a negative prompt that is too long', { ...leastAimlapi, negativePrompt: secret.repeat(60) }],
  ['a negative prompt in a list', { ...leastDashscope.text, negativePrompt: [secret] }],
  ['the query string of a sound', { ...leastVtrix, audioUrl: `https://example.com/a.ogg?signature=${secret}` }],
  ['the query string of a first frame', { ...leastDashscope.image, imageUrl: `http://x.com/a.png?s=${secret}` }],
  [
    'a query string in a list of images',
    { ...leastDashscope.reference, referenceImageUrls: [`http://x/a?s=${secret}`] },
  ],
  [
    'a query string in a list of too many images',
    { ...leastDashscope.reference, referenceImageUrls: Array(6).fill(`https://x.com/a.png?s=${secret}`) },
  ],
  ['a prompt in the place of another field', { ...leastText, resolution: `a ${secret} in the rain` }],
  ['the query string of a link', { ...leastImage, imageUrl: `http://example.com/a.png?signature=${secret}` }],
  ['the fragment of a link', { ...leastImage, imageUrl: `http://example.com/a.png#${secret}` }],
  ['the query string of what is hardly a link', { ...leastImage, imageUrl: `example.com/a.png?signature=${secret}` }],
  ['the password of a link', { ...leastImage, imageUrl: `https://user:${secret}@example.com/a.png` }],
  ['a query string in a list', { ...leastImage, imageUrl: [`https://x.com/a.png?s=${secret}`] }],
  ['a query string in a short list', { ...leastReference, referenceVideoUrls: [`http://x/a?s=${secret}`] }],
  ['a query string in a list of too many', { ...leastReference, referenceVideoUrls: Array(4).fill(`s:a?${secret}`) }],
])('%s is never shown', (_, request) => {
  expect(issuesOf(request)).not.toEqual([]);
  expect(JSON.stringify(issuesOf(request)) + messageOf(request)).not.toContain(secret);
});

test('whatever is given for a field, the message stays short and is never a crash', () => {
  const fields = fc.constantFrom(
    ...Object.keys({ ...leastText, ...leastImage, ...leastReference, ...leastDashscope.reference }),
    'unheardOf',
  );
  fc.assert(
    fc.property(fields, fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true }), (field, value) => {
      for (const { given } of issuesOf({ ...leastReference, [field]: value })) {
        expect(given.length).toBeLessThan(100);
      }
      for (const least of [leastVtrix, leastAimlapi, ...Object.values(leastDashscope)]) {
        issuesOf({ ...least, [field]: value });
      }
    }),
  );
});

test('a request of thousands of wrong fields is answered with the first ones, and that there are more', () => {
  const fields = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`f${index}`, index]));
  expect(issuesOf({ ...leastText, ...fields })).toHaveLength(20);
  expect(messageOf({ ...leastText, ...fields })).toContain('and at least 10 more');
});
