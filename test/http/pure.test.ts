import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sign } from '../../connector/http/authorization/signature.js';
import { Budget } from '../../connector/http/budget/budget.js';
import { Pace } from '../../connector/http/budget/pace.js';
import { PacedQueue } from '../../connector/http/budget/paced-queue.js';
import { parseJson, readBody } from '../../connector/http/json/body.js';
import { backoffMs, retryAfterMs } from '../../connector/http/policies/waits.js';
import { classify, excerpt, readError, rightsAdvice } from '../../connector/http/verdict.js';
import { systemClock } from '../../connector/model/clock.js';
import { Decimal, type JsonValue, stringifyJson } from '../../connector/model/json.js';

describe('signature', () => {
  // Published with OVHcloud's own clients; the keys are revoked.
  const keys = {
    applicationSecret: '9ufkBmLaTQ9nz5yMUlg79taH0GNnzDjk',
    consumerKey: '5mBuy6SUQcRw2ZUxg0cG68BoDKpED4KY',
    timestamp: 1457018875,
  };
  const body = '{"a":"b","c":"d"}';

  test.each([
    ['GET', 'https://eu.api.ovh.com/1.0/auth', '', 'e9556054b6309771395efa467c22e627407461ad'],
    ['POST', 'https://eu.api.ovh.com/1.0/auth', body, 'ec2fb5c7a81f64723c77d2e5b609ae6f58a84fc1'],
    ['PUT', 'https://eu.api.ovh.com/1.0/auth', body, '8a75a9e7c8e7296c9dbeda6a2a735eb6bd58ec4b'],
    ['DELETE', 'https://eu.api.ovh.com/1.0/auth', '', 'a1eecd00b3b02b6cf5708b84b9ff42059a950d85'],
    ['GET', 'https://eu.api.ovh.com/1.0/authTO', '', '1f0958be70f095ddaba525778a9ac1dcffac89f3'],
    ['POST', 'https://eu.api.ovh.com/1.0/authTO', body, 'b592effcb3bc2d37860eceb06a1b17670fbe49c6'],
    ['GET', 'https://eu.api.ovh.com/1.0/call', '', '7f2db49253edfc41891023fcd1a54cf61db05fbb'],
    ['GET', 'https://eu.api.ovh.com/v1/call', '', 'e6e7906d385eb28adcbfbe6b66c1528a42d741ad'],
    ['GET', 'https://eu.api.ovh.com/v2/call', '', 'bb63b132a6f84ad5433d0c534d48d3f7c3804285'],
    ['GET', 'https://eu.api.ovh.com/1.0/ip/1.2.3.4%2F32', '', '9533f5905acafdf4bf063af3a0f1c15e920e2ab8'],
    [
      'GET',
      'https://eu.api.ovh.com/1.0/me/bill?date.from=2024-01-01T00%3A00%3A00%2B00%3A00',
      '',
      'dbe92d3709cb371b29a5ab8850f5cb010ca0fe76',
    ],
  ])('%s %s', (method, url, sent, expected) => {
    expect(sign({ ...keys, method, url, body: sent })).toBe(`$1$${expected}`);
  });
});

