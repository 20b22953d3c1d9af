// Tables in memory, for tests and for programs that embed the connector. Needs no native module.
import type {
  CommitResult,
  Deletion,
  Destination,
  DestinationSession,
  LockHolder,
  Replacement,
  RowQuery,
  SliceCommit,
} from '../model/destination.js';
import { DestinationError, DestinationInUseError } from '../model/errors.js';
import type { Cell, RowBatch, TableSchema } from '../model/table.js';
import { recast, replacedKeys, rowEncoder, type Stored } from './cells.js';
import { compareStored, decodeCell, storedQuery } from './row-query.js';
import { DELETED_AT, exceptions, isStaged, placed, stagedName, withDeletedAt } from './staged.js';
import { copySchema, keyChecker, keyReader, widening } from './widening.js';

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
      const words = `another run is loading into it (process ${pid} on ${host}, since ${since}). Nothing was called`;
      throw new DestinationInUseError(
        `the memory destination: ${words}. Wait until it has ended`,
        this.#holder,
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
    return [...this.#tables.values()]
      .filter(({ schema }) => !isStaged(schema.table))
      .map(({ schema }) => copySchema(schema));
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
    const written: Record<string, number> = Object.create(null);
    for await (const given of slice.batches) {
      const batch = placed(given);
      const { schema, rows } = batch;
      if (given.staged) widening(this.#tables.get(given.schema.table.toLowerCase())?.schema, given.schema);
      written[given.schema.table] = (written[given.schema.table] ?? 0) + rows.length;
      const table = this.#stage(staged, schema);
      const encode = rowEncoder(table.schema, schema);
      const checkKey = keyChecker(table.schema);
      for (const row of rows) checkKey(encode(row));
      table.batches.push({ ...batch, schema: copySchema(schema), rows: rows.map((row) => [...row]) });
    }
    for (const table of staged.values()) this.#write(table);
    return { rows: Object.fromEntries(Object.entries(written)) };
  }

  async swap(replacement: Replacement): Promise<void> {
    this.#checkOpen();
    this.#checkIdle();
    const { account, tables } = replacement;
    for (const table of tables) {
      const staged = this.#tables.get(stagedName(table).toLowerCase());
      const known = this.#tables.get(table.toLowerCase());
      const schema = staged ? widening(known?.schema, { ...staged.schema, table }).schema : known?.schema;
      if (!schema) continue;
      const target = this.#widen(schema);
      removeRows(target, account);
      if (!staged) continue;
      const rows = [...staged.rows.values()].filter((row) => isOf(account, staged.schema)(row));
      const keyOf = keyReader(schema);
      const move = mover(staged.schema, schema);
      for (const row of rows.map(move)) target.rows.set(keyOf(row) ?? String(target.rows.size), row);
    }
    await this.discard(replacement);
  }

  async discard({ account, tables }: Replacement): Promise<void> {
    this.#checkOpen();
    this.#checkIdle();
    for (const table of tables) {
      const name = stagedName(table).toLowerCase();
      const staged = this.#tables.get(name);
      if (!staged) continue;
      removeRows(staged, account);
      if (staged.rows.size === 0) this.#tables.delete(name);
    }
  }

  async markDeleted(deletions: Deletion[], at: string): Promise<Record<string, number>> {
    this.#checkOpen();
    this.#checkIdle();
    return Object.fromEntries(
      deletions.map((one) => {
        const known = this.#tables.get(one.table.toLowerCase());
        const table = known && this.#widen(widening(known.schema, withDeletedAt(known.schema)).schema);
        return [one.table, table ? markRows(table, one, at) : 0];
      }),
    );
  }

  async count(table: string, account?: string): Promise<number | undefined> {
    this.#checkOpen();
    const found = this.#tables.get(table.toLowerCase());
    if (!found || account === undefined) return found?.rows.size;
    const column = found.schema.columns.findIndex(({ name }) => name === '_account');
    return [...found.rows.values()].filter((row) => row[column] === account).length;
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

  #write({ schema, batches }: Staged): void {
    const { rows } = this.#widen(schema);
    for (const batch of batches) {
      remove(rows, schema, batch);
      const encode = rowEncoder(schema, batch.schema);
      const keyOf = keyReader(schema);
      for (const row of batch.rows) {
        const stored = encode(row);
        rows.set(keyOf(stored) ?? String(rows.size), stored);
      }
    }
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

function indexOf({ columns }: TableSchema, name: string): number {
  return columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
}

function isOf(account: string, schema: TableSchema): (row: Stored[]) => boolean {
  const index = indexOf(schema, '_account');
  return (row) => row[index] === account;
}

function removeRows({ rows, schema }: MemoryTable, account: string): void {
  const isOwn = isOf(account, schema);
  for (const [key, row] of rows) if (isOwn(row)) rows.delete(key);
}

/** Rows of one table as rows of another that has all of its columns, maybe wider ones. */
function mover(from: TableSchema, to: TableSchema): (row: Stored[]) => Stored[] {
  const indexes = to.columns.map(({ name }) => indexOf(from, name));
  return (row) => to.columns.map(({ type }, at) => recast(row[indexes[at] ?? -1] ?? null, type));
}

function markRows({ rows, schema }: MemoryTable, deletion: Deletion, at: string): number {
  const [run, deleted] = ['_run_id', DELETED_AT.name].map((name) => indexOf(schema, name)) as [
    number,
    number,
  ];
  const isOwn = isOf(deletion.account, schema);
  const kept = exceptions(deletion).map(({ columns, keys }) => ({
    indexes: columns.map((name) => indexOf(schema, name)),
    keys: new Set(keys.map((key) => JSON.stringify(key))),
  }));
  let marked = 0;
  for (const row of rows.values()) {
    if (!isOwn(row) || row[run] === deletion.runId || (row[deleted] ?? null) !== null) continue;
    const textOf = (indexes: number[]) => JSON.stringify(indexes.map((index) => String(row[index])));
    if (kept.some(({ indexes, keys }) => keys.has(textOf(indexes)))) continue;
    row[deleted] = at;
    marked++;
  }
  return marked;
}
