// Collects the rows of a slice in temporary tables, in chunks, until the slice is whole.
import type { RowBatch } from '../../model/table.js';
import { type BatchGroup, BatchGroups } from '../kit/batch-groups.js';
import { replacedKeys, rowEncoder } from '../kit/cells.js';
import type { Digits } from '../kit/decimals.js';
import { columnOf } from '../kit/row-query.js';
import { keyChecker } from '../kit/schema-evolution.js';
import type { Connection } from './database.js';
import { addDigits, type ColumnDigits, digitsIn } from './digits.js';
import { Stages } from './stages.js';
import type { Encoder } from './values.js';

/** A group of batches, and how many digits its numbers have. */
export interface MeasuredGroup extends BatchGroup {
  digits: ColumnDigits;
}

export class SliceBuffer {
  readonly #connection: Connection;
  readonly #stages: Stages;
  readonly #groups = new BatchGroups(async (prefix, columns) => {
    const types = columns.map(({ type }) => type);
    return (await this.#stages.take(prefix, types)).name;
  });
  #position = 0n;
  #isWhole = false;

  constructor(connection: Connection, encoder: Encoder) {
    this.#connection = connection;
    this.#stages = new Stages(connection, encoder);
  }

  /** Empties what a slice has left. */
  async clear(): Promise<void> {
    const isWhole = this.#isWhole;
    this.#isWhole = false;
    this.#groups.clear();
    this.#position = 0n;
    await this.#stages.release(isWhole);
  }

  async add(batch: RowBatch): Promise<void> {
    const { schema, rows, replaced } = await this.#groups.of(batch);
    const encode = rowEncoder(schema, batch.schema);
    const checkKey = keyChecker(schema);
    await this.#connection.words(() => {
      if (replaced) {
        const keys = this.#stages.get(replaced.name);
        for (const key of replacedKeys(schema, batch)) keys.add(this.#position++, key);
      }
      const stage = this.#stages.get(rows);
      for (const row of batch.rows) {
        const stored = encode(row);
        checkKey(stored);
        stage.add(this.#position++, stored);
      }
    });
  }

  /** Sends the remaining rows, and returns the groups in the order in which they must be merged. */
  async end(): Promise<MeasuredGroup[]> {
    await this.#connection.words(() => {
      for (const stage of this.#stages.inUse) stage.flush();
    });
    this.#isWhole = true;
    const measured: MeasuredGroup[] = [];
    for (const group of this.#groups.inOrder) {
      const removed = await this.#dropReplaced(group);
      // Digits of rows that are gone do not count.
      const rows = removed > 0 ? await this.#storedDigits(group) : this.#digits(group, group.rows, 'rows');
      const { replaced } = group;
      const digits = replaced ? addDigits(rows, this.#digits(group, replaced.name, 'keys')) : rows;
      measured.push({ ...group, digits });
    }
    return measured;
  }

  /** Removes the rows that a later batch of the slice replaces, and returns how many. */
  async #dropReplaced({ schema, rows, replaced }: BatchGroup): Promise<number> {
    if (!replaced) return 0;
    const same = replaced.columns.map(
      (name, index) => `s.c${schema.columns.indexOf(columnOf(schema, name))} = r.k${index}`,
    );
    return this.#connection.run(
      `DELETE FROM ${rows} s USING ${replaced.name} r WHERE ${same.join(' AND ')} AND s.p < r.p`,
    );
  }

  /** As they were counted on the way. */
  #digits({ schema, replaced }: BatchGroup, table: string, of: 'rows' | 'keys'): Map<string, Digits> {
    const stage = this.#stages.get(table);
    const names = of === 'rows' ? schema.columns.map(({ name }) => name) : (replaced?.columns ?? []);
    const found = new Map<string, Digits>();
    for (const [index, name] of names.entries()) {
      const digits = stage.digits(index);
      if (digits) found.set(name.toLowerCase(), digits);
    }
    return found;
  }

  #storedDigits({ schema, rows }: BatchGroup): Promise<Map<string, Digits>> {
    const numbers = schema.columns.flatMap(({ name, type }, index) =>
      type === 'decimal' || type === 'bigint' ? [{ name: name.toLowerCase(), expression: `c${index}` }] : [],
    );
    return digitsIn(this.#connection, rows, numbers);
  }
}
