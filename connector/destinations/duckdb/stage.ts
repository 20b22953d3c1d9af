// A temporary table in which rows of one slice wait, and the rows that are not sent to it yet. It serves slice after slice.
import type { DuckDBAppender, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { ColumnType } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';
import { type Digits, moreDigits } from '../kit/decimals.js';
import type { Connection } from './database.js';
import { type Encoder, STAGING_TYPES } from './values.js';

/** Rows of a chunk of DuckDB. */
const CHUNK = 2048;
/** Characters of texts in a chunk, at most. */
const MOST_CHARACTERS = 1_000_000;

export class Stage {
  /** Rows that were sent since it was made. */
  sent = 0;
  #columns: DuckDBValue[][];
  #characters = 0;
  readonly #numbers: NumberRange[];

  private constructor(
    /** Its name in SQL: the order of arrival is `p`, the columns are the prefix with a number. */
    readonly name: string,
    private readonly types: readonly ColumnType[],
    private readonly encoder: Encoder,
    private readonly appender: DuckDBAppender,
    private readonly chunk: DuckDBDataChunk,
  ) {
    this.#columns = emptyColumns(types);
    this.#numbers = types.map(() => ({ least: 0n, most: 0n }));
  }

  static async make(
    connection: Connection,
    encoder: Encoder,
    { own, prefix, types }: { own: string; prefix: string; types: readonly ColumnType[] },
  ): Promise<Stage> {
    const declared = ['p BIGINT', ...types.map((type, index) => `${prefix}${index} ${STAGING_TYPES[type]}`)];
    await connection.run(`CREATE TEMPORARY TABLE ${own} (${declared.join(', ')})`);
    const { DuckDBDataChunk: Chunk, BIGINT } = encoder.driver;
    return connection.words(async () => {
      const appender = await connection.driver.createAppender(own, 'main', 'temp');
      const chunk = Chunk.create([BIGINT, ...types.map((type) => encoder.type(type))]);
      return new Stage(`temp.main.${own}`, types, encoder, appender, chunk);
    });
  }

  add(position: bigint, row: readonly Stored[]): void {
    const { types, encoder } = this;
    const columns = this.#columns;
    columns[0]?.push(position);
    for (let index = 0; index < types.length; index++) {
      const stored = row[index] ?? null;
      const type = types[index] ?? 'text';
      columns[index + 1]?.push(encoder.value(stored, type));
      if (typeof stored === 'string') this.#characters += stored.length;
      if (stored !== null && (type === 'decimal' || type === 'bigint')) this.#count(index, stored);
    }
    if (columns[0]?.length === CHUNK || this.#characters > MOST_CHARACTERS) this.#send();
  }

  /** Digits of the numbers in a column since `reset`; undefined when there were none. */
  digits(index: number): Digits | undefined {
    const { least, most, digits, hasIntegers } = this.#numbers[index] ?? NO_NUMBERS;
    const whole = Math.max(String(most).length, String(least).length - 1);
    return hasIntegers ? moreDigits([whole, 0], digits ?? [1, 0]) : digits;
  }

  #count(index: number, stored: Exclude<Stored, null>): void {
    const range = this.#numbers[index];
    if (!range) return;
    if (typeof stored === 'bigint') {
      range.hasIntegers = true;
      if (stored > range.most) range.most = stored;
      else if (stored < range.least) range.least = stored;
    } else if (typeof stored === 'string') {
      const [whole, fraction] = range.digits ?? [0, 0];
      const point = stored.indexOf('.');
      const sign = stored.startsWith('-') ? 1 : 0;
      const ownWhole = (point < 0 ? stored.length : point) - sign;
      const ownFraction = point < 0 ? 0 : stored.length - point - 1;
      if (!range.digits || ownWhole > whole || ownFraction > fraction)
        range.digits = [Math.max(whole, ownWhole), Math.max(fraction, ownFraction)];
    }
  }

  #send(): void {
    const count = this.#columns[0]?.length ?? 0;
    if (count === 0) return;
    this.chunk.reset();
    this.chunk.setColumns(this.#columns);
    this.appender.appendDataChunk(this.chunk);
    if (this.#characters > MOST_CHARACTERS) this.appender.flushSync();
    this.sent += count;
    this.#columns = emptyColumns(this.types);
    this.#characters = 0;
  }

  /** All rows are in the table. */
  flush(): void {
    this.#send();
    this.appender.flushSync();
  }

  /** For the next slice. The table may have rows still. */
  reset(): void {
    this.#columns = emptyColumns(this.types);
    this.#characters = 0;
    for (const range of this.#numbers)
      Object.assign(range, { least: 0n, most: 0n, digits: undefined, hasIntegers: false });
  }

  close(): void {
    this.appender.closeSync();
  }
}

/** The integers of a column, and the digits of its decimals. */
interface NumberRange {
  least: bigint;
  most: bigint;
  digits?: Digits;
  hasIntegers?: boolean;
}

const NO_NUMBERS: NumberRange = { least: 0n, most: 0n };

function emptyColumns(types: readonly ColumnType[]): DuckDBValue[][] {
  return [[], ...types.map(() => [])];
}
