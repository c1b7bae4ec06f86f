import { expect, test } from 'vitest';
import { parseHostAndPort } from '../../src/domain/host-and-port.js';

test.each([
  ['127.0.0.1:8787', { host: '127.0.0.1', port: 8787 }],
  ['localhost:0', { host: 'localhost', port: 0 }],
  ['[::1]:65535', { host: '::1', port: 65_535 }],
])('%s is a host and a port', (text, parts) => {
  expect(parseHostAndPort(text)).toEqual(parts);
});

test.each(['', 'nonsense', ':80', 'host:', 'host:65536', '::1:80', 'http://host:80', 'a b:80', 'host:80/path'])(
  '%j is not host:port',
  (text) => {
    expect(parseHostAndPort(text)).toBeUndefined();
  },
);
