/** What the wire can do to a client: limits, faults of every kind, delays, and the count of it all. */
import { describe, expect, test } from '@jest/globals';
import type { RunningSandbox } from '../../sandbox/main.js';
import { startSandbox } from '../../sandbox/main.js';
import { readOptions } from '../../sandbox/options/option-values.js';
import type { FaultKind } from '../../sandbox/options/options.js';
import { Faults } from '../../sandbox/wire/faults.js';
import { ArrivalMeter, SlidingLimit } from '../../sandbox/wire/pace.js';
import { type Answer, asBearer, ask, askJson, control, withSandbox } from './naive-reader.js';

const always = (fault: FaultKind, more: object = {}): (() => Promise<RunningSandbox>) => {
  return () => startSandbox({ rate: 0, faults: [fault], faultRate: 1, ...more });
};

type Outcome = Answer | 'broken' | 'not JSON';

/** One call as a client sees it: an answer, a broken connection, or a text that is not JSON. */
async function outcome(sandbox: RunningSandbox, path: string): Promise<Outcome> {
  const answer = await ask(sandbox, path).catch((): 'broken' => 'broken');
  if (answer === 'broken') return answer;
  try {
    JSON.parse(answer.text);
    return answer;
  } catch {
    return answer.headers['content-type']?.startsWith('application/json') ? 'not JSON' : answer;
  }
}

describe('the sliding limit', () => {
  test('accepts exactly the rate in any window, and frees calls one by one', () => {
    const limit = new SlidingLimit();
    const take = (now: number): number => limit.take('key', now, 3, 1000, false);
    expect([0, 100, 200].map(take)).toEqual([0, 0, 0]);
    expect(take(300)).toBe(700);
    expect(take(999)).toBe(1);
    expect(take(1000)).toBe(0);
    expect(take(1050)).toBe(50);
    expect(take(1100)).toBe(0);
    expect(limit.take('other', 1100, 3, 1000, false)).toBe(0);
  });

  test('refused calls use up the rate only with the switch', () => {
    const limit = new SlidingLimit();
    for (let now = 0; now < 2000; now += 100) limit.take('key', now, 3, 1000, true);
    expect(limit.take('key', 2000, 3, 1000, true)).toBeGreaterThan(0);
  });

  test('the meter finds the worst second, wherever it starts', () => {
    const meter = new ArrivalMeter();
    for (const now of [0, 900, 950, 1000, 1850, 1899, 1900, 5000]) meter.arrive(now);
    expect(meter.mostInAnySecond).toBe(5);
  });

  test('answers 429 beyond the rate, for each credentials apart, with Retry-After in its three forms', async () => {
    await withSandbox(
      () => startSandbox({ rate: 5, rateWindow: 60 }),
      async (sandbox) => {
        const answers = await Promise.all(Array.from({ length: 8 }, () => ask(sandbox, '/1.0/me')));
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
        const refused = answers.find(({ status }) => status === 429);
        expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(55);
        expect(JSON.parse(refused?.text ?? '')).toHaveProperty('message');
        expect((await ask(sandbox, '/1.0/me', asBearer(sandbox.bearerToken))).status).toBe(200);
        expect((await ask(sandbox, '/1.0/auth/time', { credentials: 'none' })).status).toBe(200);
        await control(sandbox, '/options', { retryAfter: 'date' });
        expect(Date.parse((await ask(sandbox, '/1.0/me')).headers['retry-after'] ?? '')).toBeGreaterThan(
          Date.now(),
        );
        await control(sandbox, '/options', { retryAfter: 'none' });
        expect((await ask(sandbox, '/1.0/me')).headers).not.toHaveProperty('retry-after');
        const stats = await askJson(sandbox, '/__sandbox/stats');
        expect(stats).toMatchObject({
          total: 12,
          answered429: 5,
          mostInAnySecond: 11,
          calls: { 'GET /me': { 200: 6, 429: 5 } },
        });
      },
    );
  });
});

