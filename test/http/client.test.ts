// The client against a real server on the wire, with a clock that does not really wait.
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { sign } from '../../connector/http/authorization/signature.js';
import { systemClock } from '../../connector/model/clock.js';
import { StopError } from '../../connector/model/errors.js';
import { Secret } from '../../connector/model/secret.js';
import { closeAll, connectTo, get, type Handler, hasty, json, serve } from './wire.js';

afterEach(closeAll);

describe('signing', () => {
  test('what is signed is what is sent, byte for byte, with the time of the server', async () => {
    const { origin, seen } = await serve((_, response) => json(response, []));
    const { client } = connectTo(origin);
    await client.call(
      get('/1.0/ip/1.2.3.4%2F32/x%20y', { query: { 'date.from': '2024-01-01T00:00:00+00:00', a: 'é b' } }),
    );
    await client.call({
      ...get('/1.0/me/document'),
      method: 'POST',
      body: { name: 'é', n: 12345678901234567890n },
    });
    for (const { method, url, headers, body } of seen) {
      const timestamp = Number(headers['x-ovh-timestamp']);
      expect(Math.abs(timestamp - Date.now() / 1000 - 5000)).toBeLessThan(5);
      const expected = sign({
        applicationSecret: 'the/application secret',
        consumerKey: 'the-consumer-key',
        method,
        url: origin + url,
        body,
        timestamp,
      });
      expect(headers['x-ovh-signature']).toBe(expected);
      expect(headers['x-ovh-application']).toBe('the-application-key');
    }
    expect(seen[0]?.url).toBe(
      '/1.0/ip/1.2.3.4%2F32/x%20y?date.from=2024-01-01T00%3A00%3A00%2B00%3A00&a=%C3%A9%20b',
    );
    expect(seen[1]?.body).toBe('{"name":"é","n":12345678901234567890}');
  });

  test('each attempt is signed anew', async () => {
    const { origin, seen } = await serve((_, response, count) =>
      count < 3
        ? json(response, { class: 'Server::InternalServerError', message: 'x' }, 500)
        : json(response, {}),
    );
    const clock = hasty();
    const { client } = connectTo(origin, {
      clock: { ...clock, random: () => 0.99, sleep: (ms, s) => clock.sleep(ms * 3, s) },
    });
    await client.call(get('/1.0/me'));
    expect(new Set(seen.map(({ headers }) => headers['x-ovh-timestamp'])).size).toBe(3);
    expect(new Set(seen.map(({ headers }) => headers['x-ovh-signature'])).size).toBe(3);
  });

  test('a stale clock is corrected, once for all calls', async () => {
    const refused = new Set<string>();
    const { origin, seen } = await serve(({ url }, response) => {
      if (refused.has(url)) return json(response, {});
      refused.add(url);
      // All five are on their way before the first is refused.
      const refusal = { errorCode: 'QUERY_TIME_OUT', httpCode: '400 Bad Request', message: 'x' };
      setTimeout(() => json(response, refusal, 400), 100);
    });
    const { client } = connectTo(origin);
    const calls = Array.from({ length: 5 }, (_, n) => client.call(get(`/1.0/me/${n}`)));
    expect((await Promise.all(calls)).every((each) => each.outcome === 'ok')).toBe(true);
    expect(seen).toHaveLength(10);
    // The server's time: once at first, once more for all five.
    expect(client.statistics().calls - seen.length).toBe(2);
  });

  test('a clock that cannot be corrected stops', async () => {
    const { origin } = await serve((_, response) =>
      json(response, { errorCode: 'QUERY_TIME_OUT', message: 'x' }, 400),
    );
    await expect(connectTo(origin).client.call(get('/1.0/me'))).rejects.toThrow(/clock of this machine/);
  });
});

