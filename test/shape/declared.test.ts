import { describe, expect, test } from '@jest/globals';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import type { DeclaredTable } from '../../connector/model/declared-table.js';
import type { JsonValue } from '../../connector/model/json.js';
import type { TableSpec } from '../../connector/model/plan.js';
import type { RowBatch } from '../../connector/model/table.js';
import { createShaper } from '../../connector/shape/shaper.js';

const declared: DeclaredTable = {
  kind: 'object',
  parameters: { projectId: 'text', number: 'bigint' },
  json: ['tags'],
  fields: [
    { parts: ['id'], type: 'bigint' },
    { parts: ['price', 'value'], type: 'decimal' },
    { parts: ['created'], type: 'timestamp' },
    { parts: ['day'], type: 'date' },
    { parts: ['quantity'], type: 'text' },
    { parts: ['state'], type: 'text', values: ['on', 'off'] },
    { parts: ['tags'], type: 'json' },
    { parts: ['ips', '#'], name: ['ips', 'count'], type: 'bigint' },
  ],
  lists: [
    {
      parts: ['ips'],
      json: [],
      fields: [{ parts: ['ip'], type: 'text' }],
      lists: [{ parts: ['ports'], json: [], fields: [{ parts: ['port'], type: 'bigint' }], lists: [] }],
    },
  ],
};

function spec(more: Partial<TableSpec> = {}): TableSpec {
  return {
    source: 'things',
    table: 'things',
    method: 'GET',
    parameters: ['projectId', 'number'],
    item: 'id',
    writeDisposition: 'merge',
    omit: [],
    json: [],
    declared,
    ...more,
  };
}

const meta = { account: 'acc', runId: 'run' };

function record(payload: JsonValue, number = 7) {
  return { source: 'o', partition: { projectId: 'p', number }, kind: 'object' as const, payload, readAt: 0 };
}

const types = (columns: { name: string; type: string }[]) =>
  Object.fromEntries(columns.map(({ name, type }) => [name, type]));

describe('declared columns', () => {
  test('all are there from the first row on, with their types', () => {
    const shaper = createShaper(spec(), undefined, meta);
    shaper.shape(record({ id: 1, price: { value: 5 }, created: '2026-01-01T00:00:00+02:00', quantity: 3 }));
    expect(types(shaper.schema().columns)).toEqual({
      _account: 'text',
      project_id: 'text',
      number: 'bigint',
      _run_id: 'text',
      _loaded_at: 'timestamp',
      id: 'bigint',
      price_value: 'decimal',
      created: 'timestamp',
      day: 'date',
      quantity: 'text',
      state: 'text',
      tags: 'json',
      ips_count: 'bigint',
    });
    expect(shaper.drift().columnsWidened).toEqual([]);
  });

  test('the data wins where it contradicts, and it is told', () => {
    const shaper = createShaper(spec(), undefined, meta);
    shaper.shape(record({ id: 'not a number', created: 'yesterday', day: '2026-01-01', state: 'strange' }));
    expect(types(shaper.schema().columns)).toMatchObject({ id: 'text', created: 'text', day: 'date' });
    expect(shaper.drift().columnsWidened.sort()).toEqual([
      'created (timestamp -> text)',
      'id (bigint -> text)',
    ]);
    expect(shaper.takeDrift()).toEqual([
      expect.objectContaining({ column: 'state', kind: 'new-enum-value', to: 'strange' }),
      expect.objectContaining({ column: 'id', kind: 'retyped', from: 'bigint', to: 'text' }),
      expect.objectContaining({ column: 'created', kind: 'retyped', from: 'timestamp', to: 'text' }),
    ]);
    expect(shaper.takeDrift()).toEqual([]);
  });

  test('a free map stays JSON, whatever its keys', () => {
    const shaper = createShaper(spec(), undefined, meta);
    shaper.shape(record({ tags: { 'cost.center': 'a', env: 'b' } }));
    expect(shaper.schema().columns.map((column) => column.name)).not.toContain('tags_env');
  });

  test('an empty source object still makes a right table', () => {
    const schema = createShaper(spec(), undefined, meta).declaredSchema();
    expect(types(schema?.columns ?? [])).toMatchObject({
      number: 'bigint',
      created: 'timestamp',
      price_value: 'decimal',
    });
    expect(schema?.primaryKey).toEqual(['_account', 'project_id', 'number']);
    const list: DeclaredTable = {
      kind: 'item',
      item: 'bigint',
      fields: [],
      lists: [],
      json: [],
      parameters: {},
    };
    const ids = createShaper(
      spec({ parameters: [], item: 'orderId', declared: list }),
      undefined,
      meta,
    ).declaredSchema();
    expect(types(ids?.columns ?? [])).toMatchObject({ order_id: 'bigint' });
  });

  test('a table that exists keeps its types and names', () => {
    const first = createShaper(spec({ declared: undefined }), undefined, meta);
    first.shape(record({ created: '2026-01-01T00:00:00Z' }));
    const second = createShaper(spec(), first.schema(), meta);
    second.shape(record({ created: '2026-01-01T00:00:00Z' }));
    expect(types(second.schema().columns).created).toBe('text');
  });
});

