// Calls through a real CONNECT proxy to a real TLS server: API, tokens, webhooks, object storage, and what goes wrong.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { openSource } from '../../connector/app/open.js';
import { createDestination } from '../../connector/destinations/registry.js';
import { StopError } from '../../connector/model/errors.js';
import { Secret } from '../../connector/model/secret.js';
import { isLasting, NetworkError } from '../../connector/network/failure.js';
import { networkSettings } from '../../connector/network/settings.js';
import { Transport } from '../../connector/network/transport.js';
import { postWebhook } from '../../connector/observe/notifications/webhook.js';
import { startSandbox } from '../../sandbox/main.js';
import { closeAll, closers, connectTo, get, json, serve } from '../http/wire.js';
import { BUCKET, KEYS, startObjectServer } from '../object-storage/server.js';
import { type Certificate, makeCertificate } from '../sandbox/certificate.js';
import { type ProxyServer, startProxy, startTlsFront } from './proxy-server.js';

const HOSTS = ['eu.api.test', 'auth.test', 'hooks.test', 's3.test', 'localhost'];
let certificate: Certificate;

beforeAll(() => {
  certificate = makeCertificate({ hosts: HOSTS });
});
afterEach(closeAll);

const network = (proxy: string, more: object = {}) =>
  networkSettings({ HTTPS_PROXY: proxy }, { authorities: [certificate.cert], ...more });

/** A TLS server in front of a plain one, and a proxy that leads every host to it. */
async function behindProxy(plainPort: number, options: Partial<Parameters<typeof startProxy>[0]> = {}) {
  const front = await startTlsFront(plainPort, certificate);
  const proxy = await startProxy({ port: front.port, ...options });
  closers.push(proxy.close, front.close);
  return { front, proxy };
}

const portOf = (origin: string) => Number(new URL(origin).port);

function transportTo(origin: string, proxy: ProxyServer | string, more: object = {}) {
  const url = typeof proxy === 'string' ? proxy : proxy.url;
  const transport = new Transport(origin, { network: network(url), connectTimeoutMs: 500, ...more });
  closers.push(() => transport.close());
  return (request: object = {}) =>
    transport.send({ method: 'GET', target: '/1.0/me', headers: {}, timeoutMs: 5000, ...request });
}

