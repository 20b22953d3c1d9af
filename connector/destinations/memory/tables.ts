// The tables of the destination in memory, and the steps of the end of a run on them.
import type { RowBatch, TableSchema } from '../../model/table.js';
import { castStored, replacedKeys, rowEncoder, type Stored } from '../kit/cells.js';
import type { EndOfRunTables } from '../kit/end-of-run.js';
import { DELETED_AT, isPending } from '../kit/pending-replace.js';
import { copySchema, hasOtherKey, keyReader, schemaChange } from '../kit/schema-evolution.js';
import { isOfAccount, isOneOf, isToBeMarked, rowMover } from '../kit/stored-rows.js';

export interface MemoryTable {
  schema: TableSchema;
  /** By the text of the key; by a number in a table without a key. */
  rows: Map<string, Stored[]>;
  /** The number of the next row without a key. */
  next: number;
}

export class MemoryTables {
  readonly #tables = new Map<string, MemoryTable>();

  /** A table, also a pending one, whatever the case of its name. */
  get(table: string): MemoryTable | undefined {
    return this.#tables.get(table.toLowerCase());
  }

  /** The tables without the pending ones. */
  schemas(): TableSchema[] {
    const schemas = [...this.#tables.values()].map(({ schema }) => copySchema(schema));
    return schemas.filter(({ table }) => !isPending(table));
  }

  /** The schema that a table would have. A table without rows may get another key. Throws `DestinationError`. */
  become(wanted: TableSchema): TableSchema {
    const known = this.get(wanted.table);
    const isRemade = known?.rows.size === 0 && hasOtherKey(known.schema, wanted);
    return schemaChange(isRemade ? undefined : known?.schema, wanted).schema;
  }

  /** Makes or widens a table. */
  ensure(wanted: TableSchema): MemoryTable {
    const schema = this.become(wanted);
    const known = this.get(wanted.table);
    const sameTypes = known?.schema.columns.every(({ type }, index) => type === schema.columns[index]?.type);
    const rows = known && !sameTypes ? widened(known.rows, schema) : (known?.rows ?? new Map());
    const table = { schema, rows, next: known?.next ?? 0 };
    this.#tables.set(schema.table.toLowerCase(), table);
    return table;
  }

  drop(table: string): void {
    this.#tables.delete(table.toLowerCase());
  }

  /** Writes a batch into its table, which has been made or widened for the whole slice. */
  write(table: MemoryTable, batch: RowBatch): void {
    const { schema } = table;
    const { replaces } = batch;
    if (replaces) remove(table, isOneOf(schema, replaces.columns, replacedKeys(schema, batch)));
    put(table, batch.rows.map(rowEncoder(schema, batch.schema)));
  }
}

export function endOfRunTables(tables: MemoryTables): EndOfRunTables<MemoryTable> {
  return {
    find: async (table) => tables.get(table),
    schemaOf: ({ schema }) => schema,
    ensure: async (wanted) => tables.ensure(wanted),
    removeRows: async (table, account) => remove(table, isOfAccount(account, table.schema)),
    copyRows: async (from, to, account) => {
      const rows = [...from.rows.values()].filter(isOfAccount(account, from.schema));
      put(to, rows.map(rowMover(from.schema, to.schema)));
    },
    isEmpty: async ({ rows }) => rows.size === 0,
    drop: async ({ schema }) => tables.drop(schema.table),
    mark: async ({ schema, rows }, deletion, at) => {
      const index = schema.columns.findIndex(({ name }) => name.toLowerCase() === DELETED_AT.name);
      const marked = [...rows.values()].filter(isToBeMarked(deletion, schema));
      for (const row of marked) row[index] = at;
      return marked.length;
    },
  };
}

/** Adds rows, or puts them in the place of those with their keys. */
function put(table: MemoryTable, added: readonly Stored[][]): void {
  const keyOf = keyReader(table.schema);
  for (const row of added) table.rows.set(keyOf(row) ?? String(table.next++), row);
}

function remove({ rows }: MemoryTable, isMeant: (row: readonly Stored[]) => boolean): void {
  for (const [key, row] of rows) if (isMeant(row)) rows.delete(key);
}

function widened(rows: ReadonlyMap<string, Stored[]>, { columns }: TableSchema): Map<string, Stored[]> {
  const cast = (row: Stored[]) => columns.map(({ type }, index) => castStored(row[index] ?? null, type));
  return new Map([...rows].map(([key, row]) => [key, cast(row)]));
}
