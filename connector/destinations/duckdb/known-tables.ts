// What the connection that writes knows of the tables of ours. While it has the file nobody else changes them, so the
// catalogue is asked once for each.
import type { Connection } from './database.js';
import { existingTable, type Table } from './existing-tables.js';

export class KnownTables {
  readonly #tables = new Map<string, Table>();
  /** Of tables with snapshots: the types of the columns that the view of the latest one shows. */
  readonly #latest = new Map<string, Table['types']>();

  constructor(readonly connection: Connection) {}

  /** A table of ours, whatever the case of its name. */
  async find(table: string): Promise<Table | undefined> {
    const known = this.#tables.get(table.toLowerCase());
    if (known) return known;
    const found = await existingTable(this.connection, table);
    return found && this.keep(found);
  }

  /** The table as it is from now on. */
  keep(table: Table): Table {
    this.#tables.set(table.schema.table.toLowerCase(), table);
    return table;
  }

  forget(table: string): void {
    this.#tables.delete(table.toLowerCase());
    this.#latest.delete(table.toLowerCase());
  }

  hasLatest({ schema, types }: Table): boolean {
    return this.#latest.get(schema.table.toLowerCase()) === types;
  }

  keepLatest({ schema, types }: Table): void {
    this.#latest.set(schema.table.toLowerCase(), types);
  }

  /** What was found may be undone, or others may have changed it. */
  clear(): void {
    this.#tables.clear();
    this.#latest.clear();
  }
}
