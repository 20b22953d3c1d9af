// Makes and widens the tables of a SQLite file inside the caller's transaction. Refuses tables that others have made.
import type { Database } from 'better-sqlite3';
import { DestinationError } from '../../model/errors.js';
import { hasSnapshots, LATEST_MARK, latestName, latestSelect, SNAPSHOTS } from '../../model/snapshots.js';
import type { Column, TableSchema } from '../../model/table.js';
import { isPending } from '../kit/pending-replace.js';
import { hasOtherKey, type SchemaChange, schemaChange } from '../kit/schema-evolution.js';
import {
  catalogedTable,
  catalogedTables,
  exactColumns,
  forgetTable,
  recordExact,
  recordTable,
  renameRecorded,
} from './catalog.js';
import { addColumn, castExpression, createTable, quote } from './sql.js';

const REBUILT = '_ovh_rebuilt';

interface PhysicalColumn {
  name: string;
  type: string;
  notnull: number;
  dflt_value: string | null;
  pk: number;
  /** 0 for ordinary columns; 2 and 3 for generated ones. */
  hidden: number;
}

/** The tables of ours, without the pending ones. */
export function existingTables(db: Database): TableSchema[] {
  const names = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  const there = new Set(names.map((name) => name.toLowerCase()));
  return catalogedTables(db).filter(({ table }) => !isPending(table) && there.has(table.toLowerCase()));
}

export function existingTable(db: Database, table: string): TableSchema | undefined {
  return entryType(db, table) === 'table' ? catalogedTable(db, table) : undefined;
}

/** Throws `DestinationError` when a table of this name cannot become what is wanted. */
export function checkTable(db: Database, wanted: TableSchema): void {
  const known = ownTable(db, wanted);
  schemaChange(known && isToBeRemade(db, known, wanted) ? undefined : known, wanted);
}

/** Creates or widens a table, and returns its schema. Call it inside a transaction. */
export function ensureTable(db: Database, wanted: TableSchema): TableSchema {
  const there = ownTable(db, wanted);
  const known = there && isToBeRemade(db, there, wanted) ? removeTable(db, there) : there;
  const change = schemaChange(known, wanted);
  if (!known) {
    db.exec(createTable(wanted.table, wanted));
    recordTable(db, change.schema);
    ensureLatest(db, change.schema);
    return change.schema;
  }
  makeRoom(db, known, change);
  const physical = physicalColumns(db, known.table);
  checkOwnColumns(known, change, physical);
  if (change.retyped.length > 0) rebuild(db, known, change.schema, physical);
  else addMissing(db, change.schema, physical);
  if (change.retyped.length + change.added.length > 0) recordTable(db, change.schema);
  ensureLatest(db, change.schema);
  return change.schema;
}

/** The view of the latest snapshot, of a table that has snapshots. It has all columns of the table, also later ones. */
function ensureLatest(db: Database, schema: TableSchema): void {
  if (!hasSnapshots(schema)) return;
  const view = latestName(schema.table);
  const type = entryType(db, view);
  if (type === 'view' && isLatest(db, view)) return;
  if (type !== undefined) throw notOurs(view, type);
  if (entryType(db, SNAPSHOTS.table) === undefined) ensureTable(db, SNAPSHOTS.schema);
  const names = { table: quote(schema.table), snapshots: quote(SNAPSHOTS.table) };
  db.exec(`CREATE VIEW ${quote(view)} AS /* ${LATEST_MARK} */ ${latestSelect(schema, names)}`);
}

function isLatest(db: Database, view: string): boolean {
  const sql = "SELECT instr(sql, ?) FROM sqlite_master WHERE type = 'view' AND name = ? COLLATE NOCASE";
  return Boolean(db.prepare<[string, string], number>(sql).pluck().get(LATEST_MARK, view));
}

/** A table without rows, such as one that a reset has emptied, may get another key. */
function isToBeRemade(db: Database, known: TableSchema, wanted: TableSchema): boolean {
  if (!hasOtherKey(known, wanted)) return false;
  return db.prepare(`SELECT 1 FROM ${quote(known.table)} LIMIT 1`).get() === undefined;
}

function removeTable(db: Database, schema: TableSchema): undefined {
  const { table } = schema;
  const view = latestName(table);
  if (hasSnapshots(schema) && isLatest(db, view)) db.exec(`DROP VIEW ${quote(view)}`);
  db.exec(`DROP TABLE ${quote(table)}`);
  forgetTable(db, table);
}

/** A table of ours; undefined when there is none. Throws `DestinationError` when others have made it. */
function ownTable(db: Database, { table }: TableSchema): TableSchema | undefined {
  const type = entryType(db, table);
  if (type === undefined) return undefined;
  const known = catalogedTable(db, table);
  if (known && type === 'table') return known;
  throw notOurs(table, type);
}

function notOurs(table: string, type: string): DestinationError {
  return new DestinationError(
    'destination-foreign',
    `the file already has a ${type} "${table}" that source-ovhcloud did not make; it was left as it is. ` +
      'Give the source object another technical name, or choose another file',
  );
}

