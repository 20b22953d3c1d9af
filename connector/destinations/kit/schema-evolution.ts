// Schema evolution: a table gains columns, and columns widen. Nothing else ever changes.
import { DestinationError } from '../../model/errors.js';
import { keyTexts } from '../../model/record-id.js';
import { type Column, type TableSchema, widen } from '../../model/table.js';
import type { Stored } from './cells.js';
import { onceForSchemas } from './once-for-schemas.js';

export interface SchemaChange {
  /** The table afterwards; the known columns come first, in their order. */
  schema: TableSchema;
  added: Column[];
  /** Columns with a new type. */
  retyped: Column[];
}

/** Throws `DestinationError` when the keys differ, or the wanted schema is not a table. */
export function schemaChange(known: TableSchema | undefined, wanted: TableSchema): SchemaChange {
  checkWanted(wanted);
  if (!known) return { schema: copySchema(wanted), added: wanted.columns, retyped: [] };
  checkSameKey(known, wanted);
  const columns = new Map(known.columns.map((column) => [column.name.toLowerCase(), column]));
  const added: Column[] = [];
  const retyped: Column[] = [];
  for (const column of wanted.columns) {
    const name = column.name.toLowerCase();
    const before = columns.get(name);
    if (!before) {
      added.push(column);
      columns.set(name, column);
      continue;
    }
    const type = widen(before.type, column.type);
    if (type === before.type) continue;
    const after = { ...before, type };
    retyped.push(after);
    columns.set(name, after);
  }
  return { schema: { ...known, columns: [...columns.values()] }, added, retyped };
}

/** Whether the keys differ. A table without rows may then be dropped and made again. */
export function hasOtherKey(known: TableSchema, wanted: TableSchema): boolean {
  return keyText(known) !== keyText(wanted);
}

/** A copy, because the caller's schema may grow later. */
export function copySchema({ table, columns, primaryKey }: TableSchema): TableSchema {
  return { table, columns: columns.map((column) => ({ ...column })), primaryKey: [...primaryKey] };
}

/** Returns the key of a row as one text; undefined for tables without a key. Throws as `keyChecker` does. */
export function keyReader(schema: TableSchema): (row: readonly Stored[]) => string | undefined {
  const indexes = keyIndexes(schema);
  const checkKey = keyChecker(schema);
  const textOf = keyTexts<Stored>(indexes, (value) => JSON.stringify(String(value)));
  return (row) => {
    checkKey(row);
    return indexes.length === 0 ? undefined : textOf(row);
  };
}

/** Throws `DestinationError` when a key column is null: such a row would never match its earlier version. */
export const keyChecker = onceForSchemas((schema: TableSchema) => {
  const indexes = keyIndexes(schema);
  const refusal = (place: number) =>
    new DestinationError(
      'destination-key',
      `table "${schema.table}": a row has no value in the key column "${schema.primaryKey[place]}"`,
    );
  return (row: readonly Stored[]): void => {
    for (let place = 0; place < indexes.length; place++)
      if ((row[indexes[place] ?? -1] ?? null) === null) throw refusal(place);
  };
});

function keyIndexes({ columns, primaryKey }: TableSchema): number[] {
  const names = columns.map((column) => column.name.toLowerCase());
  return primaryKey.map((name) => names.indexOf(name.toLowerCase()));
}

function checkWanted({ table, columns, primaryKey }: TableSchema): void {
  const names = new Set(columns.map((column) => column.name.toLowerCase()));
  const problem =
    columns.length === 0
      ? 'has no columns'
      : names.size < columns.length
        ? 'has two columns of the same name'
        : primaryKey.some((name) => !names.has(name.toLowerCase()))
          ? 'lacks a column of its primary key'
          : undefined;
  if (problem)
    throw new DestinationError('destination-value', `table "${table}" cannot be made: it ${problem}`);
}

function checkSameKey(known: TableSchema, wanted: TableSchema): void {
  if (!hasOtherKey(known, wanted)) return;
  throw new DestinationError(
    'destination-key',
    `table "${known.table}" has ${words(known)}, but ${words(wanted)} is wanted. ` +
      'Give the source object another technical name, or remove the table',
  );
}

const keyText = ({ primaryKey }: TableSchema) =>
  JSON.stringify(primaryKey.map((name) => name.toLowerCase()).sort());

function words({ primaryKey }: TableSchema): string {
  return primaryKey.length === 0 ? 'no primary key' : `the primary key (${primaryKey.join(', ')})`;
}
