// Tables in memory, for tests and for programs that embed the connector. No native module is loaded.
import type { Destination, LockHolder, TableSession } from '../../model/destination.js';
import type { Stored } from '../kit/cells.js';
import { inUse } from '../kit/in-use.js';
import type { DestinationKind } from '../kit/kind.js';
import { MemorySession } from './session.js';
import { MemoryTables } from './tables.js';

export const MEMORY: DestinationKind = {
  description: 'Tables in memory, gone when the program ends',
  options: [],
  create: () => new MemoryDestination(),
};

/** The tables live as long as this object, over all of its sessions. */
export class MemoryDestination implements Destination<TableSession> {
  readonly name = 'memory';
  readonly location = 'memory';
  readonly #tables = new MemoryTables();

  #holder: LockHolder | undefined;

  async open(): Promise<TableSession> {
    return new MemorySession(this.#tables);
  }

  async check(): Promise<string> {
    return 'in memory: nothing stays after the program ends';
  }

  async lock(holder: LockHolder): Promise<() => Promise<void>> {
    if (this.#holder) throw inUse('the memory destination', this.#holder, 'Wait until it has ended');
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
