// What earlier loads have left for later ones: one table each for items, loads, cursors and definitions.
import { flag, instant, json, optional, ownTable, type RowOf, text } from '../../model/own-table.js';
import { type Cell, isOwnTable, type RowBatch, type TableSchema } from '../../model/table.js';
import type { DefinitionParts } from './definition-parts.js';

const account = text('value of `_account` in the rows of the data');
const source = text('technical name of the source object');
const fingerprint = text(
  'digest of what the source object reads: when its configuration changes, this row no longer counts',
);

export const KNOWN = ownTable(
  '_ovh_known',
  'item that was loaded with everything below it, or that is loaded again because it is not final',
  {
    account,
    source,
    fingerprint,
    item: text('the item as JSON; below another list with the path parameters of its list'),
    loadId: text('the load that read it: `load_id` of `_ovh_load`'),
    isFinal: flag('false: later loads read it again (mode `open`)'),
  },
  ['account', 'source', 'fingerprint', 'item'],
);

export const LOADS = ownTable(
  '_ovh_load',
  'list at the root of its tree: its last load',
  {
    account,
    source,
    fingerprint,
    loadId: text('`run_id` of the run that started it; a run that resumes it keeps this id'),
    startedAt: instant('when it started or was last resumed'),
    state: text<'started' | 'ended'>('`started`: it was interrupted, or it is running; else `ended`'),
    snapshotAt: optional(instant('`_snapshot_at` of the rows of its snapshots')),
  },
  ['account', 'source', 'fingerprint'],
);

export const CURSORS = ownTable(
  '_ovh_cursor',
  'list in mode `window`, and path parameters: how far it was read',
  {
    account,
    source,
    fingerprint: text('as in `_ovh_known`, with the window of the list'),
    partition: text('path parameters of the list, as JSON'),
    readUntil: instant('what is dated before this was read, apart from the look-back'),
  },
  ['account', 'source', 'fingerprint', 'partition'],
);

export const DEFINITIONS = ownTable(
  '_ovh_definition',
  'source object: the definition with which it was last loaded',
  {
    account,
    source,
    fingerprint,
    tableName: text('its table'),
    route: text('method and path'),
    parts: json<DefinitionParts>('the parts of the definition, to say what has changed', {}),
    runId: text('the run that recorded it'),
  },
  ['account', 'source'],
);

export type StoredDefinition = RowOf<typeof DEFINITIONS>;

/** What is stored of each source object of each account. The keys say it: no list to keep. */
export function stateTables(tables: readonly TableSchema[]): TableSchema[] {
  return ownTables(tables, ['account', 'source']);
}

/** What is recorded of each run. */
export function runTables(tables: readonly TableSchema[]): TableSchema[] {
  return ownTables(tables, ['run_id']);
}

/** Rows with these values in these columns go; none come. */
export function removal(schema: TableSchema, columns: string[], keys: Cell[][]): RowBatch {
  return { schema, rows: [], replaces: { columns, keys } };
}

function ownTables(tables: readonly TableSchema[], key: readonly string[]): TableSchema[] {
  return tables.filter(
    ({ table, primaryKey }) => isOwnTable(table) && key.every((name) => primaryKey.includes(name)),
  );
}
