// What OVHcloud has no more reaches receivers: the rows that our own destinations mark, told once, and again where they may lack it.
import { afterEach, describe, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { discover, read } from '../../connector/interop/airbyte/commands.js';
import { readTap } from '../../connector/interop/singer/commands.js';
import { DeletedRows } from '../../connector/interop/state/deleted-rows.js';
import type { Stream } from '../../connector/interop/streams.js';
import { PlanGraph } from '../../connector/plan/plan-graph.js';
import { hastyClock, type Setting, setUp } from '../integration/sandbox-config.js';
import { planOf } from '../read/scripted-client.js';
import { type CatalogStream, configured, Receiver, type Row } from './airbyte-receiver.js';
import { callsOf, keysOf } from './own-tables.js';
import { SingerTarget } from './singer-target.js';

let setting: Setting;

afterEach(() => setting.close());

const FULL = [
  { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
  { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } },
  {
    name: 'line_ids',
    path: '/me/bill/{billId}/details',
    parameters: { billId: { from: 'bill_ids' } },
    read: { item: 'billDetailId' },
  },
  {
    name: 'lines',
    path: '/me/bill/{billId}/details/{billDetailId}',
    parameters: { billId: { from: 'line_ids', parameter: 'billId' }, billDetailId: { from: 'line_ids' } },
  },
];
const KNOWN = [{ preset: 'bills' }];

async function change(options: object): Promise<void> {
  const reply = await fetch(`${setting.sandbox.url}/__sandbox/options`, {
    method: 'POST',
    body: JSON.stringify(options),
  });
  expect(reply.status).toBe(200);
}

async function start(endpoints: object[]) {
  setting = await setUp({ seed: 'told', bills: 12, edges: false }, endpoints as never);
  return {
    region: 'eu',
    baseUrl: setting.sandbox.url,
    auth: keysOf(setting),
    budget: { callsPerSecond: 1000 },
    endpoints,
  };
}

async function airbyte(work: (options: Parameters<typeof read>[1]) => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  const { folder } = setting;
  await work({
    write: async (more) => void lines.push(...more),
    scrub: (text) => text,
    env: {},
    home: folder,
    cwd: folder,
    clock: hastyClock,
  });
  return lines;
}

async function streamsOf(config: object): Promise<CatalogStream[]> {
  const [line = ''] = await airbyte((options) => discover(config, options));
  return JSON.parse(line).catalog.streams;
}

/** Rows of all streams that are told as deleted and have not come back, as `table key`. */
function deletedIn(streams: readonly string[], rowsOf: (stream: string) => readonly Row[]): string[] {
  return rowsOf('_ovh_deleted')
    .flatMap(({ table_name: table, row_key: key, deleted_at: at }) => {
      const wanted = Object.entries(JSON.parse(key ?? '') as Record<string, string>);
      expect(streams).toContain(table);
      return rowsOf(table ?? '')
        .filter((row) => wanted.every(([column, value]) => row[column] === value))
        .filter((row) => (row._loaded_at ?? '') < (at ?? ''))
        .map((row) => nameOf(table ?? '', row));
    })
    .sort();
}

const nameOf = (table: string, row: Row) =>
  [table, row.bill_id, row.bill_detail_id, row.bill_detail_id === undefined ? '' : row.domain]
    .join(' ')
    .trim();

function markedIn(destination: MemoryDestination, streams: readonly string[]): string[] {
  return streams
    .filter((name) => !name.startsWith('_ovh_'))
    .flatMap((table) =>
      destination
        .rows(table)
        .filter((row) => row._deleted_at)
        .map((row) => nameOf(table, row as unknown as Row)),
    )
    .sort();
}

describe.each([
  ['read whole each time', FULL],
  ['of which known ones are not read again', KNOWN],
])('objects %s', (_, endpoints) => {
  test('Airbyte: the rows that our own destinations mark, told once; what is back is there again', async () => {
    const config = await start(endpoints);
    const streams = await streamsOf(config);
    const names = streams.map(({ name }) => name);
    const catalog = configured(streams);
    const own = new MemoryDestination();
    const source = setting.source({ destination: { type: 'memory' } });
    let receiver = new Receiver(streams);
    const next = async (isLagging?: (stream: string) => boolean) => {
      await loadSource(source, { destination: own });
      const state = receiver.stateFile;
      const lines = await airbyte((options) => read({ config, catalog, state }, options));
      receiver = new Receiver(streams, receiver).take(lines, isLagging);
      return receiver.messages.filter(({ record }) => record?.stream === '_ovh_deleted').length;
    };
    const rowsOf = (stream: string) => receiver.rows(stream);

    expect(await next()).toBe(0);
    const before = names.map((name) => receiver.rows(name).length);
    await change({ removedBills: 3 });
    // What is told is lost on the way, and the rest is not.
    expect(await next((stream) => stream === '_ovh_deleted')).toBeGreaterThan(0);
    expect(deletedIn(names, rowsOf)).toEqual([]);
    await next();
    const marked = markedIn(own, names);
    expect(marked.filter((name) => name.startsWith('bills '))).toHaveLength(3);
    expect(deletedIn(names, rowsOf)).toEqual(marked);
    expect(await next()).toBe(0);
    expect(deletedIn(names, rowsOf)).toEqual(marked);
    // No row is harmed.
    const after = names.map((name) => receiver.rows(name).length);
    expect(after.slice(0, -2)).toEqual(before.slice(0, -2));
    await change({ removedBills: 0 });
    expect(await next()).toBe(0);
    expect(markedIn(own, names)).toEqual([]);
    expect(deletedIn(names, rowsOf)).toEqual([]);
  });

  test('Singer: the same, with as many calls as when nothing is gone', async () => {
    const config = await start(endpoints);
    let target = new SingerTarget();
    const next = async () => {
      const lines: string[] = [];
      const { folder } = setting;
      const [calls] = await callsOf(setting, () =>
        readTap(
          { config, state: target.state },
          {
            write: async (more) => void lines.push(...more),
            log: () => undefined,
            ...{ env: {}, home: folder, cwd: folder },
          },
        ),
      );
      target = new SingerTarget(target).take(lines);
      return calls;
    };
    await next();
    const calls = await next();
    await change({ removedBills: 3 });
    expect(await next()).toBeLessThanOrEqual(calls);
    const names = ['bill_ids', 'bills', 'line_ids', 'lines', 'bill_details'];
    const told = deletedIn(names, (stream) => target.rows(stream));
    expect(told.filter((name) => name.startsWith('bills '))).toHaveLength(3);
  });

  test('nothing is told without a state, by a read that is cut off, or where nobody asks', async () => {
    const config = await start(endpoints);
    const streams = await streamsOf(config);
    const first = new Receiver(streams).take(
      await airbyte((options) => read({ config, catalog: configured(streams) }, options)),
    );
    const toldBy = async (state: unknown, some = streams) => {
      const lines = await airbyte((options) => read({ config, catalog: configured(some), state }, options));
      return new Receiver(some).take(lines).messages.filter(({ record }) => record?.stream === '_ovh_deleted')
        .length;
    };
    await change({ removedBills: 3 });
    expect(await toldBy([])).toBe(0);
    const others = streams.filter(({ name }) => name !== '_ovh_deleted');
    expect(await toldBy(first.stateFile, others)).toBe(0);
    const ending = new AbortController();
    const state = first.stateFile;
    const cut = await airbyte((options) => {
      const write: typeof options.write = (lines) => {
        if (lines.some((line) => line.startsWith('{"type":"RECORD"'))) ending.abort();
        return options.write(lines);
      };
      const input = { config, catalog: configured(streams), state };
      return read(input, { ...options, write, signal: ending.signal });
    });
    expect(cut.filter((line) => line.includes('"stream":"_ovh_deleted"'))).toEqual([]);
    expect(await toldBy(first.stateFile)).toBeGreaterThan(0);
  });
});

test('memory ends: of a stream with more rows than a state has place for, nothing is remembered, and it is said', () => {
  const graph = new PlanGraph(planOf([{ name: 'things', path: '/thing' }]));
  const stream: Stream = {
    name: 'things',
    source: 'things',
    mode: 'full',
    columns: [{ name: 'id', type: 'text', path: 'id' }],
    primaryKey: ['id'],
  };
  const schema = {
    table: 'things',
    columns: [{ name: 'id', type: 'text' as const, path: 'id' }],
    primaryKey: ['id'],
  };
  const before = { account: 'a', objects: new Map(), rows: new Set(['{"id":"0"}']) };
  const goneOf = (most: number) => {
    const deleted = new DeletedRows(graph, [stream], new Map([['things', before]]), most);
    deleted.meet({ schema, rows: [['1'], ['2'], ['3']] });
    const deletion = { table: 'things', account: 'a', runId: 'r', except: [] };
    const gone = deleted.mark([deletion], () => []).get('things');
    const { rows, deleted: again } = deleted.stateOf('things');
    const { told } = deleted.told();
    return {
      gone,
      isTooLarge: deleted.isTooLarge('things'),
      rows: rows?.size,
      again,
      told: told?.get('things'),
    };
  };
  const key = '{"id":"0"}';
  const few = { again: new Set([key]), told: new Set([key]) };
  expect(goneOf(10)).toEqual({ gone: [key], isTooLarge: false, rows: 3, ...few });
  expect(goneOf(9)).toEqual({ gone: [key], isTooLarge: false, rows: 3 });
  expect(goneOf(2)).toEqual({ gone: [], isTooLarge: true });
});
