// Sessions of one process on a file that one of them writes at a time: they take turns by slice, and go on reading meanwhile.
import type { RowBatch } from '../../model/table.js';
import { copySchema } from '../kit/schema-evolution.js';

/** Cells of a slice that wait in memory for the turn. Of a larger slice the rest is read during the turn. */
const MOST_CELLS = 500_000;

export class WriteTurns {
  #last: Promise<unknown> = Promise.resolve();
  #sessions = 0;

  /** A session that may write. Returns a function that says that it is closed. */
  enter(): () => void {
    this.#sessions++;
    let isIn = true;
    return () => {
      if (isIn) this.#sessions--;
      isIn = false;
    };
  }

  /** Whether a session that may write is open. */
  get isInUse(): boolean {
    return this.#sessions > 0;
  }

  /** Works when all that asked before have ended. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    let end: () => void = () => undefined;
    this.#last = new Promise<void>((done) => {
      end = done;
    });
    await before;
    try {
      return await work();
    } finally {
      end();
    }
  }

  /** The batches of a slice, to be asked for before its turn: where there are others, nobody waits for what it still reads. */
  async batchesOf(batches: AsyncIterable<RowBatch>): Promise<AsyncIterable<RowBatch>> {
    return this.#sessions > 1 ? readAhead(batches) : batches;
  }
}

/** The same batches, as many of them as fit in memory already read. */
export async function readAhead(
  batches: AsyncIterable<RowBatch>,
  mostCells = MOST_CELLS,
): Promise<AsyncIterable<RowBatch>> {
  const rest = batches[Symbol.asyncIterator]();
  const ready: RowBatch[] = [];
  for (let cells = 0; cells < mostCells; ) {
    const next = await rest.next();
    if (next.done) return inOrder(ready);
    const { schema, rows } = next.value;
    // The caller's schema may grow with the next batch.
    ready.push({ ...next.value, schema: copySchema(schema) });
    cells += rows.length * schema.columns.length;
  }
  return inOrder(ready, rest);
}

async function* inOrder(ready: RowBatch[], rest?: AsyncIterator<RowBatch>): AsyncGenerator<RowBatch> {
  try {
    for (let batch = ready.shift(); batch; batch = ready.shift()) yield batch;
    for (let next = await rest?.next(); next && !next.done; next = await rest?.next()) yield next.value;
  } finally {
    await rest?.return?.();
  }
}
