// Batches and slices for the tests of destinations.
import type { Stored } from '../../connector/destinations/cells.js';
import type { Destination, DestinationSession } from '../../connector/model/destination.js';
import type { Cell, Column, ColumnType, RowBatch } from '../../connector/model/table.js';

/** One place that data goes to; each `open` is a new session on it. */
export interface Fixture {
  open(): Promise<DestinationSession>;
  destination(): Destination;
  /** All rows by column name, in the order of writing; booleans as booleans, integers as bigint. */
  read(table: string): Promise<Record<string, Stored>[]>;
  remove(): Promise<void>;
}

export type Columns = Record<string, ColumnType>;

export function batch(table: string, columns: Columns, key: string[], rows: Cell[][]): RowBatch {
  const list = Object.entries(columns).map(([name, type]): Column => ({ name, type, path: `p.${name}` }));
  return { schema: { table, columns: list, primaryKey: key }, rows };
}

export async function* stream(...batches: (RowBatch | Error)[]): AsyncGenerator<RowBatch> {
  for (const one of batches) {
    await Promise.resolve();
    if (one instanceof Error) throw one;
    yield one;
  }
}

export function write(session: DestinationSession, ...batches: (RowBatch | Error)[]) {
  return session.commit({ runId: 'run-1', batches: stream(...batches) });
}

export const bill = (...rows: Cell[][]) => batch('bill', { id: 'text', n: 'bigint' }, ['id'], rows);

/** The fixture and the session of the test that runs. */
export type Get = () => { fixture: Fixture; session: DestinationSession };
