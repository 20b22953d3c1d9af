// What the record of a run is made of: digests of ids, names of records, rows counted against the ledger.
import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { Decimal } from '../../connector/model/json.js';
import type { ApiRecord } from '../../connector/model/record.js';
import { recordId, rowKeys } from '../../connector/model/record-id.js';
import { contradiction } from '../../connector/run/row-counts.js';
import { compareRuns } from '../../connector/state/history/compare-runs.js';
import { IdDigest } from '../../connector/state/history/digest.js';
import { findRun, listRuns, type StoredRun } from '../../connector/state/history/stored-runs.js';

function digest(ids: readonly string[]): string {
  const made = new IdDigest();
  for (const id of ids) made.add(id);
  return made.toString();
}

describe('the digest of ids', () => {
  const ids = fc.array(fc.string(), { maxLength: 30 });

  test('is the same in any order, and in parts', () => {
    fc.assert(
      fc.property(ids, fc.nat(30), (list, at) => {
        const [first, second] = [new IdDigest(), new IdDigest()];
        for (const id of list.slice(0, at)) first.add(id);
        for (const id of list.slice(at).reverse()) second.add(id);
        second.addAll(first);
        return second.toString() === digest(list) && digest([...list].reverse()) === digest(list);
      }),
    );
  });

  test('differs on any change: an id more, an id less, an id twice, another id', () => {
    fc.assert(
      fc.property(ids, fc.string(), fc.string(), (list, id, other) => {
        const whole = digest([...list, id]);
        const changed = [
          digest(list),
          digest([...list, id, id]),
          ...(id === other ? [] : [digest([...list, other])]),
        ];
        return !changed.includes(whole);
      }),
    );
  });

  test('is that of earlier releases: the sum of SHA-256 in two lanes of 64 bits', () => {
    const lane = 2n ** 64n;
    const expected = (list: readonly string[], removed: readonly string[]) => {
      const sums = [0n, 0n];
      const add = (id: string, sign: bigint) => {
        const bytes = createHash('sha256').update(id).digest();
        for (const at of [0, 1])
          sums[at] = ((sums[at] ?? 0n) + sign * bytes.readBigUInt64BE(at * 8) + lane) % lane;
      };
      for (const id of list) add(id, 1n);
      for (const id of removed) add(id, -1n);
      return sums.map((sum) => sum.toString(16).padStart(16, '0')).join('');
    };
    fc.assert(
      fc.property(ids, fc.nat(30), (list, count) => {
        const removed = list.slice(0, count);
        const made = new IdDigest();
        for (const id of list) made.add(id);
        for (const id of removed) made.remove(id);
        expect(made.toString()).toBe(expected(list, removed));
      }),
    );
  });

  test('has 32 digits, of which none is lost', () => {
    expect(digest([])).toBe('0'.repeat(32));
    expect(digest(['FR1', 'FR2'])).toMatch(/^[0-9a-f]{32}$/);
    // Larger than 2^64 in both lanes: the sum goes round.
    expect(digest(Array.from({ length: 1000 }, (_, n) => `FR${n}`))).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('names of records', () => {
  const record = (kind: ApiRecord['kind'], partition: object, payload: ApiRecord['payload']) =>
    recordId({ kind, partition, payload } as ApiRecord, undefined);

  test('an object is its reading, an item or an element is more', () => {
    expect(record('object', { billId: 'FR1' }, { a: 1 })).toBe('billId=FR1');
    expect(record('object', {}, {})).toBe('(list)');
    expect(record('item', { billId: 'FR1' }, 7)).toBe('billId=FR1 / 7');
    expect(record('element', {}, { d: new Decimal('1.10') })).toBe('(list) / {"d":1.10}');
  });

  test('keys of rows are those of the table, whatever the case of their names', () => {
    const columns = ['_account', 'v', 'ID'].map((name) => ({ name, type: 'text' as const, path: name }));
    const keyOf = rowKeys({ table: 't', columns, primaryKey: ['_account', 'id'] });
    expect([keyOf(['a', 1, 7]), keyOf(['a', 2, '7']), keyOf(['a', 2, 8n])]).toEqual([
      '["a","7"]',
      '["a","7"]',
      '["a","8"]',
    ]);
    expect(rowKeys({ table: 't', columns, primaryKey: [] })(['a'])).toBeUndefined();
  });
});

describe('rows against the ledger', () => {
  test.each<[string, [number, number, number, number], RegExp | undefined]>([
    ['a first load', [0, 10, 10, 0], undefined],
    ['nothing', [0, 0, 0, 0], undefined],
    ['objects with the key of another', [0, 8, 10, 2], undefined],
    [
      'rows lost',
      [0, 9, 10, 0],
      /10 objects are loaded, but.*none of this account, has 9 rows of it and not 10/,
    ],
    ['rows from nowhere', [0, 11, 10, 0], /has 11 rows of it and not 10/],
    ['a second load', [10, 10, 10, 0], undefined],
    ['one that brings new ones', [10, 15, 12, 0], undefined],
    ['rows that went', [10, 9, 10, 0], /had 10 rows of this account before the run and has 9/],
    ['more than were loaded', [10, 21, 10, 0], /11 rows of this account more.*only 10/],
  ])('%s', (_what, [before, after, loaded, repeated], words) => {
    const found = contradiction('bills', { before, after, loaded, repeated });
    if (words) expect(found).toMatch(words);
    else expect(found).toBeUndefined();
  });
});

describe('runs side by side', () => {
  const counts = {
    listed: 2,
    loaded: 2,
    known: 0,
    absent: 0,
    gone: 0,
    expired: 0,
    refused: 0,
    rejected: 0,
    failed: 0,
  };
  const run = (ledger: Partial<typeof counts>, loaded = 'a', name = 'bills') =>
    ({
      sources: [{ name, ledger: { ...counts, ...ledger }, digests: { listed: 'x', loaded } }],
    }) as StoredRun;

  test.each([
    ['the same', run({}), run({}), []],
    ['counts', run({}), run({ loaded: 1, gone: 1 }), ['loaded 2 -> 1', 'gone 0 -> 1']],
    ['other objects of the same number', run({}), run({}, 'b'), ['other ids loaded']],
  ])('%s', (_what, before, after, differences) => {
    const compared = compareRuns(before, after);
    expect(compared.sources).toMatchObject([{ name: 'bills', differences }]);
    expect(compared.same).toBe(differences.length === 0);
  });

  test('known in part: only what was left out can be compared', () => {
    const whole = run({ listed: 500, loaded: 499, refused: 1 });
    const again = run({ listed: 20, loaded: 2, known: 17, refused: 1 });
    const below = run({ listed: 3, loaded: 2, refused: 1 });
    for (const { sources } of [again, below])
      for (const source of sources) {
        source.loaded = true;
        delete source.digests;
      }
    for (const after of [again, below]) {
      expect(compareRuns(whole, after)).toMatchObject({ same: true, sources: [{ isPartial: true }] });
    }
    expect(compareRuns(whole, run({ known: 3, refused: 2 })).sources[0]?.differences).toEqual([
      'refused 1 -> 2',
    ]);
  });

  test('a source object of one of them', () => {
    expect(compareRuns(run({}), run({}, 'a', 'orders')).sources.map((each) => each.differences)).toEqual([
      ['only in the first run'],
      ['only in the second run'],
    ]);
  });
});

test('a destination without runs says so', async () => {
  const destination = new MemoryDestination();
  await expect(listRuns(destination)).rejects.toThrow(/no run is written there yet/);
  await expect(findRun(destination, 'last')).rejects.toMatchObject({ name: 'DestinationError' });
});