describe('attempts', () => {
  const broken: [string, Handler][] = [
    ['500', (_, response) => json(response, {}, 500)],
    ['503 in HTML', (_, response) => response.writeHead(503).end('<html>no</html>')],
    ['408 in HTML', (_, response) => response.writeHead(408).end('<html>Request Time-out</html>')],
    ['a reset', (_, response) => response.socket?.destroy()],
    ['a body cut off', (_, response) => response.writeHead(200, { 'content-length': '100' }).end('[1,2')],
    [
      'a body cut off without a length',
      (_, response) => {
        response.writeHead(200);
        response.write('[1,2');
        setTimeout(() => response.socket?.destroy(), 5);
      },
    ],
    ['JSON cut off', (_, response) => response.end('{"a": [1, 2')],
    ['HTML with 200', (_, response) => response.end('<html>maintenance</html>')],
    ['nothing with 200', (_, response) => response.end()],
    [
      'gzip cut off',
      (_, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('[1,2,3]').subarray(0, 15)),
    ],
    ['no reply in time', () => undefined],
  ];

  test.each(broken)('GET goes on after %s', async (_, handler) => {
    const { origin, seen } = await serve((call, response, count) =>
      count < 3 ? handler(call, response, count) : json(response, { fine: true }),
    );
    const { client } = connectTo(origin);
    const outcome = await client.call(get('/1.0/me', { timeoutMs: 300 }));
    expect(outcome.outcome).toBe('ok');
    expect(seen).toHaveLength(3);
    expect(client.statistics()).toMatchObject({ calls: 4, retries: 2 });
  });

  test.each(broken)('POST is sent once, and %s is told', async (_, handler) => {
    const { origin, seen } = await serve(handler);
    const { client } = connectTo(origin);
    const outcome = await client.call({ ...get('/1.0/x', { timeoutMs: 300 }), method: 'POST', body: {} });
    if (_ === 'nothing with 200') expect(outcome.outcome).toBe('ok');
    else {
      expect(outcome).toMatchObject({ outcome: 'skip', reason: 'failed' });
      expect(JSON.stringify(outcome)).toMatch(/sent once/);
    }
    expect(seen).toHaveLength(1);
  });

  test.each([429, 401])('POST is not repeated after %i either', async (status) => {
    const { origin, seen } = await serve((_, response) => json(response, {}, status, { 'retry-after': '1' }));
    const call = connectTo(origin).client.call({ ...get('/1.0/x'), method: 'POST' });
    await call.catch(() => undefined);
    expect(seen).toHaveLength(1);
  });

  test('POST is repeated when no connection was made', async () => {
    const probe = createNetServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const port = (probe.address() as AddressInfo).port;
    await new Promise((resolve) => probe.close(resolve));
    const { client } = connectTo(`http://127.0.0.1:${port}`, {
      credentials: { kind: 'bearer', token: new Secret('bearer-token') },
    });
    const outcome = await client.call({ ...get('/1.0/x'), method: 'POST' });
    expect(outcome).toMatchObject({ reason: 'failed', problem: { attempts: 4, code: 'ECONNREFUSED' } });
  });

  test('204 and null are nothing, not a fault', async () => {
    const { origin } = await serve((_, response, count) =>
      count === 1 ? response.writeHead(204).end() : response.end('null'),
    );
    const { client } = connectTo(origin);
    for (let n = 0; n < 2; n++) {
      const outcome = await client.call(get('/1.0/me'));
      expect(outcome.outcome === 'ok' && outcome.body.kind).toBe('none');
    }
  });

  test('it gives up after its attempts, and an outage stops the run', async () => {
    let isUp = true;
    const { origin, seen } = await serve(
      (_, response) =>
        json(response, { class: 'Server::X', message: 'down' }, 500, { 'x-ovh-queryid': 'EU.1' }),
      () => isUp,
    );
    const { client } = connectTo(origin);
    const outcome = await client.call(get('/1.0/me'));
    isUp = false;
    expect(outcome).toMatchObject({
      reason: 'failed',
      problem: { attempts: 4, status: 500, code: 'Server::X', message: 'down', queryId: 'EU.1' },
    });
    expect(seen).toHaveLength(4);
    await client.call(get('/1.0/me'));
    await expect(client.call(get('/1.0/me'))).rejects.toThrow(/3 calls in a row.*down/s);
  });

  test('429: Retry-After is kept by everybody, does not eat attempts, and the deadline ends it', async () => {
    const { origin, seen } = await serve((_, response, count) =>
      count <= 10 ? json(response, {}, 429, { 'retry-after': '7' }) : json(response, {}),
    );
    const clock = hasty();
    const { client } = connectTo(origin, { clock });
    expect((await client.call(get('/1.0/me'))).outcome).toBe('ok');
    expect(seen).toHaveLength(11);
    expect(clock.slept.filter((ms) => ms >= 6900)).toHaveLength(10);
    const short = connectTo(
      (await serve((_, response) => json(response, {}, 429, { 'retry-after': '400' }))).origin,
    );
    const outcome = await short.client.call(get('/1.0/me'));
    expect(outcome).toMatchObject({ reason: 'failed', problem: { status: 429, attempts: 2 } });
  });

  test('redirects are not followed', async () => {
    const { origin, seen } = await serve((_, response) =>
      response.writeHead(302, { location: '/elsewhere' }).end(),
    );
    expect(await connectTo(origin).client.call(get('/1.0/me'))).toMatchObject({ reason: 'failed' });
    expect(seen).toHaveLength(1);
  });

  test('an abort ends calls and waiting at once', async () => {
    const { origin } = await serve(() => undefined);
    const ending = new AbortController();
    const call = connectTo(origin).client.call(get('/1.0/me', { signal: ending.signal }));
    setTimeout(() => ending.abort(new Error('asked to end')), 50);
    await expect(call).rejects.toThrow('asked to end');
  });

  test('gzip is read', async () => {
    const { origin } = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('[1.50]')),
    );
    const outcome = await connectTo(origin).client.call(get('/1.0/me'));
    expect(outcome.outcome === 'ok' && String(outcome.body.value())).toBe('1.50');
  });
});

