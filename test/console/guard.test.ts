// Attacks on the console as bytes on a socket: other names, other origins, odd targets, tokens, other files.
import { spawn } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listen } from '../../console/server/listen.js';
import { isStranger, peerOf } from '../../console/server/peer.js';
import { type ConsolePlace, consolePlace, opened, raw, sessionOf } from './place.js';

let place: ConsolePlace;
let port: number;

beforeAll(async () => {
  place = await consolePlace();
  port = place.listening.port;
});

afterAll(async () => {
  await place.close();
});

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);

/** The lines of a request that is admitted, with some of its headers replaced; undefined leaves one out. */
function lines(first: string, changed: Record<string, string | undefined> = {}): string[] {
  const headers: Record<string, string | undefined> = {
    host: `127.0.0.1:${port}`,
    cookie: place.cookie,
    'sec-fetch-site': 'same-origin',
    connection: 'close',
    ...changed,
  };
  return [
    first,
    ...Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`])),
  ];
}

const get = (path: string, changed?: Record<string, string | undefined>) =>
  raw(port, lines(`GET ${path} HTTP/1.1`, changed));

const post = (
  changed: Record<string, string | undefined> = {},
  path = '/api/resolve',
  body = '{"text":"GET /me/bill"}',
) =>
  raw(
    port,
    lines(`POST ${path} HTTP/1.1`, {
      origin: place.origin,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      ...changed,
    }),
    body,
  );

test('what the page itself asks is answered', async () => {
  expect(statusOf(await get('/api/session'))).toBe(200);
  expect(statusOf(await post())).toBe(200);
  expect(statusOf(await get('/', { 'sec-fetch-site': 'none' }))).toBe(200);
  expect(statusOf(await get('/explore/v1/me/bill'))).toBe(200);
  expect(statusOf(await get('/assets/main.js'))).toBe(200);
  expect(place.faults).toEqual([]);
});

describe('Host is one of ours, with the port', () => {
  test.each<[string, string | undefined]>([
    ['a rebound name', 'evil.test:PORT'],
    ['our address without the port', '127.0.0.1'],
    ['another port', '127.0.0.1:1'],
    ['a trailing dot', 'localhost.:PORT'],
    ['a trailing dot on the address', '127.0.0.1.:PORT'],
    ['another loopback address', '127.0.0.2:PORT'],
    ['all addresses', '0.0.0.0:PORT'],
    ['a number', '2130706433:PORT'],
    ['an IPv4 address in an IPv6 one', '[::ffff:127.0.0.1]:PORT'],
    ['a name that begins like ours', '127.0.0.1:PORT.evil.test'],
    ['with a user', 'a@127.0.0.1:PORT'],
    ['empty', ''],
    ['none', undefined],
  ])('%s: 421, whatever else is right', async (_, host) => {
    const named = host?.replace('PORT', String(port));
    for (const answer of [await get('/api/session', { host: named }), await get('/', { host: named })])
      expect(statusOf(answer)).toBe(421);
  });

  test('two of them, or none in the oldest protocol', async () => {
    const twice = await raw(port, [...lines('GET / HTTP/1.1'), `host: 127.0.0.1:${port}`]);
    expect(statusOf(twice)).toBe(421);
    expect(statusOf(await raw(port, ['GET / HTTP/1.0']))).toBe(421);
  });

  test('localhost, and ::1 where there is IPv6', async () => {
    expect(statusOf(await get('/api/session', { host: `localhost:${port}` }))).toBe(200);
    const six = await raw(
      port,
      lines('GET /api/session HTTP/1.1', { host: `[::1]:${port}` }),
      '',
      '::1',
    ).catch(() => '');
    expect([0, 200]).toContain(statusOf(six));
  });

  test('no other address of this machine is listened on', async () => {
    const refused = await raw(port, lines('GET / HTTP/1.1'), '', '127.0.0.2').catch((error) => error.code);
    expect(refused).toBe('ECONNREFUSED');
  });
});

describe('targets have one form', () => {
  test.each([
    ['absolute', () => `http://127.0.0.1:${port}/api/session`, 400],
    ['absolute, of another host', () => 'http://evil.test/api/session', 400],
    ['two slashes', () => '//evil.test/', 400],
    ['a backslash', () => '/\\evil.test/', 400],
    ['an asterisk', () => '*', 400],
  ])('%s', async (_, target, status) => {
    expect(statusOf(await get(target()))).toBe(status);
  });

  test.each(['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE'])('%s: 405', async (method) => {
    expect(statusOf(await raw(port, lines(`${method} /api/session HTTP/1.1`)))).toBe(405);
  });

  test('CONNECT and upgrades are cut', async () => {
    expect(await raw(port, lines('CONNECT evil.test:443 HTTP/1.1'))).toBe('');
    const upgrade = { connection: 'upgrade', upgrade: 'websocket' };
    expect(await raw(port, lines('GET /api/session HTTP/1.1', upgrade))).toBe('');
  });
});