describe('numbers keep their digits', () => {
  test.each([
    '0',
    '-1',
    '59.90',
    '1e-05',
    '1E+2',
    '9007199254740993',
    '9223372036854775807',
    '-0.10',
    '123456789012345678901',
  ])('%s', (text) => {
    expect(stringifyJson(parseJson(`[${text}]`))).toBe(`[${text}]`);
  });

  test('safe integers are numbers, longer ones bigints, the rest decimals', () => {
    expect(parseJson('[1, 9007199254740993, 1.0]')).toEqual([1, 9007199254740993n, new Decimal('1.0')]);
  });

  test('odd members', () => {
    const value = parseJson('{"__proto__": {"x": 1}, "a": 1, "a": 2, "constructor": 3}');
    expect(stringifyJson(value)).toContain('"a":2');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('any JSON comes out as it went in', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.parse(stringifyJson(parseJson(text)))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('very deep nesting fails cleanly', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(() => parseJson(deep)).toThrow();
  });
});

describe('bodies', () => {
  const large = (items: string[]) => Buffer.from(`[${items.join(',')}]`);
  const filler = Array.from({ length: 40_000 }, (_, n) => `"FR${n}"`);

  test('nothing, null, a value, a list', async () => {
    expect((await readBody(Buffer.from(' \n'))).kind).toBe('none');
    expect((await readBody(Buffer.from('null'))).kind).toBe('none');
    expect((await readBody(Buffer.from('"delivered"'))).value()).toBe('delivered');
    expect((await readBody(Buffer.from('\ufeff[1]'))).value()).toEqual([1]);
  });

  test('a large list gives the same items as a small one', async () => {
    const odd = [
      '"a\\"b\\\\"',
      '{"a":[1,{"b":"]"}]}',
      '1.50',
      '[[],[1]]',
      '"é"',
      'null',
      'true',
      ' 7 ',
      '"\\u00e9"',
    ];
    const bytes = large([...filler, ...odd]);
    const body = await readBody(bytes);
    expect(bytes.length).toBeGreaterThan(256 * 1024);
    expect(body.length).toBe(filler.length + odd.length);
    expect(stringifyJson([...body.items()])).toBe(stringifyJson(parseJson(bytes.toString())));
  });

  test('a large list that is cut off anywhere, or broken, is found before any of it is used', async () => {
    const whole = large(filler);
    for (const length of [whole.length - 1, whole.length - 2, whole.length - 5, 300_000]) {
      await expect(readBody(whole.subarray(0, length))).rejects.toThrow();
    }
    for (const tail of [',]', ',,1]', ']x', ',nope]', ',"a" "b"]', ',{"a":}]']) {
      const broken = Buffer.concat([whole.subarray(0, whole.length - 1), Buffer.from(tail)]);
      await expect(readBody(broken)).rejects.toThrow();
    }
  });
});

function mostInASecond(instants: number[]): number {
  return Math.max(
    ...instants.map((start) => instants.filter((at) => at >= start && at < start + 1000).length),
  );
}

/** Makes a call when the pace lets it; otherwise the milliseconds to wait. */
function ask(pace: Pace, now: number): number {
  const wait = pace.waitFor(now);
  if (wait === 0) pace.book(now);
  return wait;
}

describe('the budget', () => {
  test('never more than 20 in any second at 18 a second, with late timers and stalls', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 120, maxLength: 120 }),
        (delays) => {
          const pace = new Pace(18);
          let now = 0;
          const sent: number[] = [];
          for (const delay of delays) {
            for (let wait = ask(pace, now); wait > 0; wait = ask(pace, now)) now += wait;
            sent.push(now);
            // A stall of up to 0.4 s every now and then, else a timer that is up to 2 ms late.
            now += delay > 380 ? delay : delay % 3;
          }
          expect(mostInASecond(sent)).toBeLessThanOrEqual(19);
        },
      ),
    );
  });

  test('timers that are a little late do not eat the pace', () => {
    const pace = new Pace(18);
    let now = 0;
    let calls = 0;
    while (now < 60_000) {
      const wait = ask(pace, now);
      if (wait > 0) now += wait + 1;
      else calls++;
    }
    expect(calls / (60 * 18)).toBeGreaterThan(0.97);
  });

  test('a slow route does not hold up the others', async () => {
    const budget = new Budget({ callsPerSecond: 1000, routes: [{ path: '/me/bill/*', callsPerSecond: 5 }] });
    const queue = new PacedQueue(budget, systemClock);
    const order: string[] = [];
    const enter = async (path: string) => {
      await queue.enter('GET', path);
      order.push(path);
    };
    await Promise.all([
      ...Array.from({ length: 3 }, (_, n) => enter(`/1.0/me/bill/${n}`)),
      ...Array.from({ length: 10 }, () => enter('/1.0/me')),
    ]);
    expect(order.slice(1, 10).filter((path) => path === '/1.0/me').length).toBeGreaterThanOrEqual(8);
    expect(order.at(-1)).toBe('/1.0/me/bill/2');
  });

  test('a pause holds everybody', () => {
    const pace = new Pace(10);
    expect(ask(pace, 0)).toBe(0);
    pace.pauseUntil(5000);
    expect(ask(pace, 200)).toBe(4800);
    expect(ask(pace, 5000)).toBe(0);
  });

  test('one who gives up waiting does not block those behind', async () => {
    const queue = new PacedQueue(new Budget({ callsPerSecond: 20 }), systemClock);
    const ending = new AbortController();
    await queue.enter('GET', '/a');
    const first = queue.enter('GET', '/a', ending.signal);
    const second = queue.enter('GET', '/a');
    ending.abort(new Error('no longer'));
    await expect(first).rejects.toThrow('no longer');
    await expect(second).resolves.toBeGreaterThanOrEqual(0);
  });
});

