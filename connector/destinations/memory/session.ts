// One session on tables in memory.

import type {
  CommitResult,
  Deletion,
  Replacement,
  RowQuery,
  SliceCommit,
  TableSession,
} from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import type { Cell, RowBatch, TableSchema } from '../../model/table.js';
import { castStored, rowEncoder, type Stored } from '../kit/cells.js';
import { isPending, pendingName, targetBatch, withDeletedAt } from '../kit/pending-replace.js';
import { copySchema, hasOtherKey, keyChecker, keyReader, schemaChange } from '../kit/schema-evolution.js';
import { isOfAccount, queriedRows, rowMover } from '../kit/stored-rows.js';
import { type MemoryTable, markRows, put, remove, removeRows } from './rows.js';

/** What a slice brings to one table, kept apart until the slice is whole. */
interface BufferedTable {
  schema: TableSchema;
  batches: RowBatch[];
}

export class MemorySession implements TableSession {
  readonly #tables: Map<string, MemoryTable>;
  #closed = false;
  #writing = false;

  constructor(tables: Map<string, MemoryTable>) {
    this.#tables = tables;
  }

  async tables(): Promise<TableSchema[]> {
    this.#checkOpen();
    return [...this.#tables.values()]
      .filter(({ schema }) => !isPending(schema.table))
      .map(({ schema }) => copySchema(schema));
  }

  async prepare(schemas: TableSchema[]): Promise<void> {
    this.#checkOpen();
    this.#checkIdle();
    const slice = new Map<string, BufferedTable>();
    for (const schema of schemas) this.#buffer(slice, schema);
    for (const table of slice.values()) this.#widen(table.schema);
  }

  async commit(slice: SliceCommit): Promise<CommitResult> {
    this.#checkOpen();
    this.#checkIdle();
    this.#writing = true;
    try {
      return await this.#commitWhole(slice.batches);
    } finally {
      this.#writing = false;
    }
  }

  async #commitWhole(batches: SliceCommit['batches']): Promise<CommitResult> {
    const slice = new Map<string, BufferedTable>();
    const written: Record<string, number> = Object.create(null);
    for await (const given of batches) {
      const batch = targetBatch(given);
      const { schema, rows } = batch;
      if (given.pendingReplace)
        schemaChange(this.#tables.get(given.schema.table.toLowerCase())?.schema, given.schema);
      written[given.schema.table] = (written[given.schema.table] ?? 0) + rows.length;
      const table = this.#buffer(slice, schema);
      const encode = rowEncoder(table.schema, schema);
      const checkKey = keyChecker(table.schema);
      for (const row of rows) checkKey(encode(row));
      table.batches.push({ ...batch, schema: copySchema(schema), rows: rows.map((row) => [...row]) });
    }
    for (const table of slice.values()) this.#write(table);
    return { rows: Object.fromEntries(Object.entries(written)) };
  }

  async swap(replacement: Replacement): Promise<void> {
    this.#checkOpen();
    this.#checkIdle();
    const { account, tables } = replacement;
    for (const table of tables) {
      const pending = this.#tables.get(pendingName(table).toLowerCase());
      const known = this.#tables.get(table.toLowerCase());
      const schema = pending
        ? schemaChange(known?.schema, { ...pending.schema, table }).schema
        : known?.schema;
      if (!schema) continue;
      const target = this.#widen(schema);
      removeRows(target, account);
      if (!pending) continue;
      const rows = [...pending.rows.values()].filter(isOfAccount(account, pending.schema));
      const keyOf = keyReader(schema);
      const move = rowMover(pending.schema, schema);
      put(target, keyOf, rows.map(move));
    }
    await this.discard(replacement);
  }

  async discard({ account, tables }: Replacement): Promise<void> {
    this.#checkOpen();
    this.#checkIdle();
    for (const table of tables) {
      const name = pendingName(table).toLowerCase();
      const pending = this.#tables.get(name);
      if (!pending) continue;
      removeRows(pending, account);
      if (pending.rows.size === 0) this.#tables.delete(name);
    }
  }

  async markDeleted(deletions: Deletion[], at: string): Promise<Record<string, number>> {
    this.#checkOpen();
    this.#checkIdle();
    return Object.fromEntries(
      deletions.map((one) => {
        const known = this.#tables.get(one.table.toLowerCase());
        const table = known && this.#widen(schemaChange(known.schema, withDeletedAt(known.schema)).schema);
        return [one.table, table ? markRows(table, one, at) : 0];
      }),
    );
  }

  async count(table: string, account?: string): Promise<number | undefined> {
    this.#checkOpen();
    const found = this.#tables.get(table.toLowerCase());
    if (!found || account === undefined) return found?.rows.size;
    return [...found.rows.values()].filter(isOfAccount(account, found.schema)).length;
  }

  async *rows(table: string, query: RowQuery = {}): AsyncGenerator<Record<string, Cell>> {
    this.#checkOpen();
    const found = this.#tables.get(table.toLowerCase());
    if (!found) return;
    yield* queriedRows(found.schema, found.rows.values(), query);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #buffer(slice: Map<string, BufferedTable>, wanted: TableSchema): BufferedTable {
    const name = wanted.table.toLowerCase();
    const there = this.#tables.get(name);
    if (there?.rows.size === 0 && hasOtherKey(there.schema, wanted)) this.#tables.delete(name);
    const known = slice.get(name)?.schema ?? this.#tables.get(name)?.schema;
    const { schema } = schemaChange(known, wanted);
    const table = { schema, batches: slice.get(name)?.batches ?? [] };
    slice.set(name, table);
    return table;
  }

  #write({ schema, batches }: BufferedTable): void {
    const table = this.#widen(schema);
    for (const batch of batches) {
      remove(table.rows, schema, batch);
      const encode = rowEncoder(schema, batch.schema);
      const keyOf = keyReader(schema);
      put(table, keyOf, batch.rows.map(encode));
    }
  }

  #widen(schema: TableSchema): MemoryTable {
    const name = schema.table.toLowerCase();
    const known = this.#tables.get(name);
    const table: MemoryTable = { schema, rows: known?.rows ?? new Map(), added: known?.added ?? 0 };
    const sameTypes = known?.schema.columns.every(({ type }, index) => type === schema.columns[index]?.type);
    if (known && !sameTypes) {
      const cast = [...known.rows].map(([key, row]): [string, Stored[]] => {
        const wide = schema.columns.map(({ type }, index) => castStored(row[index] ?? null, type));
        return [key, wide];
      });
      table.rows = new Map(cast);
    }
    this.#tables.set(name, table);
    return table;
  }

  #checkIdle(): void {
    if (this.#writing)
      throw new DestinationError('destination-misuse', 'a slice is being written; one at a time');
  }

  #checkOpen(): void {
    if (this.#closed) throw new DestinationError('destination-misuse', 'the memory destination is closed');
  }
}
