// Makes and widens the tables of a schema inside the caller's transaction. Refuses tables that others have made.
import { DestinationError } from '../../model/errors.js';
import { hasSnapshots, LATEST_MARK, latestName, latestSelect, SNAPSHOTS } from '../../model/snapshots.js';
import type { Column, TableSchema } from '../../model/table.js';
import { isPending } from '../kit/pending-replace.js';
import { hasOtherKey, type SchemaChange, schemaChange } from '../kit/schema-evolution.js';
import { catalogedTables, forgetTable, recordTable } from './catalog.js';
import type { Connection } from './connection.js';
import { cast, column, createTable, storedName, TYPES, tableName } from './sql.js';
import { dropViews } from './views.js';

/** Kinds of relations, by the letters of `pg_class.relkind`. */
const KINDS: Record<string, string> = {
  r: 'table',
  p: 'table',
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
};

/** A table must be made or widened, and the transaction shares the schema with others that write rows. */
export class TablesMustChange extends Error {
  override readonly name = 'TablesMustChange';
}

interface Physical {
  columns: Set<string>;
  key: Set<string>;
}

/** The tables of ours, without the pending ones. */
export async function existingTables(connection: Connection, schema: string): Promise<TableSchema[]> {
  return (await catalogedTables(connection, schema)).filter(({ table }) => !isPending(table));
}

/** A table of ours, whatever the case of its name. */
export async function existingTable(
  connection: Connection,
  schema: string,
  table: string,
): Promise<TableSchema | undefined> {
  return (await catalogedTables(connection, schema, table))[0];
}

/** Throws `DestinationError` when a table of this name cannot become what is wanted. */
export async function checkTable(connection: Connection, schema: string, wanted: TableSchema): Promise<void> {
  const known = await ownTable(connection, schema, wanted);
  schemaChange(known && (await isToBeRemade(connection, schema, known, wanted)) ? undefined : known, wanted);
}

/**
 * Creates or widens a table, and returns its schema. Call it inside a transaction.
 *
 * @param mayChange the schema is locked for changes of tables; otherwise one throws `TablesMustChange`
 */
export async function ensureTable(
  connection: Connection,
  schema: string,
  wanted: TableSchema,
  mayChange = true,
): Promise<TableSchema> {
  const isToChange = () => {
    if (!mayChange) throw new TablesMustChange();
  };
  const there = await ownTable(connection, schema, wanted);
  const isOld = there && (await isToBeRemade(connection, schema, there, wanted));
  if (isOld) {
    isToChange();
    await dropReaders(connection, schema, there);
    await connection.run(`DROP TABLE ${tableName(schema, there.table)}`);
    await forgetTable(connection, schema, there.table);
  }
  const known = isOld ? undefined : there;
  const change = schemaChange(known, wanted);
  if (!known) {
    isToChange();
    await connection.run(createTable(schema, wanted));
    await recordTable(connection, schema, change.schema);
    await ensureLatest(connection, schema, change.schema, isToChange);
    return change.schema;
  }
  const physical = await physicalOf(connection, schema, known.table);
  checkOwnColumns(known, change, physical);
  const actions = alterations(known, change, physical);
  if (actions.length + change.retyped.length + change.added.length > 0) isToChange();
  if (actions.length > 0) {
    if (change.retyped.length > 0) await dropReaders(connection, schema, known);
    await connection.run(`ALTER TABLE ${tableName(schema, known.table)} ${actions.join(', ')}`);
  }
  if (change.retyped.length + change.added.length > 0) await recordTable(connection, schema, change.schema);
  await ensureLatest(connection, schema, change.schema, isToChange);
  return change.schema;
}

/** The view of the latest snapshot, of a table that has snapshots, with all of its columns. */
async function ensureLatest(
  connection: Connection,
  schema: string,
  table: TableSchema,
  isToChange: () => void,
): Promise<void> {
  if (!hasSnapshots(table)) return;
  const view = latestName(table.table);
  const there = await latestView(connection, schema, view);
  if (there && !there.isOurs) throw notOurs(connection, view, there.kind);
  if (there && there.columns >= (await physicalOf(connection, schema, table.table)).columns.size) return;
  isToChange();
  if (!(await existingTable(connection, schema, SNAPSHOTS.table)))
    await ensureTable(connection, schema, SNAPSHOTS.schema);
  const names = {
    table: tableName(schema, table.table),
    snapshots: tableName(schema, SNAPSHOTS.table),
  };
  await connection.run(`CREATE OR REPLACE VIEW ${tableName(schema, view)} AS ${latestSelect(table, names)}`);
  await connection.run(`COMMENT ON VIEW ${tableName(schema, view)} IS '${LATEST_MARK}'`);
}

