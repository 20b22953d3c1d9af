// The pace of calls as a server sees it, in virtual time.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KeyAuthorization } from '../../connector/http/authorization/keys.js';
import { Budget } from '../../connector/http/budget/budget.js';
import { PacedQueue } from '../../connector/http/budget/paced-queue.js';
import { HttpClient } from '../../connector/http/client.js';
import type { BudgetOptions } from '../../connector/model/budget.js';
import type { Transport, WireReply, WireRequest } from '../../connector/network/transport.js';
import { mostInAnySecond, VirtualClock } from './virtual-clock.js';
import { get, KEYS } from './wire.js';

/** Lets calls through the queue, all asked for at once, and tells when each went. */
async function pass(paths: string[], options: BudgetOptions, clock: VirtualClock) {
  const queue = new PacedQueue(new Budget(options), clock);
  const gone: { path: string; at: number }[] = [];
  const calls = paths.map(async (path) => {
    await queue.enter('GET', path);
    gone.push({ path, at: clock.now() });
  });
  await clock.until(Promise.all(calls));
  return gone;
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('the pace', () => {
  test('at most 20 in any second at 18 a second, however late timers fire and whatever stalls', async () => {
    const hitch = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 3 }) },
      { weight: 3, arbitrary: fc.integer({ min: 10, max: 70 }) },
      { weight: 1, arbitrary: fc.integer({ min: 200, max: 5000 }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(hitch, { minLength: 80, maxLength: 80 }), async (hitches) => {
        let turn = 0;
        const clock = new VirtualClock(() => hitches[turn++ % hitches.length] ?? 0);
        const gone = await pass(times(80, '/1.0/me'), { callsPerSecond: 18 }, clock);
        expect(gone).toHaveLength(80);
        expect(mostInAnySecond(gone.map(({ at }) => at))).toBeLessThanOrEqual(20);
      }),
      { numRuns: 60 },
    );
  });

  test('after a stall calls do not catch up', async () => {
    const clock = new VirtualClock();
    const queue = new PacedQueue(new Budget({ callsPerSecond: 10 }), clock);
    const gone: number[] = [];
    const calls = times(30, '/1.0/me').map(async (path, index) => {
      await queue.enter('GET', path);
      if (index === 5) clock.stall(10_000);
      gone.push(clock.now());
    });
    await clock.until(Promise.all(calls));
    // One that was let go before the stall, one that came half an interval early, and both ends.
    expect(mostInAnySecond(gone)).toBeLessThanOrEqual(12);
  });

  test.each([
    [18, 0],
    [18, 1],
    [100, 1],
  ])('%i a second are used to 97 %% with timers that are %i ms late', async (callsPerSecond, late) => {
    const gone = await pass(times(400, '/1.0/me'), { callsPerSecond }, new VirtualClock(() => late));
    const took = (gone.at(-1)?.at ?? 0) - (gone[0]?.at ?? 0);
    expect(399 / (took / 1000) / callsPerSecond).toBeGreaterThanOrEqual(0.97);
    expect(399 / (took / 1000) / callsPerSecond).toBeLessThanOrEqual(1.01);
  });

  test('timers that are late by much do not win calls back', async () => {
    const gone = await pass(times(50, '/1.0/me'), { callsPerSecond: 10 }, new VirtualClock(() => 500));
    const gaps = gone.slice(1).map(({ at }, index) => at - (gone[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(99.999);
  });
});

describe('paces of routes', () => {
  const routes = [{ path: '/me/bill/*', callsPerSecond: 2 }];

  test('hold their own calls, and no others', async () => {
    const paths = times(10, '/1.0/me/bill/1').flatMap((bill) => [bill, ...times(4, '/1.0/me/order')]);
    const gone = await pass(paths, { callsPerSecond: 20, routes }, new VirtualClock());
    const of = (path: string) => gone.filter((each) => each.path === path).map(({ at }) => at);
    const bills = of('/1.0/me/bill/1');
    expect(mostInAnySecond(bills)).toBeLessThanOrEqual(3);
    const orders = of('/1.0/me/order');
    const start = gone[0]?.at ?? 0;
    // 40 orders at 20 a second, with a few bills between: two seconds and a bit, not twenty.
    expect((orders.at(-1) ?? 0) - start).toBeLessThan(2500);
    expect((bills.at(-1) ?? 0) - start).toBeGreaterThan(4000);
    expect(mostInAnySecond(gone.map(({ at }) => at))).toBeLessThanOrEqual(22);
  });

  test('hold after a pause too: calls do not gather behind it', async () => {
    const clock = new VirtualClock();
    const budget = new Budget({ callsPerSecond: 20, routes });
    const queue = new PacedQueue(budget, clock);
    budget.pauseUntil(clock.now() + 20_000);
    const gone: number[] = [];
    const calls = times(12, '/1.0/me/bill/1').map(async (path) => {
      await queue.enter('GET', path);
      gone.push(clock.now());
    });
    await clock.until(Promise.all(calls));
    expect(mostInAnySecond(gone)).toBeLessThanOrEqual(3);
  });

  test('are chosen by path and method, under either name of the branch', () => {
    const budget = new Budget({
      callsPerSecond: 10,
      routes: [
        { path: '/me/bill', callsPerSecond: 1 },
        { path: '/v1/me/*/details', callsPerSecond: 1 },
        { path: '/me/order/*', method: 'POST', callsPerSecond: 1 },
        { path: '/v2/iam/*', callsPerSecond: 1 },
        { path: '/a.b', callsPerSecond: 1 },
      ],
    });
    const count = (path: string, method: 'GET' | 'POST' = 'GET') => budget.pacesFor(method, path).length - 1;
    expect(count('/1.0/me/bill')).toBe(1);
    expect(count('/v1/me/bill')).toBe(1);
    expect(count('/1.0/me/bill/1')).toBe(0);
    expect(count('/1.0/me/bill/1/details')).toBe(1);
    expect(count('/1.0/me/order/1')).toBe(0);
    expect(count('/1.0/me/order/1', 'POST')).toBe(1);
    expect(count('/v2/iam/policy')).toBe(1);
    expect(count('/1.0/iam/policy')).toBe(0);
    expect(count('/1.0/axb')).toBe(0);
  });
});

describe('pauses and endings', () => {
  test('a pause holds everybody, and they do not leave together after it', async () => {
    const clock = new VirtualClock();
    const budget = new Budget({ callsPerSecond: 10 });
    const queue = new PacedQueue(budget, clock);
    const until = clock.now() + 30_000;
    const gone: number[] = [];
    const calls = times(20, '/1.0/me').map(async (path, index) => {
      await queue.enter('GET', path);
      if (index === 2) budget.pauseUntil(until);
      gone.push(clock.now());
    });
    await clock.until(Promise.all(calls));
    expect(gone.filter((at) => at < until)).toHaveLength(3);
    expect(gone[3]).toBeCloseTo(until, 3);
    expect(mostInAnySecond(gone)).toBeLessThanOrEqual(11);
  });

  test('a shorter pause does not end a longer one', async () => {
    const clock = new VirtualClock();
    const budget = new Budget({ callsPerSecond: 10 });
    budget.pauseUntil(clock.now() + 9000);
    budget.pauseUntil(clock.now() + 1000);
    expect(await clock.until(new PacedQueue(budget, clock).enter('GET', '/1.0/me'))).toBeCloseTo(9000, 3);
  });

  test('who gives up at the head or in the middle takes no turn from those behind', async () => {
    const clock = new VirtualClock();
    const queue = new PacedQueue(new Budget({ callsPerSecond: 1 }), clock);
    const ending = new AbortController();
    const started = clock.now();
    await queue.enter('GET', '/a');
    const calls = [
      queue.enter('GET', '/a', ending.signal),
      queue.enter('GET', '/a'),
      queue.enter('GET', '/a', ending.signal),
      queue.enter('GET', '/a'),
    ];
    ending.abort(new Error('no longer'));
    const settled = await clock.until(Promise.allSettled(calls));
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
    // Half an interval is credit, once.
    expect(clock.now() - started).toBeCloseTo(1500, 3);
  });
});

/** A server in virtual time: each call takes 100 ms, the server's time 3 s. */
function slowServer(clock: VirtualClock, answer: (request: WireRequest, count: number) => [number, string]) {
  const arrivals: number[] = [];
  const send = async (request: WireRequest): Promise<WireReply> => {
    arrivals.push(clock.now());
    const [status, text] = answer(request, arrivals.length);
    await clock.sleep(request.target === '/1.0/auth/time' ? 3000 : 100);
    return { status, headers: {}, body: Buffer.from(text) };
  };
  const transport = { origin: 'http://server', send, close: async () => {} } as unknown as Transport;
  return { arrivals, transport };
}

test('calls that waited for the corrected clock do not leave as a burst', async () => {
  const clock = new VirtualClock();
  const { arrivals, transport } = slowServer(clock, ({ target }, count) => {
    if (target === '/1.0/auth/time') return [200, String(Math.round(clock.now() / 1000))];
    return count === 40 ? [400, '{"errorCode":"QUERY_TIME_OUT","message":"x"}'] : [200, '[]'];
  });
  const client: HttpClient = new HttpClient({
    transport,
    authorization: new KeyAuthorization(KEYS, clock, async () => {
      const path = '/1.0/auth/time';
      const reply = await client.call(get(path, { authenticated: false }));
      return reply.outcome === 'ok' ? Number(reply.body.value()) : Number.NaN;
    }),
    budget: new Budget({ callsPerSecond: 18 }),
    clock,
    settings: { timeoutMs: 1000, deadlineMs: 900_000, attempts: 3 },
    scrub: (text) => text,
    userAgent: 'test',
  });
  const calls = Array.from({ length: 120 }, (_, n) => client.call(get(`/1.0/me/${n}`)));
  const outcomes = await clock.until(Promise.all(calls));
  expect(outcomes.every(({ outcome }) => outcome === 'ok')).toBe(true);
  expect(arrivals).toHaveLength(120 + 1 + 2);
  expect(mostInAnySecond(arrivals)).toBeLessThanOrEqual(20);
});

test('a clock that is set back by a day: nothing waits for a day, and the pace holds', () => {
  const budget = new Budget({ callsPerSecond: 10 });
  const [pace] = budget.pacesFor('GET', '/me');
  if (!pace) throw new Error('a pace was expected');
  const day = 86_400_000;
  pace.book(day);
  budget.throttled({ method: 'GET', path: '/me', route: '/me', sentAt: day }, day);
  budget.pauseUntil(day + 3000);
  expect(budget.waitFor(pace, day)).toBe(3000);
  expect(budget.waitFor(pace, 0)).toBe(3000);
  expect(budget.waitFor(pace, 3000)).toBe(0);
  pace.book(3000);
  expect(budget.waitFor(pace, 3000)).toBeGreaterThan(0);
  expect(budget.waitFor(pace, 3000)).toBeLessThan(1000);
});
