// State in the destination, beside the rows that it speaks of: a copy of the data has its state.
import type { DestinationSession } from '../../model/destination.js';
import type { OwnColumns, OwnQuery, OwnTable } from '../../model/own-table.js';
import type { RowBatch, TableSchema } from '../../model/table.js';
import type { StateChanges, StateKey, StateStore } from './state-store.js';
import { CURSORS, DEFINITIONS, KNOWN, LOADS, removal, stateTables } from './state-tables.js';

export class DestinationStore implements StateStore {
  private constructor(
    private readonly session: DestinationSession,
    private readonly account: string,
    /** The tables that were there at the start. */
    private readonly tables: ReadonlySet<string>,
    private readonly stored: readonly TableSchema[],
  ) {}

  static async open(session: DestinationSession, account: string): Promise<DestinationStore> {
    const tables = await session.tables();
    const names = new Set(tables.map(({ table }) => table));
    return new DestinationStore(session, account, names, stateTables(tables));
  }

  hasTable(table: string): boolean {
    return this.tables.has(table);
  }

  definitions() {
    return this.#read(DEFINITIONS, { account: this.account });
  }

  loads(key: StateKey) {
    return this.#read(LOADS, { account: this.account, ...key });
  }

  cursors(key: StateKey) {
    return this.#read(CURSORS, { account: this.account, ...key });
  }

  known(key: StateKey, loadId?: string) {
    return this.#read(KNOWN, { account: this.account, ...key, ...(loadId !== undefined && { loadId }) });
  }

  write({ known, loads, cursors, definitions, forgotten, gone, outdated }: StateChanges): RowBatch[] {
    const { account } = this;
    const own = <Row extends object>(rows: readonly Row[]) => rows.map((row) => ({ account, ...row }));
    const rows = [
      ...this.#outdated(outdated),
      KNOWN.removal(['account', 'source', 'loadId'], own(forgotten)),
      KNOWN.removal(['account', 'source', 'item'], own(gone)),
      KNOWN.batch(own(known)),
      LOADS.batch(own(loads)),
      CURSORS.batch(own(cursors)),
      DEFINITIONS.batch(own(definitions)),
    ];
    return rows.filter((batch) => batch.rows.length + (batch.replaces?.keys.length ?? 0) > 0);
  }

  committed(): void {
    // It is in the commit.
  }

  #outdated(keys: readonly StateKey[]): RowBatch[] {
    const values = keys.map(({ source, fingerprint }) => [this.account, source, fingerprint]);
    return this.stored
      .filter(({ columns }) => columns.some(({ name }) => name === 'fingerprint'))
      .map((table) => removal(table, ['account', 'source', 'fingerprint'], values));
  }

  async *#read<Columns extends OwnColumns>(
    table: OwnTable<Columns>,
    where: NonNullable<OwnQuery<Columns>['where']>,
  ) {
    if (this.hasTable(table.table)) yield* table.read(this.session, { where });
  }
}
