// CSV by RFC 4180: a header, quotes where they are needed. Null is no character at all, an empty text is "".
import { harmless } from '../../model/formulas.js';
import type { FileColumn, FileFormat, FileValue } from './format.js';

export interface CsvOptions {
  delimiter: string;
  /** Between the whole part of a decimal and the rest. */
  decimal: '.' | ',';
  /** `escape` puts a `'` before texts that a spreadsheet would run as a formula. */
  formulas: 'keep' | 'escape';
  /** Starts the file with a byte order mark, by which spreadsheets recognise UTF-8. */
  bom: boolean;
}

export function csvFormat({ delimiter, decimal, formulas, bom }: CsvOptions): FileFormat {
  const mustQuote = new RegExp(`[${delimiter}"\r\n]`);
  const isSafe = formulas === 'escape';
  const quoted = (text: string) =>
    text === '' || mustQuote.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const cell = ({ type }: FileColumn): ((value: FileValue) => string) => {
    const isText = type !== 'bigint' && type !== 'decimal';
    return (value) => {
      if (value === null) return '';
      if (typeof value === 'boolean') return String(value);
      if (type === 'decimal') return quoted(value.replace('.', decimal));
      return quoted(isText && isSafe ? harmless(value) : value);
    };
  };
  return {
    extension: 'csv',
    options: JSON.stringify([delimiter, decimal, formulas, bom]),
    async *write(columns, rows) {
      const cells = columns.map(cell);
      const head = columns.map(({ name }) => quoted(isSafe ? harmless(name) : name));
      yield Buffer.from(`${bom ? '\ufeff' : ''}${head.join(delimiter)}\r\n`);
      for await (const block of rows) {
        const lines = block.map(
          (row) => `${cells.map((write, index) => write(row[index] ?? null)).join(delimiter)}\r\n`,
        );
        yield Buffer.from(lines.join(''));
      }
    },
  };
}
