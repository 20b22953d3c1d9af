// Columns beside others: instants in UTC, the calendar day that was printed, whole numbers of every amount.
import { describe, expect, test } from '@jest/globals';
import type { DeclaredTable } from '../../connector/model/declared-table.js';
import { Decimal, type JsonValue } from '../../connector/model/json.js';
import type { TableSpec } from '../../connector/model/plan.js';
import type { ColumnType } from '../../connector/model/table.js';
import { columnsOf, record, rejection, row, shaper, types } from './records.js';

const declared = (
  fields: Record<string, ColumnType>,
  kind: DeclaredTable['kind'] = 'object',
): DeclaredTable => ({
  kind,
  fields: Object.entries(fields).map(([name, type]) => ({ parts: name.split('.'), type })),
  lists: [],
  json: [],
  parameters: {},
});

const DATE: Partial<TableSpec> = { declared: declared({ date: 'timestamp' }) };
const WITH_DAYS: Partial<TableSpec> = { ...DATE, days: true };

describe('instants', () => {
  test.each([
    ['2024-10-01T00:30:00+02:00', '2024-09-30T22:30:00.000000Z', '2024-10-01'],
    ['2024-09-30T22:30:00Z', '2024-09-30T22:30:00.000000Z', '2024-09-30'],
    ['2024-09-30T22:30:00.1Z', '2024-09-30T22:30:00.100000Z', '2024-09-30'],
    ['2024-09-30T22:30:00.123456Z', '2024-09-30T22:30:00.123456Z', '2024-09-30'],
    ['2024-09-30T22:30:00.123456000Z', '2024-09-30T22:30:00.123456Z', '2024-09-30'],
    ['2026-01-01T00:10:00+01:00', '2025-12-31T23:10:00.000000Z', '2026-01-01'],
    ['2025-12-31T23:10:00-0500', '2026-01-01T04:10:00.000000Z', '2025-12-31'],
    ['2024-02-29T10:20+01', '2024-02-29T09:20:00.000000Z', '2024-02-29'],
    ['0001-01-02T00:00:00Z', '0001-01-02T00:00:00.000000Z', '0001-01-02'],
    ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z', '9999-12-31'],
  ])('%s is %s, on the day %s', (printed, utc, day) => {
    expect(columnsOf({ date: printed }, DATE)).toEqual({ date: ['timestamp', utc] });
    expect(columnsOf({ date: printed }, WITH_DAYS)).toEqual({
      date: ['timestamp', utc],
      date_day: ['date', day],
    });
  });

  test('the order of texts is the order of instants, and the same instant is the same text', () => {
    const printed = [
      '2024-10-01T00:00:00+02:00',
      '2024-09-30T22:00:00.5Z',
      '2024-09-30T23:00:00Z',
      '2024-09-30T22:00:00Z',
    ];
    const texts = printed.map((date) => columnsOf({ date }, DATE).date?.[1] ?? '');
    expect(texts[0]).toBe(texts[3]);
    expect([...texts].sort()).toEqual([texts[0], texts[3], texts[1], texts[2]]);
  });

  test.each([
    ['no offset', '2024-10-01T00:30:00', undefined, '2024-10-01'],
    ['a day that does not exist', '2024-02-30T00:30:00Z', undefined, undefined],
    ['an hour that does not exist', '2024-02-28T24:30:00Z', undefined, '2024-02-28'],
    ['finer than a microsecond', '2024-10-01T00:30:00.1234567Z', '2024-10-01T00:30:00.123456Z', '2024-10-01'],
    ['before the year 1', '0001-01-01T00:00:00+02:00', undefined, '0001-01-01'],
    ['no year', '0000-00-00T00:00:00Z', undefined, undefined],
  ])('%s: what was printed is beside it, and told', (_what, printed, utc, day) => {
    const one = shaper(WITH_DAYS);
    const found = row(one, record({ date: printed }));
    expect([found.date, found.date_day, found.date_printed]).toEqual([utc, day, printed]);
    expect(types(one)).toMatchObject({ date: 'timestamp', date_printed: 'text' });
    expect(one.drift().notes).toEqual([
      {
        code: 'instant-unclear',
        count: 1,
        message: `1 value of date is no exact instant or day, such as "${printed}": date_printed has what the API printed`,
      },
    ]);
  });

  test('what is no instant at all makes the column a text one, as any other type', () => {
    const one = shaper(DATE);
    row(one, record({ date: 'soon' }));
    expect(types(one).date).toBe('text');
    expect(one.drift().columnsWidened).toEqual(['date (timestamp -> text)']);
  });

  test('days that do not exist', () => {
    const one = shaper({ declared: declared({ on: 'date' }) });
    expect(row(one, record({ on: '2024-02-29' })).on).toBe('2024-02-29');
    expect(row(one, record({ on: '2024-02-30' }))).toMatchObject({ on_printed: '2024-02-30' });
    expect(row(one, record({ on: '0000-00-00' }))).toMatchObject({ on_printed: '0000-00-00' });
    expect(one.drift().notes).toMatchObject([{ code: 'instant-unclear', count: 2 }]);
  });

  test('in a key they are texts, so that no record is lost', () => {
    const one = shaper({ ...DATE, primaryKey: ['date'] });
    expect(row(one, record({ date: '2024-10-01T00:30:00' })).date).toBe('2024-10-01T00:30:00');
    expect(types(one).date).toBe('text');
  });

  test('one instant, one key', () => {
    const one = shaper({ ...DATE, primaryKey: ['date'] });
    const keys = ['2024-10-01T00:00:00+02:00', '2024-09-30T22:00:00Z'].map(
      (date) => row(one, record({ date })).date,
    );
    expect(new Set(keys).size).toBe(1);
  });

  test('a frozen table refuses what would need a column beside', () => {
    const made = shaper(DATE);
    row(made, record({ date: '2024-10-01T00:30:00Z' }));
    const frozen = shaper({ ...DATE, drift: 'freeze' }, made.schema());
    expect(row(frozen, record({ date: '2024-10-01T00:30:00+02:00' })).date).toBe(
      '2024-09-30T22:30:00.000000Z',
    );
    expect(rejection(frozen, record({ date: '2024-10-01T00:30:00' }))).toContain('"date"');
  });

  test('without documents an instant is a text, and its day is beside it all the same', () => {
    expect(columnsOf({ date: '2024-10-01T00:30:00+02:00', name: 'x' }, { days: true })).toEqual({
      date: ['text', '2024-10-01T00:30:00+02:00'],
      date_day: ['date', '2024-10-01'],
      name: ['text', 'x'],
    });
  });

  test('in child tables too', () => {
    const one = shaper({
      days: true,
      primaryKey: ['id'],
      declared: {
        ...declared({ id: 'text' }),
        lists: [{ parts: ['steps'], fields: [{ parts: ['at'], type: 'timestamp' }], lists: [], json: [] }],
      },
    });
    row(one, record({ id: '1', steps: [{ at: '2024-10-01T00:30:00+02:00' }] }));
    const [children] = one.children();
    const at = children?.schema.columns.map(({ name }) => name) ?? [];
    expect(children?.rows.map((cells) => [cells[at.indexOf('at')], cells[at.indexOf('at_day')]])).toEqual([
      ['2024-09-30T22:30:00.000000Z', '2024-10-01'],
    ]);
  });
});

