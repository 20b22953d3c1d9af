// Collects the rows of a slice in temporary tables, in chunks, until the slice is whole.
import type { DuckDBAppender, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { Column, ColumnType, RowBatch } from '../../model/table.js';
import { type BatchGroup, BatchGroups } from '../kit/batch-groups.js';
import { replacedKeys, rowEncoder, type Stored } from '../kit/cells.js';
import type { Digits } from '../kit/decimals.js';
import { columnOf } from '../kit/row-query.js';
import { keyChecker } from '../kit/schema-evolution.js';
import type { Connection } from './database.js';
import { addDigits, type ColumnDigits, digitsIn } from './digits.js';
import { type Encoder, STAGING_TYPES } from './values.js';

/** Rows of a chunk of DuckDB. */
const CHUNK = 2048;
/** Characters of texts in a chunk, at most. */
const MOST_CHARACTERS = 1_000_000;

/** A group of batches, and how many digits its numbers have. */
export interface MeasuredGroup extends BatchGroup {
  digits: ColumnDigits;
}

/** A temporary table, and the rows that are not sent to it yet. */
interface Buffer {
  types: ColumnType[];
  appender: DuckDBAppender;
  chunk: DuckDBDataChunk;
  columns: DuckDBValue[][];
  characters: number;
}

export class SliceBuffer {
  readonly #connection: Connection;
  readonly #encoder: Encoder;
  readonly #groups = new BatchGroups((prefix, columns) => this.#table(prefix, columns));
  #buffers = new Map<string, Buffer>();
  #made: string[] = [];
  #names = 0;
  #position = 0n;

  constructor(connection: Connection, encoder: Encoder) {
    this.#connection = connection;
    this.#encoder = encoder;
  }

  /** Drops what a slice has left. */
  async clear(): Promise<void> {
    const [appenders, made] = [[...this.#buffers.values()].map(({ appender }) => appender), this.#made];
    this.#groups.clear();
    this.#buffers.clear();
    this.#made = [];
    await this.#connection.words(() => {
      for (const appender of appenders) appender.closeSync();
    });
    for (const name of made) await this.#connection.run(`DROP TABLE IF EXISTS ${name}`);
  }

  async add(batch: RowBatch): Promise<void> {
    const { schema, rows, replaced } = await this.#groups.of(batch);
    const encode = rowEncoder(schema, batch.schema);
    const checkKey = keyChecker(schema);
    await this.#connection.words(() => {
      if (replaced) for (const key of replacedKeys(schema, batch)) this.#row(replaced.name, key);
      for (const row of batch.rows) {
        const stored = encode(row);
        checkKey(stored);
        this.#row(rows, stored);
      }
    });
  }

  /** Sends the remaining rows, and returns the groups in the order in which they must be merged. */
  async end(): Promise<MeasuredGroup[]> {
    await this.#connection.words(() => {
      for (const buffer of this.#buffers.values()) {
        this.#send(buffer);
        buffer.appender.closeSync();
      }
    });
    this.#buffers.clear();
    const measured: MeasuredGroup[] = [];
    for (const group of this.#groups.inOrder) {
      await this.#dropReplaced(group);
      measured.push({ ...group, digits: await this.#digits(group) });
    }
    return measured;
  }

  async #table(prefix: string, columns: readonly Column[]): Promise<string> {
    const own = `_ovh_stage_${++this.#names}`;
    const name = `temp.main.${own}`;
    const types = columns.map(({ type }) => type);
    const declared = ['p BIGINT', ...types.map((type, index) => `${prefix}${index} ${STAGING_TYPES[type]}`)];
    await this.#connection.run(`CREATE TEMPORARY TABLE ${own} (${declared.join(', ')})`);
    this.#made.push(name);
    const { DuckDBDataChunk: Chunk, BIGINT } = this.#encoder.driver;
    const buffer = await this.#connection.words(async () => ({
      types,
      appender: await this.#connection.driver.createAppender(own, 'main', 'temp'),
      chunk: Chunk.create([BIGINT, ...types.map((type) => this.#encoder.type(type))]),
      columns: [[], ...types.map(() => [])],
      characters: 0,
    }));
    this.#buffers.set(name, buffer);
    return name;
  }

  #row(name: string, row: readonly Stored[]): void {
    const buffer = this.#buffers.get(name);
    if (!buffer) throw new Error(`there is no table ${name}`);
    const [positions, ...columns] = buffer.columns;
    positions?.push(this.#position++);
    for (let index = 0; index < columns.length; index++) {
      const stored = row[index] ?? null;
      columns[index]?.push(this.#encoder.value(stored, buffer.types[index] ?? 'text'));
      if (typeof stored === 'string') buffer.characters += stored.length;
    }
    if (positions?.length === CHUNK || buffer.characters > MOST_CHARACTERS) this.#send(buffer);
  }

  #send(buffer: Buffer): void {
    if (buffer.columns[0]?.length === 0) return;
    buffer.chunk.reset();
    buffer.chunk.setColumns(buffer.columns);
    buffer.appender.appendDataChunk(buffer.chunk);
    if (buffer.characters > MOST_CHARACTERS) buffer.appender.flushSync();
    buffer.columns = buffer.columns.map(() => []);
    buffer.characters = 0;
  }

  /** Removes the rows that a later batch of the slice replaces. */
  async #dropReplaced({ schema, rows, replaced }: BatchGroup): Promise<void> {
    if (!replaced) return;
    const same = replaced.columns.map(
      (name, index) => `s.c${schema.columns.indexOf(columnOf(schema, name))} = r.k${index}`,
    );
    await this.#connection.run(
      `DELETE FROM ${rows} s USING ${replaced.name} r WHERE ${same.join(' AND ')} AND s.p < r.p`,
    );
  }

  async #digits({ schema, rows, replaced }: BatchGroup): Promise<Map<string, Digits>> {
    const numbers = (names: readonly string[], prefix: string) =>
      names.flatMap((name, index) => {
        const { type } = columnOf(schema, name);
        const isNumber = type === 'decimal' || type === 'bigint';
        return isNumber ? [{ name: name.toLowerCase(), expression: `${prefix}${index}` }] : [];
      });
    const names = schema.columns.map(({ name }) => name);
    const found = await digitsIn(this.#connection, rows, numbers(names, 'c'));
    if (!replaced) return found;
    return addDigits(found, await digitsIn(this.#connection, replaced.name, numbers(replaced.columns, 'k')));
  }
}