describe('who asks', () => {
  test.each<[string, Record<string, string | undefined>]>([
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['typed into the address bar', { 'sec-fetch-site': 'none' }],
    ['a browser that does not say it', { 'sec-fetch-site': undefined }],
    ['another origin', { origin: 'http://127.0.0.1:1' }],
    ['an origin that is hidden', { origin: 'null' }],
  ])('%s: 403 for the API, and nothing is done', async (_, changed) => {
    expect(statusOf(await get('/api/session', changed))).toBe(403);
    expect(statusOf(await post(changed))).toBe(403);
  });

  test('a POST needs its origin, and JSON', async () => {
    expect(statusOf(await post({ origin: undefined }))).toBe(403);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', undefined])
      expect(statusOf(await post({ 'content-type': type }))).toBe(403);
    expect(statusOf(await post({ 'content-type': 'application/json; charset=utf-8' }))).toBe(200);
  });

  test('a page is shown in its own window alone, a file to the page alone', async () => {
    for (const dest of ['iframe', 'frame', 'image', 'script', 'object', 'empty'])
      expect(statusOf(await get('/', { 'sec-fetch-dest': dest }))).toBe(403);
    expect(statusOf(await get('/', { 'sec-fetch-mode': 'no-cors' }))).toBe(403);
    expect(statusOf(await get('/assets/main.js', { 'sec-fetch-site': 'same-site' }))).toBe(403);
    expect(statusOf(await post({}, '/'))).toBe(405);
  });

  test('what has effects has no address for GET', async () => {
    for (const path of ['/api/call', '/api/call/draft', '/api/changes', '/api/account', '/api/endpoint/add'])
      expect(statusOf(await get(path))).toBe(404);
  });
});

