// A slice on its way: a memtable for each table, flushed into segments that no manifest names yet.
import { DestinationError } from '../../model/errors.js';
import type { RowBatch, TableSchema } from '../../model/table.js';
import { replacedKeys, rowEncoder, type Stored } from '../kit/cells.js';
import { pendingName, targetBatch } from '../kit/pending-replace.js';
import { hasOtherKey, keyChecker, schemaChange } from '../kit/schema-evolution.js';
import { type ColumnStats, isWatched, noStats, statsAdder } from '../segments/column-stats.js';
import { PackedLines } from '../segments/packed-lines.js';
import { indexOf, keyText, lineOf, textOf } from '../segments/rows.js';
import { type PlannedSegment, type Segment, writeSegments } from '../segments/segment.js';
import { Tombstones } from '../segments/tombstones.js';
import type { Storage } from '../storage/storage.js';
import { type Manifest, tableOf } from './manifest.js';

/** Bytes of rows in memory, over all tables. More are flushed. */
const MOST_TEXT = 8 * 1024 * 1024;

type GroupOf = (row: readonly Stored[]) => string;

/** Rows of one table in memory: what becomes its next segment. */
class Memtable {
  /** Numbers of lines by key; of a table without a key each line by its own number. */
  readonly rows = new Map<string | number, number>();
  readonly lines = new PackedLines();
  readonly tombstones = new Tombstones();
  readonly stats: ColumnStats = noStats();
  /** Rows by the values that a later batch may replace them by. */
  groups: { columns: string[]; keys: Map<string, Set<string | number>> } | undefined;

  get isEmpty(): boolean {
    return this.rows.size + this.tombstones.count === 0;
  }

  /** Returns the bytes that the rows take. @param groupOf by what a later batch may replace a row */
  add(schema: TableSchema, rows: readonly (readonly Stored[])[], groupOf: GroupOf | undefined): number {
    const keyOf = keyText(schema);
    const addToStats = statsAdder(schema);
    const lines: string[] = [];
    for (const row of rows) {
      const number = this.lines.next + lines.length;
      const key = keyOf ? keyOf(row) : number;
      this.rows.set(key, number);
      addToStats(this.stats, row);
      if (groupOf) this.#enter(groupOf(row), key);
      lines.push(lineOf(row));
    }
    return this.lines.add(lines);
  }

  #enter(group: string, key: string | number): void {
    const keys = this.groups?.keys.get(group);
    if (keys) keys.add(key);
    else this.groups?.keys.set(group, new Set([key]));
  }

  toSegment(isKeyed: boolean): PlannedSegment {
    const { rows, lines, tombstones, stats } = this;
    const keys = isKeyed ? ([...rows.keys()] as string[]).sort() : [];
    const numbers = isKeyed ? keys.map((key) => rows.get(key) as number) : [...rows.values()];
    return { rows: { keys, numbers, lines }, tombstones, stats };
  }
}

interface TableSlice {
  schema: TableSchema;
  memtable: Memtable;
  segments: Segment[];
}

export class SliceBuffer {
  readonly #targets = new Map<string, TableSlice>();
  readonly #files: string[] = [];
  #planned: { target: TableSlice; segment: PlannedSegment }[] = [];
  #size = 0;

  constructor(
    private readonly storage: Storage,
    private readonly manifest: Manifest,
    private readonly newFile: () => string,
  ) {}

  /** The tables of the slice, as they become, and their new segments. */
  get tables(): Iterable<{ schema: TableSchema; segments: Segment[] }> {
    return this.#targets.values();
  }

  /** A table without rows of its own in this slice. */
  declare(schema: TableSchema): void {
    this.#target(schema);
  }