describe('verdicts', () => {
  const word = (status: number, body: unknown, absent: number[] = []) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const { outcome } = classify(readError(status, Buffer.from(text)), absent);
    if (outcome.verdict === 'skip') return `skip ${outcome.reason}`;
    return outcome.verdict === 'retry' && outcome.repair ? `retry ${outcome.repair}` : outcome.verdict;
  };
  const gate = (errorCode: string, message = 'x') => ({ errorCode, httpCode: '403 Forbidden', message });
  const service = (name: string, message = 'x') => ({ class: name, message });

  test.each<[string, number, unknown, string]>([
    ['stale timestamp', 400, gate('QUERY_TIME_OUT'), 'retry clock'],
    ['wrong signature', 400, gate('INVALID_SIGNATURE', 'Invalid signature'), 'stop'],
    ['bad parameter', 400, service('Client::BadRequest'), 'skip failed'],
    ['validation', 400, service('Client::ValidationError'), 'skip failed'],
    ['no credentials', 401, service('Client::Unauthorized', 'You must login first'), 'retry token'],
    ['expired key', 403, gate('INVALID_CREDENTIAL', 'This credential is not valid'), 'stop'],
    ['unknown key', 403, gate('NOT_CREDENTIAL'), 'stop'],
    ['unknown application', 403, gate('INVALID_KEY'), 'stop'],
    [
      'unknown application, by class',
      403,
      service('Client::Forbidden', 'This application key is invalid'),
      'stop',
    ],
    ['a route that is not granted', 403, gate('NOT_GRANTED_CALL'), 'skip refused'],
    [
      'refused by IAM',
      403,
      service('Client::Forbidden', 'User not granted for this request'),
      'skip refused',
    ],
    ['session', 403, { message: 'This session is forbidden' }, 'retry token'],
    ['gone', 404, service('Client::NotFound', 'This service does not exist'), 'skip gone'],
    ['unknown route', 404, service('Client::NotFound', 'Got an invalid (or empty) URL'), 'skip failed'],
    ['gone for good', 410, '', 'skip gone'],
    ['request time-out', 408, '<html><body><h1>408 Request Time-out</h1></body></html>', 'retry'],
    ['conflict', 409, service('Client::Conflict'), 'skip failed'],
    ['too many', 429, '', 'throttled'],
    ['expired service', 460, { message: 'This service is expired' }, 'skip expired'],
    ['low order session', 471, '', 'skip failed'],
    ['server error', 500, service('Server::InternalServerError'), 'retry'],
    ['not implemented', 501, service('Server::NotImplemented'), 'skip failed'],
    ['front end', 503, '<html>Service Unavailable</html>', 'retry'],
    ['redirect', 302, '', 'skip failed'],
  ])('%s', (_, status, body, expected) => {
    expect(word(status, body)).toBe(expected);
  });

  test('absent is what the definition says, but never an unknown route', () => {
    expect(word(404, service('Client::NotFound', 'no payment'), [404])).toBe('skip absent');
    expect(word(404, service('Client::NotFound', 'Got an invalid (or empty) URL'), [404])).toBe(
      'skip failed',
    );
  });

  test('both families of bodies, and junk', () => {
    expect(readError(403, Buffer.from(JSON.stringify(gate('X', 'words'))))).toMatchObject({
      code: 'X',
      message: 'words',
    });
    expect(readError(500, Buffer.from('<html><style>a{}</style><b>Oh&nbsp;no</b></html>')).message).toBe(
      'Oh&nbsp;no',
    );
    expect(readError(502, Buffer.alloc(0)).message).toBe('no explanation');
    expect(excerpt('x'.repeat(500)).length).toBeLessThan(200);
  });

  test('a refusal names the right to grant, where the key lacks it', () => {
    const advice = (code: string, details?: JsonValue, route = '/1.0/me/bill/{billId}') =>
      rightsAdvice('GET', route, { code, details });
    expect(advice('NOT_GRANTED_CALL')).toBe('Grant the access rule `GET /me/bill/*`');
    const details = { unauthorizedActionsByIAM: 'account:apiovh:me/bill/get' };
    for (const code of ['', 'Client::Forbidden', 'NOT_GRANTED_CALL'])
      expect(advice(code, details)).toMatch(/IAM action account:apiovh:me\/bill\/get/);
    // The service refuses the object: the key may have the right.
    for (const code of ['', 'Client::Forbidden', 'FORBIDDEN']) expect(advice(code)).toBeUndefined();
  });
});

describe('waiting', () => {
  test('full jitter below a doubling bound', () => {
    expect([1, 2, 3, 20].map((failures) => backoffMs(failures, 0.999999))).toEqual([
      expect.closeTo(500, 0),
      expect.closeTo(1000, 0),
      expect.closeTo(2000, 0),
      expect.closeTo(30_000, -1),
    ]);
    expect(backoffMs(5, 0)).toBe(0);
  });

  test('Retry-After in both forms, against the clock of the server', () => {
    const clock = { ...systemClock, now: () => Date.parse('2026-01-01T00:00:00Z') };
    expect(retryAfterMs({ 'retry-after': '7' }, clock)).toBe(7000);
    const date = 'Thu, 01 Jan 2026 12:00:10 GMT';
    expect(retryAfterMs({ 'retry-after': date, date: 'Thu, 01 Jan 2026 12:00:00 GMT' }, clock)).toBe(10_000);
    expect(retryAfterMs({ 'retry-after': 'Thu, 01 Jan 2026 00:00:03 GMT' }, clock)).toBe(3000);
    expect(retryAfterMs({ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, clock)).toBe(0);
    expect(retryAfterMs({ 'retry-after': 'soon' }, clock)).toBeUndefined();
    expect(retryAfterMs({}, clock)).toBeUndefined();
  });
});
