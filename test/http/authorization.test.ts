// Who calls: the clock offset and the token, each fetched once for all calls that wait for it.
import { afterEach, describe, expect, test } from '@jest/globals';
import { BearerAuthorization } from '../../connector/http/authorization/bearer.js';
import { KeyAuthorization } from '../../connector/http/authorization/keys.js';
import { type IssuedToken, OAuth2Authorization } from '../../connector/http/authorization/oauth2.js';
import { tokenFetcher } from '../../connector/http/authorization/token-address.js';
import { StopError } from '../../connector/model/errors.js';
import { Secret } from '../../connector/model/secret.js';
import { VirtualClock } from './virtual-clock.js';
import { closeAll, hasty, json, KEYS, serve } from './wire.js';

afterEach(closeAll);

const CALL = { method: 'GET', url: 'https://server/1.0/me', body: '' };

/** Keys at a server whose clock is ahead by some seconds; its time takes a while to come. */
function keysAt(serverAhead: { seconds: number }, tookMs = 200) {
  const clock = new VirtualClock();
  const asked: number[] = [];
  const authorization = new KeyAuthorization(KEYS, clock, async () => {
    asked.push(clock.now());
    await clock.sleep(tookMs);
    return Math.floor(clock.now() / 1000) + serverAhead.seconds;
  });
  return { clock, asked, authorization };
}

describe('signed calls', () => {
  test('the time of the server is asked once, and followed', async () => {
    const { clock, asked, authorization } = keysAt({ seconds: 3600 });
    expect(authorization.isReady()).toBe(false);
    const all = await clock.until(Promise.all([1, 2, 3].map(() => authorization.headers(CALL))));
    expect(authorization.isReady()).toBe(true);
    expect(asked).toHaveLength(1);
    for (const headers of all) {
      const ahead = Number(headers['x-ovh-timestamp']) - clock.now() / 1000;
      expect(Math.abs(ahead - 3600)).toBeLessThanOrEqual(1);
    }
    clock.stall(60_000);
    const later = await authorization.headers(CALL);
    expect(Number(later['x-ovh-timestamp']) - Number(all[0]?.['x-ovh-timestamp'])).toBe(60);
    expect(later['x-ovh-signature']).not.toBe(all[0]?.['x-ovh-signature']);
  });

  test('the offset is right even when asking for the time had to wait for long', async () => {
    const { clock, authorization } = keysAt({ seconds: 0 }, 90_000);
    const offset = await clock.until(authorization.offsetSeconds());
    expect(Math.abs(offset)).toBeLessThanOrEqual(1);
  });

  test('refusals that come one after another are one correction, when signed by one offset', async () => {
    const ahead = { seconds: 0 };
    const { clock, asked, authorization } = keysAt(ahead);
    const first = await clock.until(authorization.headers(CALL));
    const second = await authorization.headers(CALL);
    ahead.seconds = 500;
    await clock.until(authorization.correctClock(first));
    await clock.until(authorization.correctClock(second));
    expect(asked).toHaveLength(2);
    const third = await authorization.headers(CALL);
    expect(Math.abs(Number(third['x-ovh-timestamp']) - clock.now() / 1000 - 500)).toBeLessThanOrEqual(1);
    await clock.until(authorization.correctClock(third));
    expect(asked).toHaveLength(3);
  });

  test('while the clock is corrected nobody is ready, and everybody waits for the new offset', async () => {
    const { clock, asked, authorization } = keysAt({ seconds: 0 });
    const refused = await clock.until(authorization.headers(CALL));
    const correcting = authorization.correctClock(refused);
    expect(authorization.isReady()).toBe(false);
    await clock.until(Promise.all([correcting, authorization.headers(CALL), authorization.prepare()]));
    expect(authorization.isReady()).toBe(true);
    expect(asked).toHaveLength(2);
  });

  test('a failure to read the time is not kept', async () => {
    const clock = new VirtualClock();
    let count = 0;
    const authorization = new KeyAuthorization(KEYS, clock, async () => {
      if (++count === 1) throw new Error('no way');
      return Math.floor(clock.now() / 1000);
    });
    await expect(authorization.headers(CALL)).rejects.toThrow('no way');
    expect(authorization.isReady()).toBe(false);
    await expect(authorization.headers(CALL)).resolves.toHaveProperty('x-ovh-signature');
  });

  test('there is no token to renew', async () => {
    const { authorization } = keysAt({ seconds: 0 });
    expect(await authorization.renewToken()).toBe(false);
  });
});