describe('child tables', () => {
  const ips: JsonValue[] = [
    { ip: '1.1.1.1', ports: [{ port: 80 }, { port: 443 }] },
    { ip: '2.2.2.2', ports: [] },
    { ip: '3.3.3.3' },
  ];

  async function load(destination: MemoryDestination, ...payloads: [JsonValue, number][]) {
    const session = await destination.open();
    const existing = await session.tables();
    const lookup = (table: string) => existing.find((schema) => schema.table === table);
    const shaper = createShaper(spec(), lookup('things'), meta, lookup);
    const rows = payloads.map(([payload, number]) => {
      const shaped = shaper.shape(record(payload, number));
      if ('rejected' in shaped) throw new Error(shaped.rejected);
      return shaped.row;
    });
    const batches: RowBatch[] = [{ schema: shaper.schema(), rows }, ...shaper.children()];
    async function* all() {
      yield* batches;
    }
    await session.commit({ runId: 'run', batches: all() });
    await session.close();
  }

  test('elements are rows, known by parent and position, to any depth', async () => {
    const destination = new MemoryDestination();
    await load(destination, [{ id: 1, ips }, 7], [{ id: 2, ips: [] }, 8], [{ id: 3 }, 9]);
    expect(destination.rows('things').map((row) => row.ips_count)).toEqual([3n, 0n, null]);
    expect(
      destination
        .rows('things_ips')
        .map(({ number, _position, ip, ports_count }) => [number, _position, ip, ports_count]),
    ).toEqual([
      [7n, 0n, '1.1.1.1', 2n],
      [7n, 1n, '2.2.2.2', 0n],
      [7n, 2n, '3.3.3.3', null],
    ]);
    expect(
      destination.rows('things_ips_ports').map((row) => [row._position, row._position_2, row.port]),
    ).toEqual([
      [0n, 0n, 80n],
      [0n, 1n, 443n],
    ]);
  });

  test('a list that becomes shorter leaves nothing behind, in other parents nothing changes', async () => {
    const destination = new MemoryDestination();
    await load(destination, [{ id: 1, ips }, 7], [{ id: 2, ips }, 8]);
    await load(destination, [{ id: 1, ips: [{ ip: '9.9.9.9' }] }, 7]);
    const left = destination.rows('things_ips').map((row) => `${row.number} ${row.ip}`);
    expect(left.sort()).toEqual(['7 9.9.9.9', '8 1.1.1.1', '8 2.2.2.2', '8 3.3.3.3']);
    expect(destination.rows('things_ips_ports').map((row) => row.number)).toEqual([8n, 8n]);
    await load(destination, [{ id: 2, ips: null }, 8]);
    expect(destination.rows('things_ips')).toHaveLength(1);
  });

  test('an element with a field of the parent key, and one that is no object', async () => {
    const destination = new MemoryDestination();
    await load(destination, [{ ips: [{ ip: 'a', number: 99 }, 'bare'] }, 7]);
    const [first, second] = destination.rows('things_ips');
    expect(first?.number).toBe(7n);
    expect(Object.values(first ?? {})).toContain(99n);
    expect(second?.value).toBe('bare');
  });

  test('what is asked to stay JSON stays JSON', () => {
    const shaper = createShaper(spec({ json: ['ips'] }), undefined, meta);
    shaper.shape(record({ ips }));
    expect(types(shaper.schema().columns).ips).toBe('json');
    expect(shaper.children()).toEqual([]);
  });
});
