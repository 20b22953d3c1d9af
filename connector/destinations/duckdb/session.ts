// One session on a DuckDB file, with a connection that writes, one that reads, and one for each stream of rows.
import type {
  CommentStore,
  CommitResult,
  Deletion,
  Replacement,
  RowQuery,
  SliceCommit,
  TableSession,
  ViewStore,
} from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import type { Cell, TableSchema } from '../../model/table.js';
import { discardPending, type EndOfRunTables, markRows, swapTables } from '../kit/end-of-run.js';
import { OneAtATime } from '../kit/one-at-a-time.js';
import { isPending, targetBatch } from '../kit/pending-replace.js';
import { decodeCell, storedQuery } from '../kit/row-query.js';
import { eachBatch, tableChecker } from '../kit/slice-batches.js';
import type { WriteTurns } from '../locks/write-turns.js';
import { readComments, writeComments } from './comments.js';
import type { Connection, Database } from './database.js';
import { endOfRunTables } from './end-of-run.js';
import { existingTable, existingTables, type Table } from './existing-tables.js';
import { KnownTables } from './known-tables.js';
import { mergeGroup } from './merge.js';
import { type MeasuredGroup, SliceBuffer } from './slice-buffer.js';
import { quote, selectRows } from './sql.js';
import { checkTable, ensureTable } from './tables.js';
import { type Encoder, storable } from './values.js';
import { madeViews, makeViews, otherNames } from './views.js';

export interface SessionParts {
  database: Database;
  writer: Connection;
  reader: Connection;
  encoder: Encoder;
  readOnly: boolean;
  /** Of all sessions of this process on the file. */
  turns: WriteTurns;
}

export class DuckdbSession implements TableSession {
  readonly #database: Database;
  readonly #writer: Connection;
  readonly #tables: KnownTables;
  /** What is committed, as it was last read: as long as nothing has changed. */
  #committed: { tables: Promise<TableSchema[]>; openings: number | undefined } | undefined;
  #openings: number | undefined;
  readonly #reader: Connection;
  readonly #encoder: Encoder;
  readonly #slice: SliceBuffer;
  readonly #endOfRun: EndOfRunTables<Table>;
  readonly #isReadOnly: boolean;
  readonly #streams = new Set<Connection>();
  readonly #writing = new OneAtATime();
  readonly #turns: WriteTurns;
  readonly #leave: () => void;
  #closed = false;

  constructor({ database, writer, reader, encoder, readOnly, turns }: SessionParts) {
    this.#turns = turns;
    this.#leave = readOnly ? () => undefined : turns.enter();
    this.#database = database;
    this.#writer = writer;
    this.#reader = reader;
    this.#encoder = encoder;
    this.#isReadOnly = readOnly;
    this.#slice = new SliceBuffer(writer, encoder);
    this.#tables = new KnownTables(writer);
    this.#endOfRun = endOfRunTables(this.#tables);
  }

