// Connections of one process with the same key have one pace; which key counts is configured.
import { afterEach, describe, expect, test } from '@jest/globals';
import { PacedQueue } from '../../connector/http/budget/paced-queue.js';
import { takeBudget } from '../../connector/http/budget/shared-budgets.js';
import { systemClock } from '../../connector/model/clock.js';
import { Secret } from '../../connector/model/secret.js';
import { mostInAnySecond, VirtualClock } from './virtual-clock.js';
import { closeAll, connectTo, get, hasty, json, KEYS, serve } from './wire.js';

afterEach(closeAll);

const options = { callsPerSecond: 18 };

describe('budgets of one process', () => {
  test('the same key has one, another key, pace or clock another; it ends with the last that uses it', () => {
    const request = { options, account: 'origin a', shared: false as const, clock: systemClock };
    const [one, two] = [takeBudget(request), takeBudget({ ...request, options: { ...options } })];
    expect(two.budget).toBe(one.budget);
    for (const other of [{ account: 'origin b' }, { options: { callsPerSecond: 9 } }, { clock: hasty() }]) {
      const taken = takeBudget({ ...request, ...other });
      expect(taken.budget).not.toBe(one.budget);
      taken.release();
    }
    one.release();
    one.release();
    const three = takeBudget(request);
    expect(three.budget).toBe(two.budget);
    two.release();
    three.release();
    const fresh = takeBudget(request);
    expect(fresh.budget).not.toBe(one.budget);
    fresh.release();
  });

  test('many connections together keep to the pace of one', async () => {
    const clock = new VirtualClock();
    const gone: number[] = [];
    const request = { options, account: 'origin a', shared: false as const, clock };
    const work = Array.from({ length: 12 }, async () => {
      const { budget, release } = takeBudget(request);
      const queue = new PacedQueue(budget, clock);
      for (let n = 0; n < 15; n++) {
        await queue.enter('GET', '/1.0/me');
        gone.push(clock.now());
      }
      release();
    });
    await clock.until(Promise.all(work));
    expect(gone).toHaveLength(180);
    expect(mostInAnySecond(gone)).toBeLessThanOrEqual(20);
    expect((gone.at(-1) ?? 0) - (gone[0] ?? 0)).toBeLessThan(10_500);
  });
});

describe('two consumer keys of one application', () => {
  /** Milliseconds that the calls of both took by the clock that counts what they slept. */
  async function took(budgetPer: 'application' | 'consumer'): Promise<number> {
    const { origin } = await serve((_, response) => json(response, {}));
    const clock = hasty();
    const more = { clock, budgetPer, budget: { callsPerSecond: 5 } };
    const other = { ...KEYS, consumerKey: new Secret('another-consumer-key') };
    const connections = [connectTo(origin, more), connectTo(origin, { ...more, credentials: other })];
    const before = clock.now();
    for (let n = 0; n < 10; n++)
      for (const { client } of connections) await client.call(get('/1.0/public', { authenticated: false }));
    return clock.now() - before;
  }

  test('share the pace by default, and have each their own with `per: consumer`', async () => {
    const [together, apart] = [await took('application'), await took('consumer')];
    expect(together).toBeGreaterThan(3500);
    expect(apart).toBeLessThan(2600);
  });
});
