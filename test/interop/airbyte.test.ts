// The Airbyte source, message by message: valid, exact, complete, with few calls, whatever is cut off in between.
import { afterEach, describe, expect, test } from '@jest/globals';
import { statesIn } from '../../connector/interop/airbyte/catalog.js';
import { check, discover, read, spec } from '../../connector/interop/airbyte/commands.js';
import type { Clock } from '../../connector/model/clock.js';
import type { SandboxOptions } from '../../sandbox/main.js';
import { extent } from '../extent.js';
import { hastyClock, type Setting, setUp } from '../integration/sandbox-config.js';
import { readTruth } from '../integration/truth.js';
import { type CatalogStream, configured, Receiver, type Row } from './airbyte-receiver.js';
import { callsOf, comparable, EVEN, keysOf, ownTables } from './own-tables.js';

let setting: Setting;

afterEach(() => setting.close());

const PRESETS = ['bills', 'orders', 'iam_resources', 'debts'].map((preset) => ({ preset }));
const EDGES: Partial<SandboxOptions> = { bills: 40, seed: 'airbyte' };

async function start(options: Partial<SandboxOptions> = EDGES, endpoints: object[] = PRESETS) {
  setting = await setUp(options, endpoints as never);
  return {
    region: 'eu',
    baseUrl: setting.sandbox.url,
    auth: { way: 'keys', ...keysOf(setting) },
    budget: { callsPerSecond: 1000 },
    endpoints,
  };
}

interface Output {
  lines: string[];
  outcome?: string;
}

async function run(
  work: (options: Parameters<typeof read>[1]) => Promise<unknown>,
  clock: Clock = EVEN,
): Promise<Output> {
  const lines: string[] = [];
  const outcome = await work({
    write: async (more) => void lines.push(...more),
    scrub: (text) => text,
    env: {},
    home: setting.folder,
    cwd: setting.folder,
    clock,
  });
  return { lines, ...(typeof outcome === 'string' && { outcome }) };
}

async function streamsOf(config: object): Promise<CatalogStream[]> {
  const { lines } = await run((options) => discover(config, options));
  expect(lines).toHaveLength(1);
  new Receiver([]).take(lines);
  return (JSON.parse(lines[0] ?? '') as { catalog: { streams: CatalogStream[] } }).catalog.streams;
}

type RowsOf = (table: string) => Row[];

function expectSameRows(receiver: Receiver, rowsOf: RowsOf): void {
  for (const { name, json_schema } of receiver.streams.filter(({ name }) => !name.startsWith('_ovh_'))) {
    // Fields without a column are beside, and stay away from the comparison of columns.
    const columns = new Set(Object.keys(json_schema.properties));
    const nulled = receiver.messages.some(({ record }) => record?.stream === name && record.meta);
    const [found, own] = [comparable(receiver.rows(name), columns), comparable(rowsOf(name), columns)];
    if (nulled) expect(found).toHaveLength(own.length);
    else expect([name, found]).toEqual([name, own]);
  }
}

test('spec: printed once; each way to authenticate is told apart, secrets are marked', async () => {
  const lines: string[] = [];
  setting = await setUp({ bills: 1 }, PRESETS as never);
  await spec({ write: async (more) => void lines.push(...more) });
  new Receiver([]).take(lines);
  expect(lines).toHaveLength(1);
  const { connectionSpecification } = JSON.parse(lines[0] ?? '').spec;
  const { auth, endpoints, region } = connectionSpecification.properties;
  const ways = auth.oneOf.map(
    ({ properties }: { properties: { way: { const: string } } }) => properties.way.const,
  );
  expect(ways).toEqual(['keys', 'oauth2', 'token']);
  expect(region.enum).toContain('ovh-ca');
  expect(endpoints.items.properties.preset.enum).toContain('bills');
  const secrets = JSON.stringify(connectionSpecification).match(/"airbyte_secret":true/g);
  expect(secrets).toHaveLength(5);
  // Forms show plain types: none has two, and none is elsewhere.
  const unplain: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (['anyOf', 'allOf', '$ref', 'not'].includes(key)) unplain.push(`${path}.${key}`);
      walk(value, `${path}.${key}`);
    }
  };
  walk(connectionSpecification, '');
  expect(unplain).toEqual([]);
});

