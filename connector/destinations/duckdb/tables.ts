// Makes and widens the tables of a DuckDB file inside the caller's transaction, before it writes rows: DuckDB alters no
// table that the same transaction has written to. Refuses tables that others have made.
import { DestinationError } from '../../model/errors.js';
import { hasSnapshots, LATEST_MARK, latestName, latestSelect, SNAPSHOTS } from '../../model/snapshots.js';
import type { Column, TableSchema } from '../../model/table.js';
import { type Digits, INTEGER_DIGITS, MOST_DIGITS, moreDigits } from '../kit/decimals.js';
import { hasOtherKey, type SchemaChange, schemaChange } from '../kit/schema-evolution.js';
import { forgetTable, recordTable } from './catalog.js';
import type { Connection } from './database.js';
import { type ColumnDigits, digitsIn } from './digits.js';
import { physicalTypes, type Table } from './existing-tables.js';
import type { KnownTables } from './known-tables.js';
import { cast, decimalType, quote, scaleOf, typeOf } from './sql.js';

/** A view of ours. */
const OWN_VIEW = 'own view';

/** Throws `DestinationError` when a table of this name cannot become what is wanted. */
export async function checkTable(tables: KnownTables, wanted: TableSchema): Promise<void> {
  const known = (await ownTable(tables, wanted))?.schema;
  const isOld = known && (await isToBeRemade(tables.connection, known, wanted));
  schemaChange(isOld ? undefined : known, wanted);
}

/** Creates or widens a table, and returns it. @param digits of the decimals that will be written */
export async function ensureTable(
  tables: KnownTables,
  wanted: TableSchema,
  digits: ColumnDigits = new Map(),
): Promise<Table> {
  const { connection } = tables;
  const there = await ownTable(tables, wanted);
  const isOld = there && (await isToBeRemade(connection, there.schema, wanted));
  if (isOld) {
    await dropLatest(tables, there.schema);
    await connection.run(`DROP TABLE ${quote(there.schema.table)}`);
    await forgetTable(connection, there.schema.table);
    tables.forget(there.schema.table);
  }
  const made =
    !there || isOld
      ? await createTable(connection, wanted, digits)
      : await widened(connection, there, wanted, digits);
  await ensureLatest(tables, made);
  return tables.keep(made);
}

/** The same table where nothing is to be changed. */
async function widened(
  connection: Connection,
  there: Table,
  wanted: TableSchema,
  digits: ColumnDigits,
): Promise<Table> {
  const change = schemaChange(there.schema, wanted);
  checkOwnColumns(there, change);
  const isAltered = await alter(connection, there, change, digits);
  const isRecorded = change.retyped.length + change.added.length > 0;
  if (isRecorded) await recordTable(connection, change.schema);
  if (!isAltered && !isRecorded) return there;
  const types = isAltered ? await physicalTypes(connection, there.schema.table) : there.types;
  return { schema: change.schema, types };
}

/** The view of the latest snapshot, of a table that has snapshots: DuckDB refuses one whose table has changed since. */
async function ensureLatest(tables: KnownTables, table: Table): Promise<void> {
  const { schema, types } = table;
  if (!hasSnapshots(schema) || tables.hasLatest(table)) return;
  const { connection } = tables;
  const view = latestName(schema.table);
  const kind = await latestKind(tables, view);
  if (kind !== undefined && kind !== OWN_VIEW) throw notOurs(connection, view, kind);
  const known = kind && [...(await physicalTypes(connection, view))];
  if (JSON.stringify(known) !== JSON.stringify([...types])) {
    if (!(await tables.find(SNAPSHOTS.table))) await ensureTable(tables, SNAPSHOTS.schema);
    const names = { table: quote(schema.table), snapshots: quote(SNAPSHOTS.table) };
    await connection.run(`CREATE OR REPLACE VIEW ${quote(view)} AS ${latestSelect(schema, names)}`);
    await connection.run(`COMMENT ON VIEW ${quote(view)} IS '${LATEST_MARK}'`);
    tables.keepView(view);
  }
  tables.keepLatest(table);
}

async function dropLatest(tables: KnownTables, schema: TableSchema): Promise<void> {
  const view = latestName(schema.table);
  if (!hasSnapshots(schema) || (await latestKind(tables, view)) !== OWN_VIEW) return;
  await tables.connection.run(`DROP VIEW ${quote(view)}`);
  tables.forget(view);
}

/** What has the name of a view; undefined when nothing has. */
async function latestKind(tables: KnownTables, view: string): Promise<string | undefined> {
  const kind = await tables.kindOf(view);
  if (kind !== 'view') return kind;
  const comment = await tables.connection.value(
    `SELECT comment FROM duckdb_views()
     WHERE database_name = current_database() AND schema_name = 'main' AND lower(view_name) = ?`,
    [view.toLowerCase()],
  );
  return comment === LATEST_MARK ? OWN_VIEW : kind;
}

