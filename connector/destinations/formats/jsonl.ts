// JSON Lines: an object a line, numbers with all of their digits.
import type { ColumnType } from '../../model/table.js';
import type { SinkBatch } from '../kit/row-sink.js';
import type { FileColumn, FileFormat, FileValue } from './format.js';

export interface JsonlOptions {
  /** `text` writes integers and decimals as JSON strings, for readers that would round numbers. */
  numbers: 'number' | 'text';
}

export function jsonlFormat({ numbers }: JsonlOptions): FileFormat {
  return {
    extension: 'jsonl',
    options: numbers,
    async *write(columns, rows) {
      const line = jsonlLine(columns, numbers === 'text');
      for await (const block of rows) yield Buffer.from(block.map((row) => `${line(row)}\n`).join(''));
    },
  };
}

/** Lines `{"table":"bills","row":{...}}` with their line ends, one for each row of a sink. */
export function jsonLines(
  { schema, rows }: SinkBatch,
  numbers: JsonlOptions['numbers'] = 'number',
): string[] {
  const table = JSON.stringify(schema.table);
  const row = jsonlLine(schema.columns, numbers === 'text');
  return rows.map((values) => {
    const texts = values.map((value) => (typeof value === 'bigint' ? String(value) : value));
    return `{"table":${table},"row":${row(texts)}}\n`;
  });
}

/** Writes a row as an object, without a line end. */
export function jsonlLine(
  columns: readonly FileColumn[],
  isText: boolean,
): (row: readonly FileValue[]) => string {
  const members = columns.map((column) => member(column, isText));
  return (row) => `{${members.map((write, index) => write(row[index] ?? null)).join(',')}}`;
}

function member({ name, type }: FileColumn, isText: boolean): (value: FileValue) => string {
  const key = `${JSON.stringify(name)}:`;
  const text = jsonValue(type, isText);
  return (value) => key + text(value);
}

/** Writes values of a type as JSON: numbers with all of their digits, or as texts. */
export function jsonValue(type: ColumnType, isText: boolean): (value: FileValue) => string {
  const isNumber = (type === 'bigint' || type === 'decimal') && !isText;
  const isPlain = isNumber || type === 'json';
  return (value) =>
    typeof value !== 'string' ? String(value) : isPlain ? plain(value, isNumber) : JSON.stringify(value);
}

/** Drops leading zeros, which JSON does not allow, and line breaks, which in JSON text are only white space. */
function plain(value: string, isNumber: boolean): string {
  return isNumber ? value.replace(/^(-?)0+(?=\d)/, '$1') : value.replace(/[\r\n]+/g, ' ');
}
