// Costs in nested blocks as lines: each once, at the deepest level that carries an amount.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DeclaredTable } from '../../connector/model/declared-table.js';
import { exactDifference, exactSum } from '../../connector/model/exact.js';
import { Decimal, type JsonObject, type JsonValue } from '../../connector/model/json.js';
import type { LinesSpec } from '../../connector/model/lines.js';
import type { TableSpec } from '../../connector/model/plan.js';
import { isRounding, LINES, LINES_GAP, LINES_TOTAL, withLines } from '../../connector/shape/lines/collect.js';
import { declaredLines } from '../../connector/shape/lines/declared-lines.js';
import { createShaper } from '../../connector/shape/shaper.js';

const spec: LinesSpec = {
  amount: 'totalPrice',
  blocks: { hourlyUsage: 'hourly', monthlyUsage: 'monthly', resourcesUsage: 'resources' },
  first: { resourceId: ['resourceId', 'instanceId', 'id'] },
};
const number = (text: string) => new Decimal(text);
const euros = (text: string): JsonObject => ({ currencyCode: 'EUR', text: `${text} €`, value: number(text) });

function linesOf(payload: JsonObject): JsonObject[] {
  return withLines(payload, spec)[LINES] as JsonObject[];
}

describe('exact sums', () => {
  test('of numbers as they are written', () => {
    expect(exactSum([])).toBe('0');
    expect(exactSum(['0.1', '0.2'])).toBe('0.3');
    expect(exactSum(['1e-8', '9007199254740993', '-0.5'])).toBe('9007199254740992.50000001');
    expect(exactSum(['-0.05', '-0.05'])).toBe('-0.10');
    expect(exactSum(['many'])).toBeUndefined();
    expect(exactDifference('1', '1.000000001')).toBe('-0.000000001');
    expect(exactDifference('1', '-0.5')).toBe('1.5');
  });

  test('agree with sums of integers', () => {
    const amounts = fc.array(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }));
    const write = (value: bigint) => `${value}e-9`;
    fc.assert(
      fc.property(amounts, (values) => {
        const sum = values.reduce((total, value) => total + value, 0n);
        const found = exactSum(values.map(write)) ?? '';
        expect(exactDifference(found, write(sum))).toMatch(/^0(\.0+)?$/);
      }),
    );
  });
});

describe('lines', () => {
  test('an amount that is split below is not a line itself; plain values above are inherited', () => {
    const [first, second, ...more] = linesOf({
      hourlyUsage: {
        instance: [
          {
            details: [
              { instanceId: 'i-1', quantity: { unit: 'Hour', value: 1 }, totalPrice: number('0.1') },
              { instanceId: 'i-2', resourceId: 'r-2', totalPrice: number('0.2') },
            ],
            quantity: { unit: 'Hour', value: 3 },
            reference: 'b3-8',
            region: 'GRA11',
            totalPrice: number('0.3'),
          },
        ],
      },
      totalPrice: euros('0.3'),
    });
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      path: 'hourlyUsage.instance[0].details[0]',
      mode: 'hourly',
      family: 'instance',
      resourceId: 'i-1',
      reference: 'b3-8',
      quantity: { value: 1 },
      totalPrice: { currencyCode: 'EUR', value: number('0.1') },
    });
    expect(second).toMatchObject({ resourceId: 'r-2', instanceId: 'i-2', region: 'GRA11' });
    // The quantity of the whole is not that of a part.
    expect(second).not.toHaveProperty('quantity');
  });

  test('parts that are members are families of their own; null parts leave the whole as the line', () => {
    const storage = (stored: JsonValue) => ({ bucketName: 'b', stored, retrievalFees: null, totalPrice: 5 });
    const lines = linesOf({
      hourlyUsage: {
        storage: [storage({ totalPrice: euros('5') }), storage(null)],
        volume: [],
        rancher: null,
      },
      monthlyUsage: null,
    });
    expect(lines.map(({ path, family }) => [path, family])).toEqual([
      ['hourlyUsage.storage[0].stored', 'storage.stored'],
      ['hourlyUsage.storage[1]', 'storage'],
    ]);
    expect(lines[0]).toMatchObject({ bucketName: 'b', totalPrice: euros('5') });
  });

  test('an object of lists, a family that nobody knows yet, and types in place of names', () => {
    const lines = linesOf({
      hourlyUsage: {
        quantum: { notebook: [{ totalPrice: euros('1') }] },
        brandNew: { deep: [{ totalPrice: 2 }] },
      },
      resourcesUsage: [
        {
          type: 'registry',
          totalPrice: 4,
          resources: [{ region: 'GRA', components: [{ id: 'c', totalPrice: 4 }] }],
        },
      ],
    });
    expect(lines.map(({ family, mode }) => `${mode} ${family}`)).toEqual([
      'hourly quantum.notebook',
      'hourly brandNew.deep',
      'resources registry',
    ]);
    expect(lines[2]).toMatchObject({ region: 'GRA', resourceId: 'c', type: 'registry' });
  });

  test('the sum is exact, the gap is what the total has more', () => {
    const line = (text: string) => ({ totalPrice: number(text) });
    const payload = (total: JsonValue) =>
      withLines(
        { hourlyUsage: { volume: [line('0.1'), line('0.2'), line('1e-8')] }, totalPrice: total },
        spec,
      );
    expect(String(payload(euros('0.3'))[LINES_TOTAL])).toBe('0.30000001');
    expect(String(payload(euros('0.3'))[LINES_GAP])).toBe('-0.00000001');
    expect(String(payload(number('7.5'))[LINES_GAP])).toBe('7.19999999');
    expect(payload(null)[LINES_GAP]).toBeNull();
    expect(isRounding(number('-0.00999'))).toBe(true);
    expect(isRounding(number('0.01'))).toBe(true);
    expect(isRounding(number('0.011'))).toBe(false);
    expect(isRounding(3)).toBe(false);
  });

  test('no amount is lost or counted twice, whatever the shape', () => {
    const leaf = fc.record({ totalPrice: fc.integer({ min: 0, max: 1000 }), id: fc.string() });
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.record({ totalPrice: fc.integer(), parts: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ one: tie('node'), two: tie('node') }),
      ),
    })).node;
    const deepest = (value: JsonObject): number => {
      const below = Object.values(value).flatMap((member) =>
        typeof member === 'object' ? [member as JsonObject] : [],
      );
      if (below.length > 0) return below.reduce((sum, member) => sum + deepest(member), 0);
      return typeof value.totalPrice === 'number' ? value.totalPrice : 0;
    };
    fc.assert(
      fc.property(tree, (root) => {
        const { [LINES_TOTAL]: total } = withLines({ hourlyUsage: root as JsonObject }, spec);
        expect(Number(String(total))).toBe(deepest(root as JsonObject));
      }),
    );
  });
});

