// One session on a SQLite file, with one connection that writes and one that reads what is committed.
import type { Database, Statement } from 'better-sqlite3';
import type {
  CommitResult,
  Deletion,
  DigitsBeside,
  Replacement,
  RowQuery,
  SliceCommit,
  TableSession,
  ViewStore,
} from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import type { Cell, RowBatch, TableSchema } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';
import { discardPending, type EndOfRunTables, markRows, swapTables } from '../kit/end-of-run.js';
import { OneAtATime } from '../kit/one-at-a-time.js';
import { isPending, targetBatch } from '../kit/pending-replace.js';
import { storedQuery } from '../kit/row-query.js';
import { schemaChange } from '../kit/schema-evolution.js';
import { eachBatch } from '../kit/slice-batches.js';
import type { WriteTurns } from '../locks/write-turns.js';
import { hasCatalog } from './catalog.js';
import { endOfRunTables } from './end-of-run.js';
import { sqliteProblem } from './errors.js';
import { conditionOn, layoutOf, rowReader, TableWriter } from './rows.js';
import { quote, selectRows } from './sql.js';
import { checkTable, ensureTable, existingTable, existingTables } from './tables.js';
import { madeViews, makeViews, otherNames } from './views.js';
import { type Patience, whenFree } from './when-free.js';

/** Prepared statements in the cache; a slice needs far fewer. */
const STATEMENTS = 200;

export interface SessionParts {
  writer: Database;
  reader: Database;
  patience: Patience;
  /** Of all sessions of this process on the file. */
  turns: WriteTurns;
}

export class SqliteSession implements TableSession {
  readonly writer: Database;
  readonly reader: Database;
  readonly #patience: Patience;
  readonly #turns: WriteTurns;
  readonly #leave: () => void;
  readonly #statements = new Map<string, Statement>();
  readonly #reading = new Set<Iterator<unknown>>();
  readonly #writing = new OneAtATime();
  readonly #endOfRun: EndOfRunTables<TableSchema>;
  #closed = false;

  constructor(
    readonly file: string,
    { writer, reader, patience, turns }: SessionParts,
  ) {
    this.writer = writer;
    this.reader = reader;
    this.#patience = patience;
    this.#turns = turns;
    this.#leave = turns.enter();
    this.#endOfRun = endOfRunTables(writer);
  }

  async tables(): Promise<TableSchema[]> {
    this.#checkOpen();
    return this.#words(() => existingTables(this.reader));
  }