const eur = (value: JsonValue, units: JsonValue = null) => ({
  p: { currencyCode: 'EUR', value, text: '', priceInUcents: units },
});

describe('whole numbers of amounts', () => {
  test.each<[JsonValue, string]>([
    [new Decimal('0.1'), '10000000'],
    [new Decimal('59.90'), '5990000000'],
    [new Decimal('-25.5'), '-2550000000'],
    [new Decimal('1E+2'), '10000000000'],
    [new Decimal('1e-8'), '1'],
    [new Decimal('0.000000010'), '1'],
    [100, '10000000000'],
    [0, '0'],
    [new Decimal('92233720368.54775807'), '9223372036854775807'],
    [new Decimal('-92233720368.54775808'), '-9223372036854775808'],
  ])('%s is %s', (value, units) => {
    expect(columnsOf(eur(value)).p_ucents).toEqual(['bigint', units]);
  });

  test.each<JsonValue>([
    new Decimal('0.000000001'),
    new Decimal('1.123456789'),
    new Decimal('92233720368.54775808'),
    2n ** 70n,
  ])('%s is none: null, the decimal stays, and it is told', (value) => {
    const one = shaper();
    const found = row(one, record(eur(value)));
    expect(found.p_ucents).toBeUndefined();
    expect(String(found.p_value)).toBe(String(value));
    expect(one.drift().notes).toMatchObject([{ code: 'ucents-null', count: 1 }]);
  });

  test('those of the API stay, also where the amount is rounded', () => {
    expect(columnsOf(eur(new Decimal('0.01'), 1_234_567)).p_ucents).toEqual(['bigint', '1234567']);
  });

  test('amounts without a currency have them too', () => {
    expect(columnsOf({ totalPrice: new Decimal('12.5'), size: new Decimal('1.5') })).toEqual({
      total_price: ['decimal', '12.5'],
      total_price_ucents: ['bigint', '1250000000'],
      size: ['decimal', '1.5'],
    });
  });

  test('one column, whichever the API has at first', () => {
    const one = shaper();
    row(one, record(eur(new Decimal('1.5'))));
    expect(row(one, record(eur(new Decimal('1.5'), 7))).p_ucents).toBe(7);
    const [ucents] = one.schema().columns.filter(({ name }) => name.startsWith('p_ucents'));
    expect(ucents?.path).toBe('p.value.=ucents');
    // A later load finds the column by any of its paths.
    const next = shaper({ declared: declared({}) }, one.schema());
    expect(row(next, record(eur(new Decimal('1.5'), 8))).p_ucents).toBe(8);
    expect(next.schema().columns.map(({ name }) => name)).toEqual(
      one.schema().columns.map(({ name }) => name),
    );
  });
});

describe('names', () => {
  test('the names of the API win over those made by flattening', () => {
    const both = declared({ 'flavor.id': 'text', flavorId: 'text', dateDay: 'text', date: 'timestamp' });
    const one = shaper({ declared: both, days: true });
    const found = row(
      one,
      record({
        flavor: { id: 'inner' },
        flavorId: 'own',
        date: '2024-10-01T00:30:00+02:00',
        dateDay: 'mine',
      }),
    );
    expect(found).toMatchObject({ flavor_id: 'own', date_day: 'mine' });
    const paths = Object.fromEntries(one.schema().columns.map(({ name, path }) => [path, name]));
    expect(paths['flavor.id']).toMatch(/^flavor_id_x/);
    expect(paths['date.=day']).toMatch(/^date_day_x/);
  });

  test('without documents too, within one object', () => {
    const one = shaper();
    expect(row(one, record({ flavor: { id: 'inner' }, flavorId: 'own' }))).toMatchObject({
      flavor_id: 'own',
    });
  });
});
