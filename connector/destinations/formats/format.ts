// What a file format is: how the rows of one table become the bytes of one file.
import type { ColumnType } from '../../model/table.js';
import type { Digits } from '../kit/decimals.js';

/** A value as it is kept: integers and decimals as their digits. */
export type FileValue = string | boolean | null;

export interface FileColumn {
  name: string;
  type: ColumnType;
  /** Of a decimal column: most digits before and after the point, at the least. */
  digits?: Digits;
  /** Not every value is an instant (or a date), or some are finer than a microsecond. */
  isOdd?: boolean;
}

export interface FileFormat {
  /** Without a dot. */
  readonly extension: string;
  /** The options that make a difference to the bytes. */
  readonly options: string;
  /** Throws `DestinationError` for a value that it cannot write. */
  write(
    columns: readonly FileColumn[],
    rows: AsyncIterable<readonly (readonly FileValue[])[]>,
  ): AsyncIterable<Uint8Array>;
}
