// The connector's own tables: rows come back as they were, the docs name what is there, and another format is refused.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { checkSource } from '../../connector/app/check.js';
import { countRoots } from '../../connector/app/count.js';
import { loadSource } from '../../connector/app/load.js';
import { openSource } from '../../connector/app/open.js';
import { replaySource } from '../../connector/app/repair/replay.js';
import { resetSource } from '../../connector/app/repair/reset.js';
import { OWN_TABLES } from '../../connector/cli/reference/own-tables-page.js';
import type { DestinationConfig } from '../../connector/destinations/kit/kind.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { createDestination } from '../../connector/destinations/registry.js';
import type { Destination } from '../../connector/model/destination.js';
import {
  count,
  flag,
  instant,
  json,
  optional,
  ownTable,
  seconds,
  text,
} from '../../connector/model/own-table.js';
import { JsonText, type RowBatch } from '../../connector/model/table.js';
import { FORMATS, OWN_FORMAT } from '../../connector/state/format.js';
import { findRun, ledgerOf, listRuns } from '../../connector/state/history/stored-runs.js';
import { planOf, ScriptedClient } from '../read/scripted-client.js';
import { type OldTable, writeEarlierVersion } from './earlier-version.js';
import { runOf } from './run-plan.js';

const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-own-'));
let places = 0;
let calls = 0;
/** An API that refuses everything, and counts. */
const server = createServer((_, reply) => {
  calls++;
  reply.writeHead(403, { 'Content-Type': 'application/json' }).end('{"message":"no"}');
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));

