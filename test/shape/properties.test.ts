// Properties over random payloads: nothing is lost, and the order of records does not matter.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue, stringifyJson } from '../../connector/model/json.js';
import { JsonText } from '../../connector/model/table.js';
import { columnsOf, named, record, row, shaper, text } from './records.js';

const name = fc.oneof(
  fc.constantFrom(
    'a',
    'A',
    'a_b',
    'aB',
    'b',
    '',
    '_account',
    '{a}',
    'value',
    'currencyCode',
    'a.b',
    'toString',
    '__proto__',
  ),
  fc.string({ maxLength: 4 }),
);

const { payload } = fc.letrec<{ payload: JsonObject; value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    fc.bigInt(2n ** 53n, 2n ** 70n),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('payload'),
  ),
  payload: fc
    .array(fc.tuple(name, tie('value')), { maxLength: 6 })
    .map((entries): JsonObject => Object.fromEntries(entries)),
}));

/** The texts of all values but null, JSON as a whole where an object is empty or a list. */
function leaves(value: JsonValue): string[] {
  if (value === null) return [];
  if (!isObject(value) || Object.keys(value).length === 0) {
    return [typeof value === 'string' ? value : stringifyJson(value)];
  }
  return Object.values(value).flatMap(leaves);
}

describe('random objects', () => {
  test('each value is in a column of its own', () => {
    fc.assert(
      fc.property(payload, (object) => {
        // Beside an amount stands the same in whole units, which is no value of the object.
        const columns = Object.entries(columnsOf(object)).filter(
          ([column]) => !/(^|_)ucents(_x\w+)?$/.test(column),
        );
        const found = columns.map(([, [, digits]]) => digits);
        const expected = Object.values(object).flatMap(leaves);
        expect(found.sort()).toEqual(expected.sort());
      }),
      {
        numRuns: 500,
        examples: [[{ price: { value: 1, currencyCode: 'EUR' } }], [{ currencyCode: '', value: 0 }]],
      },
    );
  });

  test('a table that exists gives the same rows in any order', () => {
    fc.assert(
      fc.property(
        fc.array(payload, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (objects, order) => {
          const first = shaper();
          for (const object of objects) first.shape(record(object));
          const shuffled = objects
            .map((object) => ({ object, at: order.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ object }) => object);
          const again = shaper({}, first.schema());
          for (const object of shuffled) {
            const expected = row(shaper({}, first.schema()), record(object));
            expect(row(again, record(object))).toEqual(expected);
          }
          expect(again.schema()).toEqual(first.schema());
          expect(again.drift()).toMatchObject({ columnsAdded: [], columnsWidened: [] });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('rows shaped before a column came are aligned to the schema after it', () => {
    fc.assert(
      fc.property(payload, payload, (a, b) => {
        const one = shaper();
        const first = one.shape(record(a));
        const before = row(shaper(), record(a));
        one.shape(record(b));
        if ('rejected' in first) throw new Error(first.rejected);
        const after = named(one.schema(), first.row);
        expect(Object.values(after).map(text)).toEqual(Object.values(before).map(text));
      }),
      { numRuns: 300 },
    );
  });

  test('column names are unlike each other, in any case, and fit', () => {
    fc.assert(
      fc.property(payload, (object) => {
        const names = Object.keys(columnsOf(object));
        expect(new Set(names.map((one) => one.toLowerCase())).size).toBe(names.length);
        for (const one of names) expect(one).toMatch(/^[a-z0-9_]{1,63}$/);
      }),
    );
  });

  test('a JSON column gives back what came', () => {
    fc.assert(
      fc.property(payload, (object) => {
        const one = shaper({ json: ['f'] });
        const cell = row(one, record({ f: object })).f;
        expect(cell).toBeInstanceOf(JsonText);
        expect(text(cell ?? null)).toBe(stringifyJson(object));
      }),
    );
  });
});
