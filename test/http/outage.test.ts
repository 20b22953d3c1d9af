// An outage stops the run; objects that fail while others answer do not.
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Secret } from '../../connector/model/secret.js';
import { closeAll, connectTo, get, type Handler, json, serve } from './wire.js';

afterEach(closeAll);

const TOKEN = { kind: 'bearer', token: new Secret('bearer-token') } as const;
/** Half a body is waited for until the time-out. */
const QUICK = { timeoutMs: 200, deadlineMs: 600_000, attempts: 2 };
const ids = Array.from({ length: 11 }, (_, n) => `bill-${n + 1}`);

const broken: [string, Handler][] = [
  ['500', (_, response) => json(response, { class: 'Server::InternalServerError', message: 'x' }, 500)],
  ['503 in HTML', (_, response) => response.writeHead(503).end('<html>Service Unavailable</html>')],
  ['200 in HTML', (_, response) => response.end('<html>maintenance</html>')],
  ['half a body', (_, response) => response.writeHead(200, { 'content-length': '100' }).end('{"a":1')],
  ['JSON cut off', (_, response) => response.end('{"billId": "x", "pri')],
  ['nothing', (_, response) => response.end()],
  [
    'gzip cut off',
    (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}').subarray(0, 12)),
  ],
  ['a reset', (_, response) => response.socket?.destroy()],
];

describe('objects that fail by themselves', () => {
  test.each(broken)(
    'three neighbours that answer %s are failed by name, the others are read',
    async (_, fail) => {
      const bad = ids.slice(4, 7);
      const { origin } = await serve((call, response, count) => {
        if (bad.some((id) => call.url === `/1.0/me/bill/${id}`)) return fail(call, response, count);
        return json(response, call.url === '/1.0/me/bill' ? ids : { billId: call.url.split('/').at(-1) });
      });
      const { client } = connectTo(origin, { settings: QUICK });
      await client.call(get('/1.0/me/bill'));
      const failed: string[] = [];
      for (const id of ids) {
        const outcome = await client.call(get(`/1.0/me/bill/${id}`));
        if (outcome.outcome === 'skip') failed.push(`${outcome.reason} ${id}`);
      }
      expect(failed).toEqual(bad.map((id) => `failed ${id}`));
    },
  );

  test.each([1, 3, 10])('forty in a row, %i at a time, are failed while a list answers', async (atOnce) => {
    const { origin, seen } = await serve((call, response) =>
      call.url === '/1.0/me/bill' ? json(response, ids) : json(response, {}, 500),
    );
    const { client } = connectTo(origin, { attempts: 1, credentials: TOKEN });
    await client.call(get('/1.0/me/bill'));
    for (let from = 0; from < 40; from += atOnce) {
      const calls = Array.from({ length: atOnce }, (_, n) => client.call(get(`/1.0/me/bill/x${from + n}`)));
      for (const outcome of await Promise.all(calls)) expect(outcome).toMatchObject({ reason: 'failed' });
    }
    const probes = seen.filter(({ url }) => url === '/1.0/me/bill').length - 1;
    expect(probes).toBeGreaterThan(0);
    expect(probes).toBeLessThanOrEqual(14);
  });

  test('before anything was answered, the time of the server is asked', async () => {
    const { origin } = await serve((_, response) => json(response, {}, 500));
    const { client } = connectTo(origin, { attempts: 1, credentials: TOKEN });
    for (let n = 0; n < 9; n++) {
      expect(await client.call(get(`/1.0/x/${n}`))).toMatchObject({ outcome: 'skip', reason: 'failed' });
    }
  });

  test('a list that is large is not asked for again', async () => {
    const many = Array.from({ length: 500 }, (_, n) => `bill-${n}`);
    const { origin, seen } = await serve((call, response) => {
      if (call.url === '/1.0/me') return json(response, { nichandle: 'ab12345-ovh' });
      return call.url === '/1.0/me/bill' ? json(response, many) : json(response, {}, 500);
    });
    const { client } = connectTo(origin, { attempts: 1 });
    for (const path of ['/1.0/me', '/1.0/me/bill', '/1.0/a', '/1.0/b', '/1.0/c'])
      await client.call(get(path));
    expect(seen.filter(({ url }) => url === '/1.0/me/bill')).toHaveLength(1);
    expect(seen.filter(({ url }) => url === '/1.0/me')).toHaveLength(2);
  });

  test('a refusal is an answer too', async () => {
    const { origin, seen } = await serve((call, response) =>
      json(response, {}, call.url.includes('down') ? 500 : 404),
    );
    const { client } = connectTo(origin, { attempts: 1 });
    for (const path of ['/down', '/down', '/gone', '/down', '/down']) {
      expect((await client.call(get(path))).outcome).toBe('skip');
    }
    expect(seen).toHaveLength(5);
  });
});

describe('an outage', () => {
  test.each(broken)('in which everything answers %s stops the run with the third call', async (_, fail) => {
    let isUp = true;
    const { origin } = await serve(
      (call, response, count) => (isUp ? json(response, {}) : fail(call, response, count)),
      () => isUp,
    );
    const { client } = connectTo(origin, { settings: QUICK });
    await client.call(get('/1.0/me'));
    isUp = false;
    for (const path of ['/1.0/a', '/1.0/b']) expect((await client.call(get(path))).outcome).toBe('skip');
    await expect(client.call(get('/1.0/c'))).rejects.toThrow(
      /3 calls in a row got no usable answer, and neither does GET \/1\.0\/me; the last: .*run again later/s,
    );
  });

  test('of which many calls hear at once asks once, and stops them all', async () => {
    let isUp = true;
    const { origin, seen } = await serve(
      (_, response) => (isUp ? json(response, {}) : json(response, {}, 500)),
      () => isUp,
    );
    const { client } = connectTo(origin, { attempts: 1 });
    await client.call(get('/1.0/me'));
    isUp = false;
    const calls = Array.from({ length: 10 }, (_, n) => client.call(get(`/1.0/x/${n}`)));
    const settled = await Promise.allSettled(calls);
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(8);
    expect(seen.filter(({ url }) => url === '/1.0/me').length).toBeLessThanOrEqual(1 + 8);
    expect(seen.filter(({ url }) => url.includes('/x/'))).toHaveLength(10);
  });

  test('that ends while it is looked into is none', async () => {
    let isUp = true;
    const { origin } = await serve(
      ({ url }, response, count) => json(response, {}, isUp || (url === '/1.0/me' && count > 5) ? 200 : 500),
      () => isUp,
    );
    const { client } = connectTo(origin, { attempts: 3 });
    await client.call(get('/1.0/me'));
    isUp = false;
    for (const path of ['/1.0/a', '/1.0/b', '/1.0/c']) {
      expect((await client.call(get(path))).outcome).toBe('skip');
    }
  });

  test('a call that changes things is not the one that stops', async () => {
    let isUp = true;
    const { origin } = await serve(
      (_, response) => json(response, {}, isUp ? 200 : 500),
      () => isUp,
    );
    const { client } = connectTo(origin, { attempts: 1 });
    await client.call(get('/1.0/me'));
    isUp = false;
    for (let n = 0; n < 5; n++) {
      expect((await client.call({ ...get('/1.0/x'), method: 'POST', body: {} })).outcome).toBe('skip');
    }
    await expect(client.call(get('/1.0/me'))).rejects.toThrow(/calls in a row/);
  });
});
