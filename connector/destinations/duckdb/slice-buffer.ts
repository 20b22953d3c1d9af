// Rows of a slice wait in temporary tables, brought there in chunks, until the slice is whole.
import type { DuckDBAppender, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import { DestinationError } from '../../model/errors.js';
import type { ColumnType, RowBatch, TableSchema } from '../../model/table.js';
import { replacedKeys, rowEncoder, type Stored } from '../kit/cells.js';
import type { Digits } from '../kit/decimals.js';
import { copySchema, keyChecker } from '../kit/schema-evolution.js';
import type { Connection } from './database.js';
import { addDigits, type ColumnDigits, digitsIn } from './digits.js';
import { type Encoder, STAGING_TYPES } from './values.js';

/** Rows of a chunk, as DuckDB has them. */
const CHUNK = 2048;
/** Characters of texts that are gathered before they are sent. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Batches of one table that have the same columns. The temporary table has the order of arrival as `p` and a column
 * `c0`, `c1`, ... for each; that of what they replace `p` and `k0`, `k1`, ...
 */
export interface Segment {
  schema: TableSchema;
  rows: string;
  replaced: { name: string; columns: string[] } | undefined;
  /** Of its numbers. */
  digits: ColumnDigits;
}

/** One temporary table, and the rows that are on their way to it. */
interface Buffer {
  types: ColumnType[];
  appender: DuckDBAppender;
  chunk: DuckDBDataChunk;
  columns: DuckDBValue[][];
  characters: number;
}

interface OpenSegment extends Segment {
  signature: string;
}

export class SliceBuffer {
  readonly #connection: Connection;
  readonly #encoder: Encoder;
  #segments: OpenSegment[] = [];
  #open = new Map<string, OpenSegment>();
  #buffers = new Map<string, Buffer>();
  #made: string[] = [];
  #names = 0;
  #position = 0n;

  constructor(connection: Connection, encoder: Encoder) {
    this.#connection = connection;
    this.#encoder = encoder;
  }

  /** Forgets what a slice has left. */
  async clear(): Promise<void> {
    const [appenders, made] = [[...this.#buffers.values()].map(({ appender }) => appender), this.#made];
    this.#segments = [];
    this.#open.clear();
    this.#buffers.clear();
    this.#made = [];
    await this.#connection.words(() => {
      for (const appender of appenders) appender.closeSync();
    });
    for (const name of made) await this.#connection.run(`DROP TABLE IF EXISTS ${name}`);
  }

  async add(batch: RowBatch): Promise<void> {
    const segment = await this.#segment(batch);
    const { schema, replaced } = segment;
    const encode = rowEncoder(schema, batch.schema);
    const checkKey = keyChecker(schema);
    await this.#connection.words(() => {
      if (replaced) for (const key of replacedKeys(schema, batch)) this.#row(replaced.name, key);
      for (const row of batch.rows) {
        const stored = encode(row);
        checkKey(stored);
        this.#row(segment.rows, stored);
      }
    });
  }

  /** Sends what is left; the segments, in the order in which they are to be merged. */
  async end(): Promise<Segment[]> {
    await this.#connection.words(() => {
      for (const buffer of this.#buffers.values()) {
        this.#send(buffer);
        buffer.appender.closeSync();
      }
    });
    this.#buffers.clear();
    for (const segment of this.#segments) {
      await this.#dropReplaced(segment);
      segment.digits = await this.#digits(segment);
    }
    return this.#segments;
  }

  async #segment(batch: RowBatch): Promise<OpenSegment> {
    const { schema, replaces } = batch;
    const table = schema.table.toLowerCase();
    const shape = schema.columns.map(({ name, type }) => [name, type]);
    const signature = JSON.stringify([table, shape, schema.primaryKey, replaces?.columns ?? []]);
    const open = this.#open.get(table);
    if (open?.signature === signature) return open;
    const types = schema.columns.map(({ type }) => type);
    const segment: OpenSegment = {
      signature,
      schema: copySchema(schema),
      rows: await this.#table('c', types),
      replaced: replaces && {
        name: await this.#table(
          'k',
          replaces.columns.map((name) => columnOf(schema, name).type),
        ),
        columns: replaces.columns,
      },
      digits: new Map(),
    };
    this.#segments.push(segment);
    this.#open.set(table, segment);
    return segment;
  }

  async #table(prefix: string, types: ColumnType[]): Promise<string> {
    const own = `_ovh_stage_${++this.#names}`;
    const name = `temp.main.${own}`;
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

  /** Rows that came before what replaces them. */
  async #dropReplaced({ schema, rows, replaced }: Segment): Promise<void> {
    if (!replaced) return;
    const same = replaced.columns.map(
      (name, index) => `s.c${schema.columns.indexOf(columnOf(schema, name))} = r.k${index}`,
    );
    await this.#connection.run(
      `DELETE FROM ${rows} s USING ${replaced.name} r WHERE ${same.join(' AND ')} AND s.p < r.p`,
    );
  }

  async #digits({ schema, rows, replaced }: Segment): Promise<Map<string, Digits>> {
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

function columnOf({ table, columns }: TableSchema, name: string) {
  const found = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  if (!found) throw new DestinationError('destination-misuse', `table "${table}" lacks the column "${name}"`);
  return found;
}
