// Collects the rows of a slice in temporary tables, by COPY, until the slice is whole.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Column, RowBatch } from '../../model/table.js';
import { type BatchGroup, BatchGroups } from '../kit/batch-groups.js';
import { replacedKeys, rowEncoder, type Stored } from '../kit/cells.js';
import { Cleaner } from '../kit/cleaner.js';
import { columnOf } from '../kit/row-query.js';
import { keyChecker } from '../kit/schema-evolution.js';
import type { Connection } from './connection.js';
import { TYPES } from './sql.js';
import { copied } from './values.js';

/** Characters that are sent at once. */
const CHUNK = 512 * 1024;
/** Temporary tables that later slices may use again, at most. */
const KEPT = 60;

interface Buffer {
  lines: string[];
  size: number;
}

export class SliceBuffer {
  readonly #connection: Connection;
  #cleaner = new Cleaner();
  /** Temporary tables of this connection, by their declaration. */
  #kept = new Map<string, string>();
  #names = 0;
  #generation = -1;
  readonly #groups = new BatchGroups((prefix, columns) => this.#table(prefix, columns));
  #buffers = new Map<string, Buffer>();
  #used = new Set<string>();
  #position = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Empties what the slice before has left. @param cleaner of the session whose slice comes */
  async begin(cleaner: Cleaner): Promise<void> {
    this.#cleaner = cleaner;
    await this.#connection.client();
    this.#groups.clear();
    this.#buffers.clear();
    if (this.#generation !== this.#connection.made) {
      this.#kept.clear();
      this.#used.clear();
      this.#generation = this.#connection.made;
    }
    if (this.#kept.size > KEPT) {
      await this.#connection.run(`DROP TABLE ${[...this.#kept.values()].join(', ')}`);
      this.#kept.clear();
    } else if (this.#used.size > 0) {
      await this.#connection.run(`TRUNCATE ${[...this.#used].join(', ')}`);
    }
    this.#used.clear();
  }

  async add(batch: RowBatch): Promise<void> {
    const { schema, rows, replaced } = await this.#groups.of(batch);
    if (replaced) {
      const columns = replaced.columns.map((name) => columnOf(schema, name).type);
      for (const key of replacedKeys(schema, batch)) await this.#line(replaced.name, key, columns);
    }
    const types = schema.columns.map(({ type }) => type);
    const encode = rowEncoder(schema, batch.schema);
    const checkKey = keyChecker(schema);
    for (const row of batch.rows) {
      const stored = encode(row);
      checkKey(stored);
      await this.#line(rows, stored, types);
    }
  }

  /** Sends the remaining rows, and returns the groups in the order in which they must be merged. */
  async end(): Promise<readonly BatchGroup[]> {
    for (const name of this.#buffers.keys()) await this.#send(name);
    return this.#groups.inOrder;
  }

  /** Throws when the temporary tables are gone with their connection. */
  checkConnection(): void {
    if (this.#connection.made !== this.#generation) throw this.#connection.lost();
  }

  async #table(prefix: string, columns: readonly Column[]): Promise<string> {
    const own = columns.map(({ type }, index) => `${prefix}${index} ${TYPES[type]}`);
    const declared = ['p bigint', ...own].join(', ');
    for (let n = 0; ; n++) {
      const shape = `${n} ${declared}`;
      const name = this.#kept.get(shape) ?? `pg_temp._ovh_stage_${++this.#names}`;
      if (this.#used.has(name)) continue;
      if (!this.#kept.has(shape))
        await this.#connection.run(`CREATE TEMPORARY TABLE ${name.slice(8)} (${declared})`);
      this.#kept.set(shape, name);
      this.#used.add(name);
      return name;
    }
  }

  async #line(name: string, row: readonly Stored[], types: readonly (keyof typeof TYPES)[]): Promise<void> {
    let line = String(this.#position++);
    for (const [index, type] of types.entries())
      line += `\t${copied(row[index] ?? null, type, this.#cleaner)}`;
    const buffer = this.#buffers.get(name) ?? { lines: [], size: 0 };
    buffer.lines.push(`${line}\n`);
    buffer.size += line.length;
    this.#buffers.set(name, buffer);
    if (buffer.size >= CHUNK) await this.#send(name);
  }

  async #send(name: string): Promise<void> {
    const buffer = this.#buffers.get(name);
    this.#buffers.delete(name);
    if (!buffer) return;
    const client = await this.#connection.client();
    this.checkConnection();
    const { from: copyFrom } = await import('pg-copy-streams');
    await this.#connection.words(async () => {
      const copy = client.query(copyFrom(`COPY ${name} FROM STDIN`));
      await pipeline(Readable.from([buffer.lines.join('')]), copy);
    });
  }
}