/** Tokens `token-1`, `token-2` ... of a given life. */
function tokens(lifeSeconds: number, tookMs = 100) {
  const clock = new VirtualClock();
  let issued = 0;
  const failing = { now: false };
  const authorization = new OAuth2Authorization(clock, async (): Promise<IssuedToken> => {
    const number = ++issued;
    await clock.sleep(tookMs);
    if (failing.now) throw new Error('no token');
    return { token: new Secret(`token-${number}`), lifeMs: lifeSeconds * 1000 };
  });
  const current = async () => (await clock.until(authorization.headers({}))).authorization;
  return { clock, authorization, current, failing, count: () => issued };
}

describe('OAuth2', () => {
  test.each([
    [3599, 60],
    [200, 20],
    [60, 10],
    [10, 5],
  ])('a token of %i s is renewed %i s before it ends, not sooner', async (life, margin) => {
    const { clock, authorization, current, count } = tokens(life);
    expect(await current()).toBe('Bearer token-1');
    clock.stall((life - margin) * 1000 - 1);
    expect(authorization.isReady()).toBe(true);
    expect(await current()).toBe('Bearer token-1');
    clock.stall(2);
    expect(authorization.isReady()).toBe(false);
    expect(await current()).toBe('Bearer token-2');
    expect(count()).toBe(2);
  });

  test('one fetch for everybody, at first and when it has ended', async () => {
    const { clock, authorization, count } = tokens(3599);
    const many = () => clock.until(Promise.all([1, 2, 3, 4].map(() => authorization.headers({}))));
    expect(new Set((await many()).map((each) => each.authorization))).toEqual(new Set(['Bearer token-1']));
    clock.stall(3_600_000);
    expect(new Set((await many()).map((each) => each.authorization))).toEqual(new Set(['Bearer token-2']));
    expect(count()).toBe(2);
  });

  test('calls that were refused with the same token renew it once', async () => {
    const { clock, authorization, current, count } = tokens(3599);
    const rejected = { authorization: (await current()) ?? '' };
    const both = [authorization.renewToken(rejected), authorization.renewToken(rejected)];
    expect(await clock.until(Promise.all(both))).toEqual([true, true]);
    expect(await clock.until(authorization.renewToken(rejected))).toBe(true);
    expect(count()).toBe(2);
    expect(await current()).toBe('Bearer token-2');
  });

  test('a fetch that fails is told to everybody who waits, and is not kept', async () => {
    const { clock, authorization, current, failing, count } = tokens(3599);
    failing.now = true;
    const both = await clock.until(
      Promise.allSettled([authorization.headers({}), authorization.headers({})]),
    );
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(count()).toBe(1);
    failing.now = false;
    expect(await current()).toBe('Bearer token-2');
  });
});

describe('lives of tokens that cannot be', () => {
  test.each([0, -1, -3600, 0.5])('%d s: a token is used for a minute, and the run says so', async (life) => {
    const { clock, authorization, current, count } = tokens(life);
    for (let n = 0; n < 50; n++) expect(await current()).toBe('Bearer token-1');
    expect(authorization.problem).toMatch(/tokens live -?[\d.]+ s; each is used for 60 s/);
    clock.stall(61_000);
    expect(await current()).toBe('Bearer token-2');
    expect(count()).toBe(2);
  });

  test.each([1e9, 1e300, Number.POSITIVE_INFINITY])('%d s: it is renewed after a day', async (life) => {
    const { clock, authorization, current } = tokens(life);
    await current();
    expect(authorization.isReady()).toBe(true);
    clock.stall(86_000_000);
    expect(await current()).toBe('Bearer token-1');
    clock.stall(500_000);
    expect(await current()).toBe('Bearer token-2');
    expect(authorization.problem).toBeUndefined();
  });

  test('a token of a second is renewed each half a second', async () => {
    const { clock, current, count } = tokens(1);
    for (let n = 0; n < 20; n++) {
      await current();
      clock.stall(100);
    }
    expect(count()).toBeLessThanOrEqual(5);
  });
});

