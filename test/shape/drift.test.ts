// Tables that are there and data that differs: what each policy makes of it.
import { describe, expect, test } from '@jest/globals';
import type { DeclaredTable } from '../../connector/model/declared-table.js';
import { DRIFT_POLICIES, type DriftPolicy } from '../../connector/model/definition.js';
import type { JsonValue } from '../../connector/model/json.js';
import { Decimal } from '../../connector/model/json.js';
import type { TableSpec } from '../../connector/model/plan.js';
import type { TableSchema } from '../../connector/model/table.js';
import { joinPath, splitPath } from '../../connector/shape/paths.js';
import { createShaper, type Shaper } from '../../connector/shape/shaper.js';
import { META, named, record, spec } from './records.js';

const declared: DeclaredTable = {
  kind: 'object',
  parameters: {},
  json: ['tags'],
  fields: [
    { parts: ['id'], type: 'bigint' },
    { parts: ['at'], type: 'timestamp' },
    { parts: ['state'], type: 'text', values: ['on', 'off'] },
    { parts: ['maybe'], type: 'text', nullable: true },
    { parts: ['tags'], type: 'json' },
    { parts: ['ips', '#'], name: ['ips', 'count'], type: 'bigint', nullable: true },
  ],
  lists: [{ parts: ['ips'], json: [], fields: [{ parts: ['port'], type: 'bigint' }], lists: [] }],
};

const FIRST: JsonValue = {
  ...{ id: 1, at: '2026-01-01T00:00:00Z', state: 'on', tags: { a: '1' }, maybe: 'm' },
  ips: [{ port: 80 }],
};

/** The tables after a first load. */
function tables(): Map<string, TableSchema> {
  const shaper = createShaper(spec({ declared }), undefined, META);
  shaper.shape(record(FIRST, 'object'));
  return new Map(
    [shaper.schema(), ...shaper.children().map(({ schema }) => schema)].map((each) => [each.table, each]),
  );
}

function again(policy: DriftPolicy, changes: Partial<TableSpec> = { declared }): Shaper {
  const known = tables();
  return createShaper(spec({ drift: policy, ...changes }), known.get('bill'), META, (table) =>
    known.get(table),
  );
}

function shapeOne(shaper: Shaper, payload: JsonValue) {
  const shaped = shaper.shape(record(payload, 'object'));
  const children = shaper.children();
  const rejected = 'rejected' in shaped ? shaped.rejected : undefined;
  const cells = 'row' in shaped ? named(shaper.schema(), shaped.row) : {};
  return {
    rejected,
    cells,
    children,
    drift: shaper.takeDrift().map((one) => [one.column, one.kind, one.effect]),
  };
}

const with_ = (more: object) => ({ ...(FIRST as object), ...more }) as JsonValue;

describe('a new field', () => {
  test.each(DRIFT_POLICIES)('%s', (policy) => {
    const shaper = again(policy);
    const before = shaper.schema().columns.length;
    const { rejected, cells, drift } = shapeOne(shaper, with_({ extra: 'e' }));
    expect(rejected === undefined).toBe(policy !== 'reject');
    expect(cells.extra).toBe(policy === 'evolve' ? 'e' : undefined);
    expect(shaper.schema().columns.length - before).toBe(policy === 'evolve' ? 1 : 0);
    const effect = { evolve: 'taken', freeze: 'left out', reject: 'rejected' }[policy];
    expect(drift).toEqual([['extra', 'added', effect]]);
    expect(shapeOne(shaper, with_({ extra: 'e' })).drift).toEqual([]);
  });

  test.each(['freeze', 'reject'] as const)('%s: null is nothing new', (policy) => {
    expect(shapeOne(again(policy), with_({ extra: null }))).toMatchObject({ rejected: undefined, drift: [] });
  });
});

describe('another type', () => {
  test.each<[string, object, string, string]>([
    ['a fraction', { id: new Decimal('1.5') }, 'widened', 'decimal'],
    ['a text', { id: 'x' }, 'retyped', 'text'],
    ['no instant', { at: 'soon' }, 'retyped', 'text'],
  ])('%s', (_what, change, kind, type) => {
    const [column = ''] = Object.keys(change);
    const open = again('evolve');
    expect(shapeOne(open, with_(change)).drift).toEqual([[column, kind, 'taken']]);
    expect(open.schema().columns.find(({ name }) => name === column)?.type).toBe(type);
    for (const policy of ['freeze', 'reject'] as const) {
      const shaper = again(policy);
      const { rejected, drift } = shapeOne(shaper, with_(change));
      expect(rejected).toMatch(new RegExp(`field "${column}" has a .* value, but its column stays `));
      expect(drift).toEqual([[column, kind, 'rejected']]);
      expect(shaper.schema().columns).toEqual(tables().get('bill')?.columns);
      // The next record is not harmed.
      expect(shapeOne(shaper, FIRST).rejected).toBeUndefined();
    }
  });

  test.each(['freeze', 'reject'] as const)('%s: what fits is no drift, also without documents', (policy) => {
    for (const changes of [{ declared }, { declared: undefined }]) {
      const shaper = again(policy, changes);
      expect(shapeOne(shaper, with_({ at: '2027-02-03T04:05:06+02:00', maybe: 7 }))).toMatchObject({
        rejected: undefined,
        drift: [],
        cells: { tags: expect.anything(), ips_count: 1 },
      });
    }
  });
});