describe('faults', () => {
  test.each([
    ['500', 500, 'Server::InternalServerError'],
    ['503', 503, '<h1>Service Unavailable</h1>'],
    ['408', 408, '<h1>Request Time-out</h1>'],
    ['429', 429, 'Too many requests'],
    ['html200', 200, '<html>'],
  ] as const)('%s', async (fault, status, text) => {
    await withSandbox(always(fault), async (sandbox) => {
      const answer = await ask(sandbox, '/1.0/me');
      expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(text)]);
      expect(answer.headers['x-ovh-queryid']).toBeDefined();
      expect(await askJson(sandbox, '/__sandbox/stats')).toMatchObject({
        faults: { [fault]: 1 },
        badSignatures: 0,
      });
    });
  });

  test('an empty body with 200', async () => {
    await withSandbox(always('empty200'), async (sandbox) => {
      const answer = await ask(sandbox, '/1.0/me');
      expect([answer.status, answer.bytes.length]).toEqual([200, 0]);
    });
  });

  test('a reset closes the socket without a byte', async () => {
    await withSandbox(always('reset'), async (sandbox) => {
      await expect(ask(sandbox, '/1.0/me')).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(await askJson(sandbox, '/__sandbox/stats')).toMatchObject({ calls: { 'GET /me': { 0: 1 } } });
    });
  });

  test('a truncated body comes with and without its length', async () => {
    await withSandbox(always('truncate'), async (sandbox) => {
      const paths = Array.from({ length: 16 }, (_, at) => `/1.0/me/bill/${10_000_000 + at}`);
      const seen = await Promise.all(paths.map((path) => outcome(sandbox, path)));
      expect(new Set(seen)).toEqual(new Set(['broken', 'not JSON']));
      for (const _ of [1, 2, 3]) expect(await outcome(sandbox, '/1.0/auth/time')).toBe('broken');
    });
  });

  test('slow delays the right answer', async () => {
    await withSandbox(always('slow', { slowMs: 120 }), async (sandbox) => {
      const start = performance.now();
      expect((await ask(sandbox, '/1.0/me')).status).toBe(200);
      expect(performance.now() - start).toBeGreaterThan(100);
    });
  });

  test('a fault comes before the call has an effect, save a cut reply', async () => {
    const document = { method: 'POST', body: '{"name":"once"}' };
    await withSandbox(always('500'), async (sandbox) => {
      await ask(sandbox, '/1.0/me/document', document);
      await control(sandbox, '/options', { faultRate: 0 });
      expect(await askJson(sandbox, '/1.0/me/document')).toHaveLength(2);
      await control(sandbox, '/options', { faultRate: 1, faults: ['truncate'] });
      await ask(sandbox, '/1.0/me/document', document).catch(() => undefined);
      await control(sandbox, '/options', { faultRate: 0 });
      expect(await askJson(sandbox, '/1.0/me/document')).toHaveLength(3);
    });
  });

  test('no call fails more than three times in a row, whatever the share', async () => {
    await withSandbox(always('500'), async (sandbox) => {
      const statuses: number[] = [];
      for (let at = 0; at < 8; at += 1) statuses.push((await ask(sandbox, '/1.0/me')).status);
      expect(statuses).toEqual([500, 500, 500, 200, 500, 500, 500, 200]);
    });
  });

  test('the share is kept, and the same seed strikes the same calls', () => {
    const strike = (seed: string): (FaultKind | undefined)[] => {
      const faults = new Faults();
      const options = readOptions({ seed, faults: ['500', 'reset'], faultRate: 0.2 });
      return Array.from({ length: 2000 }, (_, at) => faults.next(`GET /${at % 700}`, options));
    };
    const struck = strike('a').filter((fault) => fault !== undefined);
    expect(struck.length).toBeGreaterThan(300);
    expect(struck.length).toBeLessThan(500);
    expect(new Set(struck)).toEqual(new Set(['500', 'reset']));
    expect(strike('a')).toEqual(strike('a'));
    expect(strike('b')).not.toEqual(strike('a'));
  });

  test('every call wins in the end under all faults together', async () => {
    const faults: FaultKind[] = [
      '429',
      '500',
      '503',
      '408',
      'reset',
      'truncate',
      'html200',
      'empty200',
      'slow',
    ];
    await withSandbox(
      () => startSandbox({ rate: 0, faults, faultRate: 0.5, slowMs: 5, bills: 10 }),
      async (sandbox) => {
        for (let at = 0; at < 10; at += 1) {
          const path = `/1.0/me/order/${200_000_000 + 3 * at}`;
          const tries: Outcome[] = [];
          while (tries.length < 5) {
            const seen = await outcome(sandbox, path);
            tries.push(seen);
            if (typeof seen === 'object' && seen.status === 200 && seen.text.includes('"orderId"')) break;
          }
          expect(tries.length).toBeLessThanOrEqual(4);
        }
        const stats = (await askJson(sandbox, '/__sandbox/stats')) as { faults: object };
        expect(Object.keys(stats.faults).length).toBeGreaterThan(3);
      },
    );
  });
});

describe('control', () => {
  test('says what it is, refuses what it does not know, changes while running', async () => {
    await withSandbox(
      () => startSandbox(),
      async (sandbox) => {
        expect((await control(sandbox, '/')).text).toContain('Nothing here is real');
        expect((await control(sandbox, '/nothing')).status).toBe(404);
        expect((await control(sandbox, '/truth?route=/nothing')).status).toBe(404);
        expect((await control(sandbox, '/options', { seed: 'x' })).text).toContain(
          'cannot be changed while running',
        );
        expect((await control(sandbox, '/options', { colour: 1 })).status).toBe(400);
        expect((await control(sandbox, '/options', { faults: ['flood'] })).status).toBe(400);
        await control(sandbox, '/options', { latencyMs: 80 });
        const start = performance.now();
        await ask(sandbox, '/1.0/me');
        expect(performance.now() - start).toBeGreaterThan(70);
        await control(sandbox, '/reset', {});
        expect(await askJson(sandbox, '/__sandbox/stats')).toMatchObject({
          total: 0,
          mostInAnySecond: 0,
          calls: {},
        });
      },
    );
  });
});
