/** Big accounts: quick to start, lazy, and coherent at the far end. */
import { describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/main.js';
import { ask, askJson, withSandbox } from './naive-reader.js';

describe('a big account', () => {
  test('answers at both ends', async () => {
    await withSandbox(
      () => startSandbox({ bills: 100_000, lines: 8, rate: 0 }),
      async (sandbox) => {
        const bills = (await askJson(sandbox, '/1.0/me/bill')) as string[];
        expect(new Set(bills).size).toBe(bills.length - 1);
        expect(bills.length).toBeGreaterThan(100_000);
        const last = bills.find((id) => id.endsWith('10099999')) ?? '';
        expect(await askJson(sandbox, `/1.0/me/bill/${last}`)).toMatchObject({ billId: last });
        const beyond = last.replace('10099999', '10100000');
        expect((await ask(sandbox, `/1.0/me/bill/${beyond}`)).status).toBe(404);
        const window = (await askJson(
          sandbox,
          '/1.0/me/bill?date.from=2024-03-01&date.to=2024-03-31',
        )) as string[];
        expect(window.length).toBeGreaterThan(500);
        expect(window.length).toBeLessThan(5000);
        const again = await ask(sandbox, '/1.0/me/bill');
        expect(JSON.parse(again.text)).toEqual(bills);
      },
    );
  });

  test('the mean number of lines is what was asked for', async () => {
    await withSandbox(
      () => startSandbox({ bills: 2000, lines: 8, rate: 0 }),
      async (sandbox) => {
        const { text } = await ask(sandbox, '/__sandbox/truth?route=/me/bill/%7BbillId%7D/details', {
          credentials: 'none',
        });
        const counts = [...text.matchAll(/"listed":(\d+)/g)].map((match) => Number(match[1]));
        const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
        expect(mean).toBeGreaterThan(7.2);
        expect(mean).toBeLessThan(8.8);
      },
    );
  });

  test('thousands of calls at once are all answered', async () => {
    await withSandbox(
      () => startSandbox({ bills: 3000, rate: 0 }),
      async (sandbox) => {
        const bills = (await askJson(sandbox, '/1.0/me/bill')) as string[];
        const answers = await Promise.all(bills.map((id) => ask(sandbox, `/1.0/me/bill/${id}/details`)));
        const found = answers.filter(({ status }) => status === 200).length;
        expect(found).toBe(bills.length - 2);
        expect(await askJson(sandbox, '/__sandbox/stats')).toMatchObject({ total: bills.length + 1 });
      },
    );
  });
});
