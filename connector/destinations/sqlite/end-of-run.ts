// The steps of the end of a run on a SQLite file.
import type { Database } from 'better-sqlite3';
import type { Deletion } from '../../model/destination.js';
import type { TableSchema } from '../../model/table.js';
import type { EndOfRunTables } from '../kit/end-of-run.js';
import { DELETED_AT, keptKeys } from '../kit/pending-replace.js';
import { exactColumns, forgetTable } from './catalog.js';
import { asDigits, castExpression, quote } from './sql.js';
import { ensureExact, ensureTable, existingTable } from './tables.js';

export function endOfRunTables(db: Database): EndOfRunTables<TableSchema> {
  return {
    find: async (table) => existingTable(db, table),
    schemaOf: (table) => table,
    ensure: async (wanted) => ensureTable(db, wanted),
    removeRows: async ({ table }, account) => {
      db.prepare(`DELETE FROM ${quote(table)} WHERE "_account" = ?`).run(account);
    },
    copyRows: async (from, to, account) => copyRows(db, from, to, account),
    isEmpty: async ({ table }) => db.prepare(`SELECT 1 FROM ${quote(table)} LIMIT 1`).get() === undefined,
    drop: async ({ table }) => {
      db.exec(`DROP TABLE ${quote(table)}`);
      forgetTable(db, table);
    },
    mark: async (table, deletion, at) => mark(db, table, deletion, at),
  };
}

function mark(db: Database, schema: TableSchema, deletion: Deletion, at: string): number {
  const groups = keptKeys(deletion);
  const conditions = groups.map(({ columns }) => notAmong(db, schema, columns));
  const column = quote(DELETED_AT.name);
  const sql = `UPDATE ${quote(schema.table)} SET ${column} = ?
    WHERE "_account" = ? AND "_run_id" <> ? AND ${column} IS NULL${conditions.map((one) => ` AND ${one}`).join('')}`;
  const lists = groups.map(({ keys }) => JSON.stringify(keys));
  return db.prepare(sql).run(at, deletion.account, deletion.runId, ...lists).changes;
}

/** The values are bound as one JSON text: a list of rows, each a list of texts. */
function notAmong(db: Database, schema: TableSchema, columns: readonly string[]): string {
  const exact = exactColumns(db, schema);
  const own = columns.map((name) => {
    const type = schema.columns.find((one) => one.name.toLowerCase() === name.toLowerCase())?.type;
    return type === 'decimal'
      ? asDigits(name, exact.get(name.toLowerCase()))
      : `CAST(${quote(name)} AS TEXT)`;
  });
  const given = columns.map((_, index) => `json_extract(value, '$[${index}]')`);
  return `(${own.join(', ')}) NOT IN (SELECT ${given.join(', ')} FROM json_each(?))`;
}

function copyRows(db: Database, from: TableSchema, to: TableSchema, account: string): void {
  const targets = new Map(to.columns.map((column) => [column.name.toLowerCase(), column]));
  const keys = new Set(to.primaryKey.map((name) => name.toLowerCase()));
  const exact = exactColumns(db, from);
  const copied = from.columns.flatMap((column) => {
    const name = column.name.toLowerCase();
    const target = targets.get(name) ?? column;
    const digits = exact.get(name);
    const options = { isKey: keys.has(name), exact: digits };
    const own = [
      quote(column.name),
      castExpression(column.name, [column.type, target.type], options),
    ] as const;
    if (digits === undefined || target.type !== 'decimal') return [own];
    return [own, [quote(ensureExact(db, to, target)), quote(digits)] as const];
  });
  const sql = `INSERT INTO ${quote(to.table)} (${copied.map(([name]) => name).join(', ')})
    SELECT ${copied.map(([, value]) => value).join(', ')} FROM ${quote(from.table)} WHERE "_account" = ? ORDER BY rowid`;
  db.prepare(sql).run(account);
}
