// Tables in memory, for tests and for programs that embed the connector. No native module is loaded.
import type { DeclaredCapabilities } from '../../model/capabilities.js';
import type { Destination, LockHolder, SharedLock, TableSession } from '../../model/destination.js';
import type { Stored } from '../kit/cells.js';
import type { DestinationKind } from '../kit/kind.js';
import { AccountLocks } from '../locks/account-locks.js';
import { inUse } from '../locks/in-use.js';
import { WriteTurns } from '../locks/write-turns.js';
import { MemorySession } from './session.js';
import { MemoryTables } from './tables.js';

export const MEMORY_CAPABILITIES = { accountsAtOnce: true } as const;

export const MEMORY: DestinationKind = {
  description: 'Tables in memory, gone when the program ends',
  options: [],
  create: () => new MemoryDestination(),
};

/** The tables live as long as this object, over all of its sessions. */
export class MemoryDestination implements Destination<TableSession> {
  readonly name = 'memory';
  readonly location = 'memory';
  readonly capabilities: DeclaredCapabilities = MEMORY_CAPABILITIES;
  readonly #tables = new MemoryTables();
  readonly #turns = new WriteTurns();
  readonly #accounts = new AccountLocks('the memory destination', (holder) => this.lock(holder));

  #holder: LockHolder | undefined;

  async open(): Promise<TableSession> {
    return new MemorySession(this.#tables, this.#turns);
  }

  async check(): Promise<string> {
    return 'in memory: nothing stays after the program ends';
  }

  async lock(holder: LockHolder): Promise<() => Promise<void>> {
    if (this.#holder)
      throw inUse('the memory destination', this.#holder, { advice: 'Wait until it has ended' });
    this.#holder = holder;
    return async () => {
      if (this.#holder === holder) this.#holder = undefined;
    };
  }

  share(holder: LockHolder): Promise<SharedLock> {
    return this.#accounts.share(holder);
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
