// The quick way to a row is a shorter way to the same row: with any records, of any order.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_LIMITS } from '../../connector/model/capabilities.js';
import { Decimal, type JsonObject, type JsonValue } from '../../connector/model/json.js';
import type { TableSpec } from '../../connector/model/plan.js';
import type { ColumnType } from '../../connector/model/table.js';
import { QuickRows } from '../../connector/shape/rows/quick-rows.js';
import { createShaper, type Shaped, type Shaper } from '../../connector/shape/shaper.js';
import { META, record, shaper, spec } from './records.js';

const field = (name: string, type: ColumnType, values?: string[]) => ({
  parts: [name],
  type,
  nullable: true,
  ...(values && { values }),
});

/** An object as the API has them, with documents that know a part of it. */
const DECLARED: NonNullable<TableSpec['declared']> = {
  kind: 'element',
  fields: [
    ...[field('id', 'text'), field('state', 'text', ['ok', 'off']), field('at', 'timestamp')],
    ...[field('count', 'bigint'), field('on', 'boolean'), field('tags', 'json')],
    ...[field('rate', 'decimal'), field('until', 'date')],
  ],
  lists: [],
  json: ['tags'],
  parameters: {},
};

const DAYS = [
  '2026-01-31',
  '2026-01-31T23:30:00+01:00',
  '2026-01-31T23:30:00.123456789Z',
  '2026-02-30T00:00:00Z',
];
const TEXTS = ['a', 'prod-1', '1234-5', 'é€', '\ud800', 'x\u0000', ...DAYS, 'x'.repeat(300)];

const plain = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', 'b', 'ok', 'off') },
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.constantFrom<JsonValue>(0, -0, 7, true, false, null) },
  { weight: 1, arbitrary: fc.constantFrom<JsonValue>(new Decimal('1.50'), 2n ** 60n, 2n ** 70n) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<JsonValue>({}, [], ['\udc00'], { a: { b: [1] } }, { secret: 'x' }),
  },
  { weight: 1, arbitrary: fc.constantFrom<JsonValue>({ currencyCode: 'EUR', value: 1, text: '1 €' }) },
);

const member = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom('id', 'state', 'at', 'count', 'on', 'tags', 'name', 'rate', 'until'),
  },
  { weight: 3, arbitrary: fc.constantFrom('value', 'currencyCode', 'price', 'ucents', 'secret', 'zone') },
  { weight: 1, arbitrary: fc.constantFrom('a.b', '_account', '__proto__', '', '\ud800', 'Name') },
);

/** A record that is like the one before but for a few members. */
const changes = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(fc.tuple(member, plain), { maxLength: 2 }) },
);
const HABIT: JsonObject = {
  ...{ id: 'a', state: 'ok', at: DAYS[1] ?? '', count: 1, on: true },
  ...{ tags: { a: 'b' }, name: 'b', zone: 'x', rate: new Decimal('0.50'), until: DAYS[0] ?? '' },
};

const SPECS: Partial<TableSpec>[] = [
  { primaryKey: ['id'] },
  { primaryKey: ['id'], declared: DECLARED },
  { primaryKey: ['id'], declared: DECLARED, omit: ['secret'], days: true },
  { primaryKey: ['id'], json: ['tags'], parameters: ['zone'] },
  { json: ['tags'] },
];

/** Everything that shows of a record: its row by column, or why there is none. */
function shown(one: Shaper, shaped: Shaped): unknown {
  if ('rejected' in shaped) return shaped;
  const { columns } = one.schema();
  return columns.map(({ name, type }, at) => [name, type, shaped.row[at] ?? null]);
}

/** Runs `work`, and counts how often the quick way was tried and led to a row. */
function counted(work: () => void): { tried: number; found: number } {
  const { rowOf } = QuickRows.prototype;
  const counts = { tried: 0, found: 0 };
  QuickRows.prototype.rowOf = function (one) {
    const found = rowOf.call(this, one);
    counts.tried++;
    if (found) counts.found++;
    return found;
  };
  try {
    work();
  } finally {
    QuickRows.prototype.rowOf = rowOf;
  }
  return counts;
}

test('records have the same rows, columns and drift as by the long way', () => {
  const { tried, found } = counted(() =>
    fc.assert(
      fc.property(
        fc.constantFrom(...SPECS),
        fc.array(changes, { minLength: 3, maxLength: 30 }),
        (spec, records) => {
          const [quick, long] = [shaper(spec), shaper(spec)];
          const partition = { zone: 'x' };
          for (const [number, change] of records.entries()) {
            const payload = { ...HABIT, id: `id-${number}` };
            for (const [name, value] of change)
              Object.defineProperty(payload, name, {
                value,
                enumerable: true,
                configurable: true,
                writable: true,
              });
            const found = quick.shape(record(payload, 'element', partition));
            // No reading before had this partition: nothing is known of its rows.
            const expected = long.shape(record(payload, 'element', { ...partition }));
            expect(shown(quick, found)).toEqual(shown(long, expected));
          }
          expect(quick.schema()).toEqual(long.schema());
          expect(quick.drift()).toEqual(long.drift());
          expect(quick.takeDrift()).toEqual(long.takeDrift());
        },
      ),
      { numRuns: 400 },
    ),
  );
  // The test is of the quick way, which most records have, and of what sends one the long way.
  expect(found).toBeGreaterThan(tried / 10);
});

test('a table without what is quick to see is given up', () => {
  const one = shaper({ primaryKey: ['id'] });
  const { tried } = counted(() => {
    for (let n = 0; n < 1000; n++)
      one.shape(record({ id: `${n}`, price: { currencyCode: 'EUR', value: n } }, 'element', {}));
  });
  expect(tried).toBeLessThan(300);
});

test('a key that is too long for the destination is rejected, whatever is in it', () => {
  const limits = { ...DEFAULT_LIMITS, keyBytes: 100 };
  const key = { primaryKey: ['zone', 'id'], parameters: ['zone'] };
  const one = createShaper(spec(key), undefined, { ...META, limits });
  const partition = { zone: 'z'.repeat(90) };
  // `_account` is a part of each key.
  const ids: JsonValue[] = ['a', 'b', 'c'.repeat(30), 'd', new Decimal('1.5'), 2n ** 60n, 'e'];
  const shaped = ids.map((id) => one.shape(record({ id }, 'element', partition)));
  expect(shaped.map((each) => 'rejected' in each)).toEqual(ids.map(() => true));
  const fits = createShaper(spec(key), undefined, { ...META, limits: { ...limits, keyBytes: 120 } });
  const found = ids.map((id) => fits.shape(record({ id }, 'element', partition)));
  expect(found.map((each) => 'rejected' in each)).toEqual([false, false, true, false, false, false, false]);
});
