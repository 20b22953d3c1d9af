// A slice on its way: rows by table in memory, and in files that nothing names yet when they become many.
import { DestinationError } from '../../model/errors.js';
import type { RowBatch, TableSchema } from '../../model/table.js';
import { replacedKeys, rowEncoder } from '../kit/cells.js';
import { targetBatch } from '../kit/pending-replace.js';
import { keyChecker, schemaChange } from '../kit/schema-evolution.js';
import { addToStats, type ColumnStats, noStats } from '../segments/column-stats.js';
import { type Block, indexOf, keyText, lineOf, textOf } from '../segments/rows.js';
import { type PlannedSegment, type Segment, writeSegments } from '../segments/segment.js';
import { Tombstones } from '../segments/tombstones.js';
import type { Storage } from '../storage/storage.js';
import { type Manifest, tableOf } from './manifest.js';

/** Characters of rows that are held in memory. */
const MOST_TEXT = 8 * 1024 * 1024;

/** Rows of one table since the last part. */
class Pending {
  readonly rows = new Map<string | number, string>();
  readonly deletes = new Tombstones();
  readonly facts: ColumnStats = noStats();
  /** Rows by what may be replaced at once. */
  groups: { columns: string[]; keys: Map<string, Set<string | number>> } | undefined;
  /** Number of the next row of a table without a key. */
  next = 0;

  get isEmpty(): boolean {
    return this.rows.size + this.deletes.count === 0;
  }

  planned(isKeyed: boolean): PlannedSegment {
    const { deletes, facts } = this;
    return {
      blocks: [isKeyed ? sorted(this.rows) : { keys: [], lines: [...this.rows.values()] }],
      deletes,
      facts,
      deflated: false,
    };
  }
}

interface Target {
  schema: TableSchema;
  buffer: Pending;
  parts: Segment[];
}

export class SliceWriter {
  readonly #targets = new Map<string, Target>();
  readonly #files: string[] = [];
  #planned: { target: Target; part: PlannedSegment }[] = [];
  #size = 0;

  constructor(
    private readonly storage: Storage,
    private readonly manifest: Manifest,
    private readonly newFile: () => string,
  ) {}

  /** What the tables of the slice become, and the parts that come to them. */
  get tables(): Iterable<{ schema: TableSchema; parts: Segment[] }> {
    return this.#targets.values();
  }

  declare(schema: TableSchema): void {
    this.#target(schema);
  }

  async add(given: RowBatch): Promise<void> {
    const batch = given.pendingReplace ? this.#pendingBatch(given) : given;
    const target = this.#target(batch.schema);
    const groupOf = this.#remove(target, batch);
    const { schema, buffer } = target;
    const [encode, checkKey, keyOf] = [rowEncoder(schema, batch.schema), keyChecker(schema), keyText(schema)];
    for (const cells of batch.rows) {
      const row = encode(cells);
      checkKey(row);
      const key = keyOf ? keyOf(row) : buffer.next++;
      const line = lineOf(row);
      buffer.rows.set(key, line);
      addToStats(buffer.facts, schema.columns, row);
      if (groupOf) enter(buffer, groupOf(row), key);
      this.#size += line.length;
    }
    if (this.#size > MOST_TEXT) await this.flush();
  }

  /** Writes what is in memory. */
  async flush(): Promise<void> {
    for (const target of this.#targets.values()) this.#seal(target);
    const planned = this.#planned;
    this.#planned = [];
    this.#size = 0;
    if (planned.length === 0) return;
    const file = this.newFile();
    this.#files.push(file);
    const parts = await writeSegments(
      this.storage,
      file,
      planned.map(({ part }) => part),
    );
    for (const [index, { target }] of planned.entries()) {
      const part = parts[index];
      if (part) target.parts.push(part);
    }
  }

  async abandon(): Promise<void> {
    for (const file of this.#files) await this.storage.remove(file);
  }

  /** It must be able to take the place of its table's rows one day: with the key in the same order. */
  #pendingBatch(given: RowBatch): RowBatch {
    const known = tableOf(this.manifest, given.schema.table);
    schemaChange(known?.schema, given.schema);
    const batch = targetBatch(given);
    return known ? { ...batch, schema: { ...batch.schema, primaryKey: known.schema.primaryKey } } : batch;
  }

  #target(wanted: TableSchema): Target {
    const name = wanted.table.toLowerCase();
    const known = this.#targets.get(name);
    const { schema, retyped } = schemaChange(known?.schema ?? tableOf(this.manifest, name)?.schema, wanted);
    const target = known ?? { schema, buffer: new Pending(), parts: [] };
    // What is noted of a column holds for its type.
    if (retyped.length > 0) this.#seal(target);
    target.schema = schema;
    this.#targets.set(name, target);
    return target;
  }

  #seal(target: Target): void {
    const { buffer, schema } = target;
    if (buffer.isEmpty) return;
    this.#planned.push({ target, part: buffer.planned(schema.primaryKey.length > 0) });
    target.buffer = new Pending();
  }

  /**
   * Rows that a batch takes the place of go: those in memory at once, those in parts when they are read. Gives what
   * the rows of the batch are to be found by when the next batch replaces some of them.
   */
  #remove(
    target: Target,
    batch: RowBatch,
  ): ((row: readonly (string | boolean | bigint | null)[]) => string) | undefined {
    const { replaces } = batch;
    if (!replaces) {
      // Rows of which it is not known what may replace them.
      if (batch.rows.length > 0 && target.buffer.groups) this.#seal(target);
      return undefined;
    }
    const columns = replaces.columns.map((name) => name.toLowerCase());
    const keys = replacedKeys(target.schema, batch).map(textOf);
    if (!canGroup(target, columns)) this.#seal(target);
    const { buffer, schema } = target;
    if (buffer.rows.size === 0 || !buffer.groups) buffer.groups = { columns, keys: new Map() };
    for (const key of keys) {
      for (const row of buffer.groups.keys.get(key) ?? []) buffer.rows.delete(row);
      buffer.groups.keys.delete(key);
    }
    buffer.deletes.add(columns, keys);
    const indexes = columns.map((name) => indexOf(schema, name));
    if (indexes.includes(-1))
      throw new DestinationError(
        'destination-misuse',
        `table "${schema.table}" lacks a column of ${columns.join(', ')}`,
      );
    return (row) => textOf(indexes.map((index) => row[index]));
  }
}

/**
 * Whether rows in memory can be removed there: they are known by these columns, and one that goes uncovers no row
 * with its key in an earlier part.
 */
function canGroup({ buffer, schema }: Target, columns: string[]): boolean {
  if (buffer.rows.size === 0) return true;
  const key = new Set(schema.primaryKey.map((name) => name.toLowerCase()));
  const isKnown = buffer.groups?.columns.join('\n') === columns.join('\n');
  return isKnown && (key.size === 0 || columns.every((name) => key.has(name)));
}

function enter({ groups }: Pending, group: string, key: string | number): void {
  const keys = groups?.keys.get(group);
  if (keys) keys.add(key);
  else groups?.keys.set(group, new Set([key]));
}

function sorted(rows: ReadonlyMap<string | number, string>): Block {
  const keys = ([...rows.keys()] as string[]).sort();
  return { keys, lines: keys.map((key) => rows.get(key) as string) };
}
