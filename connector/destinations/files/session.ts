// One session on a folder, over its manifest and segments.
import type {
  CommitResult,
  Deletion,
  Replacement,
  RowQuery,
  SliceCommit,
  TableSession,
} from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import type { Cell, TableSchema } from '../../model/table.js';
import type { FileFormat } from '../formats/format.js';
import { OneAtATime } from '../kit/one-at-a-time.js';
import { eachBatch } from '../kit/slice-batches.js';
import type { Merge } from '../segments/merge.js';
import { discardPending, markRows, swapTables } from './end-of-run.js';
import type { FolderState } from './folder-state.js';
import { schemasOf } from './manifest.js';
import { publish } from './publish.js';
import { countRows, readRows } from './read.js';
import { SliceBuffer } from './slice-buffer.js';

export class FolderSession implements TableSession {
  readonly #reading = new Set<Merge>();
  readonly #writing = new OneAtATime();
  #closed = false;
  #hasFailed = false;

  constructor(
    private readonly state: FolderState,
    private readonly format: FileFormat,
    private readonly isReadOnly: boolean,
  ) {}

  async tables(): Promise<TableSchema[]> {
    this.#checkOpen();
    return schemasOf(this.state.manifest);
  }

  async count(table: string, account?: string): Promise<number | undefined> {
    this.#checkOpen();
    return countRows(this.state, table, account, this.isReadOnly);
  }

  async *rows(table: string, query: RowQuery = {}): AsyncGenerator<Record<string, Cell>> {
    this.#checkOpen();
    const found = await this.state.latest(table, this.isReadOnly);
    if (!found) return;
    this.#reading.add(found.merge);
    try {
      yield* readRows(found, query);
    } finally {
      this.#reading.delete(found.merge);
      await found.merge.close();
    }
  }

  async prepare(schemas: TableSchema[]): Promise<void> {
    await this.#alone(async () => {
      const slice = this.#slice();
      for (const schema of schemas) slice.declare(schema);
      await this.state.apply(slice.tables);
    });
  }

  async commit({ batches }: SliceCommit): Promise<CommitResult> {
    return this.#alone(async () => {
      const slice = this.#slice();
      try {
        const rows = await eachBatch(batches, (batch) => slice.add(batch));
        await slice.flush();
        await this.state.apply(slice.tables);
        return { rows };
      } catch (error) {
        await slice.abandon();
        throw error;
      }
    });
  }

  async swap(replacement: Replacement): Promise<void> {
    await this.#alone(() => swapTables(this.state, replacement));
  }

  async discard(replacement: Replacement): Promise<void> {
    await this.#alone(() => discardPending(this.state, replacement));
  }

  async markDeleted(deletions: Deletion[], at: string): Promise<Record<string, number>> {
    return this.#alone(() => markRows(this.state, deletions, at));
  }

  async publish(): Promise<void> {
    await this.#alone(async () => {
      // The caller gets the error; `close` does not try again.
      this.#hasFailed = true;
      await publish(this.state, this.format);
      this.#hasFailed = false;
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing.idle();
    for (const merge of this.#reading) await merge.close();
    if (!this.isReadOnly && !this.#hasFailed) await publish(this.state, this.format);
  }

  #slice(): SliceBuffer {
    return new SliceBuffer(this.state.storage, this.state.manifest, this.state.newFile);
  }

  /** One change at a time. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    this.#checkOpen();
    if (this.isReadOnly)
      throw new DestinationError(
        'destination-misuse',
        `folder ${this.state.storage.location} was opened for reading`,
      );
    return this.#writing.run(work);
  }

  #checkOpen(): void {
    if (this.#closed)
      throw new DestinationError('destination-misuse', `folder ${this.state.storage.location} is closed`);
  }
}
