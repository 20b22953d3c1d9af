// One session on a schema, with one connection that writes and one that reads what is committed.
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
import type { BatchGroup } from '../kit/batch-groups.js';
import { discardPending, type EndOfRunTables, markRows, swapTables } from '../kit/end-of-run.js';
import { OneAtATime } from '../kit/one-at-a-time.js';
import { targetBatch } from '../kit/pending-replace.js';
import { decodeCell, storedQuery } from '../kit/row-query.js';
import { eachBatch, tableChecker } from '../kit/slice-batches.js';
import { readComments, writeComments } from './comments.js';
import type { Connection } from './connection.js';
import { endOfRunTables } from './end-of-run.js';
import { mergeGroup } from './merge.js';
import { SliceBuffer } from './slice-buffer.js';
import { selectRows, tableName } from './sql.js';
import { checkTable, ensureTable, existingTable, existingTables } from './tables.js';
import { transact } from './transaction.js';
import { Cleaner, storable, storedOf } from './values.js';
import { madeViews, makeViews, otherNames } from './views.js';

/** Rows of one FETCH. */
const FETCHED = 1000;

export interface SessionOptions {
  schema: string;
  writer: Connection;
  reader: Connection;
  /** Throws when the lock was lost. */
  checkLock: () => void;
}

export class PostgresSession implements TableSession {
  readonly #schema: string;
  readonly #writer: Connection;
  readonly #reader: Connection;
  readonly #checkLock: () => void;
  readonly #cleaner = new Cleaner();
  readonly #slice: SliceBuffer;
  readonly #endOfRun: EndOfRunTables<TableSchema>;
  readonly #writing = new OneAtATime();
  #cursors = 0;
  #closed = false;

  constructor({ schema, writer, reader, checkLock }: SessionOptions) {
    this.#schema = schema;
    this.#writer = writer;
    this.#reader = reader;
    this.#checkLock = checkLock;
    this.#slice = new SliceBuffer(writer, this.#cleaner);
    this.#endOfRun = endOfRunTables(writer, schema);
  }

  async tables(): Promise<TableSchema[]> {
    this.#checkOpen();
    return existingTables(this.#reader, this.#schema);
  }

  async count(table: string, account?: string): Promise<number | undefined> {
    this.#checkOpen();
    const known = await existingTable(this.#reader, this.#schema, table);
    if (!known) return undefined;
    const given = account === undefined ? [] : [account];
    const condition = given.map(() => ' WHERE "_account" = $1').join('');
    const sql = `SELECT count(*) FROM ${tableName(this.#schema, known.table)}${condition}`;
    return Number(await this.#reader.value(sql, given));
  }

  /** Reads by a cursor WITH HOLD, which sees the rows of one moment and blocks nobody. */
  async *rows(table: string, query: RowQuery = {}): AsyncGenerator<Record<string, Cell>> {
    this.#checkOpen();
    const known = await existingTable(this.#reader, this.#schema, table);
    if (!known) return;
    const stored = storedQuery(known, query);
    const values = stored.where.flatMap(({ column, value }) =>
      value === null ? [] : [this.#cleaner.text(value, column.type)],
    );
    const cursor = `ovh_${++this.#cursors}`;
    const made = this.#reader.made;
    const select = selectRows(this.#schema, known, stored);
    await this.#reader.run(`DECLARE ${cursor} NO SCROLL CURSOR WITH HOLD FOR ${select}`, values);
    try {
      for (;;) {
        this.#checkOpen();
        const rows = await this.#reader.query(`FETCH ${FETCHED} FROM ${cursor}`);
        for (const row of rows) {
          yield Object.fromEntries(
            known.columns.map(({ name, type }, index) => [
              name,
              decodeCell(storedOf(row[index] ?? null, type), type),
            ]),
          );
        }
        if (rows.length < FETCHED) return;
      }
    } finally {
      if (!this.#closed && made === this.#reader.made) {
        await this.#reader.run(`CLOSE ${cursor}`).catch(() => undefined);
      }
    }
  }

  async prepare(schemas: TableSchema[]): Promise<void> {
    await this.#transaction(async () => {
      for (const schema of schemas) await ensureTable(this.#writer, this.#schema, schema);
    });
  }

  /** Locks the tables only after all rows of the slice have arrived, so that other programs wait shortly. */
  async commit(slice: SliceCommit): Promise<CommitResult> {
    return this.#alone(async () => {
      const before = this.#cleaner.changed;
      await this.#slice.begin();
      const check = tableChecker((wanted) => checkTable(this.#writer, this.#schema, wanted));
      const rows = await eachBatch(slice.batches, async (given) => {
        const batch = storable(targetBatch(given));
        await check(given, batch);
        await this.#slice.add(batch);
      });
      await this.#merge(await this.#slice.end());
      const changed = this.#cleaner.changed - before;
      return { rows, ...(changed > 0 && { replacedCharacters: changed }) };
    });
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
    read: () => readComments(this.#reader, this.#schema),
    write: (tables) => this.#transaction(() => writeComments(this.#writer, this.#schema, tables)),
  };

  readonly views: ViewStore = {
    made: () => madeViews(this.#reader, this.#schema),
    others: () => otherNames(this.#reader, this.#schema),
    make: (views) => this.#transaction(() => makeViews(this.#writer, this.#schema, views)),
  };

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing.idle();
    await Promise.all([this.#reader.close(), this.#writer.close()]);
  }

  async #merge(groups: readonly BatchGroup[]): Promise<void> {
    if (groups.length === 0) return;
    this.#checkLock();
    await transact(this.#writer, async () => {
      this.#slice.checkConnection();
      for (const group of groups) await mergeGroup(this.#writer, this.#schema, group);
    });
  }

  #transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.#alone(() => {
      this.#checkLock();
      return transact(this.#writer, work);
    });
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    this.#checkOpen();
    return this.#writing.run(work, this.#writer.server.where);
  }

  #checkOpen(): void {
    if (this.#closed)
      throw new DestinationError('destination-misuse', `${this.#writer.server.where} is closed`);
  }
}
