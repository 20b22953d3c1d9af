// What every store of budgets does, on a real one.
import { expect, test } from '@jest/globals';
import type { BudgetStore } from '../../connector/model/budget.js';

const LIFE = 60_000;

export function budgetStoreContract(name: string, open: () => BudgetStore): void {
  test(`${name}: each sees the others of its budget, with what they have learned, by the time of the store`, async () => {
    const [one, two] = [open(), open()];
    const slowdown = { factor: 0.5, at: 1_700_000_000_000.25, quietFrom: 1_700_000_000_001 };
    try {
      const first = await one.renew({ budget: 'a', process: 'one', slowdown }, LIFE);
      expect(first.others).toEqual([]);
      expect(Math.abs(first.nowMs - Date.now())).toBeLessThan(60_000);
      expect((await two.renew({ budget: 'a', process: 'two' }, LIFE)).others).toEqual([
        { process: 'one', slowdown },
      ]);
      expect((await two.renew({ budget: 'b', process: 'two' }, LIFE)).others).toEqual([]);
      expect((await one.renew({ budget: 'a', process: 'one' }, LIFE)).others).toEqual([{ process: 'two' }]);
      expect((await two.renew({ budget: 'a', process: 'two' }, LIFE)).others).toEqual([{ process: 'one' }]);
      await one.remove({ budget: 'a', process: 'one' });
      expect((await two.renew({ budget: 'a', process: 'two' }, LIFE)).others).toEqual([]);
    } finally {
      await Promise.all([one.close(), two.close()]);
    }
  });

  test(`${name}: an entry that is not renewed does not count; its process comes back`, async () => {
    const store = open();
    try {
      await store.renew({ budget: 'old', process: 'one' }, LIFE);
      await new Promise((done) => setTimeout(done, 60));
      expect((await store.renew({ budget: 'old', process: 'two' }, 50)).others).toEqual([]);
      await store.renew({ budget: 'old', process: 'one' }, LIFE);
      const { others } = await store.renew({ budget: 'old', process: 'two' }, LIFE);
      expect(others).toEqual([{ process: 'one' }]);
    } finally {
      await store.close();
    }
  });
}