describe('keys', () => {
  test.each([
    [400, { errorCode: 'INVALID_SIGNATURE', message: 'Invalid signature' }, /application secret/],
    [403, { errorCode: 'INVALID_CREDENTIAL', message: 'This credential is not valid' }, /login/],
    [403, { class: 'Client::Forbidden', message: 'This application key is invalid' }, /region/],
  ])('%i %j stops with words', async (status, body, words) => {
    const { origin, seen } = await serve((_, response) => json(response, body, status));
    await expect(connectTo(origin).client.call(get('/1.0/me'))).rejects.toThrow(words);
    expect(seen).toHaveLength(1);
  });

  test('secrets that the server echoes never come through', async () => {
    const secrets = ['the-application-key', 'the/application secret', 'the-consumer-key'];
    const echo = [...secrets, ...secrets.map(encodeURIComponent)].join(' ');
    const { origin } = await serve((_, response) =>
      json(response, { class: 'Client::BadRequest', message: echo }, 400),
    );
    const outcome = await connectTo(origin).client.call(get('/1.0/x/the-consumer-key'));
    const text = JSON.stringify(outcome);
    for (const secret of secrets) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(encodeURIComponent(secret));
    }
    expect(text).toContain('***');
  });
});

describe('OAuth2', () => {
  async function account(lives: (number | object | string)[], api: Handler) {
    let issued = 0;
    const tokens = await serve((_, response) => {
      const life = lives[Math.min(issued++, lives.length - 1)];
      if (typeof life === 'string') response.writeHead(500).end(life);
      else if (typeof life === 'object') json(response, life, 400);
      else json(response, { access_token: `token-${issued}`, token_type: 'Bearer', expires_in: life });
    });
    const { origin, seen } = await serve(api);
    const connection = connectTo(origin, {
      credentials: {
        kind: 'oauth2',
        clientId: 'client',
        clientSecret: new Secret('the client&secret'),
        tokenUrl: `${tokens.origin}/auth/oauth2/token`,
      },
    });
    return { client: connection.client, seen, asked: tokens.seen };
  }

  test('one token for many calls, asked as the guide says', async () => {
    const { client, seen, asked } = await account([3599], (_, response) => json(response, {}));
    await Promise.all(Array.from({ length: 5 }, () => client.call(get('/1.0/me'))));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toBe(
      'grant_type=client_credentials&client_id=client&client_secret=the+client%26secret&scope=all',
    );
    expect(new Set(seen.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer token-1']));
    expect(seen[0]?.headers['x-ovh-signature']).toBeUndefined();
  });

  test('renewed before it ends', async () => {
    const { client, asked } = await account([1, 3599], (_, response) => json(response, {}));
    await client.call(get('/1.0/me'));
    await systemClock.sleep(1100);
    await client.call(get('/1.0/me'));
    expect(asked).toHaveLength(2);
  });

  test('401: once more with a new token, then it stops', async () => {
    const refuse = { class: 'Client::Unauthorized', message: 'You must login first' };
    const once = await account([3599], ({ headers }, response) =>
      headers.authorization === 'Bearer token-1' ? json(response, refuse, 401) : json(response, {}),
    );
    expect((await once.client.call(get('/1.0/me'))).outcome).toBe('ok');
    const never = await account([3599], (_, response) => json(response, refuse, 401));
    await expect(never.client.call(get('/1.0/me'))).rejects.toThrow(StopError);
    expect(never.seen).toHaveLength(2);
  });

  test('a client that is refused, with any status; a server that fails is asked again', async () => {
    const wrong = await account(
      [{ error: 'invalid_client', error_description: 'ovhcloud oauth2 client does not exists' }],
      (_, response) => json(response, {}),
    );
    await expect(wrong.client.call(get('/1.0/me'))).rejects.toThrow(
      /invalid_client.*client does not exists.*clientSecret/s,
    );
    expect(wrong.seen).toHaveLength(0);
    const shaky = await account(['<html>no</html>', 3599], (_, response) => json(response, {}));
    expect((await shaky.client.call(get('/1.0/me'))).outcome).toBe('ok');
  });
});
