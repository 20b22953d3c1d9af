// How a slice waits in temporary tables: batches of one table with the same columns share them.
import type { RowBatch, TableSchema } from '../../model/table.js';
import { columnOf } from './row-query.js';
import { copySchema } from './schema-evolution.js';

/**
 * Batches of one table that have the same columns. `rows` is a temporary table with the order of arrival as `p` and a
 * column `c0`, `c1`, ... for each of the schema's; `replaced` one with `p` and `k0`, `k1`, ... for what they replace.
 */
export interface BatchGroup {
  schema: TableSchema;
  rows: string;
  replaced: { name: string; columns: string[] } | undefined;
}

/** Makes a temporary table for these columns, named with this letter and a number. Returns its name. */
export type MakeTable = (prefix: 'c' | 'k', columns: TableSchema['columns']) => Promise<string>;

export class BatchGroups {
  #groups: BatchGroup[] = [];
  readonly #open = new Map<string, { group: BatchGroup; signature: string }>();

  constructor(private readonly makeTable: MakeTable) {}

  /** The groups in the order in which they must be merged. */
  get inOrder(): readonly BatchGroup[] {
    return this.#groups;
  }

  clear(): void {
    this.#groups = [];
    this.#open.clear();
  }

  /** The group of a batch: that of the batch before it of the same table, when it has the same columns. */
  async of({ schema, replaces }: RowBatch): Promise<BatchGroup> {
    const table = schema.table.toLowerCase();
    const shape = schema.columns.map(({ name, type }) => [name, type]);
    const signature = JSON.stringify([table, shape, schema.primaryKey, replaces?.columns ?? []]);
    const open = this.#open.get(table);
    if (open?.signature === signature) return open.group;
    const keys = replaces?.columns.map((name) => columnOf(schema, name)) ?? [];
    const group: BatchGroup = {
      schema: copySchema(schema),
      rows: await this.makeTable('c', schema.columns),
      replaced: replaces && { name: await this.makeTable('k', keys), columns: replaces.columns },
    };
    this.#groups.push(group);
    this.#open.set(table, { group, signature });
    return group;
  }
}