const failure = async (call: Promise<unknown>): Promise<NetworkError> => {
  const error = await call.then(
    () => new Error('there was a reply'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(NetworkError);
  return error as NetworkError;
};

describe('through a proxy', () => {
  test.each([
    ['http', false],
    ['https', true],
  ])('by %s a call arrives, and the proxy sees nothing of it', async (_, isTls) => {
    const { origin, seen } = await serve((_seen, response) => json(response, { fine: true }));
    const { proxy } = await behindProxy(portOf(origin), isTls ? { certificate } : {});
    const send = transportTo('https://eu.api.test', proxy);
    for (let n = 0; n < 3; n++) {
      const reply = await send({
        method: 'POST',
        body: '{"a":1}',
        headers: { 'x-ovh-consumer': 'the-consumer-key' },
      });
      expect(reply.body.toString()).toBe('{"fine":true}');
    }
    expect(seen.map(({ headers }) => headers.host)).toEqual(Array(3).fill('eu.api.test'));
    expect(proxy.connects).toEqual(['eu.api.test:443']);
    expect(proxy.seen().length).toBeGreaterThan(300);
    expect(proxy.seen()).not.toMatch(/the-consumer-key|\/1\.0\/me/);
  });

  test('user and password reach the proxy, and it alone', async () => {
    const { origin, seen } = await serve((_, response) => json(response, {}));
    const { proxy } = await behindProxy(portOf(origin));
    const { host } = new URL(proxy.url);
    await transportTo('https://eu.api.test', `http://user:p%40ss%3Aword@${host}`)();
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('user:p@ss:word').toString('base64')}`]);
    expect(JSON.stringify(seen)).not.toMatch(/proxy-authorization|p@ss/i);
  });

  test('many calls at once share few tunnels', async () => {
    const { origin } = await serve((_, response) => json(response, {}));
    const { proxy } = await behindProxy(portOf(origin));
    const send = transportTo('https://eu.api.test', proxy, { connections: 3 });
    await Promise.all(Array.from({ length: 30 }, () => send()));
    expect(proxy.connects.length).toBeLessThanOrEqual(3);
  });

  test('an exception and this machine are reached directly', async () => {
    const { origin, seen } = await serve((_, response) => json(response, {}));
    const { front, proxy } = await behindProxy(portOf(origin));
    const send = transportTo(`https://localhost:${front.port}`, proxy);
    expect((await send()).status).toBe(200);
    expect((await transportTo(origin, proxy)()).status).toBe(200);
    expect(seen).toHaveLength(2);
    expect(proxy.connects).toEqual([]);
  });
});

describe('a proxy that', () => {
  const refuse = (head: string) => () => `HTTP/1.1 ${head}\r\ncontent-length: 0\r\n\r\n`;

  test.each([
    [
      'wants credentials',
      '407 Proxy Authentication Required',
      'proxy-credentials',
      true,
      /user and a password \(407\)/,
    ],
    [
      'forbids the host',
      '403 Forbidden',
      'proxy-refused',
      false,
      /does not connect to eu\.api\.test:443 \(403\)/,
    ],
    ['cannot reach the host', '502 Bad Gateway', 'proxy-refused', false, /\(502\)/],
    ['is no proxy', '400 Bad Request', 'proxy-refused', false, /\(400\)/],
  ])('%s: %s', async (_, head, code, lasting, words) => {
    const { origin, seen } = await serve((_seen, response) => json(response, {}));
    const { proxy } = await behindProxy(portOf(origin), { refuse: refuse(head) });
    const url = new URL(proxy.url);
    url.username = 'user';
    url.password = 'hunter22';
    const error = await failure(transportTo('https://eu.api.test', url.href)({ method: 'POST' }));
    expect(error).toMatchObject({ code, sent: false });
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain('hunter22');
    expect(isLasting(error)).toBe(lasting);
    expect(seen).toHaveLength(0);
  });

  test.each<[string, (socket: Socket) => void, RegExp]>([
    ['never answers', () => undefined, /no answer within 0\.5 s/],
    ['closes', (socket) => socket.destroy(), /^proxy 127\.0\.0\.1:\d+: /],
    ['speaks no HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'), /^proxy 127\.0\.0\.1:\d+: /],
  ])('%s is named', async (_, act, words) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      closers.push(() => socket.destroy());
      act(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const error = await failure(transportTo('https://eu.api.test', url)());
    expect(error.message).toMatch(words);
    expect(error.sent).toBe(false);
  });

  test('is not there', async () => {
    const error = await failure(transportTo('https://eu.api.test', 'http://127.0.0.1:1')());
    expect(error).toMatchObject({ code: 'ECONNREFUSED', sent: false });
    expect(error.message).toMatch(/^proxy 127\.0\.0\.1:1: /);
  });

  test('asks for credentials ends the run at once, with the remedy', async () => {
    const { origin } = await serve((_, response) => json(response, {}));
    const { proxy } = await behindProxy(portOf(origin), { refuse: refuse('407 No') });
    const { client } = connectTo('https://eu.api.test', { network: network(proxy.url) });
    const error = await client.call(get('/1.0/me')).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StopError);
    expect(String(error)).toMatch(/http:\/\/USER:PASSWORD@HOST:PORT/);
    expect(proxy.connects).toHaveLength(1);
  });

  test('gets no password of its own into an error', async () => {
    const { client } = connectTo('https://eu.api.test', {
      network: network('http://user:hunter22@127.0.0.1:1'),
      settings: { timeoutMs: 2000, deadlineMs: 60_000, attempts: 1 },
    });
    const error = await client.call(get('/1.0/me')).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/ECONNREFUSED/);
    expect(String(error)).not.toMatch(/hunter22/);
  });
});

