// Parquet: a typed column for each column; 64-bit integers, decimals and instants are exact.
import * as zlib from 'node:zlib';
import { DestinationError } from '../../model/errors.js';
import { daysOf, microsecondsOf } from '../../model/instants.js';
import { repeating } from '../../model/remembered.js';
import type { ColumnType } from '../../model/table.js';
import { decimalScale, MOST_DIGITS } from '../kit/decimals.js';
import type { FileColumn, FileFormat, FileValue } from './format.js';
import { TextColumn } from './parquet-texts.js';

export interface ParquetOptions {
  /** `auto` is zstd where this version of Node has it, else gzip: both are native, and quicker than snappy in JavaScript. */
  compression: 'auto' | 'zstd' | 'gzip' | 'snappy' | 'none';
}

/** Rows of a row group. Larger groups need more memory and save no space. */
const GROUP_ROWS = 20_000;
/** Of the first group: V8 has then seen every kind of column before the writer's functions are hot, and compiles them once. */
const FIRST_GROUP_ROWS = 1000;
const DECIMAL_BYTES = 16;

// In Node from 22.15.
const { zstdCompressSync } = zlib as { zstdCompressSync?: (bytes: Uint8Array) => Uint8Array };

/** Snappy is the writer's own. */
const COMPRESSORS = {
  ...(zstdCompressSync && { ZSTD: zstdCompressSync }),
  GZIP: (bytes: Uint8Array) => zlib.gzipSync(bytes, { level: 1 }),
};

type Driver = typeof import('hyparquet-writer');
type Element = NonNullable<Parameters<Driver['parquetWrite']>[0]['schema']>[number];

interface ParquetColumn {
  element: Element;
  /** Of a column that is not one of texts. */
  value?: (stored: string | boolean) => unknown;
}

/** The values of a column on their way to a row group. */
interface GroupColumn {
  /** Adds the values that rows have in a place. */
  add(rows: readonly (readonly FileValue[])[], place: number): void;
  /** As the writer takes them. */
  values(): unknown[];
}

class ValueColumn implements GroupColumn {
  readonly #values: unknown[] = [];

  constructor(private readonly make: (stored: string | boolean) => unknown) {}

  add(rows: readonly (readonly FileValue[])[], place: number): void {
    for (const row of rows) {
      const value = row[place] ?? null;
      this.#values.push(value === null ? null : this.make(value));
    }
  }

  values(): unknown[] {
    return this.#values;
  }
}

export function parquetFormat({ compression }: ParquetOptions): FileFormat {
  const codec = codecOf(compression);
  return {
    extension: 'parquet',
    options: codec,
    async *write(columns, rows) {
      const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
      const parquet = columns.map(parquetColumn);
      const writer = new ByteWriter();
      const taken = (): Uint8Array => {
        const bytes = new Uint8Array(writer.getBuffer());
        writer.index = 0;
        return bytes;
      };
      const file = new ParquetWriter({
        writer,
        schema: [{ name: 'root', num_children: columns.length }, ...parquet.map(({ element }) => element)],
        codec,
        compressors: COMPRESSORS,
        createdBy: 'source-ovhcloud',
      });
      for await (const group of groups(parquet, rows)) {
        const columnData = group.map((column, index) => ({
          name: columns[index]?.name ?? '',
          // One column after another.
          get data() {
            return column.values();
          },
          statistics: columns[index]?.hasBounds ?? true,
        }));
        await file.write({ columnData, rowGroupSize: GROUP_ROWS });
        yield taken();
      }
      await file.finish();
      yield taken();
    },
  };
}

/** The values of many rows, by column. */
async function* groups(
  parquet: readonly ParquetColumn[],
  rows: AsyncIterable<readonly (readonly FileValue[])[]>,
): AsyncGenerator<GroupColumn[]> {
  const empty = () => parquet.map(({ value }) => (value ? new ValueColumn(value) : new TextColumn()));
  let group: GroupColumn[] = empty();
  let count = 0;
  let most = FIRST_GROUP_ROWS;
  for await (const block of rows) {
    for (const [index, column] of group.entries()) column.add(block, index);
    count += block.length;
    if (count < most) continue;
    yield group;
    most = GROUP_ROWS;
    group = empty();
    count = 0;
  }
  if (count > 0) yield group;
}

function parquetColumn(column: FileColumn): ParquetColumn {
  const named = { name: column.name, repetition_type: 'OPTIONAL' } as const;
  const text: ParquetColumn = {
    element: { ...named, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  };
  const typed: Record<ColumnType, () => ParquetColumn> = {
    text: () => text,
    boolean: () => ({ element: { ...named, type: 'BOOLEAN' }, value: (stored) => stored }),
    bigint: () => ({ element: { ...named, type: 'INT64' }, value: (stored) => BigInt(stored) }),
    decimal: () => decimalColumn(column, text),
    // As text: few readers understand the type for JSON.
    json: () => text,
    timestamp: () => ({
      element: {
        ...named,
        type: 'INT64',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
      },
      value: ofText(repeating(microsecondsOf)),
    }),
    date: () => ({
      element: { ...named, type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
      value: ofText(repeating(daysOf)),
    }),
  };
  return column.isOdd ? text : typed[column.type]();
}

/** A column whose numbers no DECIMAL holds together is text, so that no number is rounded. */
function decimalColumn({ name, digits = [1, 0] }: FileColumn, text: ParquetColumn): ParquetColumn {
  const scale = decimalScale(digits);
  if (scale === undefined) return text;
  return {
    element: {
      name,
      repetition_type: 'OPTIONAL',
      type: 'FIXED_LEN_BYTE_ARRAY',
      type_length: DECIMAL_BYTES,
      converted_type: 'DECIMAL',
      logical_type: { type: 'DECIMAL', precision: MOST_DIGITS, scale },
      precision: MOST_DIGITS,
      scale,
    },
    value: ofText((text) => scaled(text, scale)),
  };
}

const ofText = (make: (text: string) => unknown) => (stored: string | boolean) => make(String(stored));

function scaled(text: string, scale: number): bigint {
  const point = text.indexOf('.');
  if (point < 0) return BigInt(text + '0'.repeat(scale));
  return BigInt(text.slice(0, point) + text.slice(point + 1).padEnd(scale, '0'));
}

function codecOf(compression: ParquetOptions['compression']): 'ZSTD' | 'GZIP' | 'SNAPPY' | 'UNCOMPRESSED' {
  if (compression === 'none') return 'UNCOMPRESSED';
  if (compression === 'snappy') return 'SNAPPY';
  if (compression === 'gzip' || (compression === 'auto' && !zstdCompressSync)) return 'GZIP';
  if (zstdCompressSync) return 'ZSTD';
  throw new DestinationError(
    'destination-version',
    `the compression "zstd" needs Node 22.15 or newer; this is ${process.version}. Use "auto" or "gzip"`,
  );
}
