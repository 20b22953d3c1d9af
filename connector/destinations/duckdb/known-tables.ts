// What the connection that writes knows of tables and views. While it has the file nobody else changes them, so the
// catalogue is asked once.
import type { Connection } from './database.js';
import { everyTable, type Table } from './existing-tables.js';

export type Kind = 'table' | 'view';

interface Known {
  /** Those of ours, by name in lower case. */
  tables: Map<string, Table>;
  /** Everything that has a name, by it in lower case. */
  kinds: Map<string, Kind>;
}

export class KnownTables {
  #known: Known | undefined;
  /** Of tables with snapshots: the types of the columns that the view of the latest one shows. */
  readonly #latest = new Map<string, Table['types']>();
  /** Grows with each change of tables and views. */
  changes = 0;

  constructor(readonly connection: Connection) {}

  /** A table of ours, whatever the case of its name. */
  async find(table: string): Promise<Table | undefined> {
    return (await this.#all()).tables.get(table.toLowerCase());
  }

  /** What has a name, whoever made it. */
  async kindOf(name: string): Promise<Kind | undefined> {
    return (await this.#all()).kinds.get(name.toLowerCase());
  }

  /** The table as it is from now on. */
  keep(table: Table): Table {
    const name = table.schema.table.toLowerCase();
    if (this.#known?.tables.get(name) !== table) this.changes++;
    this.#known?.tables.set(name, table);
    this.#known?.kinds.set(name, 'table');
    return table;
  }

  keepView(view: string): void {
    this.#known?.kinds.set(view.toLowerCase(), 'view');
  }

  /** A table or view that is dropped. */
  forget(name: string): void {
    this.changes++;
    this.#known?.tables.delete(name.toLowerCase());
    this.#known?.kinds.delete(name.toLowerCase());
    this.#latest.delete(name.toLowerCase());
  }

  hasLatest({ schema, types }: Table): boolean {
    return this.#latest.get(schema.table.toLowerCase()) === types;
  }

  keepLatest({ schema, types }: Table): void {
    this.#latest.set(schema.table.toLowerCase(), types);
  }

  /** What was found may be undone, or others may have changed it. */
  clear(): void {
    this.changes++;
    this.#known = undefined;
    this.#latest.clear();
  }

  async #all(): Promise<Known> {
    if (this.#known) return this.#known;
    const rows = await this.connection.query(
      `SELECT lower(table_name), table_type FROM information_schema.tables
       WHERE table_catalog = current_database() AND table_schema = 'main'`,
    );
    const tables = (await everyTable(this.connection)).map(
      (table) => [table.schema.table.toLowerCase(), table] as const,
    );
    const kinds = rows.map(([name, type]): [string, Kind] => [
      String(name),
      type === 'VIEW' ? 'view' : 'table',
    ]);
    this.#known = { tables: new Map(tables), kinds: new Map(kinds) };
    return this.#known;
  }
}