  async add(given: RowBatch): Promise<void> {
    const batch = given.pendingReplace ? this.#pendingBatch(given) : given;
    const target = this.#target(batch.schema);
    const groupOf = this.#remove(target, batch);
    const { schema, memtable } = target;
    const rows = batch.rows.map(rowEncoder(schema, batch.schema));
    const checkKey = keyChecker(schema);
    for (const row of rows) checkKey(row);
    this.#size += memtable.add(schema, rows, groupOf);
    if (this.#size > MOST_TEXT) await this.flush();
  }

  /** Writes all memtables as segments, into one file. */
  async flush(): Promise<void> {
    for (const target of this.#targets.values()) this.#seal(target);
    const planned = this.#planned;
    this.#planned = [];
    this.#size = 0;
    if (planned.length === 0) return;
    const file = this.newFile();
    this.#files.push(file);
    const segments = await writeSegments(
      this.storage,
      file,
      planned.map(({ segment }) => segment),
    );
    for (const [index, { target }] of planned.entries()) {
      const segment = segments[index];
      if (segment) target.segments.push(segment);
    }
  }

  /** Removes the files of a slice that failed. */
  async abandon(): Promise<void> {
    for (const file of this.#files) await this.storage.remove(file);
  }

  /** Pending rows must fit their table at the end of the run: the key has the same order. */
  #pendingBatch(given: RowBatch): RowBatch {
    const known = this.#schemaOf(given.schema.table);
    schemaChange(known, given.schema);
    const batch = targetBatch(given);
    return known ? { ...batch, schema: inOrderOf(known, batch.schema) } : batch;
  }

  /** As it is in this slice, or was before. */
  #schemaOf(table: string): TableSchema | undefined {
    return this.#targets.get(table.toLowerCase())?.schema ?? tableOf(this.manifest, table)?.schema;
  }

  #target(wanted: TableSchema): TableSlice {
    const name = wanted.table.toLowerCase();
    const known = this.#targets.get(name);
    const before = this.#schemaOf(name);
    // Rows may wait for a table that is not there yet.
    const pending = before ? undefined : this.#schemaOf(pendingName(name));
    const { schema, added, retyped } = schemaChange(before, pending ? inOrderOf(pending, wanted) : wanted);
    const target = known ?? { schema, memtable: new Memtable(), segments: [] };
    // The statistics of a column hold for its type, and for all rows of a segment.
    if (retyped.length > 0 || added.some(isWatched)) this.#seal(target);
    target.schema = schema;
    this.#targets.set(name, target);
    return target;
  }

  #seal(target: TableSlice): void {
    const { memtable, schema } = target;
    if (memtable.isEmpty) return;
    this.#planned.push({ target, segment: memtable.toSegment(schema.primaryKey.length > 0) });
    target.memtable = new Memtable();
  }

  /**
   * Removes the rows that a batch replaces: from memory at once, from segments by tombstones. Returns the text by which
   * rows of the batch are found when a later batch replaces them.
   */
  #remove(target: TableSlice, batch: RowBatch): GroupOf | undefined {
    const { replaces } = batch;
    if (!replaces) {
      // These rows have no values by which a later batch could find them.
      if (batch.rows.length > 0 && target.memtable.groups) this.#seal(target);
      return undefined;
    }
    const columns = replaces.columns.map((name) => name.toLowerCase());
    const keys = replacedKeys(target.schema, batch).map(textOf);
    if (!canGroup(target, columns)) this.#seal(target);
    const { memtable, schema } = target;
    if (memtable.rows.size === 0 || !memtable.groups) memtable.groups = { columns, keys: new Map() };
    for (const key of keys) {
      for (const row of memtable.groups.keys.get(key) ?? []) memtable.rows.delete(row);
      memtable.groups.keys.delete(key);
    }
    memtable.tombstones.add(columns, keys);
    const indexes = columns.map((name) => indexOf(schema, name));
    if (indexes.includes(-1))
      throw new DestinationError(
        'destination-misuse',
        `table "${schema.table}" lacks a column of ${columns.join(', ')}`,
      );
    return (row) => textOf(indexes.map((index) => row[index]));
  }
}

/** A table with its key in the order of another with that key: of pending rows, or of the table that they wait for. */
function inOrderOf(other: TableSchema, schema: TableSchema): TableSchema {
  return hasOtherKey(other, schema) ? schema : { ...schema, primaryKey: other.primaryKey };
}

/**
 * Whether rows can be removed from memory: they are grouped by these columns, and none of them hides a row with its key
 * in an earlier segment.
 */
function canGroup({ memtable, schema }: TableSlice, columns: string[]): boolean {
  if (memtable.rows.size === 0) return true;
  const key = new Set(schema.primaryKey.map((name) => name.toLowerCase()));
  const isKnown = memtable.groups?.columns.join('\n') === columns.join('\n');
  return isKnown && (key.size === 0 || columns.every((name) => key.has(name)));
}
