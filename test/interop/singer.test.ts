// The Singer tap, message by message: valid, exact, complete, with few calls; whole tables, selections, interruptions.
import { afterEach, describe, expect, test } from '@jest/globals';
import { bookmarksIn } from '../../connector/interop/singer/catalog.js';
import { discoverTap, readTap, testTap } from '../../connector/interop/singer/commands.js';
import type { Clock } from '../../connector/model/clock.js';
import type { SandboxOptions } from '../../sandbox/main.js';
import { extent } from '../extent.js';
import { hastyClock, type Setting, setUp } from '../integration/sandbox-config.js';
import type { Row } from './airbyte-receiver.js';
import { callsOf, comparable, EVEN, keysOf, ownTables } from './own-tables.js';
import { SingerTarget } from './singer-target.js';

let setting: Setting;

afterEach(() => setting.close());

const PRESETS = ['bills', 'orders', 'iam_resources'].map((preset) => ({ preset }));
const EDGES: Partial<SandboxOptions> = { bills: 40, seed: 'singer' };

async function start(options: Partial<SandboxOptions> = EDGES, endpoints: object[] = PRESETS) {
  setting = await setUp(options, endpoints as never);
  return {
    region: 'eu',
    baseUrl: setting.sandbox.url,
    auth: keysOf(setting),
    budget: { callsPerSecond: 1000 },
    endpoints,
  };
}

async function run<T>(work: (options: Parameters<typeof readTap>[1]) => Promise<T>, clock: Clock = EVEN) {
  const [lines, log]: [string[], string[]] = [[], []];
  const result = await work({
    write: async (more) => void lines.push(...more),
    log: (level, message) => log.push(`${level} ${message}`),
    env: {},
    home: setting.folder,
    cwd: setting.folder,
    clock,
  });
  return { lines, log, result };
}

interface Catalog {
  streams: {
    tap_stream_id: string;
    schema: { properties: Record<string, object> };
    metadata: { breadcrumb: string[]; metadata: Record<string, unknown> }[];
  }[];
}

async function discovered(config: object): Promise<Catalog> {
  const { lines } = await run((options) => discoverTap(config, options));
  return JSON.parse(lines.join('\n'));
}

function expectSameRows(target: SingerTarget, rowsOf: (table: string) => Row[], catalog: Catalog): void {
  for (const { tap_stream_id: name, schema } of catalog.streams) {
    if (name.startsWith('_ovh_')) continue;
    const columns = new Set(Object.keys(schema.properties));
    expect([name, comparable(target.rows(name), columns)]).toEqual([name, comparable(rowsOf(name), columns)]);
  }
}

const countOf = (lines: readonly string[], stream: string) =>
  lines.filter((line) => line.startsWith(`{"type":"RECORD","stream":"${stream}"`)).length;

