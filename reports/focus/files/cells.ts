// Values of the views as the text that stands in a file.
import type { QueryValue } from '../../../connector/model/query.js';
import type { WrittenColumn } from '../columns/datasets.js';
import { folded, foldedId } from './ascii.js';

/** The value of a column in a row whose fields are at these places. */
export type CellWriter = (row: readonly QueryValue[]) => string | null;

/** Digits before and after the point that a quantity or a price may have, so that one DECIMAL holds all. */
const WHOLE_DIGITS = 20;
const DECIMALS = 18;
const NUMBER = new RegExp(`^-?\\d{1,${WHOLE_DIGITS}}(\\.\\d{1,${DECIMALS}})?$`);

/** @param places of the fields in a row */
export function cellWriter(
  column: WrittenColumn,
  places: ReadonlyMap<string, number>,
  isAscii: boolean,
): CellWriter {
  const { source } = column;
  if ('constant' in source) return () => source.constant;
  const read = reader(source.field, places);
  switch (source.as) {
    case 'cost':
    case 'amount':
      return (row) => decimalOf(read(row));
    case 'decimal':
      return (row) => number(read(row));
    case 'quantity': {
      const text = reader('quantity_text', places);
      return (row) => {
        const value = read(row);
        return value === null ? null : (number(text(row)) ?? number(value) ?? '1.0');
      };
    }
    case 'day':
      return (row) => {
        const value = read(row);
        return value === null ? null : `${String(value).slice(0, 10)}T00:00:00Z`;
      };
    case 'json':
      return (row) => textOf(read(row), isAscii ? escaped : same);
    case 'text': {
      const fold = !isAscii
        ? same
        : column.text === 'id'
          ? foldedId
          : column.text === 'words'
            ? folded
            : same;
      return (row) => textOf(read(row), fold);
    }
  }
}

function reader(
  field: string,
  places: ReadonlyMap<string, number>,
): (row: readonly QueryValue[]) => QueryValue {
  const place = places.get(field);
  if (place === undefined) throw new Error(`the views of FOCUS have no field "${field}"`);
  return (row) => row[place] ?? null;
}

const same = (text: string): string => text;

/** Text of blanks alone is none. A half of a pair is no Unicode, and PostgreSQL has no NUL: both are U+FFFD. */
function textOf(value: QueryValue, fold: (text: string) => string): string | null {
  if (value === null) return null;
  const text = fold(String(value).toWellFormed().replaceAll('\0', '\ufffd'));
  return text.trim() === '' ? null : text;
}

/** Whole 10⁻⁸ units as a decimal, always with a point: readers tell a column of decimals by it. */
export function decimalOf(ucents: QueryValue): string | null {
  if (ucents === null) return null;
  const digits = String(ucents);
  const sign = digits.startsWith('-') ? '-' : '';
  const padded = digits.slice(sign.length).padStart(9, '0');
  const fraction = padded.slice(-8).replace(/0+$/, '');
  return `${sign}${padded.slice(0, -8)}.${fraction || '0'}`;
}

/** A plain number, always with a point; null for any other text. */
function number(value: QueryValue): string | null {
  const text = value === null ? '' : String(value).trim();
  if (!NUMBER.test(text)) return null;
  const plain = text.replace(/^(-?)0+(?=\d)/, '$1');
  return plain.includes('.') ? plain : `${plain}.0`;
}

/** JSON in ASCII: what is not, is escaped. */
function escaped(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
