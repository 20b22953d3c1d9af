// Tables in memory, for tests and for programs that embed the connector. Needs no native module.

import type {
  CommitResult,
  Destination,
  DestinationSession,
  LockHolder,
  RowQuery,
  SliceCommit,
} from '../model/destination.js';
import { DestinationError } from '../model/errors.js';
import type { Cell, RowBatch, TableSchema } from '../model/table.js';
import { recast, replacedKeys, rowEncoder, type Stored } from './cells.js';
import { compareStored, decodeCell, storedQuery } from './row-query.js';
import { copySchema, keyReader, widening } from './widening.js';

interface MemoryTable {
  schema: TableSchema;
  /** By key; by number where there is no key. */
  rows: Map<string, Stored[]>;
}

/** What a slice brings to one table, kept apart until the slice is whole. */
interface Staged {
  schema: TableSchema;
  batches: RowBatch[];
}

/** Keeps its tables from one session to the next, as long as the object lives. */
export class MemoryDestination implements Destination {
  readonly name = 'memory';
  readonly location = 'memory';
  readonly #tables = new Map<string, MemoryTable>();

  #holder: LockHolder | undefined;

  async open(): Promise<DestinationSession> {
    return new MemorySession(this.#tables);
  }

  async lock(holder: LockHolder): Promise<() => Promise<void>> {
    if (this.#holder) {
      const { pid, host, since } = this.#holder;
      throw new DestinationError(
        `the memory destination: another run is loading into it (process ${pid} on ${host}, since ${since}). ` +
          'Nothing was called. Wait until it has ended',
      );
    }
    this.#holder = holder;
    return async () => {
      if (this.#holder === holder) this.#holder = undefined;
    };
  }

  /** The rows of a table as objects: integers as bigint, decimals and JSON as text. */
  rows(table: string): Record<string, Stored>[] {
    const found = this.#tables.get(table.toLowerCase());
    if (!found) return [];
    const { columns } = found.schema;
    return [...found.rows.values()].map((row) =>
      Object.fromEntries(columns.map((column, index) => [column.name, row[index] ?? null])),
    );
  }
}

class MemorySession implements DestinationSession {
  readonly #tables: Map<string, MemoryTable>;
  #closed = false;
  #writing = false;

  constructor(tables: Map<string, MemoryTable>) {
    this.#tables = tables;
  }

  async tables(): Promise<TableSchema[]> {
    this.#checkOpen();
    return [...this.#tables.values()].map(({ schema }) => copySchema(schema));
  }

  async prepare(schemas: TableSchema[]): Promise<void> {
    this.#checkOpen();
    this.#checkIdle();
    const staged = new Map<string, Staged>();
    for (const schema of schemas) this.#stage(staged, schema);
    for (const table of staged.values()) this.#widen(table.schema);
  }

  async commit(slice: SliceCommit): Promise<CommitResult> {
    this.#checkOpen();
    this.#checkIdle();
    this.#writing = true;
    try {
      return await this.#commitWhole(slice);
    } finally {
      this.#writing = false;
    }
  }

  async #commitWhole(slice: SliceCommit): Promise<CommitResult> {
    const staged = new Map<string, Staged>();
    for await (const batch of slice.batches) {
      const { schema, rows } = batch;
      const table = this.#stage(staged, schema);
      const encode = rowEncoder(table.schema, schema);
      const checkKey = keyReader(table.schema);
      for (const row of rows) checkKey(encode(row));
      table.batches.push({ ...batch, schema: copySchema(schema), rows: rows.map((row) => [...row]) });
    }
    return { rows: Object.fromEntries([...staged.values()].map((table) => this.#write(table))) };
  }

  async count(table: string): Promise<number | undefined> {
    this.#checkOpen();
    return this.#tables.get(table.toLowerCase())?.rows.size;
  }

  async *rows(table: string, query: RowQuery = {}): AsyncGenerator<Record<string, Cell>> {
    this.#checkOpen();
    const found = this.#tables.get(table.toLowerCase());
    if (!found) return;
    const { columns } = found.schema;
    const { where, orderBy, descending, limit } = storedQuery(found.schema, query);
    const at = (row: Stored[], name: string) =>
      row[columns.findIndex((column) => column.name === name)] ?? null;
    const rows = [...found.rows.values()].filter((row) =>
      where.every(({ column, value }) => at(row, column.name) === value),
    );
    rows.sort((a, b) => {
      const unlike = orderBy.find(({ name }) => at(a, name) !== at(b, name));
      const order = unlike ? compareStored(at(a, unlike.name), at(b, unlike.name)) : 0;
      return descending ? -order : order;
    });
    for (const row of rows.slice(0, limit)) {
      yield Object.fromEntries(
        columns.map(({ name, type }, index) => [name, decodeCell(row[index] ?? null, type)]),
      );
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #stage(staged: Map<string, Staged>, wanted: TableSchema): Staged {
    const name = wanted.table.toLowerCase();
    const known = staged.get(name)?.schema ?? this.#tables.get(name)?.schema;
    const { schema } = widening(known, wanted);
    const table = { schema, batches: staged.get(name)?.batches ?? [] };
    staged.set(name, table);
    return table;
  }

  #write({ schema, batches }: Staged): [string, number] {
    const { rows } = this.#widen(schema);
    let written = 0;
    for (const batch of batches) {
      remove(rows, schema, batch);
      const encode = rowEncoder(schema, batch.schema);
      const keyOf = keyReader(schema);
      for (const row of batch.rows) {
        const stored = encode(row);
        rows.set(keyOf(stored) ?? String(rows.size), stored);
        written++;
      }
    }
    return [schema.table, written];
  }

  #widen(schema: TableSchema): MemoryTable {
    const name = schema.table.toLowerCase();
    const known = this.#tables.get(name);
    const table: MemoryTable = { schema, rows: known?.rows ?? new Map() };
    const sameTypes = known?.schema.columns.every(({ type }, index) => type === schema.columns[index]?.type);
    if (known && !sameTypes) {
      const cast = [...known.rows].map(([key, row]): [string, Stored[]] => {
        const wide = schema.columns.map(({ type }, index) => recast(row[index] ?? null, type));
        return [key, wide];
      });
      table.rows = new Map(cast);
    }
    this.#tables.set(name, table);
    return table;
  }

  #checkIdle(): void {
    if (this.#writing) throw new DestinationError('a slice is being written; one at a time');
  }

  #checkOpen(): void {
    if (this.#closed) throw new DestinationError('the memory destination is closed');
  }
}

/** Removes the rows that a batch replaces. */
function remove(rows: Map<string, Stored[]>, schema: TableSchema, batch: RowBatch): void {
  const { replaces } = batch;
  if (!replaces) return;
  const names = schema.columns.map((column) => column.name.toLowerCase());
  const indexes = replaces.columns.map((name) => names.indexOf(name.toLowerCase()));
  const textOf = (values: Stored[]) => JSON.stringify(values.map(String));
  const gone = new Set(replacedKeys(schema, batch).map(textOf));
  for (const [key, row] of rows) {
    if (gone.has(textOf(indexes.map((index) => row[index] ?? null)))) rows.delete(key);
  }
}