beforeEach(() => {
  calls = 0;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const DESTINATIONS: [string, () => DestinationConfig][] = [
  ['sqlite', () => ({ type: 'sqlite', path: join(folder, `${places++}.db`) })],
  ['parquet', () => ({ type: 'parquet', path: join(folder, String(places++)) })],
  ['csv', () => ({ type: 'csv', path: join(folder, String(places++)) })],
];

async function write(destination: Destination, batch: RowBatch): Promise<void> {
  const session = await destination.open();
  await session.commit({
    runId: 'x',
    batches: (async function* () {
      yield batch;
    })(),
  });
  await session.close();
}

function run(destination: Destination, client = new ScriptedClient(() => [1, 2])) {
  return runOf({
    plan: planOf([{ name: 'ids', path: '/bill', read: { item: 'id' } }]),
    client,
    destination,
    version: '1.2.3',
  });
}

describe('one declaration', () => {
  const TABLE = ownTable(
    '_ovh_test',
    'test',
    {
      runId: text('a'),
      at: instant('b'),
      number: count('c'),
      budgetWaitSeconds: seconds('d'),
      isOn: flag('e'),
      parts: json<Record<string, string[]>>('f', {}),
      note: optional(text('g')),
      endedAt: optional(instant('h')),
    },
    ['runId', 'number'],
  );
  const full = {
    runId: "o'é\n",
    at: Date.UTC(2026, 10, 21, 10, 15, 0, 7),
    number: Number.MAX_SAFE_INTEGER,
    budgetWaitSeconds: 1.235,
    isOn: true,
    parts: { a: ['"', '\\'] },
    note: '',
    endedAt: 0,
  };
  const least = { runId: '', at: -1, number: 0, budgetWaitSeconds: 0, isOn: false, parts: {} };

  test('gives columns by their names', () => {
    expect(TABLE.schema.primaryKey).toEqual(['run_id', 'number']);
    expect(TABLE.schema.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'run_id text',
      'at timestamp',
      'number bigint',
      'budget_wait_seconds decimal',
      'is_on boolean',
      'parts json',
      'note text',
      'ended_at timestamp',
    ]);
  });

  test.each([['memory', () => new MemoryDestination()] as const, ...DESTINATIONS.map(made)])(
    '%s gives rows back as they were, by their columns, and removes them by their keys',
    async (_, at) => {
      const destination = at();
      await write(destination, TABLE.batch([full, least]));
      const session = await destination.open();
      const read = async (query = {}) => {
        const rows = [];
        for await (const row of TABLE.read(session, query)) rows.push(row);
        return rows;
      };
      expect(await read({ orderBy: ['number'], descending: true })).toEqual([full, least]);
      expect(await read({ where: { runId: '', isOn: false } })).toEqual([least]);
      expect(await read({ where: { note: undefined } })).toEqual([least]);
      await session.close();
      await write(destination, TABLE.removal(['number'], [full]));
      const left = await destination.open();
      const rows = [];
      for await (const row of TABLE.read(left)) rows.push(row);
      await left.close();
      expect(rows).toEqual([least]);
    },
  );

  test('a column that the stored table lacks is as one without a value', () => {
    expect(TABLE.row({ run_id: 'r', parts: new JsonText('{}') })).toMatchObject({ runId: 'r', isOn: false });
    expect(TABLE.row({})).not.toHaveProperty('note');
  });
});

describe('the tables of a load', () => {
  test('have the columns, types and keys that docs/own-tables.md names', async () => {
    const destination = new MemoryDestination();
    await run(destination);
    const session = await destination.open();
    const own = (await session.tables()).filter(({ table }) => table.startsWith('_ovh_'));
    expect(own.length).toBeGreaterThan(5);
    const page = readFileSync(resolve(import.meta.dirname, '../../docs/own-tables.md'), 'utf8');
    for (const { table, columns, primaryKey } of own) {
      const declared = OWN_TABLES.find((each) => each.table === table)?.schema;
      expect({ columns, primaryKey }).toEqual({
        columns: declared?.columns,
        primaryKey: declared?.primaryKey,
      });
      expect(page).toContain(`## ${table}\n`);
      for (const { name } of columns) expect(page).toContain(`\n| \`${name}\``);
    }
    expect(new Set(OWN_TABLES.map(({ table }) => table)).size).toBe(OWN_TABLES.length);
  });

  test('hold no instant as text', () => {
    const instants = OWN_TABLES.flatMap(({ schema }) => schema.columns).filter(({ name }) =>
      /_at$|^tick$|_until$/.test(name),
    );
    expect(instants.length).toBeGreaterThan(8);
    expect(instants.filter(({ type }) => type !== 'timestamp')).toEqual([]);
  });
});

describe('the format', () => {
  test.each(DESTINATIONS.map(made))('%s has it after a run, once', async (_, at) => {
    const destination = at();
    expect((await run(destination)).outcome).toBe('complete');
    expect((await run(destination)).outcome).toBe('complete');
    const session = await destination.open();
    const rows = [];
    for await (const row of FORMATS.read(session)) rows.push(row);
    await session.close();
    expect(rows).toEqual([{ format: OWN_FORMAT, version: '1.2.3', recordedAt: expect.any(Number) }]);
  });

  const EARLIER =
    /: an earlier version of source-ovhcloud loaded it, .*Load into another destination, or delete this/;
  const NEWER =
    /: a newer version of source-ovhcloud loaded it \(format 99 .* knows 2\)\. Use that version or a later/;
  const OLD: [string, (destination: Destination) => Promise<void>, RegExp][] = [
    ...(['_ovh_run', '_ovh_source', '_ovh_known'] as OldTable[]).map(
      (table): [string, (destination: Destination) => Promise<void>, RegExp] => [
        `only ${table} of before`,
        (destination) => writeEarlierVersion(destination, [table]),
        EARLIER,
      ],
    ),
    ['all tables of before', (destination) => writeEarlierVersion(destination), EARLIER],
    [
      'the format of decimals and instants as text',
      (destination) => write(destination, FORMATS.batch([{ format: 1, version: '0', recordedAt: 0 }])),
      EARLIER,
    ],
    [
      'a newer format',
      (destination) => write(destination, FORMATS.batch([{ format: 99, version: '9', recordedAt: 0 }])),
      NEWER,
    ],
  ];
  const cases = DESTINATIONS.flatMap(([name, config]) =>
    OLD.map(([what, prepare, words]) => ({ name, what, config, prepare, words })),
  );

  test.each(cases)('$name with $what is refused by each command, before a call', async (one) => {
    const config = one.config();
    const destination = createDestination(config);
    await one.prepare(destination);
    const source = openSource(
      {
        region: 'eu',
        baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        auth: { applicationKey: 'abcdefgh', applicationSecret: 'abcdefgh', consumerKey: 'abcdefgh' },
        account: 'acc',
        endpoints: [{ name: 'ids', path: '/bill', read: { item: 'id' } }],
        destination: config,
        schemas: { use: 'never' },
      },
      { env: {}, cwd: folder, home: folder },
    );
    const client = new ScriptedClient(() => []);
    const refusals = [
      () => loadSource(source, { destination }),
      () => run(destination, client),
      () => listRuns(destination),
      () => findRun(destination, 'last'),
      () => ledgerOf(destination, 'last').next(),
      () => replaySource([source]),
      () => resetSource(source, { data: true, confirm: async () => true }),
      () => countRoots(source.plan, client, destination, { seed: 0 }),
    ];
    for (const refusal of refusals) {
      const error = await refusal().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ code: 'destination-version', message: expect.stringMatching(one.words) });
      expect((error as Error).message).not.toContain('\n');
    }
    expect([calls, client.calls]).toEqual([0, []]);
    const lines = await checkSource(source);
    expect(lines).toContainEqual(
      expect.objectContaining({ state: 'problem', text: expect.stringMatching(one.words) }),
    );
  });

  test.each(DESTINATIONS.map(made))(
    '%s with empty tables of before, or none, is loaded into',
    async (_, at) => {
      const destination = at();
      await writeEarlierVersion(destination, ['_ovh_source'], 0);
      expect((await run(destination)).outcome).toBe('complete');
    },
  );
});

function made([name, config]: (typeof DESTINATIONS)[number]): [string, () => Destination] {
  return [name, () => createDestination(config())];
}