/** PostgreSQL changes no type of a column that a view reads. Those of the mart are made again at the end of the load. */
async function dropReaders(connection: Connection, schema: string, table: TableSchema): Promise<void> {
  await dropViews(connection, schema);
  await dropLatest(connection, schema, table);
}

async function dropLatest(connection: Connection, schema: string, table: TableSchema): Promise<void> {
  const view = latestName(table.table);
  const there = hasSnapshots(table) ? await latestView(connection, schema, view) : undefined;
  if (there?.isOurs) await connection.run(`DROP VIEW ${tableName(schema, view)}`);
}

/** What has the name of a view; undefined when nothing has. */
async function latestView(
  connection: Connection,
  schema: string,
  view: string,
): Promise<{ isOurs: boolean; kind: string; columns: number } | undefined> {
  const [found] = await connection.query(
    `SELECT relkind, coalesce(obj_description(c.oid, 'pg_class'), ''), relnatts
     FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = $1 AND relname = $2`,
    [schema, storedName(view)],
  );
  if (!found) return undefined;
  const [kind, comment, columns] = found;
  return {
    isOurs: kind === 'v' && comment === LATEST_MARK,
    kind: KINDS[kind ?? ''] ?? 'relation',
    columns: Number(columns),
  };
}

/** A table without rows, such as one that a reset has emptied, may get another key. */
async function isToBeRemade(
  connection: Connection,
  schema: string,
  known: TableSchema,
  wanted: TableSchema,
): Promise<boolean> {
  if (!hasOtherKey(known, wanted)) return false;
  return (await connection.value(`SELECT 1 FROM ${tableName(schema, known.table)} LIMIT 1`)) === null;
}

/** The actions of ALTER TABLE. Columns of ours that others have dropped come back, empty. */
function alterations(known: TableSchema, { schema, retyped }: SchemaChange, physical: Physical): string[] {
  const before = new Map(known.columns.map((one) => [one.name.toLowerCase(), one.type]));
  const isThere = ({ name }: Column) => physical.columns.has(storedName(name));
  const added = schema.columns
    .filter((one) => !isThere(one))
    .map(({ name, type }) => `ADD COLUMN ${column(name)} ${TYPES[type]}`);
  const wider = retyped.filter(isThere).map(({ name, type }) => {
    const value = cast(column(name), before.get(name.toLowerCase()) ?? type, type);
    return `ALTER COLUMN ${column(name)} TYPE ${TYPES[type]} USING ${value}`;
  });
  return [...added, ...wider];
}

/** A table of ours; undefined when there is none. Throws `DestinationError` when others have made it. */
async function ownTable(
  connection: Connection,
  schema: string,
  { table }: TableSchema,
): Promise<TableSchema | undefined> {
  const known = await existingTable(connection, schema, table);
  if (known) return known;
  const kind = await connection.value(
    'SELECT relkind FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = $1 AND relname = $2',
    [schema, storedName(table)],
  );
  if (kind === null) return undefined;
  // Another session may have made it between the two looks.
  const made = await existingTable(connection, schema, table);
  if (made) return made;
  throw notOurs(connection, table, KINDS[kind] ?? 'relation');
}

function notOurs(connection: Connection, table: string, kind: string): DestinationError {
  return new DestinationError(
    'destination-foreign',
    `${connection.server.where} already has a ${kind} "${table}" that source-ovhcloud did not make; it was left as ` +
      'it is. Give the source object another technical name, or choose another schema',
  );
}

function checkOwnColumns(known: TableSchema, change: SchemaChange, physical: Physical): void {
  const expected = known.primaryKey.map(storedName);
  const sameKey = physical.key.size === expected.length && expected.every((name) => physical.key.has(name));
  if (!sameKey) {
    throw new DestinationError(
      'destination-key',
      `table "${known.table}" no longer has the primary key that source-ovhcloud gave it ` +
        `(${known.primaryKey.join(', ') || 'none'}). Give it back, or remove the table`,
    );
  }
  const foreign = change.added.find(({ name }) => physical.columns.has(storedName(name)));
  if (!foreign) return;
  throw new DestinationError(
    'destination-foreign',
    `table "${known.table}" has a column "${storedName(foreign.name)}" that source-ovhcloud did not make, and a field ` +
      'needs that name. Rename or remove the column, then run again',
  );
}

async function physicalOf(connection: Connection, schema: string, table: string): Promise<Physical> {
  const rows = await connection.query(
    `SELECT attname, coalesce(attnum = ANY (i.indkey), false)
     FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
     JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
     LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
     WHERE nspname = $1 AND relname = $2`,
    [schema, storedName(table)],
  );
  const names = (list: typeof rows) => new Set(list.map(([name]) => name ?? ''));
  return { columns: names(rows), key: names(rows.filter(([, isKey]) => isKey === 't')) };
}