test('check: an answer for a good configuration, and for what is wrong with another', async () => {
  const config = await start({ bills: 2, edges: false });
  const answerOf = async (given: unknown) => {
    const { lines } = await run((options) => check(given, options));
    expect(lines).toHaveLength(1);
    new Receiver([]).take(lines);
    return JSON.parse(lines[0] ?? '').connectionStatus as { status: string; message?: string };
  };
  expect(await answerOf(config)).toEqual({ status: 'SUCCEEDED' });
  const wrong = { ...config, auth: { ...config.auth, consumerKey: 'wrong' } };
  expect(await answerOf(wrong)).toMatchObject({
    status: 'FAILED',
    message: expect.stringMatching(/consumer key/),
  });
  const unknown = { ...config, endpoints: [{ preset: 'bils' }] };
  expect(await answerOf(unknown)).toMatchObject({
    status: 'FAILED',
    message: expect.stringMatching(/bils.*bills/),
  });
  expect(await answerOf({ ...config, destination: { type: 'sqlite' } })).toMatchObject({
    status: 'FAILED',
    message: expect.stringMatching(/destination: has no meaning here/),
  });
  expect(await answerOf([])).toMatchObject({ status: 'FAILED' });
  expect(await answerOf({ ...config, numbrs: 'text' })).toMatchObject({
    status: 'FAILED',
    message: expect.stringMatching(
      /numbrs: unknown key \(did you mean "numbers"\?\); allowed: region, auth, endpoints, account, numbers, (?!.*destination)/,
    ),
  });
  expect(await answerOf({ ...config, auth: { ...config.auth, clientId: '', token: '' } })).toEqual({
    status: 'SUCCEEDED',
  });
  for (const [way, message] of [
    [
      'oauth2',
      /auth: applicationKey, applicationSecret, consumerKey are not of the way "oauth2", which has clientId, clientSecret/,
    ],
    ['oauth', /auth\.way: must be one of keys, oauth2, token/],
  ] as const)
    expect(await answerOf({ ...config, auth: { ...config.auth, way } })).toEqual({
      status: 'FAILED',
      message: expect.stringMatching(message),
    });
});

describe('a state', () => {
  const stateOf = (name: string, stream_state?: unknown) => ({
    type: 'STREAM',
    stream: { stream_descriptor: { name }, stream_state },
  });
  const [older, newer] = [{ version: 1 }, { version: 1, account: 'a' }];

  test('is taken as Airbyte keeps it and as it was printed; the last one of a stream counts', () => {
    const kept = [stateOf('bills', older), stateOf('orders', older), stateOf('bills', newer)];
    const printed = kept.map((state) => ({ type: 'STATE', state }));
    const states = { bills: newer, orders: older };
    for (const file of [kept, printed]) expect(Object.fromEntries(statesIn(file))).toEqual(states);
    expect([...statesIn(printed[0])]).toEqual([['bills', older]]);
    for (const none of [null, undefined, {}])
      expect([...statesIn([...kept, stateOf('bills', none)]).keys()]).toEqual(['orders']);
    for (const none of [{}, []]) expect(statesIn(none).size).toBe(0);
  });

  test('that is none is refused before the first call', async () => {
    const config = await start({ bills: 1, edges: false }, [{ preset: 'bills' }]);
    const catalog = configured(await streamsOf(config));
    const good = stateOf('bills', {});
    const [calls] = await callsOf(setting, async () => {
      for (const [state, message] of [
        [[good, { foo: 1 }], /^state: its entry 2 is no state of type STREAM/],
        [[{ type: 'STATE', state: { type: 'GLOBAL', global: {} } }], /entry 1/],
        [[{ type: 'RECORD', record: { stream: 'bills', data: {} } }], /entry 1/],
        [[null], /entry 1/],
        [{ foo: 1 }, /^state: is no state of type STREAM/],
        [null, /^state: is no state/],
        ['state', /^state: is no state/],
        [[stateOf('bills', 'text')], /^state of stream "bills": it has no version/],
      ] as const)
        await expect(run((options) => read({ config, catalog, state }, options))).rejects.toMatchObject({
          message: expect.stringMatching(message),
          issues: [{ code: 'state-unusable' }],
        });
    });
    expect(calls).toBe(0);
  });
});

