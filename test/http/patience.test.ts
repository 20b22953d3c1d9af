// How long a call is patient, with whom, and what is counted.
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { backoffMs, retryAfterMs } from '../../connector/http/policies/waits.js';
import { systemClock } from '../../connector/model/clock.js';
import { Secret } from '../../connector/model/secret.js';
import { closeAll, closers, connectTo, get, hasty, json, KEYS, serve } from './wire.js';

afterEach(closeAll);

describe('backoff', () => {
  test('is any part of a bound that doubles, up to half a minute', () => {
    const bounds = [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
    for (const [index, bound] of bounds.entries()) {
      for (const random of [0, 0.25, 0.5, 0.999]) {
        expect(backoffMs(index + 1, random)).toBeCloseTo(bound * random, 6);
      }
    }
    expect(backoffMs(5000, 1)).toBe(30_000);
  });
});

describe('Retry-After', () => {
  const clock = { ...systemClock, now: () => Date.parse('2026-01-01T00:00:00Z') };
  const wait = (value: string, date?: string) =>
    retryAfterMs({ 'retry-after': value, ...(date ? { date } : {}) }, clock);

  test.each([
    ['7', 7000],
    [' 7 ', 7000],
    ['0', 0],
    ['1.5', 1500],
    ['Thu, 01 Jan 2026 00:00:03 GMT', 3000],
    ['Thursday, 01-Jan-26 00:00:03 GMT', 3000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
  ])('%j is %i ms', (value, expected) => {
    expect(wait(value)).toBe(expected);
  });

  test.each([
    '',
    ' ',
    '-5',
    'soon',
    'soon 5',
    'retry in 2030',
    '7 s',
    '1e9',
    'Thu, 99 Foo 2026 00:00:03 GMT',
  ])('%j says nothing', (value) => {
    expect(wait(value)).toBeUndefined();
  });

  test('a date is read by the clock of the server, when it tells it', () => {
    const until = 'Thu, 01 Jan 2026 12:00:10 GMT';
    expect(wait(until, 'Thu, 01 Jan 2026 12:00:00 GMT')).toBe(10_000);
    expect(wait(until, 'nonsense')).toBe(12 * 3_600_000 + 10_000);
  });
});

describe('attempts', () => {
  test('Retry-After of an error is kept', async () => {
    const { origin } = await serve((_, response, count) =>
      json(response, {}, count === 1 ? 503 : 200, { 'retry-after': '11' }),
    );
    const clock = hasty();
    await connectTo(origin, { clock }).client.call(get('/1.0/me'));
    expect(clock.slept).toEqual([11_000]);
  });

  test('after an error they wait by backoff', async () => {
    const { origin } = await serve((_, response) => json(response, {}, 500));
    const clock = hasty();
    const { client } = connectTo(origin, { clock, attempts: 5 });
    await client.call(get('/1.0/me'));
    expect(clock.slept).toEqual([250, 500, 1000, 2000]);
    expect(client.statistics().retryWaitMs).toBe(3750);
  });

  test('a reply of white space is as empty as one of nothing', async () => {
    const { origin, seen } = await serve((_, response, count) =>
      response.end(count < 3 ? '\ufeff \r\n' : '[]'),
    );
    const outcome = await connectTo(origin).client.call(get('/1.0/me'));
    expect(outcome.outcome).toBe('ok');
    expect(seen).toHaveLength(3);
  });

  test('a large array is read item by item, and one that is broken is asked for again', async () => {
    const ids = Array.from({ length: 50_000 }, (_, n) => n);
    const text = JSON.stringify(ids);
    const { origin, seen } = await serve((_, response, count) =>
      response.end(count === 1 ? text.slice(0, -3) : text),
    );
    const outcome = await connectTo(origin).client.call(get('/1.0/me'));
    expect(outcome.outcome === 'ok' && outcome.body.length).toBe(50_000);
    expect(seen).toHaveLength(2);
  });

  test('an attempt is given no more time than is left to the call', async () => {
    const { origin, seen } = await serve(() => undefined);
    const { client } = connectTo(origin, {
      clock: systemClock,
      settings: { timeoutMs: 30_000, deadlineMs: 1200, attempts: 9 },
    });
    const outcome = await client.call(get('/1.0/me', { timeoutMs: 20_000 }));
    expect(outcome).toMatchObject({ reason: 'failed', problem: { code: 'timeout', attempts: 1 } });
    expect(JSON.stringify(outcome)).toMatch(/within 1\.(2|1\d+) s/);
    expect(seen).toHaveLength(1);
  });

  test('the deadline of a call does not run while it stands in line for its first turn', async () => {
    const { origin } = await serve((_, response, count) => json(response, {}, count === 2 ? 500 : 200));
    const { client } = connectTo(origin, {
      budget: { callsPerSecond: 1000, routes: [{ path: '/slow', callsPerSecond: 0.0005 }] },
    });
    await client.call(get('/1.0/slow'));
    // A quarter of an hour in line, then a failure: it is tried again.
    expect(await client.call(get('/1.0/slow'))).toMatchObject({ outcome: 'ok', attempts: 2 });
  });

  test.each([0, -60])('tokens with expires_in %i cost one call, not one for each call', async (life) => {
    const tokens = await serve((_, response) => json(response, { access_token: 'token', expires_in: life }));
    const { origin, seen } = await serve((_, response) => json(response, {}));
    const credentials = {
      kind: 'oauth2' as const,
      clientId: 'client',
      clientSecret: new Secret('client-secret'),
      tokenUrl: `${tokens.origin}/token`,
    };
    const connection = connectTo(origin, { credentials });
    for (let n = 0; n < 20; n++) expect((await connection.client.call(get('/1.0/me'))).outcome).toBe('ok');
    expect(seen).toHaveLength(20);
    expect(tokens.seen).toHaveLength(1);
    expect(connection.warnings()).toEqual([
      { code: 'token-life', message: expect.stringMatching(/tokens live -?\d+ s/) },
    ]);
  });
});

describe('429', () => {
  test('holds the other calls too', async () => {
    const arrivals: number[] = [];
    const { origin } = await serve((_, response, count) => {
      arrivals.push(systemClock.now());
      json(response, {}, count === 1 ? 429 : 200, { 'retry-after': '1' });
    });
    const { client } = connectTo(origin, { clock: systemClock });
    const first = client.call(get('/1.0/first'));
    while (arrivals.length === 0) await systemClock.sleep(1);
    await systemClock.sleep(100);
    await Promise.all([first, client.call(get('/1.0/second')), client.call(get('/1.0/third'))]);
    expect(arrivals).toHaveLength(4);
    for (const at of arrivals.slice(1)) expect(at - (arrivals[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test.each<Record<string, string>>([{}, { 'retry-after': '0' }, { 'retry-after': 'soon' }])(
    'that does not say when (%j) is waited for longer and longer',
    async (headers) => {
      const { origin } = await serve((_, response, count) =>
        json(response, {}, count <= 3 ? 429 : 200, headers),
      );
      const clock = hasty();
      expect((await connectTo(origin, { clock }).client.call(get('/1.0/me'))).outcome).toBe('ok');
      expect(clock.slept).toEqual([1500, 2000, 3000]);
    },
  );

  test('without end is over at the deadline, and says what to do', async () => {
    const { origin, seen } = await serve((_, response) => json(response, {}, 429, { 'retry-after': '100' }));
    const { client } = connectTo(origin);
    const outcome = await client.call(get('/1.0/me'));
    expect(outcome).toMatchObject({ reason: 'failed', problem: { status: 429, attempts: 6 } });
    expect(JSON.stringify(outcome)).toContain('budget.callsPerSecond');
    expect(seen).toHaveLength(6);
  });
});

describe('absent', () => {
  test.each([
    [400, { errorCode: 'QUERY_TIME_OUT', message: 'x' }, 'ok'],
    [429, {}, 'ok'],
    [401, {}, 'stop'],
    [403, { errorCode: 'INVALID_CREDENTIAL', message: 'x' }, 'stop'],
    [400, { errorCode: 'INVALID_SIGNATURE', message: 'x' }, 'stop'],
    [404, { class: 'Client::NotFound', message: 'Got an invalid (or empty) URL' }, 'failed'],
    [404, { class: 'Client::NotFound', message: 'none' }, 'absent'],
    [400, { class: 'Client::BadRequest', message: 'none' }, 'absent'],
    [460, { message: 'This service is expired' }, 'absent'],
  ])(
    '%i %j ends as %s when the definition says that this status is "there is none"',
    async (status, body, end) => {
      const { origin } = await serve((_, response, count) =>
        json(response, body, count === 1 ? status : 200),
      );
      const request = get('/1.0/me', { absent: [status] });
      const outcome = await connectTo(origin)
        .client.call(request)
        .catch(() => 'stop' as const);
      if (outcome === 'stop') expect(end).toBe('stop');
      else expect(outcome.outcome === 'skip' ? outcome.reason : 'ok').toBe(end);
    },
  );
});

describe('what is sent besides', () => {
  test('headers of the definition, in any case of letters, never beside our own', async () => {
    const { origin, seen } = await serve((_, response) => json(response, {}));
    const headers = {
      'X-Pagination-Mode': 'CachedObjectList-Pages',
      Accept: 'text/html',
      'X-OVH-Consumer': 'other',
    };
    await connectTo(origin).client.call(get('/1.0/me', { headers }));
    expect(seen[0]?.headers).toMatchObject({
      'x-pagination-mode': 'CachedObjectList-Pages',
      accept: 'application/json',
      'user-agent': 'test',
      'x-ovh-consumer': KEYS.consumerKey.reveal(),
    });
    expect(seen[0]?.headers['content-type']).toBeUndefined();
  });

  test('nothing that tells who calls, on routes that take no credentials', async () => {
    const { origin, seen } = await serve((_, response) => json(response, {}));
    const { client } = connectTo(origin);
    await client.call({ ...get('/1.0/auth/credential', { authenticated: false }), method: 'POST', body: {} });
    expect(Object.keys(seen[0]?.headers ?? {}).filter((name) => /x-ovh|authorization/.test(name))).toEqual(
      [],
    );
    expect(client.statistics().calls).toBe(1);
  });
});

describe('statistics', () => {
  test('add up over calls of every kind', async () => {
    const { origin, seen } = await serve(({ url }, response, count) => {
      if (url === '/1.0/reset') return response.socket?.destroy();
      const status = Number(url.split('/').at(-1));
      if (status === 429 && count > 8) return json(response, {});
      return json(response, {}, status, { 'retry-after': '1' });
    });
    const { client } = connectTo(origin);
    for (const path of ['200', '404', '500', '403', 'reset', '200', '429', '200']) {
      await client.call(get(`/1.0/${path}`));
    }
    const { calls, retries, byStatus, budgetWaitMs, retryWaitMs } = client.statistics();
    expect(calls).toBe(seen.length + 1);
    expect(Object.values(byStatus).reduce((sum, count) => sum + count, 0)).toBe(calls);
    // Each of the eight calls, and the one for the server's time, was first sent once.
    expect(retries).toBe(calls - 9);
    expect(byStatus).toMatchObject({ '404': 1, '500': 4, '403': 1 });
    expect(Object.entries(byStatus).filter(([code]) => Number.isNaN(Number(code)))).toEqual([
      [expect.any(String), 4],
    ]);
    expect(budgetWaitMs).toBeGreaterThanOrEqual(0);
    expect(retryWaitMs).toBeGreaterThan(3000);
  });

  test('are a copy', async () => {
    const { origin } = await serve((_, response) => json(response, {}));
    const { client } = connectTo(origin);
    client.statistics().byStatus['200'] = 99;
    expect(client.statistics().byStatus).toEqual({});
  });
});

describe('an abort', () => {
  test('ends the wait for the next attempt', async () => {
    const { origin, seen } = await serve((_, response) => json(response, {}, 503, { 'retry-after': '500' }));
    const { client } = connectTo(origin, { clock: systemClock });
    const ending = new AbortController();
    const call = client.call(get('/1.0/me', { signal: ending.signal }));
    setTimeout(() => ending.abort(new Error('asked to end')), 100);
    await expect(call).rejects.toThrow('asked to end');
    expect(seen).toHaveLength(1);
  });

  test('ends the wait in line, and lets nothing go any more', async () => {
    const { origin, seen } = await serve((_, response) => json(response, {}));
    const { client } = connectTo(origin, { clock: systemClock, budget: { callsPerSecond: 2 } });
    const ending = new AbortController();
    const calls = [1, 2, 3, 4, 5, 6].map((n) => client.call(get(`/1.0/${n}`, { signal: ending.signal })));
    setTimeout(() => ending.abort(new Error('asked to end')), 50);
    const settled = await Promise.allSettled(calls);
    expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
    expect(seen.length).toBeLessThanOrEqual(1);
  });
});

describe('a first contact', () => {
  /** Takes connections and says nothing: a TLS handshake with it never ends. */
  async function silentServer() {
    const connections: Socket[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      connections.push(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => {
      for (const socket of connections) socket.destroy();
      server.close();
    });
    return { origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, connections };
  }
  const settings = { timeoutMs: 20_000, deadlineMs: 60_000, attempts: 8, firstContactMs: 800 };

  test('with a server that takes connections and never speaks is given up after two', async () => {
    const { origin, connections } = await silentServer();
    const events: string[] = [];
    const { client } = connectTo(origin, {
      clock: systemClock,
      settings,
      credentials: { kind: 'bearer', token: new Secret('bearer-token') },
      onEvent: ({ event }) => events.push(event),
    });
    const outcome = await client.call(get('/1.0/me'));
    expect(outcome).toMatchObject({
      reason: 'failed',
      problem: { code: 'UND_ERR_CONNECT_TIMEOUT', advice: expect.stringMatching(/Nothing answers/) },
    });
    expect(connections.length).toBeLessThanOrEqual(2);
    expect(events.length).toBeLessThanOrEqual(1);
  });

  test('with a token address that never speaks is given up too', async () => {
    const { origin, connections } = await silentServer();
    const { client } = connectTo('http://127.0.0.1:1', {
      clock: systemClock,
      settings,
      credentials: {
        kind: 'oauth2',
        clientId: 'client',
        clientSecret: new Secret('client-secret'),
        tokenUrl: `${origin}/token`,
      },
    });
    await expect(client.call(get('/1.0/me'))).rejects.toThrow(/no token: .*Nothing answers/s);
    expect(connections.length).toBeLessThanOrEqual(2);
  });

  test('that worked once makes later failures patient', async () => {
    const { origin } = await serve((_, response, count) =>
      count > 1 && count < 6 ? response.socket?.destroy() : json(response, {}),
    );
    const { client } = connectTo(origin, { settings: { ...settings, timeoutMs: 2000 } });
    await client.call(get('/1.0/me'));
    expect(await client.call(get('/1.0/me'))).toMatchObject({ outcome: 'ok', attempts: 5 });
  });
});