describe('the table of lines', () => {
  const table: DeclaredTable = {
    kind: 'object',
    parameters: {},
    json: [],
    fields: [
      { parts: ['totalPrice', 'value'], type: 'decimal' },
      { parts: ['hourlyUsage', 'volume', '#'], type: 'bigint' },
    ],
    lists: [
      {
        parts: ['hourlyUsage', 'storage'],
        json: [],
        fields: [
          { parts: ['region'], type: 'text' },
          { parts: ['stored', 'totalPrice'], type: 'decimal' },
          { parts: ['stored', 'quantity', 'value'], type: 'decimal' },
          { parts: ['totalPrice'], type: 'decimal' },
        ],
        lists: [],
      },
    ],
  };
  const shaper = (declared?: DeclaredTable) =>
    createShaper(
      {
        source: 'usage',
        table: 'usage',
        method: 'GET',
        parameters: ['serviceName'],
        item: 'id',
        writeDisposition: 'merge',
        omit: [],
        json: [],
        lines: spec,
        declared,
      } satisfies TableSpec,
      undefined,
      { account: 'a', runId: 'r' },
    );
  const record = (payload: JsonValue) => ({
    source: 'o',
    partition: { serviceName: 'p' },
    kind: 'object' as const,
    payload,
    readAt: 0,
  });

  test('declared columns: what all families have, none of the blocks', () => {
    const made = declaredLines(table, spec);
    const [lines] = made.lists;
    expect(made.fields.map(({ parts }) => parts.join('.'))).toEqual([
      'totalPrice.value',
      LINES_TOTAL,
      LINES_GAP,
      `${LINES}.#`,
    ]);
    expect(lines?.fields.map(({ parts }) => parts.join('.'))).toEqual([
      ...['path', 'mode', 'family', 'resourceId', 'region', 'quantity.value'],
      ...['totalPrice.value', 'totalPrice.currencyCode', 'totalPrice.value.=ucents'],
    ]);
  });

  test.each([['declared'], ['not declared']])(
    '%s: rows, replaced with their parent, and a note on a gap',
    (how) => {
      const made = shaper(how === 'declared' ? declaredLines(table, spec) : undefined);
      made.shape(
        record({
          hourlyUsage: { storage: [{ region: 'GRA', totalPrice: number('1.5') }] },
          totalPrice: euros('2'),
        }),
      );
      const [batch] = made.children();
      const names = batch?.schema.columns.map(({ name }) => name) ?? [];
      expect(batch?.schema.table).toBe('usage_lines');
      expect(batch?.rows).toHaveLength(1);
      const row = Object.fromEntries(names.map((name, at) => [name, String(batch?.rows[0]?.[at] ?? '')]));
      expect(row).toMatchObject({
        service_name: 'p',
        family: 'storage',
        total_price_value: '1.5',
        region: 'GRA',
      });
      expect(row.total_price_currency_code).toBe('EUR');
      expect(batch?.replaces?.keys).toEqual([['a', 'p']]);
      expect(
        made
          .drift()
          .notes.map(({ message }) => message)
          .join(),
      ).toMatch(/1 of 1: the lines differ from the total/);
    },
  );
});