describe('session', () => {
  test('a token gives one cookie, once, and leaves a clean address', async () => {
    const address = place.listening.newAddress();
    const first = await opened(address);
    expect([first.status, first.location]).toEqual([303, '/']);
    expect(first.cookie).toMatch(
      new RegExp(`^source-ovhcloud-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    const again = await opened(address);
    expect([again.status, again.cookie]).toEqual([401, undefined]);
    // Earlier sessions go on.
    expect((await place.ask('GET /api/session')).status).toBe(200);
  });

  test('a newer token ends an older one that nobody used; wrong ones open nothing', async () => {
    const older = place.listening.newAddress();
    const newer = place.listening.newAddress();
    expect((await opened(older)).status).toBe(401);
    for (const token of ['', 'x', 'undefined', `${newer.split('=')[1]}x`])
      expect((await opened(`${place.origin}/open?token=${token}`)).status).toBe(401);
    expect((await opened(`${place.origin}/open`)).status).toBe(401);
    expect((await opened(newer)).status).toBe(303);
  });

  test('a browser that looks ahead does not use a token up', async () => {
    const address = new URL(place.listening.newAddress());
    const path = address.pathname + address.search;
    expect(statusOf(await get(path, { 'sec-purpose': 'prefetch;prerender', 'sec-fetch-site': 'none' }))).toBe(
      403,
    );
    expect(statusOf(await get(path, { 'sec-fetch-dest': 'image' }))).toBe(403);
    expect(statusOf(await get(path, { 'sec-fetch-site': 'none' }))).toBe(303);
  });

  test('no cookie, a strange one, one of another port: 401', async () => {
    const value = place.cookie.split('=')[1];
    for (const cookie of [undefined, '', 'a=b', `source-ovhcloud-${port}=x`, `source-ovhcloud-1=${value}`]) {
      expect(statusOf(await get('/api/session', { cookie }))).toBe(401);
      expect(statusOf(await get('/', { cookie }))).toBe(401);
      expect(statusOf(await get('/assets/main.js', { cookie }))).toBe(401);
    }
    // A page of another port can add one of the same name, before or behind.
    const both = `source-ovhcloud-${port}=x; ${place.cookie}`;
    expect(statusOf(await get('/api/session', { cookie: both }))).toBe(200);
  });

  test('the cookie of a console that ended opens no other one on the same port', async () => {
    const first = await listen(0, () => new Response('in'));
    const cookie = await sessionOf(first);
    const ask = () =>
      raw(first.port, [
        'GET / HTTP/1.1',
        `host: 127.0.0.1:${first.port}`,
        `cookie: ${cookie}`,
        'connection: close',
      ]);
    expect(statusOf(await ask())).toBe(200);
    await first.close();
    const second = await listen(first.port, () => new Response('in'));
    try {
      expect(statusOf(await ask())).toBe(401);
    } finally {
      await second.close();
    }
  });

  test('a port that is taken is refused with a sentence', async () => {
    await expect(listen(port, () => new Response(''))).rejects.toThrow(/is taken by another program/);
  });
});

describe('other users of this machine', () => {
  const table = (
    uid: number,
  ) => `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1 0 100 0 0 10 0
   1: 0100007F:D431 0100007F:1F90 01 00000000:00000000 00:00000000 00000000 ${String(uid).padStart(5)}        0 2 1 0 20 4 30 10 -1
`;
  const ends = { localPort: 8080, remotePort: 0xd431 };

  test('are told by the table of sockets; where there is none, nobody is a stranger', () => {
    const own = process.getuid?.() ?? 0;
    const read = (uid: number) => (file: string) => (file.endsWith('tcp') ? table(uid) : '');
    expect(peerOf(ends, read(1234))).toBe(1234);
    expect(peerOf({ ...ends, remotePort: 1 }, read(1234))).toBeUndefined();
    expect([own, 0, own + 4321].map((uid) => isStranger(ends, read(uid)))).toEqual([false, false, true]);
    expect(isStranger(ends, () => '')).toBe(false);
  });

  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? test : test.skip;
  asRoot('get no answer, not even with a cookie that is right', async () => {
    const script = `const s = require('net').connect(${port}, '127.0.0.1', () => s.write(${JSON.stringify(
      `${lines('GET /api/session HTTP/1.1').join('\r\n')}\r\n\r\n`,
    )})); s.on('data', (d) => process.stdout.write(d)); s.on('error', () => {});`;
    const answerFor = (uid: number) =>
      new Promise<string>((resolve) => {
        const child = spawn(process.execPath, ['-e', script], {
          uid,
          stdio: ['ignore', 'pipe', 'ignore'],
          cwd: '/',
        });
        let text = '';
        child.stdout.on('data', (part) => {
          text += part;
        });
        child.on('close', () => resolve(text));
      });
    expect(statusOf(await answerFor(0))).toBe(200);
    expect(await answerFor(65_534)).toBe('');
  });
});

describe('files', () => {
  test.each([
    '/assets/../secret.txt',
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e/secret.txt',
    '/assets/%2e%2e%2fsecret.txt',
    '/assets/..%5csecret.txt',
    '/assets/%2fetc%2fpasswd',
    '/assets//etc/passwd',
    '/assets/main.js%00.css',
    '/assets/',
    '/assets/CON',
    '/secret.txt',
    '/../secret.txt',
  ])('%s is no file outside of the assets', async (path) => {
    const answer = await get(path);
    expect(answer).not.toContain('outside of the assets');
    expect(answer).not.toContain('root:');
    expect([200, 400, 404]).toContain(statusOf(answer));
    // An address that is no file's is a page's, and has the page.
    if (statusOf(answer) === 200) expect(answer).toContain('<title>console</title>');
  });
});

describe('every answer', () => {
  test.each([
    ['a page', '/', {}],
    ['an answer of the API', '/api/session', {}],
    ['a refusal', '/api/session', { cookie: undefined }],
    ['a wrong name', '/', { host: 'evil.test' }],
    ['nothing there', '/api/nothing', {}],
    ['a file', '/assets/main.js', {}],
  ])('%s: nobody else may keep, embed or guess it', async (_, path, changed) => {
    const head = (await get(path, changed)).split('\r\n\r\n')[0]?.toLowerCase() ?? '';
    const policy = /content-security-policy: (.*)/.exec(head)?.[1] ?? '';
    for (const part of [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "trusted-types 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|\*|http/);
    expect(head).toContain('x-content-type-options: nosniff');
    expect(head).toContain('referrer-policy: no-referrer');
    expect(head).toContain('cross-origin-resource-policy: same-origin');
    expect(head).toContain('cross-origin-opener-policy: same-origin');
    expect(head).toMatch(path.startsWith('/assets') ? /cache-control: private/ : /cache-control: no-store/);
    expect(head).not.toContain('access-control');
    expect(head).not.toContain('x-powered-by');
  });

  test('the nonce of a page is its own, and in its boot; markup cannot leave the boot', async () => {
    const pages = [await get('/'), await get('/')];
    const nonces = pages.map((page) => /'nonce-([^']+)'/.exec(page)?.[1] ?? '');
    expect(new Set(nonces).size).toBe(2);
    for (const [at, page] of pages.entries()) expect(page).toContain(`"styleNonce":"${nonces[at]}"`);
  });

  test('a request without end is not read: too large, slow headers', async () => {
    const large = await post({ 'content-length': '5000000' }, '/api/resolve', 'x'.repeat(100));
    expect(statusOf(large)).toBe(413);
    const declared = await new Promise<number>((resolve, reject) => {
      const asking = httpRequest(
        {
          port,
          method: 'POST',
          path: '/api/resolve',
          headers: { ...headersOfPost(), 'transfer-encoding': 'chunked' },
        },
        (response) => resolve(response.statusCode ?? 0),
      );
      asking.on('error', reject);
      for (let part = 0; part < 50; part++) asking.write('x'.repeat(100_000));
      asking.end();
    }).catch((error) => error.code);
    expect([413, 'ECONNRESET', 'EPIPE']).toContain(declared);
  });
});

const headersOfPost = () => ({
  host: `127.0.0.1:${port}`,
  cookie: place.cookie,
  origin: place.origin,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
});