async function createTable(
  connection: Connection,
  wanted: TableSchema,
  digits: ColumnDigits,
): Promise<Table> {
  const { schema } = schemaChange(undefined, wanted);
  const columns = schema.columns.map(({ name, type }) => {
    const key = name.toLowerCase();
    return { name, key, type: typeOf(type, digits.get(key)) };
  });
  const declared = columns.map(({ name, type }) => `${quote(name)} ${type}`);
  await connection.run(`CREATE TABLE ${quote(schema.table)} (${declared.join(', ')})`);
  await recordTable(connection, schema);
  return { schema, types: new Map(columns.map(({ key, type }) => [key, type])) };
}

/** Alters a table, and returns whether anything changed. Columns of ours that others have dropped come back, empty. */
async function alter(
  connection: Connection,
  { schema: known, types }: Table,
  { schema }: SchemaChange,
  digits: ColumnDigits,
): Promise<boolean> {
  const columnsBefore = new Map(known.columns.map((one) => [one.name.toLowerCase(), one]));
  const keys = new Set(known.primaryKey.map((name) => name.toLowerCase()));
  const actions: string[] = [];
  const rescaled: string[] = [];
  for (const column of schema.columns) {
    const name = column.name.toLowerCase();
    const physical = types.get(name);
    const type = typeOf(column.type, digits.get(name));
    if (physical === undefined) {
      actions.push(`ADD COLUMN ${quote(column.name)} ${type}`);
      continue;
    }
    const from = columnsBefore.get(name) ?? column;
    const to = await widerType(connection, known.table, { from, to: column, physical, digits });
    if (to === physical) continue;
    const isRescaled = from.type === 'decimal' && to !== 'VARCHAR';
    if (isRescaled) rescaled.push(column.name);
    // DuckDB casts the rows that were removed, too, and some of them may not fit. Nobody sees what becomes of those.
    const value = isRescaled
      ? `TRY_CAST(${quote(column.name)} AS ${to})`
      : cast(quote(column.name), from.type, to, keys.has(name));
    actions.push(`ALTER COLUMN ${quote(column.name)} TYPE ${to} USING ${value}`);
  }
  const before = await valuesIn(connection, known.table, rescaled);
  for (const action of actions) await connection.run(`ALTER TABLE ${quote(known.table)} ${action}`);
  if ((await valuesIn(connection, known.table, rescaled)) !== before)
    throw new DestinationError(
      'destination-value',
      `DuckDB file ${connection.file}: a number in the table "${known.table}" does not fit the type that its column ` +
        'needs now. Nothing was changed; load into another file, and report this',
    );
  return actions.length > 0;
}

/** How many values the columns have, as a text. */
async function valuesIn(connection: Connection, table: string, columns: readonly string[]): Promise<string> {
  if (columns.length === 0) return '';
  const counts = columns.map((name) => `count(${quote(name)})`);
  return (await connection.query(`SELECT ${counts.join(', ')} FROM ${quote(table)}`)).join();
}

interface Retyping {
  from: Column;
  to: Column;
  physical: string;
  digits: ColumnDigits;
}

/** The DuckDB type that a column needs: the one that it has, as long as that holds the coming values. */
async function widerType(connection: Connection, table: string, retyping: Retyping): Promise<string> {
  const { from, to, physical, digits } = retyping;
  if (to.type !== 'decimal') return from.type === to.type ? physical : typeOf(to.type);
  const coming = digits.get(to.name.toLowerCase()) ?? [1, 0];
  if (from.type === 'bigint') return decimalType(moreDigits(coming, [INTEGER_DIGITS, 0]));
  const scale = scaleOf(physical);
  if (scale === undefined || (coming[1] <= scale && coming[0] <= MOST_DIGITS - scale)) return physical;
  const own = await digitsIn(connection, quote(table), [{ name: 'c', expression: quote(to.name) }], true);
  return decimalType(moreDigits(coming, own.get('c') ?? ([1, 0] satisfies Digits)));
}

/** A table without rows, such as one that a reset has emptied, may get another key. */
async function isToBeRemade(connection: Connection, known: TableSchema, wanted: TableSchema) {
  if (!hasOtherKey(known, wanted)) return false;
  return (await connection.value(`SELECT true FROM ${quote(known.table)} LIMIT 1`)) === undefined;
}

/** A table of ours; undefined when there is none. Throws `DestinationError` when others have made it. */
async function ownTable(tables: KnownTables, { table }: TableSchema): Promise<Table | undefined> {
  const known = await tables.find(table);
  if (known) return known;
  const kind = await tables.kindOf(table);
  if (kind === undefined) return undefined;
  throw notOurs(tables.connection, table, kind);
}

function notOurs(connection: Connection, name: string, kind: string): DestinationError {
  return new DestinationError(
    'destination-foreign',
    `DuckDB file ${connection.file} already has a ${kind} "${name}" that source-ovhcloud did not make; it was left as ` +
      'it is. Give the source object another technical name, or choose another file',
  );
}

function checkOwnColumns({ schema, types }: Table, change: SchemaChange): void {
  const foreign = change.added.find(({ name }) => types.has(name.toLowerCase()));
  if (!foreign) return;
  throw new DestinationError(
    'destination-foreign',
    `table "${schema.table}" has a column "${foreign.name}" that source-ovhcloud did not make, and a field needs that ` +
      'name. Rename or remove the column, then run again',
  );
}