describe('certificates', () => {
  const DAY = 86_400_000;
  const cases: [string, () => Certificate, boolean, string, RegExp][] = [
    [
      'of an unknown authority',
      () => certificate,
      false,
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      /`ca: FILE`.*NODE_EXTRA_CA_CERTS/,
    ],
    [
      'that has expired',
      () => makeCertificate({ hosts: HOSTS, from: Date.now() - 9 * DAY, to: Date.now() - DAY }),
      true,
      'CERT_HAS_EXPIRED',
      /check its clock/,
    ],
    [
      'of another host',
      () => makeCertificate({ hosts: ['elsewhere.test'] }),
      true,
      'ERR_TLS_CERT_ALTNAME_INVALID',
      /another host/,
    ],
  ];

  test.each(cases)(
    '%s: the call is not repeated, and the words say what to do',
    async (_, make, isTrusted, code, advice) => {
      const { origin, seen } = await serve((_seen, response) => json(response, {}));
      const served = make();
      const front = await startTlsFront(portOf(origin), served);
      closers.push(front.close);
      const connection = connectTo(`https://localhost:${front.port}`, {
        network: networkSettings({}, { authorities: isTrusted ? [served.cert] : [] }),
      });
      const error = await connection.client.call(get('/1.0/me')).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(StopError);
      expect(error).toMatchObject({ problem: { code, attempts: 1 } });
      expect(String(error)).toMatch(advice);
      expect(String(error)).not.toMatch(/Check `region`/);
      expect(seen).toHaveLength(0);
    },
  );

  test('of the authorities of Node stay trusted beside one of ours', async () => {
    const { rootCertificates } = await import('node:tls');
    const { trustOf } = await import('../../connector/network/certificates.js');
    expect(rootCertificates.length).toBeGreaterThan(50);
    expect(trustOf(networkSettings({}))).toBeUndefined();
    expect(trustOf(networkSettings({}, { authorities: [certificate.cert] }))).toBeDefined();
  });

  test('are checked whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    const { origin, seen } = await serve((_, response) => json(response, {}));
    const front = await startTlsFront(portOf(origin), certificate);
    closers.push(front.close);
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const transport = new Transport(`https://localhost:${front.port}`);
      closers.push(() => transport.close());
      const call = transport.send({ method: 'GET', target: '/', headers: {}, timeoutMs: 2000 });
      expect((await failure(call)).code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
    expect(seen).toHaveLength(0);
  });
});

describe('everything that leaves this machine', () => {
  let folder: string;
  let ca: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-proxy-'));
    ca = join(folder, 'company.pem');
    writeFileSync(ca, certificate.cert);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a load, by HTTPS_PROXY and `http.ca`', async () => {
    const sandbox = await startSandbox({
      seed: 'proxy',
      bills: 5,
      rate: 0,
      publicOrigin: 'https://eu.api.test',
    });
    closers.push(() => sandbox.close());
    const { proxy } = await behindProxy(sandbox.port);
    const config = {
      region: 'eu',
      baseUrl: 'https://eu.api.test',
      auth: { ...sandbox.keys },
      destination: { type: 'memory' },
      http: { ca: 'company.pem' },
      schemas: { use: 'never' },
      budget: { callsPerSecond: 1000, shared: false },
      endpoints: [{ name: 'bills', path: '/me/bill' }],
    };
    const source = openSource(config, { env: { HTTPS_PROXY: proxy.url }, cwd: folder, home: folder });
    expect(await loadSource(source)).toMatchObject({ outcome: 'complete' });
    expect(new Set(proxy.connects)).toEqual(new Set(['eu.api.test:443']));
  });

  test('the token address', async () => {
    const { origin } = await serve(({ url }, response) =>
      json(response, url === '/token' ? { access_token: 'issued-token', expires_in: 3600 } : { fine: true }),
    );
    const { proxy } = await behindProxy(portOf(origin));
    const { client } = connectTo('https://eu.api.test', {
      network: network(proxy.url),
      credentials: {
        kind: 'oauth2',
        clientId: 'client',
        clientSecret: new Secret('client-secret'),
        tokenUrl: 'https://auth.test/token',
      },
    });
    expect((await client.call(get('/1.0/me'))).outcome).toBe('ok');
    expect(proxy.connects).toEqual(['auth.test:443', 'eu.api.test:443']);
  });

  test('a webhook', async () => {
    const { origin, seen } = await serve((_, response) => json(response, {}));
    const { proxy } = await behindProxy(portOf(origin));
    const webhook = { url: new Secret('https://hooks.test/a/secret?x=1'), timeoutMs: 2000, attempts: 1 };
    const clock = { now: () => 0, random: () => 0, sleep: async () => undefined };
    await postWebhook(webhook, '{"a":1}', { clock, userAgent: 'x', network: network(proxy.url) });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/a/secret?x=1', body: '{"a":1}' });
    expect(proxy.connects).toEqual(['hooks.test:443']);
  });

  test('object storage', async () => {
    const server = await startObjectServer();
    closers.push(() => server.close());
    const { proxy } = await behindProxy(portOf(server.endpoint));
    const destination = createDestination({
      type: 'jsonl',
      path: `s3://${BUCKET}/through-a-proxy`,
      endpoint: 'https://s3.test',
      forcePathStyle: true,
      region: 'gra',
      proxy: proxy.url,
      ca,
      ...KEYS,
    });
    expect(await destination.check()).toBe('will be made');
    expect(new Set(proxy.connects)).toEqual(new Set(['s3.test:443']));
    expect(server.requests.length).toBeGreaterThan(0);
    expect(proxy.seen()).not.toContain(KEYS.accessKeyId);
  });
});
