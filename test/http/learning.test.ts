// What the budget learns from a server that asks to slow down, in virtual time.
import { afterEach, describe, expect, test } from '@jest/globals';
import { Budget } from '../../connector/http/budget/budget.js';
import { leastFactor, Slowdown } from '../../connector/http/budget/slowdown.js';
import { type BudgetOptions, effectivePace, type SlowdownState } from '../../connector/model/budget.js';
import { closeAll, connectTo, get, hasty, json, serve } from './wire.js';

afterEach(closeAll);

const bill = (sentAt: number) =>
  ({ method: 'GET', path: '/1.0/me/bill/1', route: '/1.0/me/bill/{billId}', sentAt }) as const;
const order = (sentAt: number) =>
  ({ method: 'GET', path: '/1.0/me/order', route: '/1.0/me/order', sentAt }) as const;

/** Calls in a second that a call may make: the narrowest of the paces that it has to pass. */
function rateOf(
  budget: Budget,
  { method, path, route }: ReturnType<typeof bill | typeof order>,
  now: number,
) {
  return Math.min(...budget.pacesFor(method, path, route).map((pace) => pace.rate(now)));
}

describe('a slowdown', () => {
  test('halves once for a burst, and again for what was sent after it', () => {
    const slowdown = new Slowdown(0.01);
    expect(slowdown.halve(900, 1000)).toBe(true);
    for (const sentAt of [400, 999, 1000, 1500, 2000]) expect(slowdown.halve(sentAt, 2500)).toBe(false);
    expect(slowdown.factor(2500)).toBe(0.5);
    expect(slowdown.halve(2501, 3000)).toBe(true);
    expect(slowdown.factor(3000)).toBe(0.25);
  });

  test('is won back step by step, up to the whole, and each sign halves what there is', () => {
    const slowdown = new Slowdown(0.01);
    slowdown.halve(0, 0);
    expect([9999, 10_000, 50_000, 99_999, 100_000, 900_000].map((now) => slowdown.factor(now))).toEqual([
      0.5, 0.55, 0.75, 0.95, 1, 1,
    ]);
    slowdown.halve(50_000, 50_000);
    expect(slowdown.factor(50_000)).toBe(0.375);
  });

  test('a pause is not a quiet time', () => {
    const slowdown = new Slowdown(0.01);
    slowdown.halve(0, 0);
    slowdown.quietUntil(60_000);
    expect([60_000, 69_999, 70_000].map((now) => slowdown.factor(now))).toEqual([0.5, 0.5, 0.55]);
  });

  test('has an end', () => {
    const slowdown = new Slowdown(leastFactor(18));
    for (let now = 0; now < 100_000; now += 2000) slowdown.halve(now, now);
    expect(slowdown.factor(100_000) * 18).toBeGreaterThanOrEqual(0.2);
    expect(leastFactor(0.01)).toBe(1 / 4);
    expect(leastFactor(1000)).toBe(1 / 50);
  });

  test('of another process is taken over where it is stronger', () => {
    const [slowdown, other] = [new Slowdown(0.01), new Slowdown(0.01)];
    slowdown.halve(0, 0);
    other.halve(0, 5000);
    other.halve(8000, 8000);
    slowdown.adopt(other.state as SlowdownState, 9000);
    expect(slowdown.factor(9000)).toBe(0.25);
    // Its burst is known too.
    expect(slowdown.halve(7000, 9000)).toBe(false);
    other.adopt({ factor: 0.9, at: 9000, quietFrom: 9000 }, 9000);
    expect(other.factor(9000)).toBe(0.25);
  });
});

