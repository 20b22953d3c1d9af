// A file format: turns the rows of one table into the bytes of one file.
import type { ColumnType } from '../../model/table.js';
import type { Digits } from '../kit/decimals.js';

/** A stored value; integers and decimals are their digits. */
export type FileValue = string | boolean | null;

export interface FileColumn {
  name: string;
  type: ColumnType;
  /** Of a decimal column: at least this many digits before and after the point. */
  digits?: Digits;
  /** A value of this timestamp or date column is none, or is finer than a microsecond. */
  isOdd?: boolean;
  /** False where nobody looks for a range of its values: readers then do without its least and greatest. Default true. */
  hasBounds?: boolean;
}

export interface FileFormat {
  /** Without the dot. */
  readonly extension: string;
  /** The options that change the bytes, as one text. */
  readonly options: string;
  /** Throws `DestinationError` for a value that it cannot write. */
  write(
    columns: readonly FileColumn[],
    rows: AsyncIterable<readonly (readonly FileValue[])[]>,
  ): AsyncIterable<Uint8Array>;
}
