// Where state is: what earlier loads of one account have left for later ones. The destination has it, or a caller brings it.
import type { OwnRow } from '../../model/own-table.js';
import type { RowBatch } from '../../model/table.js';
import type { CURSORS, DEFINITIONS, KNOWN, LOADS } from './state-tables.js';

type StateRow<Table extends { columns: object }> = Omit<OwnRow<Table['columns']>, 'account'>;

export type KnownItem = StateRow<typeof KNOWN>;
export type StoredLoad = StateRow<typeof LOADS>;
export type StoredCursor = StateRow<typeof CURSORS>;
export type StoredDefinition = StateRow<typeof DEFINITIONS>;

/** What belongs to a source object as it is configured. */
export interface StateKey {
  source: string;
  fingerprint: string;
}

/** What one commit changes. A row takes the place of the one with its key. */
export interface StateChanges {
  known: KnownItem[];
  loads: StoredLoad[];
  cursors: StoredCursor[];
  definitions: StoredDefinition[];
  /** Items of these loads are no longer known. */
  forgotten: Pick<KnownItem, 'source' | 'loadId'>[];
  /** These items are no longer known. */
  gone: Pick<KnownItem, 'source' | 'item'>[];
  /** Nothing that is stored for these counts any more. */
  outdated: StateKey[];
}

/**
 * A run reads it at its start, before the first call. Then it calls `write` once for each commit and, when the
 * destination has committed, `committed`: never in parallel. What was written and not confirmed before the next `write`
 * is void. An error of a read keeps the run from starting; an error of `write` or `committed` ends it.
 */
export interface StateStore {
  /** Whether the rows of a table are still there. State of a table that is gone does not count. */
  hasTable(table: string): boolean;
  definitions(): AsyncIterable<StoredDefinition>;
  loads(key: StateKey): AsyncIterable<StoredLoad>;
  cursors(key: StateKey): AsyncIterable<StoredCursor>;
  /** @param loadId only items of this load */
  known(key: StateKey, loadId?: string): AsyncIterable<KnownItem>;
  /** Returns the rows that the destination has to commit with the slice: none where state is elsewhere. */
  write(changes: StateChanges): RowBatch[];
  committed(): void | Promise<void>;
}

/** Bytes of an item or of path parameters that are stored; those of longer ones are read again by each load. */
const LONGEST_KEY = 1000;

/** Whether a text is longer than what every store can have as a key. */
export function isTooLong(key: string): boolean {
  return key.length * 3 > LONGEST_KEY && Buffer.byteLength(key) > LONGEST_KEY;
}

/** No changes, but these. */
export function changesOf(changes: Partial<StateChanges>): StateChanges {
  return {
    known: [],
    loads: [],
    cursors: [],
    definitions: [],
    forgotten: [],
    gone: [],
    outdated: [],
    ...changes,
  };
}