describe('read', () => {
  test('records equal what our own destinations have, and the truth; the second read makes their calls', async () => {
    // One call at a time: which batch is compared with single calls depends on which comes first.
    const config = { ...(await start()), http: { concurrency: 1 } };
    const streams = await streamsOf(config);
    const catalog = configured(streams);
    const [firstCalls, first] = await callsOf(setting, () =>
      run((options) => read({ config, catalog }, options)),
    );
    const receiver = new Receiver(streams).take(first.lines);
    const { rowsOf, counts } = await ownTables(setting, config, 2);
    expectSameRows(receiver, rowsOf);
    const truth = await readTruth(setting.sandbox.url, [
      '/me/bill/{billId}',
      '/me/bill/{billId}/details/{billDetailId}',
    ]);
    for (const [route, stream] of [
      ['/me/bill/{billId}', 'bills'],
      ['/me/bill/{billId}/details/{billDetailId}', 'bill_details'],
    ] as const) {
      const told = truth.sources[route]?.entries.filter(({ status }) => status === 200);
      expect(receiver.rows(stream)).toHaveLength(told?.length ?? -1);
    }
    expect(first.outcome).toBe('incomplete');
    const again = await callsOf(setting, () =>
      run((options) => read({ config, catalog, state: receiver.stateFile }, options)),
    );
    const second = new Receiver(streams, receiver).take(again[1].lines);
    expect([firstCalls, again[0]]).toEqual(counts);
    expectSameRows(second, rowsOf);
    expect(
      again[1].lines.filter((line) => line.startsWith('{"type":"RECORD","record":{"stream":"bill_details"'))
        .length,
    ).toBeLessThan(10);
  });

  test('statuses, states, estimates and the ledger say how it went', async () => {
    const config = await start();
    const streams = await streamsOf(config);
    const { lines } = await run((options) => read({ config, catalog: configured(streams) }, options));
    const receiver = new Receiver(streams).take(lines);
    const { statuses, messages, errors } = receiver;
    expect(Object.keys(statuses).sort()).toEqual(streams.map(({ name }) => name).sort());
    expect(statuses.bills).toEqual(['STARTED', 'RUNNING', 'INCOMPLETE']);
    expect(statuses.orders).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
    expect([...receiver.states.keys()].sort()).toEqual(streams.map(({ name }) => name).sort());
    expect(
      errors.map(({ stream_descriptor, failure_type }) => [stream_descriptor?.name, failure_type]),
    ).toContainEqual(['bills', 'config_error']);
    expect(errors[0]?.message).toMatch(/bills: \d+ of \d+ objects .* not loaded .* billId=FR\d+: 403 /);
    expect(receiver.rows('_ovh_ledger')).toContainEqual(
      expect.objectContaining({ source: 'bills', reason: 'refused', status: '403' }),
    );
    const estimates = messages.flatMap(({ trace }) => trace?.estimate ?? []);
    expect(estimates).toContainEqual(expect.objectContaining({ name: 'bills' }));
    // Lines come before their bill, so that a bill is never there without them.
    const order = messages.flatMap(({ record }) => record?.stream ?? []);
    expect(order.lastIndexOf('bill_details')).toBeLessThan(order.indexOf('bills'));
  });

  test('whatever a receiver stored of each stream when it was cut off, the next read brings the rest', async () => {
    const config = await start({ ...EDGES, bills: 250 });
    const streams = await streamsOf(config);
    const catalog = configured(streams);
    const { lines } = await run((options) => read({ config, catalog }, options));
    const { rowsOf } = await ownTables(setting, config);
    const states = lines.filter((line) => line.startsWith('{"type":"STATE"')).length;
    expect(states).toBeGreaterThan(20);
    for (const seed of [1, 2, 3, 4, 5].slice(0, extent(2, 5))) {
      // Each stream is stored up to another state.
      const kept = new Map(streams.map(({ name }, index) => [name, ((seed * 7 + index * 5) % 11) - 2]));
      const seen = new Map<string, number>();
      const isLagging = (stream: string) => {
        const count = (seen.get(stream) ?? 0) + 1;
        seen.set(stream, count);
        return count > (kept.get(stream) ?? 0);
      };
      const cut = new Receiver(streams).take(lines, isLagging);
      const next = await run((options) => read({ config, catalog, state: cut.stateFile }, options));
      expectSameRows(new Receiver(streams, cut).take(next.lines), rowsOf);
    }
  });

  test('under faults of the API: valid messages, and the same rows', async () => {
    const config = await start({ ...EDGES, faults: ['500', '429', 'reset', 'truncate'], faultRate: 0.05 });
    const streams = await streamsOf(config);
    const { lines } = await run(
      (options) => read({ config, catalog: configured(streams) }, options),
      hastyClock,
    );
    const receiver = new Receiver(streams).take(lines);
    const waits = receiver.messages.flatMap(({ trace }) => trace?.stream_status?.reasons ?? []);
    expect(waits).toContainEqual({ type: 'RATE_LIMITED', rate_limited: { quota_reset: expect.any(Number) } });
    await setting.close();
    const calm = await start({ ...EDGES });
    expectSameRows(receiver, (await ownTables(setting, calm)).rowsOf);
  });

  test('a full refresh reads everything; cut off, it is resumed within its generation alone', async () => {
    const config = await start({ ...EDGES, bills: 230, edges: false }, [{ preset: 'bills' }]);
    const streams = await streamsOf(config);
    const first = await run((options) => read({ config, catalog: configured(streams) }, options));
    const incremental = new Receiver(streams).take(first.lines);
    const full = (generation: number, state: unknown) =>
      run((options) =>
        read({ config, catalog: configured(streams, 'full_refresh', generation), state }, options),
      );
    const bills = incremental.rows('bills').length;
    const counted = (output: Output) =>
      output.lines.filter((line) => line.startsWith('{"type":"RECORD","record":{"stream":"bills"')).length;
    const refresh = await full(2, incremental.stateFile);
    expect(counted(refresh)).toBe(bills);
    // The first slice was stored, and the rest was not.
    const seen = new Map<string, number>();
    const cut = new Receiver(streams).take(refresh.lines, (stream) => {
      seen.set(stream, (seen.get(stream) ?? 0) + 1);
      return (seen.get(stream) ?? 0) > 1;
    });
    expect(cut.rows('bills').length).toBeLessThan(bills);
    const resumed = await full(2, cut.stateFile);
    expect(counted(resumed)).toBe(bills - cut.rows('bills').length);
    expect(counted(await full(3, cut.stateFile))).toBe(bills);
    const done = new Receiver(streams, cut).take(resumed.lines);
    expect(done.rows('bills')).toHaveLength(bills);
    expect(counted(await full(2, done.stateFile))).toBe(bills);
  });

  test('a part of the streams and of their columns; a stream that is gone is told', async () => {
    const config = await start({ ...EDGES, edges: false });
    const streams = await streamsOf(config);
    const details = streams.filter(({ name }) => name === 'bill_details');
    const narrow = details.map((stream) => {
      const { bill_id, bill_detail_id, _account, quantity, _more } = stream.json_schema.properties;
      return {
        ...stream,
        json_schema: {
          ...stream.json_schema,
          properties: { _account, bill_id, bill_detail_id, quantity, _more },
        },
      };
    }) as CatalogStream[];
    const gone: CatalogStream = { ...(details[0] as CatalogStream), name: 'bill_detailed' };
    const [count, { lines, outcome }] = await callsOf(setting, () =>
      run((options) => read({ config, catalog: configured([...narrow, gone]) }, options)),
    );
    const receiver = new Receiver([...narrow, gone]).take(lines);
    expect(outcome).toBe('incomplete');
    const [row] = receiver.rows('bill_details');
    expect(Object.keys(row ?? {}).sort()).toEqual([
      '_account',
      '_more',
      'bill_detail_id',
      'bill_id',
      'quantity',
    ]);
    const leftOut = receiver.messages.flatMap(
      ({ log }) => log?.message.match(/no column for (.*): they/) ?? [],
    );
    expect(leftOut[1]?.split(', ')).toEqual(expect.arrayContaining(['total_price_value', '_loaded_at']));
    expect(receiver.statuses.bill_detailed).toEqual(['INCOMPLETE']);
    expect(receiver.statuses.bill_details?.at(-1)).toBe('COMPLETE');
    expect(Object.keys(receiver.statuses)).not.toContain('orders');
    expect(count).toBeLessThan(70);
  });

  test('numbers keep their digits, or become texts where that is asked for', async () => {
    const config = await start(EDGES, [{ preset: 'bills' }]);
    const streams = await streamsOf(config);
    const { lines } = await run((options) => read({ config, catalog: configured(streams) }, options));
    const told = comparable((await ownTables(setting, config)).rowsOf('bill_details')).join('');
    const digits = [...lines.join('\n').matchAll(/"total_price_value":(-?\d+\.\d{3,})/g)].map(
      ([, text = '']) => text,
    );
    expect(digits.length).toBeGreaterThan(0);
    for (const text of digits) expect(told).toContain(`"${text}"`);
    const asText = { ...config, numbers: 'text' };
    const textual = await streamsOf(asText);
    const output = await run((options) => read({ config: asText, catalog: configured(textual) }, options));
    new Receiver(textual).take(output.lines);
    expect(output.lines.join('\n')).toMatch(/"total_price_value":"-?\d+\.\d{3,}"/);
  });

  test('a value that fits no column is in `_more`, and the column is said to be null', async () => {
    const config = await start(EDGES, [{ preset: 'bills' }]);
    const streams = await streamsOf(config);
    const older = streams.map((stream) =>
      stream.name === 'bills'
        ? {
            ...stream,
            json_schema: {
              ...stream.json_schema,
              properties: { ...stream.json_schema.properties, category: { type: ['null', 'integer'] } },
            },
          }
        : stream,
    );
    const { lines } = await run((options) => read({ config, catalog: configured(older) }, options));
    const receiver = new Receiver(older).take(lines);
    const record = receiver.messages.find((message) => message.record?.stream === 'bills')?.record;
    expect(record?.data).toMatchObject({ category: null, _more: { category: expect.any(String) } });
    expect(record?.meta?.changes).toMatchObject([{ field: 'category', change: 'NULLED' }]);
    expect(receiver.messages.map(({ log }) => log?.message ?? '').join('\n')).toMatch(
      /bills\.category has a value for which the catalog has no column: it is in the column `_more`/,
    );
  });
});