describe('read', () => {
  test('records equal what our own destinations have; the second read makes their calls', async () => {
    // One call at a time: which batch is compared with single calls depends on which comes first.
    const config = { ...(await start()), http: { concurrency: 1 } };
    const catalog = await discovered(config);
    const [firstCalls, first] = await callsOf(setting, () =>
      run((options) => readTap({ config, catalog }, options)),
    );
    const target = new SingerTarget().take(first.lines);
    const { rowsOf, counts } = await ownTables(setting, config, 2);
    expectSameRows(target, rowsOf, catalog);
    expect(first.result?.outcome).toBe('incomplete');
    expect(first.log.join('\n')).toMatch(/error bills: \d+ of \d+ objects .*403/);
    const [secondCalls, second] = await callsOf(setting, () =>
      run((options) => readTap({ config, catalog, state: target.state }, options)),
    );
    expect([firstCalls, secondCalls]).toEqual(counts);
    expectSameRows(new SingerTarget(target).take(second.lines), rowsOf, catalog);
    expect(countOf(second.lines, 'bill_details')).toBeLessThan(10);
  });

  test('each schema comes before its records, a state after each slice and at the end', async () => {
    const config = await start({ ...EDGES, bills: 450, edges: false }, [{ preset: 'bills' }]);
    const { lines, result } = await run((options) => readTap({ config }, options));
    const { types, state } = new SingerTarget().take(lines);
    expect(types.slice(0, 4)).toEqual(['SCHEMA', 'SCHEMA', 'SCHEMA', 'SCHEMA']);
    expect(types.at(-1)).toBe('STATE');
    expect(types.filter((type) => type === 'STATE').length).toBeGreaterThan(3);
    expect(types).not.toContain('ACTIVATE_VERSION');
    expect(Object.keys(state.bookmarks).sort()).toEqual([
      '_ovh_deleted',
      '_ovh_ledger',
      'bill_details',
      'bills',
    ]);
    expect(result?.outcome).toBe('complete');
  });

  test('from the state of any moment the next read brings the rest', async () => {
    const config = await start({ ...EDGES, bills: 450 });
    const catalog = await discovered(config);
    const { lines } = await run((options) => readTap({ config, catalog }, options));
    const { rowsOf } = await ownTables(setting, config);
    const ends = lines.flatMap((line, index) => (line.startsWith('{"type":"STATE"') ? [index + 1] : []));
    expect(ends.length).toBeGreaterThan(6);
    const every = extent(8, 3);
    for (const end of ends.filter((_, index) => index % every === 1)) {
      const cut = new SingerTarget().take(lines.slice(0, end + 5));
      const next = await run((options) => readTap({ config, catalog, state: cut.state }, options));
      expectSameRows(new SingerTarget(cut).take(next.lines), rowsOf, catalog);
    }
  });

  test('under faults of the API: valid messages, and the same rows', async () => {
    const config = await start({ ...EDGES, faults: ['500', '429', 'reset', 'truncate'], faultRate: 0.05 });
    const catalog = await discovered(config);
    const { lines } = await run((options) => readTap({ config, catalog }, options), hastyClock);
    const target = new SingerTarget().take(lines);
    await setting.close();
    const calm = await start();
    expectSameRows(target, (await ownTables(setting, calm)).rowsOf, catalog);
  });

  test('a whole table has a version, which takes the place of those before when all of it is there', async () => {
    const config = await start({ ...EDGES, bills: 230, edges: false }, [{ preset: 'bills' }]);
    const catalog = await discovered(config);
    for (const { metadata } of catalog.streams) {
      const own = metadata.find(({ breadcrumb }) => breadcrumb.length === 0);
      if (own) own.metadata['replication-method'] = 'FULL_TABLE';
    }
    const first = await run((options) => readTap({ config, catalog }, options));
    const target = new SingerTarget().take(first.lines);
    expect(target.types.filter((type) => type === 'ACTIVATE_VERSION')).toHaveLength(4);
    const bills = target.rows('bills').length;
    expect(bills).toBeGreaterThanOrEqual(230);
    const again = await run((options) => readTap({ config, catalog, state: target.state }, options));
    expect(countOf(again.lines, 'bills')).toBe(bills);
    expect(new SingerTarget(target).take(again.lines).rows('bills')).toHaveLength(bills);
    // Cut off after its first slice: the rest comes with the same version.
    const end = again.lines.findIndex((line) => line.startsWith('{"type":"STATE"')) + 1;
    const cut = new SingerTarget(target).take(again.lines.slice(0, end));
    const rest = await run((options) => readTap({ config, catalog, state: cut.state }, options));
    expect(countOf(rest.lines, 'bills')).toBeLessThan(bills);
    expect(new SingerTarget(cut).take(rest.lines).rows('bills')).toHaveLength(bills);
  });

  test('only what metadata selects: streams and fields, keys in any case; states of others stay', async () => {
    const config = await start({ ...EDGES, edges: false });
    const catalog = await discovered(config);
    for (const { tap_stream_id: name, metadata } of catalog.streams) {
      for (const { breadcrumb, metadata: own } of metadata) {
        const [, field] = breadcrumb;
        own.selected = field === undefined ? name === 'bill_details' : field === 'quantity';
      }
    }
    const state = { bookmarks: { orders: { version: 99 } } };
    const [calls, { lines }] = await callsOf(setting, () =>
      run((options) => readTap({ config, catalog, state }, options)),
    );
    const target = new SingerTarget().take(lines);
    expect([...target.schemas.keys()]).toEqual(['bill_details']);
    expect(Object.keys(target.rows('bill_details')[0] ?? {}).sort()).toEqual([
      '_account',
      '_loaded_at',
      'bill_detail_id',
      'bill_id',
      'quantity',
    ]);
    expect(target.state.bookmarks.orders).toEqual({ version: 99 });
    expect(calls).toBeLessThan(70);
  });

  test('a field that the catalog lacks comes in `_more`, by the one schema of its stream, and is named once', async () => {
    const config = await start({ ...EDGES, edges: false }, [{ preset: 'bills' }]);
    const catalog = await discovered(config);
    const bills = catalog.streams.find(({ tap_stream_id: name }) => name === 'bills');
    const { order_id, ...properties } = bills?.schema.properties ?? {};
    expect(order_id).toBeDefined();
    if (bills) bills.schema.properties = properties;
    const { lines, log } = await run((options) => readTap({ config, catalog }, options));
    const rows = new SingerTarget().take(lines).rows('bills');
    expect(rows.flatMap((row) => Object.keys(row))).not.toContain('order_id');
    const besides = rows.flatMap(({ _more: more }) => (more ? [JSON.parse(more)] : []));
    expect(besides.length).toBeGreaterThan(40);
    for (const more of besides) expect(more.order_id).toMatch(/^\d+$/);
    expect(lines.filter((line) => line.startsWith('{"type":"SCHEMA","stream":"bills"'))).toHaveLength(1);
    const named = log.filter((line) => /bills\.order_id has a value for which the catalog has no/.test(line));
    expect(named).toEqual([expect.stringMatching(/^warn .*it is in the column `_more`/)]);
    const more = bills?.metadata.find(({ breadcrumb }) => breadcrumb[1] === '_more');
    if (more) more.metadata.selected = false;
    const without = await run((options) => readTap({ config, catalog }, options));
    expect(without.log.join('\n')).toMatch(/bills\.order_id .* left out, because the column `_more` is not/);
  });

  test('a state of another version is refused before the first call', async () => {
    const config = await start({ bills: 2, edges: false }, [{ preset: 'bills' }]);
    const state = { bookmarks: { bills: { version: 99 } } };
    const [calls] = await callsOf(setting, () =>
      expect(run((options) => readTap({ config, state }, options))).rejects.toThrow(
        /state of stream "bills": it has version 99/,
      ),
    );
    expect(calls).toBe(0);
  });

  test('what is no state is refused before the first call', async () => {
    const config = await start({ bills: 1, edges: false }, [{ preset: 'bills' }]);
    const [calls] = await callsOf(setting, async () => {
      for (const state of [
        ...[{ version: 9 }, { currently_syncing: 'bills' }, { singer_state: { bookmarks: {} } }],
        ...[{ bookmarks: null }, { type: 'STATE' }, { type: 'STATE', value: { version: 9 } }],
        ...[[], [{ type: 'RECORD', stream: 'bills' }, { bookmarks: {} }], null, 'state'],
      ])
        await expect(run((options) => readTap({ config, state }, options))).rejects.toMatchObject({
          message: expect.stringMatching(/^state: is no state of Singer/),
          issues: [{ code: 'state-unusable' }],
        });
    });
    expect(calls).toBe(0);
  });
});

test('a state is taken as programs keep it and as it was printed; the last one has all', async () => {
  await start({ bills: 1 });
  const [older, newer] = [
    { bookmarks: { bills: { version: 1 } } },
    { bookmarks: { orders: { version: 1 } } },
  ];
  const printed = [older, newer].map((value) => ({ type: 'STATE', value }));
  for (const state of [newer, { ...newer, currently_syncing: 'bills' }, printed[1], printed])
    expect(Object.fromEntries(bookmarksIn(state))).toEqual(newer.bookmarks);
  for (const none of [{}, { bookmarks: {} }, { type: 'STATE', value: {} }])
    expect(bookmarksIn(none).size).toBe(0);
});

test('--test tells what is wrong, and reads nothing', async () => {
  const config = await start({ bills: 2, edges: false }, [{ preset: 'bills' }]);
  expect((await run((options) => testTap(config, options))).result).toBe(true);
  const wrong = { ...config, auth: { ...config.auth, consumerKey: 'wrong' } };
  const { result, log, lines } = await run((options) => testTap(wrong, options));
  expect({ result, lines }).toEqual({ result: false, lines: [] });
  expect(log.join('\n')).toMatch(/error keys: .*consumer key/);
});
