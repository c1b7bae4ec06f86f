import { expect, test } from 'vitest';
import { parseRequest } from '../../src/domain/requests/parse-request.js';
import { RequestError } from '../../src/domain/requests/request-error.js';
import { parseS3Uri } from '../../src/domain/s3-uri.js';
import { leastImage } from './requests/requests.js';

test.each(['a.png', 'a?b.png', 'a#1.png', 'x%2Fy.png', '50%.png', 'a/b c/ü.png', '/a.png', '../a.png', 'a.png '])(
  'the key %j is taken as it is written',
  (key) => {
    expect(parseS3Uri(`s3://inputs/${key}`)).toEqual({ bucket: 'inputs', key });
  },
);

test.each(['s3://', 's3://inputs', 's3://inputs/', 's3:///a.png', 'https://inputs/a.png', ''])(
  '%j names no object',
  (uri) => {
    expect(parseS3Uri(uri)).toBeUndefined();
  },
);

test('a key’s ending is what follows its last dot, also after a question mark', () => {
  const order = (imageUrl: string) => () => parseRequest({ ...leastImage, imageUrl });
  expect(order('s3://inputs/a?b.png')).not.toThrow();
  expect(order('s3://inputs/a.png?b.exe')).toThrow(RequestError);
  expect(order('https://example.com/a.png?b.exe')).not.toThrow();
});
