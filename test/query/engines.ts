// The same rows in every destination that can be queried, and what they are, by a model of our own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DestinationConfig } from '../../connector/destinations/kit/kind.js';
import { createDestination } from '../../connector/destinations/registry.js';
import { Decimal } from '../../connector/model/json.js';
import type { QuerySession } from '../../connector/model/query.js';
import { type Cell, type ColumnType, JsonText, type RowBatch } from '../../connector/model/table.js';
import { openQueries } from '../../connector/query/open.js';
import { type Server, startServer } from '../postgres/server.mjs';

export const ENGINES = ['sqlite', 'duckdb', 'postgres', 'parquet'] as const;
export type Engine = (typeof ENGINES)[number];

export const COLUMNS: Record<string, ColumnType> = {
  _account: 'text',
  id: 'bigint',
  name: 'text',
  amount: 'decimal',
  wide: 'decimal',
  big: 'bigint',
  on: 'boolean',
  day: 'date',
  at: 'timestamp',
  tags: 'json',
};
export type ModelRow = Record<string, string | null>;

const pick = <T>(values: readonly T[], at: number): T => values[at % values.length] as T;
const NAMES = [
  null,
  '',
  "it's",
  '"quoted"',
  'ümläut',
  'null',
  '%_\\',
  'a'.repeat(40),
  '=1+1',
  'Zebra',
  'zebra',
  '–',
];
const AMOUNTS = [
  '0.00000001',
  '-0.01',
  '100',
  '59.90',
  '1E+2',
  '12345678.12345678',
  '0.1',
  null,
  '-99.99999999',
];
const WIDE = [
  '12345678901234567.123',
  '12345678901234567.124',
  '-12345678901234567.124',
  '0.1',
  null,
  '1E+2',
];
const BIG = [
  '9007199254740993',
  '9007199254740992',
  '-9223372036854775808',
  '9223372036854775807',
  '0',
  null,
];
const DAYS = ['2026-10-31', '2024-02-29', null, '0001-01-01'];
const INSTANTS = [
  '2026-10-22T08:15:30.000001Z',
  '2026-10-22T08:15:30+02:00',
  '1969-12-31T23:59:59.999999Z',
  null,
];
const TAGS = ['[]', '{"a": "b"}', null];

/** Row `at` as cells, and as the text in which every engine answers it. */
export function rowAt(at: number): { cells: Cell[]; model: ModelRow } {
  const texts = {
    name: pick(NAMES, at * 7),
    amount: pick(AMOUNTS, at * 5),
    wide: pick(WIDE, at * 11 + 1),
    big: pick(BIG, at * 13),
    on: pick(['true', 'false', null], at),
    day: pick(DAYS, at * 3),
    at: pick(INSTANTS, at * 17),
    tags: pick(TAGS, at * 2),
  };
  const decimal = (text: string | null) => (text === null ? null : new Decimal(text));
  const { name, amount, wide, big, on, day, at: instant, tags } = texts;
  const account = at % 3 === 0 ? 'xy1-ovh' : 'ab1-ovh';
  return {
    cells: [
      account,
      BigInt(at),
      name,
      decimal(amount),
      decimal(wide),
      big === null ? null : BigInt(big),
      on === null ? null : on === 'true',
      day,
      instant,
      tags === null ? null : new JsonText(tags),
    ],
    model: {
      _account: account,
      id: String(at),
      ...texts,
      amount: plain(amount),
      wide: plain(wide),
      at: instant === '2026-10-22T08:15:30+02:00' ? '2026-10-22T06:15:30.000000Z' : instant,
    },
  };
}

const plain = (text: string | null) => (text === '1E+2' ? '100' : text === '59.90' ? '59.9' : text);

export interface Engines {
  configs: Record<Engine, DestinationConfig>;
  folder: string;
  server: Server;
  open(engine: Engine, ownProcess?: boolean): Promise<QuerySession>;
  write(engine: Engine, batches: RowBatch[]): Promise<void>;
  close(): Promise<void>;
}

export async function startEngines(): Promise<Engines> {
  const folder = mkdtempSync(join(tmpdir(), 'ovh-query-'));
  const server = await startServer();
  const configs: Engines['configs'] = {
    sqlite: { type: 'sqlite', path: join(folder, 'rows.db') },
    duckdb: { type: 'duckdb', path: join(folder, 'rows.duckdb') },
    postgres: { type: 'postgres', url: server.url(), schema: 'ovh' },
    parquet: { type: 'parquet', path: join(folder, 'files') },
  };
  return {
    configs,
    folder,
    server,
    open: (engine, ownProcess = engine === 'sqlite') => openQueries(configs[engine], {}, { ownProcess }),
    write: async (engine, batches) => {
      const session = await createDestination(configs[engine]).open();
      async function* all() {
        yield* batches;
      }
      await session.commit({ runId: 'run-1', batches: all() });
      await session.close();
    },
    close: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
