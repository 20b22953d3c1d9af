// Merges rows from temporary tables into their tables. Call it inside a transaction.
import { DestinationError } from '../../model/errors.js';
import type { ColumnType, TableSchema } from '../../model/table.js';
import type { BatchGroup } from '../kit/batch-groups.js';
import type { Connection } from './connection.js';
import { cast, column, tableName } from './sql.js';
import { ensureTable } from './tables.js';

/** Removes the replaced rows, then inserts the last row of each key, or updates the row that has it. */
export async function mergeGroup(
  connection: Connection,
  schema: string,
  group: BatchGroup,
  mayChange: boolean,
): Promise<void> {
  const target = await ensureTable(connection, schema, group.schema, mayChange);
  const table = tableName(schema, target.table);
  if (group.replaced) await removeReplaced(connection, table, target, group);
  await connection.run(upsert(table, target, group));
}

async function removeReplaced(
  connection: Connection,
  table: string,
  target: TableSchema,
  { schema, rows, replaced }: BatchGroup,
): Promise<void> {
  if (!replaced) return;
  const own = replaced.columns.map((name, index) => {
    const from = typeIn(schema, name);
    return `t.${column(nameIn(target, name))} = ${cast(`r.k${index}`, from, typeIn(target, name))}`;
  });
  const keys = replaced.columns.map((_, index) => `k${index}`).join(', ');
  await connection.run(
    `DELETE FROM ${table} t USING (SELECT DISTINCT ${keys} FROM ${replaced.name}) r WHERE ${own.join(' AND ')}`,
  );
  const waiting = replaced.columns.map((name, index) => `s.c${indexIn(schema, name)} = r.k${index}`);
  await connection.run(
    `DELETE FROM ${rows} s USING ${replaced.name} r WHERE ${waiting.join(' AND ')} AND s.p < r.p`,
  );
}

function upsert(table: string, target: TableSchema, { schema, rows }: BatchGroup): string {
  const names = schema.columns.map(({ name }) => column(nameIn(target, name)));
  const values = schema.columns.map(({ name, type }, index) => cast(`c${index}`, type, typeIn(target, name)));
  const insert = `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM`;
  if (target.primaryKey.length === 0) return `${insert} (SELECT * FROM ${rows} ORDER BY p) s`;
  const keys = target.primaryKey.map((name) => {
    const index = indexIn(schema, name);
    return `c${index}${schema.columns[index]?.type === 'text' ? ' COLLATE "C"' : ''}`;
  });
  const isKey = new Set(target.primaryKey.map((name) => name.toLowerCase()));
  const others = target.columns
    .filter(({ name }) => !isKey.has(name.toLowerCase()))
    .map(({ name }) => `${column(name)} = excluded.${column(name)}`);
  const action = others.length > 0 ? `UPDATE SET ${others.join(', ')}` : 'NOTHING';
  return `${insert} (SELECT DISTINCT ON (${keys.join(', ')}) * FROM ${rows} ORDER BY ${keys.join(', ')}, p DESC) s
    ON CONFLICT (${target.primaryKey.map(column).join(', ')}) DO ${action}`;
}

function indexIn({ table, columns }: TableSchema, name: string): number {
  const index = columns.findIndex((one) => one.name.toLowerCase() === name.toLowerCase());
  if (index < 0)
    throw new DestinationError('destination-misuse', `table "${table}" lacks the column "${name}"`);
  return index;
}

/** The name in the case of the table. */
function nameIn(table: TableSchema, name: string): string {
  return table.columns[indexIn(table, name)]?.name ?? name;
}

function typeIn(table: TableSchema, name: string): ColumnType {
  return table.columns[indexIn(table, name)]?.type ?? 'text';
}
