import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createGuardedConnector, isPublicAddress, type Lookup } from '../../src/providers/address-guard.js';
import { videoBytes } from '../helpers/video-server.js';
import { failureOf, opener, serveAnswers, serveBytes, serveVideo } from './downloads.js';

test('no credential and no encoding is offered', async () => {
  let headers = {};
  const link = await serveAnswers((incoming, outgoing) => {
    headers = incoming.headers;
    outgoing.end(videoBytes(0, 100));
  });
  await opener().openVideo(link);
  expect(headers).toMatchObject({ 'accept-encoding': 'identity' });
  expect(headers).not.toHaveProperty('authorization');
  expect(headers).not.toHaveProperty('cookie');
});

test('a redirect passes no cookie, no credential and no referrer on', async () => {
  let headers = {};
  const target = await serveAnswers((incoming, outgoing) => {
    headers = incoming.headers;
    outgoing.end(videoBytes(0, 100));
  });
  const link = await serveAnswers((_, outgoing) => {
    outgoing.writeHead(302, { location: target, 'set-cookie': 'session=secret', 'www-authenticate': 'Basic' }).end();
  });
  await opener().openVideo(link);
  expect(Object.keys(headers).toSorted()).toEqual(['accept-encoding', 'connection', 'host', 'range', 'user-agent']);
});

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '168.63.129.16',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '192.0.0.8',
  '::1',
  '::',
  '::7f00:1',
  'fe80::1',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:a83f:8110',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '64:ff9b:1::7f00:1',
  '2001:0:4136:e378:8000:63bf:80ff:fffe',
  '2001:db8::1',
  '3fff::1',
  '100::1',
  'fec0::1',
  'fe80::1%eth0',
  '100.64.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '198.51.100.1',
  '203.0.113.1',
  '240.0.0.1',
  '0177.0.0.1',
  '127.1',
  'localhost',
  '',
])('%s is not a public address', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '47.88.1.2', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is a public address', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  'http://127.0.0.1',
  'http://2130706433',
  'http://0177.0.0.1',
  'http://0x7f.1',
  'http://127.1',
  'http://0',
  'http://127.0.0.1.',
  'http://１２７.０.０.１',
  'http://①②⑦.⓪.⓪.①',
  'http://localhost',
  'http://LOCALHOST',
  'http://[::]',
  'http://[64:ff9b::7f00:1]',
  'http://[2002:7f00:1::]',
  'http://[::1]',
  'http://[::ffff:127.0.0.1]',
])('a link to %s is refused without a connection', async (origin) => {
  let connections = 0;
  const url = new URL(await serveAnswers(() => (connections += 1)));
  const error = await failureOf(opener({ allowPrivateHosts: [] }).openVideo(`${origin}:${url.port}/?secret`));
  expect(error.reason).toBe('refused-address');
  expect(connections).toBe(0);
});

const forbidden = [
  'ftp://files.test/secret',
  'file:///etc/secret',
  'data:video/mp4,secret',
  'javascript:secret',
  'http://user:secret@127.0.0.1/',
  'http://secret@127.0.0.1/',
  'http://169.254.169.254/secret',
  'http://[fd00:ec2::254]/secret',
  `http://${'a'.repeat(300)}.test/secret`,
];

test.each(forbidden)('a link like %s is refused', async (link) => {
  expect((await failureOf(opener().openVideo(link))).reason).toBe('refused-address');
});

test.each([...forbidden, '//169.254.169.254/secret'])('a redirect to %s is refused', async (location) => {
  const link = await serveAnswers((_, outgoing) => outgoing.writeHead(302, { location }).end());
  expect((await failureOf(opener().openVideo(link))).reason).toBe('refused-address');
});

test.each(['http://[fe80::1%25eth0]/secret', 'http://a b/secret', 'http:///', 'not a url secret'])(
  'what is no URL, like %s, is refused without being repeated',
  async (link) => {
    expect(await failureOf(opener().openVideo(link))).toMatchObject({ reason: 'unreachable', host: 'the link' });
  },
);

test('a message is short, however long the link is', async () => {
  const endless = 'secret'.repeat(1_000_000);
  for (const link of [`http://${endless}.test/`, `${endless}://host/`, `http://127.0.0.1:1/${endless}`]) {
    expect((await failureOf(opener().openVideo(link))).message.length).toBeLessThan(400);
  }
});

test('only the very host and port that were allowed are let through', async () => {
  const url = new URL((await serveVideo({ bytes: 5000 })).url);
  await opener({ allowPrivateHosts: [url.host] }).openVideo(url.href);
  const other = opener({ allowPrivateHosts: [`127.0.0.1:${Number(url.port) + 1}`, 'localhost'] });
  expect((await failureOf(other.openVideo(url.href))).reason).toBe('refused-address');
});

test('a redirect to a private address is refused, though the first host was let through', async () => {
  const inside = new URL((await serveVideo({ bytes: 5000 })).url);
  const link = new URL(await serveAnswers((_, outgoing) => outgoing.writeHead(302, { location: inside.href }).end()));
  const error = await failureOf(opener({ allowPrivateHosts: [link.host] }).openVideo(link.href));
  expect(error.reason).toBe('refused-address');
});

