// Merges rows from temporary tables into their tables. Call it inside a transaction.
import { DestinationError } from '../../model/errors.js';
import type { TableSchema } from '../../model/table.js';
import type { BatchGroup } from '../kit/batch-groups.js';
import type { Connection } from './database.js';
import type { Table } from './existing-tables.js';
import { cast, quote } from './sql.js';

/**
 * Removes the replaced rows, then writes the last row of each key in place of the row that has it. Where others have added
 * columns to the table, rows are updated, which costs twice as much.
 */
export async function mergeGroup(connection: Connection, target: Table, group: BatchGroup): Promise<void> {
  const { schema, rows, replaced } = group;
  const { primaryKey } = target.schema;
  if (replaced) await connection.run(remove(target, schema, replaced.columns, replaced.name, 'k'));
  const hasOthers = target.types.size > target.schema.columns.length;
  if (primaryKey.length > 0 && hasOthers) {
    await connection.run(merge(target, group));
    return;
  }
  if (primaryKey.length > 0) await connection.run(remove(target, schema, primaryKey, rows, 'c'));
  await connection.run(insert(target, group));
}

/** Removes the rows that have the keys in a temporary table. */
function remove(target: Table, from: TableSchema, keys: readonly string[], given: string, prefix: 'c' | 'k') {
  const values = keys.map((name, index) =>
    valueIn(target, from, name, `${prefix}${prefix === 'k' ? index : indexIn(from, name)}`),
  );
  const own = keys.map((name, index) => `t.${quote(nameIn(target, name))} = r.v${index}`);
  const selected = values.map((value, index) => `${value} AS v${index}`);
  return `DELETE FROM ${quote(target.schema.table)} t USING (SELECT DISTINCT ${selected.join(', ')} FROM ${given}) r
    WHERE ${own.join(' AND ')}`;
}

/** Columns that the rows lack become null. */
function insert(target: Table, { schema, rows }: BatchGroup): string {
  const { table, primaryKey } = target.schema;
  const names = schema.columns.map(({ name }) => quote(nameIn(target, name)));
  const values = schema.columns.map(({ name }, index) => valueIn(target, schema, name, `c${index}`));
  const keys = primaryKey.map((name) => valueIn(target, schema, name, `c${indexIn(schema, name)}`));
  // Rows with a key have no order, and a sort moves all of their values.
  const last =
    keys.length > 0 ? `WHERE p IN (SELECT max(p) FROM ${rows} GROUP BY ${keys.join(', ')})` : 'ORDER BY p';
  return `INSERT INTO ${quote(table)} (${names.join(', ')})
    SELECT ${values.join(', ')} FROM ${rows} ${last}`;
}

/** Columns that the rows lack become null, as in a new row. */
function merge(target: Table, { schema, rows }: BatchGroup): string {
  const values = schema.columns.map(
    ({ name }, index) => `${valueIn(target, schema, name, `c${index}`)} AS v${index}`,
  );
  const positions = new Map(schema.columns.map(({ name }, index) => [name.toLowerCase(), index]));
  const keys = target.schema.primaryKey.map((name) => ({ name, position: indexIn(schema, name) }));
  const same = keys.map(({ name, position }) => `t.${quote(name)} = s.v${position}`);
  const keyValues = keys.map(({ name, position }) => valueIn(target, schema, name, `c${position}`));
  const isKey = new Set(target.schema.primaryKey.map((name) => name.toLowerCase()));
  const columns = target.schema.columns.map(({ name }) => {
    const position = positions.get(name.toLowerCase());
    return { name, quoted: quote(name), value: position === undefined ? 'NULL' : `s.v${position}` };
  });
  const others = columns.filter(({ name }) => !isKey.has(name.toLowerCase()));
  const update =
    others.length === 0
      ? ''
      : `WHEN MATCHED THEN UPDATE SET ${others.map(({ quoted, value }) => `${quoted} = ${value}`).join(', ')}`;
  return `MERGE INTO ${quote(target.schema.table)} t USING (SELECT ${values.join(', ')} FROM ${rows}
      WHERE p IN (SELECT max(p) FROM ${rows} GROUP BY ${keyValues.join(', ')}) ORDER BY p) s
    ON ${same.join(' AND ')} ${update}
    WHEN NOT MATCHED THEN INSERT (${columns.map(({ quoted }) => quoted).join(', ')})
      VALUES (${columns.map(({ value }) => value).join(', ')})`;
}

/** A column of the temporary table as a value of the target's column. */
function valueIn(target: Table, from: TableSchema, name: string, expression: string): string {
  const type = from.columns[indexIn(from, name)]?.type ?? 'text';
  const isKey = target.schema.primaryKey.some((key) => key.toLowerCase() === name.toLowerCase());
  return cast(expression, type, target.types.get(name.toLowerCase()) ?? 'VARCHAR', isKey);
}

function indexIn({ table, columns }: TableSchema, name: string): number {
  const index = columns.findIndex((one) => one.name.toLowerCase() === name.toLowerCase());
  if (index < 0)
    throw new DestinationError('destination-misuse', `table "${table}" lacks the column "${name}"`);
  return index;
}

/** The name in the case of the table. */
function nameIn({ schema }: Table, name: string): string {
  return schema.columns[indexIn(schema, name)]?.name ?? name;
}