function checkOwnColumns(known: TableSchema, change: SchemaChange, physical: PhysicalColumn[]): void {
  const key = physical.filter((column) => column.pk > 0).map((column) => column.name.toLowerCase());
  const expected = known.primaryKey.map((name) => name.toLowerCase());
  const names = new Set(physical.map((column) => column.name.toLowerCase()));
  const sameKey = key.length === expected.length && expected.every((name) => key.includes(name));
  if (!sameKey || !known.columns.some((column) => names.has(column.name.toLowerCase()))) {
    throw notOurs(known.table, 'table');
  }
  const foreign = change.added.find((column) => names.has(column.name.toLowerCase()));
  if (!foreign) return;
  throw new DestinationError(
    'destination-foreign',
    `table "${known.table}" has a column "${foreign.name}" that source-ovhcloud did not make, and a field needs ` +
      'that name. Rename or remove the column, then run again',
  );
}

/** The column with the digits of another, which is made when it is not there. Call it inside a transaction. */
export function ensureExact(db: Database, schema: TableSchema, of: Column): string {
  const known = exactColumns(db, schema).get(of.name.toLowerCase());
  if (known !== undefined) return known;
  const name = freeName(`${of.name}_exact`, schema, physicalColumns(db, schema.table));
  db.exec(addColumn(schema.table, { name, type: 'text', path: '' }));
  recordExact(db, schema.table, of, name);
  return name;
}

/** Gives columns with the digits of others another name, where a field needs theirs. */
function makeRoom(db: Database, known: TableSchema, { schema, added }: SchemaChange): void {
  const wanted = new Set(added.map(({ name }) => name.toLowerCase()));
  for (const name of exactColumns(db, known).values()) {
    if (!wanted.has(name.toLowerCase())) continue;
    const other = freeName(name, schema, physicalColumns(db, known.table));
    db.exec(`ALTER TABLE ${quote(known.table)} RENAME COLUMN ${quote(name)} TO ${quote(other)}`);
    renameRecorded(db, known.table, name, other);
  }
}

function freeName(wanted: string, { columns }: TableSchema, physical: readonly PhysicalColumn[]): string {
  const taken = new Set([...columns, ...physical].map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}_${number}`;
  return name;
}

function addMissing(db: Database, schema: TableSchema, physical: PhysicalColumn[]): void {
  const names = new Set(physical.map((column) => column.name.toLowerCase()));
  for (const column of schema.columns) {
    if (!names.has(column.name.toLowerCase())) db.exec(addColumn(schema.table, column));
  }
}

/** SQLite cannot change the type of a column, so the rows move to a new table, which takes the name. */
function rebuild(db: Database, known: TableSchema, schema: TableSchema, physical: PhysicalColumn[]): void {
  const ours = new Map(schema.columns.map((column) => [column.name.toLowerCase(), column]));
  const before = new Map(known.columns.map((column) => [column.name.toLowerCase(), column]));
  const extra = physical.filter((column) => !ours.has(column.name.toLowerCase()));
  checkNotGenerated(known.table, extra);
  const attached = attachedStatements(db, known.table);
  const exact = exactColumns(db, known);
  const keys = new Set(schema.primaryKey.map((name) => name.toLowerCase()));
  const sources = physical.map((column) => {
    const name = column.name.toLowerCase();
    const [from, to] = [before.get(name), ours.get(name)];
    if (!from || !to) return quote(column.name);
    const options = { isKey: keys.has(name), exact: exact.get(name) };
    return castExpression(column.name, [from.type, to.type], options);
  });
  db.exec(createTable(REBUILT, schema, extra.map(declaration)));
  const targets = physical.map(({ name }) => quote(name)).join(', ');
  db.exec(
    `INSERT INTO ${quote(REBUILT)} (${targets}) SELECT ${sources.join(', ')} FROM ${quote(known.table)}`,
  );
  replaceTable(db, known.table);
  for (const statement of attached) db.exec(statement);
}

/** In legacy mode, renaming leaves views and triggers that name the table unchanged. */
function replaceTable(db: Database, table: string): void {
  db.pragma('legacy_alter_table = ON');
  try {
    db.exec(`DROP TABLE ${quote(table)}`);
    db.exec(`ALTER TABLE ${quote(REBUILT)} RENAME TO ${quote(table)}`);
  } finally {
    db.pragma('legacy_alter_table = OFF');
  }
}

/** The statements of indexes and triggers that others have made on a table. */
function attachedStatements(db: Database, table: string): string[] {
  const sql = `SELECT sql FROM sqlite_master
    WHERE tbl_name = ? COLLATE NOCASE AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid`;
  return db.prepare<[string], string>(sql).pluck().all(table);
}

function checkNotGenerated(table: string, extra: PhysicalColumn[]): void {
  const generated = extra.find((column) => column.hidden !== 0);
  if (!generated) return;
  throw new DestinationError(
    'destination-constraint',
    `table "${table}" must be rebuilt because a column changes its type, but its generated column ` +
      `"${generated.name}" would be lost. Remove that column (a view can take its place), then run again`,
  );
}

function declaration({ name, type, notnull, dflt_value: value }: PhysicalColumn): string {
  return `${quote(name)} ${type}${notnull ? ' NOT NULL' : ''}${value === null ? '' : ` DEFAULT (${value})`}`;
}

function physicalColumns(db: Database, table: string): PhysicalColumn[] {
  return db.prepare<[string], PhysicalColumn>('SELECT * FROM pragma_table_xinfo(?)').all(table);
}

/** `table`, `view` or `index`; undefined when nothing has that name. */
function entryType(db: Database, name: string): string | undefined {
  const sql = "SELECT type FROM sqlite_master WHERE name = ? COLLATE NOCASE AND type <> 'trigger'";
  return db.prepare<[string], string>(sql).pluck().get(name);
}
