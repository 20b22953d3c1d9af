// One session on a schema: it reads what is committed by one connection, and asks for another when it writes.
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
import { Cleaner } from '../kit/cleaner.js';
import { discardPending, markRows, swapTables } from '../kit/end-of-run.js';
import { OneAtATime } from '../kit/one-at-a-time.js';
import { targetBatch } from '../kit/pending-replace.js';
import { decodeCell, storedQuery } from '../kit/row-query.js';
import { eachBatch, tableChecker } from '../kit/slice-batches.js';
import { readAhead } from '../locks/write-turns.js';
import { readComments, writeComments } from './comments.js';
import type { Connection } from './connection.js';
import { endOfRunTables } from './end-of-run.js';
import type { Fence } from './fence.js';
import { lockTables } from './lock.js';
import { mergeGroup } from './merge.js';
import type { Writer } from './pool.js';
import { selectRows, tableName } from './sql.js';
import { checkTable, ensureTable, existingTable, existingTables, TablesMustChange } from './tables.js';
import { transact } from './transaction.js';
import { storable, storedOf } from './values.js';
import { madeViews, makeViews, otherNames } from './views.js';

/** Rows of one FETCH. */
const FETCHED = 1000;

export interface SessionOptions {
  schema: string;
  where: string;
  /** Other sessions may read by it too. */
  reader: Connection;
  /** Gives a connection that nobody else writes by meanwhile. */
  write: <T>(work: (writer: Writer) => Promise<T>) => Promise<T>;
  /** Whether that may take a while. */
  isCrowded: () => boolean;
  /** For one transaction. Throws when the lock was lost. */
  fence: () => Fence;
  onClose: () => Promise<void>;
}

/** Of all sessions: several may have the same connection. */
let cursors = 0;

export class PostgresSession implements TableSession {
  readonly #schema: string;
  readonly #reader: Connection;
  readonly #cleaner = new Cleaner();
  readonly #writing = new OneAtATime();
  #closed = false;

  constructor(private readonly options: SessionOptions) {
    this.#schema = options.schema;
    this.#reader = options.reader;
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
    const cursor = `ovh_${++cursors}`;
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
      if (made === this.#reader.made) {
        await this.#reader.run(`CLOSE ${cursor}`).catch(() => undefined);
      }
    }
  }

  async prepare(schemas: TableSchema[]): Promise<void> {
    await this.#changing(async (connection) => {
      for (const schema of schemas) await ensureTable(connection, this.#schema, schema);
    });
  }

  /** Locks the tables only after all rows of the slice have arrived, so that other programs wait shortly. */
  async commit(slice: SliceCommit): Promise<CommitResult> {
    return this.#alone(async () => {
      const batches = this.options.isCrowded() ? await readAhead(slice.batches) : slice.batches;
      return this.options.write((writer) => this.#commit(batches, writer));
    });
  }

  async #commit(batches: SliceCommit['batches'], { connection, slice }: Writer): Promise<CommitResult> {
    const before = this.#cleaner.changed;
    await slice.begin(this.#cleaner);
    const check = tableChecker((wanted) => checkTable(connection, this.#schema, wanted));
    const rows = await eachBatch(batches, async (given) => {
      const batch = storable(targetBatch(given));
      await check(given, batch);
      await slice.add(batch);
    });
    const groups = await slice.end();
    if (groups.length > 0) {
      await this.#keeping(connection, async (mayChange) => {
        slice.checkConnection();
        for (const group of groups) await mergeGroup(connection, this.#schema, group, mayChange);
      });
    }
    const changed = this.#cleaner.changed - before;
    return { rows, ...(changed > 0 && { replacedCharacters: changed }) };
  }

  async swap(replacement: Replacement): Promise<void> {
    await this.#changing((connection) => swapTables(endOfRunTables(connection, this.#schema), replacement));
  }

  async discard(replacement: Replacement): Promise<void> {
    await this.#changing((connection) =>
      discardPending(endOfRunTables(connection, this.#schema), replacement),
    );
  }

  async markDeleted(deletions: Deletion[], at: string): Promise<Record<string, number>> {
    return this.#alone(() =>
      this.options.write(({ connection }) =>
        this.#keeping(connection, (mayChange) =>
          markRows(endOfRunTables(connection, this.#schema, mayChange), deletions, at),
        ),
      ),
    );
  }

  readonly comments: CommentStore = {
    read: () => readComments(this.#reader, this.#schema),
    write: (tables) => this.#changing((connection) => writeComments(connection, this.#schema, tables)),
  };

  readonly views: ViewStore = {
    made: () => madeViews(this.#reader, this.#schema),
    others: () => otherNames(this.#reader, this.#schema),
    make: (views) => this.#changing((connection) => makeViews(connection, this.#schema, views)),
  };

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing.idle();
    await this.options.onClose();
  }

  /** All sessions on the schema may write rows at once. Where a table must change, the work begins anew, alone. */
  async #keeping<T>(connection: Connection, work: (mayChange: boolean) => Promise<T>): Promise<T> {
    try {
      return await this.#transaction(connection, true, () => work(false));
    } catch (error) {
      if (!(error instanceof TablesMustChange)) throw error;
      return this.#transaction(connection, false, () => work(true));
    }
  }

  /** Nobody else writes to the schema meanwhile. */
  #changing<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#alone(() =>
      this.options.write(({ connection }) => this.#transaction(connection, false, () => work(connection))),
    );
  }

  #transaction<T>(connection: Connection, isShared: boolean, work: () => Promise<T>): Promise<T> {
    const { gates, check } = this.options.fence();
    return transact(connection, async () => {
      await lockTables(connection, this.#schema, isShared, gates);
      await check(connection);
      return work();
    });
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    this.#checkOpen();
    return this.#writing.run(work, this.options.where);
  }

  #checkOpen(): void {
    if (this.#closed) throw new DestinationError('destination-misuse', `${this.options.where} is closed`);
  }
}
