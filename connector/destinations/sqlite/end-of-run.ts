// The steps of the end of a run on a SQLite file.
import type { Database } from 'better-sqlite3';
import type { Deletion } from '../../model/destination.js';
import type { TableSchema } from '../../model/table.js';
import type { EndOfRunTables } from '../kit/end-of-run.js';
import { DELETED_AT, keptKeys } from '../kit/pending-replace.js';
import { forgetTable } from './catalog.js';
import { castExpression, quote } from './sql.js';
import { ensureTable, existingTable } from './tables.js';

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

function mark(db: Database, { table }: TableSchema, deletion: Deletion, at: string): number {
  const groups = keptKeys(deletion);
  const conditions = groups.map(({ columns }) => notAmong(columns));
  const column = quote(DELETED_AT.name);
  const sql = `UPDATE ${quote(table)} SET ${column} = ?
    WHERE "_account" = ? AND "_run_id" <> ? AND ${column} IS NULL${conditions.map((one) => ` AND ${one}`).join('')}`;
  const lists = groups.map(({ keys }) => JSON.stringify(keys));
  return db.prepare(sql).run(at, deletion.account, deletion.runId, ...lists).changes;
}

/** The values are bound as one JSON text: a list of rows, each a list of texts. */
function notAmong(columns: readonly string[]): string {
  const own = columns.map((name) => `CAST(${quote(name)} AS TEXT)`);
  const given = columns.map((_, index) => `json_extract(value, '$[${index}]')`);
  return `(${own.join(', ')}) NOT IN (SELECT ${given.join(', ')} FROM json_each(?))`;
}

function copyRows(db: Database, from: TableSchema, to: TableSchema, account: string): void {
  const types = new Map(to.columns.map(({ name, type }) => [name.toLowerCase(), type]));
  const names = from.columns.map(({ name }) => quote(name)).join(', ');
  const values = from.columns.map(({ name, type }) =>
    castExpression(name, type, types.get(name.toLowerCase()) ?? type),
  );
  const sql = `INSERT INTO ${quote(to.table)} (${names})
    SELECT ${values.join(', ')} FROM ${quote(from.table)} WHERE "_account" = ? ORDER BY rowid`;
  db.prepare(sql).run(account);
}