test('a new value of an enum is told once, whatever the policy', () => {
  for (const policy of DRIFT_POLICIES) {
    const shaper = again(policy);
    expect(shapeOne(shaper, with_({ state: 'odd' })).drift).toEqual([['state', 'new-enum-value', 'taken']]);
    expect(shapeOne(shaper, with_({ state: 'odd' }))).toMatchObject({ drift: [], cells: { state: 'odd' } });
  }
});

describe('child tables', () => {
  test.each(DRIFT_POLICIES)('%s: a new field of an element', (policy) => {
    const { rejected, children, drift } = shapeOne(
      again(policy),
      with_({ ips: [{ port: 1, proto: 'tcp' }] }),
    );
    if (policy === 'reject') expect(rejected).toMatch(/^bill_ips: field "proto" \(text\) is new/);
    else {
      expect(rejected).toBeUndefined();
      const names = children[0]?.schema.columns.map(({ name }) => name);
      expect(names?.includes('proto')).toBe(policy === 'evolve');
      expect(children[0]?.rows).toHaveLength(1);
    }
    const effect = { evolve: 'taken', freeze: 'left out', reject: 'rejected' }[policy];
    expect(drift).toEqual([['proto', 'added', effect]]);
  });

  test.each(['freeze', 'reject'] as const)(
    '%s: another type rejects the whole record, its children too',
    (policy) => {
      const shaper = again(policy);
      const { rejected, children } = shapeOne(shaper, with_({ ips: [{ port: 1 }, { port: 'x' }] }));
      expect(rejected).toMatch(/^bill_ips: field "port" has a text value/);
      expect(children).toEqual([]);
    },
  );

  test('a list that is new to documents and table is a new field', () => {
    const lists = [...declared.lists, { parts: ['disks'], json: [], fields: [], lists: [] }];
    const wider = { declared: { ...declared, lists } };
    const frozen = shapeOne(again('freeze', wider), with_({ disks: [{ size: 1 }] }));
    expect(frozen.drift).toEqual([['disks', 'added', 'left out']]);
    expect(frozen.children.map(({ schema }) => schema.table)).toEqual(['bill_ips']);
    expect(shapeOne(again('reject', wider), with_({ disks: [{ size: 1 }] })).rejected).toMatch(
      /"disks" \(json\)/,
    );
  });
});

describe('vanished', () => {
  const many = (shaper: Shaper, payload: JsonValue, count = 20) => {
    for (let n = 0; n < count; n++) shaper.shape(record(payload, 'object'));
    return shaper.vanished().map(({ column }) => column);
  };
  const without = (...names: string[]) =>
    Object.fromEntries(
      Object.entries(FIRST as object).filter(([name]) => !names.includes(name)),
    ) as JsonValue;

  test('a field that was always there, in many objects', () => {
    expect(many(again('evolve'), without('state', 'maybe'))).toEqual(['state']);
    expect(many(again('freeze'), without('state'))).toEqual(['state']);
  });

  test('not: too few objects, null, a field that the documents let be null, one that a single object has', () => {
    expect(many(again('evolve'), without('state'), 19)).toEqual([]);
    expect(many(again('evolve'), with_({ state: null }))).toEqual([]);
    expect(many(again('evolve'), without('maybe', 'ips'))).toEqual([]);
    const shaper = again('evolve');
    shaper.shape(record(FIRST, 'object'));
    expect(many(shaper, without('state'))).toEqual([]);
    expect(many(createShaper(spec({ declared }), undefined, META), without('state'))).toEqual([]);
  });

  test('not a field that is left out as a secret', () => {
    expect(many(again('evolve', { declared, omit: ['state'] }), FIRST)).toEqual([]);
  });
});

test('a single bare value is rejected by a table of objects, also when it comes first', () => {
  const shaper = again('evolve');
  expect(shaper.shape(record('text', 'scalar'))).toMatchObject({
    rejected: expect.stringMatching(/bare value/),
  });
  expect(shapeOne(shaper, FIRST).rejected).toBeUndefined();
});

test.each([[['a', 'b']], [['a.b', 'c\\']], [['_account']], [['{x}', '']], [['', '']], [['\\_account', '.']]])(
  'the path of %j leads back',
  (parts) => {
    expect(splitPath(joinPath(parts))).toEqual(parts);
  },
);

describe('without the documents that made a table', () => {
  test('it stays what it is: instants, child tables, free maps; a new field is still taken', () => {
    const shaper = again('evolve', { declared: undefined });
    const before = shaper.schema().columns;
    const later = with_({ at: '2027-01-01T00:00:00Z', tags: { a: '1', b: '2' }, ips: [{ port: 443 }] });
    const { drift, children } = shapeOne(shaper, later);
    expect(drift).toEqual([]);
    expect(shaper.schema().columns).toEqual(before);
    expect(children.map(({ schema, rows }) => [schema.table, rows.length])).toEqual([['bill_ips', 1]]);
    expect(shapeOne(shaper, with_({ extra: 1 })).drift).toEqual([['extra', 'added', 'taken']]);
  });

  test('a table that no document made takes objects apart as before', () => {
    const first = createShaper(spec(), undefined, META);
    first.shape(record({ id: 1, map: {} }, 'object'));
    const second = createShaper(spec(), first.schema(), META);
    expect(shapeOne(second, { id: 1, map: { a: 1 } }).cells.map_a).toBe(1);
  });
});
