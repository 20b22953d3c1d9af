// Tables in memory, for tests and for programs that embed the connector. Needs no native module.
import type { Destination, LockHolder, TableSession } from '../../model/destination.js';
import { DestinationInUseError } from '../../model/errors.js';
import type { Stored } from '../kit/cells.js';
import type { DestinationKind } from '../kit/kind.js';
import { MemorySession } from './session.js';
import { MemoryTables } from './tables.js';

export const MEMORY: DestinationKind = {
  description: 'Tables in memory, gone when the program ends',
  options: [],
  create: () => new MemoryDestination(),
};

/** Keeps its tables from one session to the next, as long as the object lives. */
export class MemoryDestination implements Destination<TableSession> {
  readonly name = 'memory';
  readonly location = 'memory';
  readonly #tables = new MemoryTables();

  #holder: LockHolder | undefined;

  async open(): Promise<TableSession> {
    return new MemorySession(this.#tables);
  }

  async check(): Promise<string> {
    return 'in memory: nothing stays after the run';
  }

  async lock(holder: LockHolder): Promise<() => Promise<void>> {
    if (this.#holder) {
      const { pid, host, since } = this.#holder;
      const words = `another run is loading into it (process ${pid} on ${host}, since ${since}). Nothing was called`;
      throw new DestinationInUseError(
        `the memory destination: ${words}. Wait until it has ended`,
        this.#holder,
      );
    }
    this.#holder = holder;
    return async () => {
      if (this.#holder === holder) this.#holder = undefined;
    };
  }

  /** The rows of a table as objects: integers as bigint, decimals and JSON as text. */
  rows(table: string): Record<string, Stored>[] {
    const found = this.#tables.get(table);
    if (!found) return [];
    const { columns } = found.schema;
    return [...found.rows.values()].map((row) =>
      Object.fromEntries(columns.map((column, index) => [column.name, row[index] ?? null])),
    );
  }
}
