// One session on tables in memory.
import type {
  CommitResult,
  Deletion,
  Replacement,
  RowQuery,
  SliceCommit,
  TableSession,
} from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import type { Cell, RowBatch, TableSchema } from '../../model/table.js';
import { rowEncoder } from '../kit/cells.js';
import { discardPending, markRows, swapTables } from '../kit/end-of-run.js';
import { OneAtATime } from '../kit/one-at-a-time.js';
import { targetBatch } from '../kit/pending-replace.js';
import { copySchema, keyChecker, schemaChange } from '../kit/schema-evolution.js';
import { eachBatch } from '../kit/slice-batches.js';
import { isOfAccount, queriedRows } from '../kit/stored-rows.js';
import type { WriteTurns } from '../locks/write-turns.js';
import { endOfRunTables, type MemoryTables } from './tables.js';

export class MemorySession implements TableSession {
  readonly #writing = new OneAtATime();
  readonly #endOfRun;
  readonly #leave: () => void;
  #closed = false;

  constructor(
    private readonly memory: MemoryTables,
    private readonly turns: WriteTurns,
  ) {
    this.#endOfRun = endOfRunTables(memory);
    this.#leave = turns.enter();
  }

  async tables(): Promise<TableSchema[]> {
    this.#checkOpen();
    return this.memory.schemas();
  }

  async prepare(schemas: TableSchema[]): Promise<void> {
    await this.#inTurn(async () => {
      for (const schema of schemas) this.memory.become(schema);
      for (const schema of schemas) this.memory.ensure(schema);
    });
  }

  /** The batches are checked as they come, and written when the slice is whole. */
  async commit({ batches }: SliceCommit): Promise<CommitResult> {
    return this.#alone(async () => {
      const given = await this.turns.batchesOf(batches);
      return this.turns.take(() => this.#write(given));
    });
  }

  async #write(batches: SliceCommit['batches']): Promise<CommitResult> {
    const wanted = new Map<string, TableSchema>();
    const whole: RowBatch[] = [];
    const rows = await eachBatch(batches, (given) => {
      if (given.pendingReplace) this.memory.become(given.schema);
      const batch = targetBatch(given);
      const name = batch.schema.table.toLowerCase();
      const known = wanted.get(name) ?? this.memory.become(batch.schema);
      const { schema } = schemaChange(known, batch.schema);
      wanted.set(name, schema);
      const [encode, checkKey] = [rowEncoder(schema, batch.schema), keyChecker(schema)];
      for (const row of batch.rows) checkKey(encode(row));
      whole.push({ ...batch, schema: copySchema(batch.schema), rows: batch.rows.map((row) => [...row]) });
    });
    for (const schema of wanted.values()) this.memory.ensure(schema);
    for (const batch of whole) this.memory.write(this.memory.ensure(batch.schema), batch);
    return { rows };
  }

  async swap(replacement: Replacement): Promise<void> {
    await this.#inTurn(() => swapTables(this.#endOfRun, replacement));
  }

  async discard(replacement: Replacement): Promise<void> {
    await this.#inTurn(() => discardPending(this.#endOfRun, replacement));
  }

  async markDeleted(deletions: Deletion[], at: string): Promise<Record<string, number>> {
    return this.#inTurn(() => markRows(this.#endOfRun, deletions, at));
  }

  async count(table: string, account?: string): Promise<number | undefined> {
    this.#checkOpen();
    const found = this.memory.get(table);
    if (!found || account === undefined) return found?.rows.size;
    return [...found.rows.values()].filter(isOfAccount(account, found.schema)).length;
  }

  async *rows(table: string, query: RowQuery = {}): AsyncGenerator<Record<string, Cell>> {
    this.#checkOpen();
    const found = this.memory.get(table);
    if (found) yield* queriedRows(found.schema, found.rows.values(), query);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing.idle();
    this.#leave();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#alone(() => this.turns.take(work));
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    this.#checkOpen();
    return this.#writing.run(work);
  }

  #checkOpen(): void {
    if (this.#closed)
      throw new DestinationError('destination-misuse', 'the session on tables in memory is closed');
  }
}