  async tables(): Promise<TableSchema[]> {
    this.#checkOpen();
    return existingTables(this.#reader);
  }

  async count(table: string, account?: string): Promise<number | undefined> {
    this.#checkOpen();
    const known = await this.#existing(table);
    if (!known) return undefined;
    const given = account === undefined ? [] : [account];
    const condition = given.map(() => ' WHERE "_account" = ?').join('');
    return Number(await this.#reader.value(`SELECT count(*) FROM ${quote(known.table)}${condition}`, given));
  }

  /** Sees the rows of one moment, and blocks nobody. */
  async *rows(table: string, query: RowQuery = {}): AsyncGenerator<Record<string, Cell>> {
    this.#checkOpen();
    const known = await this.#existing(table);
    if (!known) return;
    const { sql, values } = selectRows(known, storedQuery(known, query));
    const connection = await this.#database.connect();
    this.#streams.add(connection);
    try {
      for await (const rows of connection.stream(sql, values)) {
        for (const row of rows) {
          yield Object.fromEntries(
            known.columns.map(({ name, type }, index) => [name, decodeCell(row[index] ?? null, type)]),
          );
        }
      }
    } finally {
      this.#streams.delete(connection);
      connection.close();
    }
  }

  async prepare(schemas: TableSchema[]): Promise<void> {
    await this.#alone(() =>
      this.#inTurn(() =>
        this.#knowing(async () => {
          for (const schema of schemas) await ensureTable(this.#tables, schema);
        }),
      ),
    );
  }

  async commit(slice: SliceCommit): Promise<CommitResult> {
    return this.#alone(async () => {
      const batches = await this.#turns.batchesOf(slice.batches);
      return this.#inTurn(() => this.#write(batches));
    });
  }

  async #write(batches: SliceCommit['batches']): Promise<CommitResult> {
    const before = this.#encoder.replaced;
    const check = tableChecker((wanted) => checkTable(this.#tables, wanted));
    try {
      const rows = await eachBatch(batches, async (given) => {
        const batch = storable(targetBatch(given));
        await check(given, batch);
        await this.#slice.add(batch);
      });
      const groups = await this.#slice.end();
      if (groups.length > 0) await this.#knowing(() => this.#merge(groups));
      const replaced = this.#encoder.replaced - before;
      return { rows, ...(replaced > 0 && { replacedCharacters: replaced }) };
    } finally {
      // The caller gets the error of the slice, if any. Temporary tables that stay disturb nobody: none is used again.
      await this.#slice.clear().catch(() => undefined);
    }
  }

  async swap(replacement: Replacement): Promise<void> {
    await this.#transaction(() => swapTables(this.#endOfRun, replacement));
  }

  async discard(replacement: Replacement): Promise<void> {
    await this.#transaction(() => discardPending(this.#endOfRun, replacement));
  }

  async markDeleted(deletions: Deletion[], at: string): Promise<Record<string, number>> {
    return this.#transaction(() => markRows(this.#endOfRun, deletions, at));
  }

  readonly comments: CommentStore = {
    read: () => readComments(this.#reader),
    write: (tables) => this.#transaction(() => writeComments(this.#writer, tables)),
  };

  readonly views: ViewStore = {
    made: () => madeViews(this.#reader),
    others: () => otherNames(this.#reader),
    make: (views) => this.#transaction(() => makeViews(this.#writer, views)),
  };

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing.idle();
    this.#leave();
    for (const connection of [...this.#streams, this.#reader, this.#writer]) connection.close();
    await this.#database.close();
  }

  /** All tables first: DuckDB changes none that the transaction has written to. */
  async #merge(groups: readonly MeasuredGroup[]): Promise<void> {
    const targets = new Map<string, Table>();
    for (const { schema, digits } of groups) {
      targets.set(schema.table.toLowerCase(), await ensureTable(this.#tables, schema, digits));
    }
    for (const group of groups) {
      const target = targets.get(group.schema.table.toLowerCase());
      if (target) await mergeGroup(this.#writer, target, group);
    }
  }

  async #existing(table: string): Promise<TableSchema | undefined> {
    if (isPending(table)) return undefined;
    const { openings } = this.#database;
    // Others may change the tables.
    if (this.#isReadOnly || openings === undefined) return (await existingTable(this.#reader, table))?.schema;
    if (this.#committed?.openings !== openings)
      this.#committed = { tables: existingTables(this.#reader), openings };
    const name = table.toLowerCase();
    try {
      return (await this.#committed.tables).find((one) => one.table.toLowerCase() === name);
    } catch (error) {
      this.#committed = undefined;
      throw error;
    }
  }

  #transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.#alone(() =>
      this.#inTurn(async () => {
        try {
          return await this.#writer.transaction(work);
        } finally {
          this.#tables.clear();
        }
      }),
    );
  }

  /** A transaction after which the tables are as they were left; without it, nobody knows. */
  async #knowing(work: () => Promise<void>): Promise<void> {
    try {
      await this.#writer.transaction(work);
    } catch (error) {
      this.#tables.clear();
      throw error;
    }
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    this.#checkOpen();
    const { file } = this.#writer;
    if (this.#isReadOnly)
      throw new DestinationError('destination-misuse', `DuckDB file ${file} was opened for reading`);
    return this.#writing.run(work, `DuckDB file ${file}`);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      this.#checkOthers();
      const before = this.#tables.changes;
      try {
        return await work();
      } finally {
        if (this.#tables.changes > before) this.#committed = undefined;
      }
    });
  }

  /** Another program cannot open the file; something else in this one can. */
  #checkOthers(): void {
    const { openings } = this.#database;
    if (openings === undefined || openings !== this.#openings) this.#tables.clear();
    this.#openings = openings;
  }

  #checkOpen(): void {
    if (this.#closed)
      throw new DestinationError('destination-misuse', `DuckDB file ${this.#writer.file} is closed`);
  }
}
