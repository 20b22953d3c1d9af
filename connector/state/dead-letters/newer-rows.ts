// Whether a later reading has a word on a row: then a dead letter has none.
import type { DestinationSession } from '../../model/destination.js';
import { rowKeys } from '../../model/record-id.js';
import { type Cell, JsonText, type TableSchema } from '../../model/table.js';

export class NewerRows {
  /** Instants of the rows that this replay has brought, by table and key. */
  readonly #brought = new Map<string, number>();

  constructor(
    private readonly session: DestinationSession,
    /** The tables as they were before. */
    private readonly tables: ReadonlyMap<string, TableSchema>,
  ) {}

  /** True when the row of the same key was loaded, or found to be gone, after `readAt`. */
  async isOld(schema: TableSchema, row: readonly Cell[], readAt: number): Promise<boolean> {
    const key = rowKeys(schema)(row);
    if (key === undefined) return false;
    const place = `${schema.table}\n${key}`;
    const latest = Math.max(this.#brought.get(place) ?? 0, await this.#stored(schema, row));
    if (latest > readAt) return true;
    this.#brought.set(place, readAt);
    return false;
  }

  async #stored(schema: TableSchema, row: readonly Cell[]): Promise<number> {
    const known = this.tables.get(schema.table);
    if (!known) return 0;
    const where: Record<string, Cell> = {};
    for (const name of schema.primaryKey) {
      const index = schema.columns.findIndex((column) => column.name === name);
      const column = known.columns.find((each) => each.name === name);
      // A key of a type that the column has not had yet is in no row.
      if (column?.type !== schema.columns[index]?.type) return 0;
      where[name] = row[index] ?? null;
    }
    for await (const found of this.session.rows(schema.table, { where })) {
      return Math.max(instant(found._loaded_at), instant(found._deleted_at));
    }
    return 0;
  }
}

function instant(cell: Cell | undefined): number {
  const text = cell instanceof JsonText ? cell.text : String(cell ?? '');
  return Date.parse(text) || 0;
}