test('a redirect without a target is an error', async () => {
  const nowhere = await serveAnswers((_, outgoing) => outgoing.writeHead(302).end());
  expect(await failureOf(opener().openVideo(nowhere))).toMatchObject({ reason: 'unreachable', status: 302 });
});

test('a redirect within the host is followed', async () => {
  const link = await serveAnswers((incoming, outgoing) => {
    if (incoming.url === '/other/place') outgoing.end(videoBytes(0, 100));
    else outgoing.writeHead(307, { location: 'other/place' }).end();
  });
  expect(await opener().openVideo(link)).toMatchObject({ bytes: 100 });
});

test('the addresses that are judged are the ones connected to', async () => {
  const { port } = new URL(await serveAnswers(() => {}));
  const answers = [
    [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ],
    [{ address: '127.0.0.1', family: 4 }],
  ];
  for (const found of answers) {
    const lookup: Lookup = (_hostname, _options, callback) => callback(null, found);
    const connect = createGuardedConnector({ lookup });
    const error = await new Promise((resolve) =>
      connect({ hostname: 'rebinding.test', protocol: 'http:', port }, (...[failure]) => resolve(failure)),
    );
    expect(error).toMatchObject({ reason: 'refused-address' });
  }
});

test('an encoded file is refused: what it would unpack to, nobody knows', async () => {
  const link = await serveAnswers((_, outgoing) => {
    outgoing.writeHead(200, { 'content-encoding': 'gzip' }).end(videoBytes(0, 100));
  });
  expect((await failureOf(opener().openVideo(link))).reason).toBe('not-a-video');
});

test('a host that never answers is given up', async () => {
  const link = await serveBytes(() => {});
  expect((await failureOf(opener({ answerMs: 200 }).openVideo(link))).reason).toBe('timed-out');
});

test('a host that promises an answer for ever is given up', async () => {
  const link = await serveBytes((_, socket) => {
    const promise = () => void socket.write('HTTP/1.1 103 Early Hints\r\n\r\n');
    const timer = setInterval(promise, 20);
    socket.on('close', () => clearInterval(timer));
  });
  expect((await failureOf(opener({ answerMs: 200 }).openVideo(link))).reason).toBe('timed-out');
});

test('a flood of header fields is cut off', async () => {
  const link = await serveBytes((_, socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const flood = () => {
      while (!socket.destroyed && socket.write(`x-field: ${'x'.repeat(1000)}\r\n`));
    };
    socket.on('drain', flood);
    flood();
  });
  expect((await failureOf(opener().openVideo(link))).reason).toBe('unreachable');
});

test('what a host says is not repeated, though it says what it was asked', async () => {
  const garbage = await serveBytes((asked, socket) => socket.end(asked));
  expect((await failureOf(opener().openVideo(garbage))).reason).toBe('unreachable');
  const reason = await serveBytes((asked, socket) => socket.end(`HTTP/1.1 500 ${asked}`));
  expect((await failureOf(opener().openVideo(reason))).reason).toBe('unreachable');
});

test('the first range is not read beyond what was asked for', async () => {
  let sent = 0;
  const link = await serveAnswers((_, outgoing) => {
    outgoing.writeHead(206, { 'content-range': 'bytes 0-4095/1000000000' });
    const flood = () => {
      while (!outgoing.destroyed && outgoing.write(videoBytes(sent, (sent += 65_536))));
    };
    outgoing.on('drain', flood);
    flood();
  });
  expect((await failureOf(opener().openVideo(link))).reason).toBe('too-large');
  expect(sent).toBeLessThan(100_000_000);
});

test.each(['bytes 5-4100/50000', 'bytes 0-49999/50000', 'bytes 0-4095/*', 'bytes=0-4095/50000', 'nonsense'])(
  'a first range that says to be %s is no range: the file is read as one stream',
  async (range) => {
    const link = await serveAnswers((incoming, outgoing) => {
      if (incoming.headers.range === undefined) return outgoing.end(videoBytes(0, 50_000));
      return outgoing.writeHead(206, { 'content-range': range }).end(videoBytes(5, 4101));
    });
    expect(await opener().openVideo(link)).toMatchObject({ ranges: false, bytes: 50_000 });
  },
);

test('a part is not taken for the whole file', async () => {
  const link = await serveAnswers((_, outgoing) => {
    outgoing.writeHead(206, { 'content-range': 'bytes 0-99/*' }).end(videoBytes(0, 100));
  });
  expect(await failureOf(opener().openVideo(link))).toMatchObject({ reason: 'unreachable', status: 206 });
});

test('a mark that can’t be sent back is not sent back', async () => {
  const link = await serveBytes((asked, socket) => {
    const [, from = '0', to = '0'] = /range: bytes=(\d+)-(\d+)/.exec(asked) ?? [];
    const body = videoBytes(Number(from), Number(to) + 1);
    const head = `HTTP/1.1 206 OK\r\ncontent-range: bytes ${from}-${to}/50000\r\ncontent-length: ${body.length}\r\n`;
    socket.write(asked.includes('if-range') ? 'HTTP/1.1 200 OK\r\n\r\n' : `${head}etag: "ü€"\r\n\r\n`);
    socket.write(body);
  });
  const video = await opener().openVideo(link);
  expect(await buffer(video.read({ from: 10_000, to: 20_000 }))).toEqual(videoBytes(10_000, 20_000));
});