  async count(table: string, account?: string): Promise<number | undefined> {
    this.#checkOpen();
    return this.#words(() => {
      const known = this.#existing(table);
      const given = account === undefined ? [] : [account];
      const sql = `SELECT count(*) FROM ${quote(table)}${given.map(() => ' WHERE "_account" = ?').join('')}`;
      return (
        known &&
        this.reader
          .prepare<string[], number>(sql)
          .pluck()
          .get(...given)
      );
    });
  }

  async *rows(table: string, query: RowQuery = {}): AsyncGenerator<Record<string, Cell>> {
    this.#checkOpen();
    const schema = this.#words(() => this.#existing(table));
    if (!schema) return;
    const { read, rows } = this.#words(() => this.#select(schema, query));
    this.#reading.add(rows);
    try {
      for (;;) {
        const next = this.#words(() => rows.next());
        if (next.done) return;
        yield read(next.value);
      }
    } finally {
      rows.return?.();
      this.#reading.delete(rows);
    }
  }

  #select(schema: TableSchema, query: RowQuery) {
    const stored = storedQuery(schema, query);
    const layout = layoutOf(this.reader, schema);
    const conditions = stored.where.map(({ column, value }) => conditionOn(column, value, layout));
    const statement = this.reader
      .prepare<unknown[], (Stored | number)[]>(selectRows(schema.table, conditions, stored))
      .safeIntegers()
      .raw();
    const names = statement.columns().map(({ name }) => name);
    const rows = statement.iterate(...conditions.flatMap(({ values }) => values));
    return { read: rowReader(schema, layout, names), rows };
  }

  #existing(table: string): TableSchema | undefined {
    const isOurs = !isPending(table) && hasCatalog(this.reader);
    return isOurs ? existingTable(this.reader, table) : undefined;
  }

  async prepare(schemas: TableSchema[]): Promise<void> {
    await this.#transaction(async () => {
      this.#words(() => schemas.map((schema) => ensureTable(this.writer, schema)));
    });
  }

  async commit(slice: SliceCommit): Promise<CommitResult> {
    return this.#alone(async () => {
      const batches = await this.#turns.batchesOf(slice.batches);
      return this.#inTurn(async () => {
        const writeBatch = this.#batchWriter();
        const beside: DigitsBeside[] = [];
        const rows = await eachBatch(batches, (batch) =>
          this.#words(() => {
            beside.push(...writeBatch(batch));
          }),
        );
        return { rows, ...(beside.length > 0 && { digitsBeside: beside }) };
      });
    });
  }

  async swap(replacement: Replacement): Promise<void> {
    await this.#transaction(() => this.#wordsOf(swapTables(this.#endOfRun, replacement)));
  }

  async discard(replacement: Replacement): Promise<void> {
    await this.#transaction(() => this.#wordsOf(discardPending(this.#endOfRun, replacement)));
  }

  async markDeleted(deletions: Deletion[], at: string): Promise<Record<string, number>> {
    return this.#transaction(() => this.#wordsOf(markRows(this.#endOfRun, deletions, at)));
  }

  readonly views: ViewStore = {
    made: async () => this.#words(() => madeViews(this.reader)),
    others: async () => this.#words(() => otherNames(this.reader)),
    make: (views) =>
      this.#transaction(async () =>
        this.#words(() => makeViews(this.writer, `SQLite file ${this.file}`, views)),
      ),
  };

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing.idle();
    this.#leave();
    this.#statements.clear();
    for (const rows of this.#reading) rows.return?.();
    this.reader.close();
    try {
      // It waits for the disk, and with it this whole process: the last session does it for all.
      if (!this.#turns.isInUse) this.writer.pragma('wal_checkpoint(TRUNCATE)');
    } catch {
      // Committed rows are safe in the WAL file; the next program that opens the file moves them.
    } finally {
      this.writer.close();
    }
  }

  /** All of the work or nothing. Errors of the slice pass unchanged. */
  #transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.#alone(() => this.#inTurn(work));
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    this.#checkOpen();
    return this.#writing.run(work, `SQLite file ${this.file}`);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      await this.#wordsOf(whenFree(() => this.writer.exec('BEGIN IMMEDIATE'), this.#patience));
      try {
        const result = await work();
        await this.#wordsOf(whenFree(() => this.writer.exec('COMMIT'), this.#patience));
        return result;
      } catch (error) {
        this.#rollBack();
        throw error;
      }
    });
  }

  #rollBack(): void {
    try {
      if (this.writer.inTransaction) this.writer.exec('ROLLBACK');
    } catch {
      // The caller gets the first error; SQLite rolls back by itself when the file is closed.
    }
  }

  /** Remembers the tables during one transaction. Returns where digits are beside their numbers. */
  #batchWriter(): (batch: RowBatch) => DigitsBeside[] {
    const tables = new Map<string, TableSchema>();
    return (given) => {
      const batch = targetBatch(given);
      const { schema: wanted } = batch;
      const name = wanted.table.toLowerCase();
      const known = tables.get(name);
      const isCovered = known && covers(known, wanted);
      if (given.pendingReplace && !isCovered) checkTable(this.writer, given.schema);
      const schema = isCovered ? known : ensureTable(this.writer, wanted);
      tables.set(name, schema);
      const writer = new TableWriter(this.writer, (sql) => this.#statement(sql), schema);
      writer.write(batch);
      return writer.digitsBeside(given.schema.table);
    };
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= STATEMENTS) this.#statements.clear();
    const statement = this.writer.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  async #wordsOf<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw sqliteProblem(error, this.file);
    }
  }

  #words<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw sqliteProblem(error, this.file);
    }
  }

  #checkOpen(): void {
    if (this.#closed) throw new DestinationError('destination-misuse', `SQLite file ${this.file} is closed`);
  }
}

/** Whether a table can take rows of this schema without a change. */
function covers(table: TableSchema, wanted: TableSchema): boolean {
  const { added, retyped } = schemaChange(table, wanted);
  return added.length + retyped.length === 0;
}