describe('the budget', () => {
  test('a route that is throttled alone goes slower alone', () => {
    const budget = new Budget({ callsPerSecond: 18 });
    budget.throttled(bill(0), 1000);
    expect(rateOf(budget, bill(0), 1000)).toBe(9);
    expect(rateOf(budget, order(0), 1000)).toBe(18);
    budget.throttled(bill(3000), 3000);
    expect(rateOf(budget, bill(0), 3000)).toBe(4.5);
    expect(budget.statistics()).toEqual({ slowdowns: 2, lowestPace: 4.5 });
    expect(rateOf(budget, bill(0), 3000 + 150_000)).toBe(18);
  });

  test('two routes together slow all down, long apart they do not', () => {
    const together = new Budget({ callsPerSecond: 18 });
    together.throttled(bill(0), 1000);
    together.throttled(order(0), 5000);
    expect(rateOf(together, { ...order(0), path: '/1.0/me', route: '/1.0/me' } as never, 5000)).toBe(9);
    for (const call of [order(0), order(0), bill(0), bill(0)]) together.throttled(call, 5100);
    expect(together.statistics()).toEqual({ slowdowns: 2, lowestPace: 9 });
    const apart = new Budget({ callsPerSecond: 18 });
    apart.throttled(bill(0), 1000);
    apart.throttled(order(60_000), 61_000);
    expect(rateOf(apart, { ...order(0), path: '/1.0/me', route: '/1.0/me' } as never, 61_000)).toBe(18);
  });

  test('a configured route learns for itself, from its own pace', () => {
    const budget = new Budget({ callsPerSecond: 18, routes: [{ path: '/me/bill/*', callsPerSecond: 4 }] });
    budget.throttled(bill(0), 1000);
    expect(rateOf(budget, bill(0), 1000)).toBe(2);
    expect(budget.pacesFor('GET', '/1.0/me/bill/1', '/1.0/me/bill/{billId}')).toHaveLength(2);
  });

  test('connections that are cut: three soon after each other, not three in a day', () => {
    const budget = new Budget({ callsPerSecond: 18 });
    for (const now of [0, 10_000, 20_000, 20_100]) budget.cut(now, now);
    expect(rateOf(budget, order(0), 20_100)).toBe(18);
    budget.cut(20_150, 20_200);
    expect(rateOf(budget, order(0), 20_200)).toBe(9);
    // Those that were cut with them do not count again.
    for (let n = 0; n < 10; n++) budget.cut(20_150, 20_300);
    expect(rateOf(budget, order(0), 20_300)).toBe(9);
  });

  test('the number of routes that have learned is bounded', () => {
    const budget = new Budget({ callsPerSecond: 18 });
    for (let n = 0; n < 500; n++) {
      const now = n * 20_000;
      const route = `/1.0/x${n}/{id}`;
      budget.throttled({ method: 'GET', path: `/1.0/x${n}/1`, route, sentAt: now }, now);
    }
    const now = 500 * 20_000;
    const own = Array.from(
      { length: 500 },
      (_, n) => budget.pacesFor('GET', `/1.0/x${n}/1`, `/1.0/x${n}/{id}`).length - 1,
    );
    expect(own.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(64);
    expect(rateOf(budget, order(0), now)).toBe(18);
  });

  test('reserve: a part is left, of every pace', () => {
    const options: BudgetOptions = {
      callsPerSecond: 20,
      reserve: 0.2,
      routes: [{ path: '/me/bill/*', callsPerSecond: 5 }],
    };
    expect(effectivePace(options)).toBe(16);
    expect(effectivePace({ callsPerSecond: 18, reserve: 0.9 })).toBe(1.8);
    expect(rateOf(new Budget(options), order(0), 0)).toBe(16);
    expect(rateOf(new Budget(options), bill(0), 0)).toBe(4);
  });

  test('learn: false leaves the pace as it is', () => {
    const budget = new Budget({ callsPerSecond: 18, learn: false });
    budget.throttled(bill(0), 1000);
    budget.throttled(order(0), 1000);
    for (let n = 0; n < 5; n++) budget.cut(n, n);
    expect(rateOf(budget, bill(0), 1000)).toBe(18);
    expect(budget.statistics()).toEqual({});
  });
});

describe('the client tells the budget', () => {
  const statuses: [string, Parameters<typeof serve>[0], number | undefined][] = [
    ['429', (_, response) => json(response, {}, 429, { 'retry-after': '3' }), 1],
    ['408 in HTML', (_, response) => response.writeHead(408).end('<html>Request Time-out</html>'), 1],
    ['408 of the API', (_, response) => json(response, { message: 'x' }, 408), undefined],
    ['500', (_, response) => json(response, {}, 500), undefined],
    ['one reset', (_, response) => response.socket?.destroy(), undefined],
  ];

  test.each(statuses)('%s', async (_, handler, slowdowns) => {
    const { origin } = await serve((call, response, count) =>
      count === 1 ? handler(call, response, count) : json(response, {}),
    );
    const { client } = connectTo(origin, { budget: { callsPerSecond: 100 } });
    expect((await client.call(get('/1.0/me'))).outcome).toBe('ok');
    expect(client.statistics().slowdowns).toBe(slowdowns);
    if (slowdowns) expect(client.statistics().lowestPace).toBe(50);
  });

  test('a burst of 429 halves once, and what follows goes at the slower pace', async () => {
    const refused = new Set<string>();
    const { origin, seen } = await serve(({ url }, response) => {
      if (refused.has(url)) return json(response, {});
      refused.add(url);
      // All are on their way before the first is refused.
      setTimeout(() => json(response, {}, 429, { 'retry-after': '5' }), 200);
    });
    const clock = hasty();
    const { client } = connectTo(origin, { clock, budget: { callsPerSecond: 200 } });
    const calls = Array.from({ length: 10 }, (_, n) =>
      client.call({ ...get(`/1.0/me/${n}`), route: '/1.0/me/{id}' }),
    );
    expect((await Promise.all(calls)).every(({ outcome }) => outcome === 'ok')).toBe(true);
    expect(seen).toHaveLength(20);
    expect(client.statistics()).toMatchObject({ slowdowns: 1, lowestPace: 100 });
  });
});
