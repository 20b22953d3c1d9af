// backfill as a user meets it.
import { afterEach, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { configText, type Place, placeWith } from './command.js';

let place: Place;

afterEach(async () => {
  await place.close();
});

const counted = (table: string) => {
  const database = new Database(place.path('past.db'), { readonly: true });
  try {
    return database.prepare(`select count(*) n from ${table}`).get() as { n: number };
  } finally {
    database.close();
  }
};

test('loads a window of a preset; refuses what it cannot with exit code 2 and no call', async () => {
  place = await placeWith({ edges: false, bills: 5 });
  place.file('source.yaml', configText(place, '  - preset: bills'));
  const { code, stdout } = await place.run(
    'backfill',
    'bill_ids',
    '--from',
    '2026-04-01',
    '--until',
    '2026-04-30',
    '--to',
    'past.db',
  );
  expect({ code, stdout }).toMatchObject({ code: 0 });
  expect(stdout).toMatch(/^Complete:/);
  expect(stdout).toMatch(/only what "bill_ids" lists from 2026-04-01T00:00:00Z to 2026-04-30T23:59:59Z/);
  expect(counted('bills').n).toBeGreaterThan(20);
  expect(() => counted('bill_ids')).toThrow(/no such table/);
  expect(() => counted('_ovh_known')).toThrow(/no such table/);
  const { total } = await place.stats();
  const wrong = await place.run('backfill', 'bills', '--from', 'yesterday');
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toMatch(/backfill: bills: --from "yesterday" is no date: write 2024-01-31/);
  const date = await place.run('backfill', 'bills', '--from', '2026-04-01', '--to', '2026-04-30');
  expect(date.code).toBe(2);
  expect(date.stderr).toMatch(/--to: "2026-04-30" is a date, .* the last day is --until 2026-04-30/);
  expect((await place.stats()).total).toBe(total);
});