test('a bearer token is sent as it is, and cannot be renewed', async () => {
  const bearer = new BearerAuthorization(new Secret('given'));
  expect(await bearer.headers()).toEqual({ authorization: 'Bearer given' });
  expect(bearer.isReady()).toBe(true);
  expect(await bearer.renewToken()).toBe(false);
});

describe('the token address', () => {
  const fetcher = (origin: string, clock = hasty()) =>
    tokenFetcher(
      { tokenUrl: `${origin}/token`, clientId: 'client', clientSecret: new Secret('secret') },
      { clock, scrub: (text) => text },
    );

  test.each([408, 429, 500, 503])('that answers %i is asked again, after a wait', async (status) => {
    const { origin, seen } = await serve((_, response, count) =>
      count < 3
        ? response.writeHead(status).end('<html>not now</html>')
        : json(response, { access_token: 'a', expires_in: 100 }),
    );
    const clock = hasty();
    const issued = await fetcher(origin, clock)();
    expect(issued.token.reveal()).toBe('a');
    expect(issued.lifeMs).toBe(100_000);
    expect(seen).toHaveLength(3);
    expect(clock.slept).toEqual([250, 500]);
  });

  test.each(['<html>Please wait</html>', '', '{"access_token":"a'])(
    'that answers 200 with %j is asked again',
    async (text) => {
      const { origin, seen } = await serve((_, response, count) =>
        count < 3 ? response.end(text) : json(response, { access_token: 'a', expires_in: 100 }),
      );
      expect((await fetcher(origin, hasty())()).token.reveal()).toBe('a');
      expect(seen).toHaveLength(3);
    },
  );

  test.each<[string, number]>([
    ['100', 100],
    ['"100"', 100],
    ['100.5', 100.5],
    ['0', 0],
    ['"0"', 0],
    ['-5', -5],
    ['null', 3599],
    ['""', 3599],
    ['"soon"', 3599],
    ['true', 3599],
    ['[100]', 3599],
  ])('expires_in %s is %d s', async (text, seconds) => {
    const { origin } = await serve((_, response) =>
      response.end(`{"access_token":"a","expires_in":${text}}`),
    );
    expect((await fetcher(origin)()).lifeMs).toBe(seconds * 1000);
  });

  test.each<[string, number, object | string, RegExp]>([
    [
      'refused with 200',
      200,
      { error: 'invalid_client', error_description: 'no such' },
      /invalid_client: no such/,
    ],
    ['refused with 400', 400, { error: 'invalid_client_credentials' }, /invalid_client_credentials/],
    ['refused with 401', 401, { error: 'Invalid client' }, /Invalid client/],
    ['with an empty token', 200, { access_token: '' }, /answered 200/],
    ['elsewhere', 302, '', /answered 302/],
  ])('%s stops at once, and says what to check', async (_, status, body, words) => {
    const { origin, seen } = await serve((__, response) =>
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)),
    );
    const error = await fetcher(origin)().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StopError);
    expect(String(error)).toMatch(words);
    expect(String(error)).toMatch(/clientId, clientSecret.*region/);
    expect(seen).toHaveLength(1);
  });

  test('that is a page for good stops after some attempts, and says what to check', async () => {
    const { origin, seen } = await serve((_, response) => response.end('<html><b>Welcome</b></html>'));
    await expect(fetcher(origin, hasty())()).rejects.toThrow(/answered 200 Welcome.*clientSecret.*region/s);
    expect(seen).toHaveLength(5);
  });

  test('that fails for good, or cannot be reached, stops after some attempts', async () => {
    const { origin, seen } = await serve((_, response) => response.writeHead(500).end('<html>broken</html>'));
    await expect(fetcher(origin)()).rejects.toThrow(/no token: answered 500 broken/);
    expect(seen).toHaveLength(5);
    await closeAll();
    const clock = hasty();
    await expect(fetcher(origin, clock)()).rejects.toThrow(/no token: .*ECONNREFUSED/);
    expect(clock.slept).toHaveLength(4);
  });
});
