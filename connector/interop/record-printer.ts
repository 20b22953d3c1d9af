// Rows of a stream as JSON objects, digit for digit, valid by the schema of the stream: what does not fit goes to `_more`.
import { jsonValue } from '../destinations/formats/jsonl.js';
import type { Stored } from '../destinations/kit/cells.js';
import type { SinkBatch } from '../destinations/kit/row-sink.js';
import { isDay, utcInstant } from '../model/instants.js';
import type { ColumnType } from '../model/table.js';
import { MORE, type StreamColumn } from './streams.js';

export interface PrintedRecord {
  /** A JSON object. */
  text: string;
  /** Columns that are null because their value does not fit them. */
  nulled: string[];
}

export interface PrinterOptions {
  columns: readonly StreamColumn[];
  /** Names of the columns that are wanted. Absent: all. */
  selected?: ReadonlySet<string>;
  /** Numbers with a fraction, and integers of 64 bits, as texts. */
  isText: boolean;
  /** Hears of each value that has no column, or does not fit it. */
  onMore?: (column: string) => void;
}

type Print = (value: Stored) => string | undefined;

/** Prints the rows of the stream, whatever columns their batches have. */
export function recordPrinter({ columns, selected, isText, onMore }: PrinterOptions) {
  const known = new Map(columns.map((column) => [column.name, column]));
  const isWanted = (name: string) => selected?.has(name) ?? true;
  return ({ schema, rows }: SinkBatch): PrintedRecord[] => {
    const cells = schema.columns.map(({ name, type }) => {
      const column = name === MORE.name ? undefined : known.get(name);
      return {
        key: JSON.stringify(name),
        name,
        wanted: column !== undefined && isWanted(name),
        isSelectedOut: column !== undefined && !isWanted(name),
        print: column && printerOf(column, type, isText),
        any: anyPrinter(type, isText),
      };
    });
    const present = new Set(schema.columns.map(({ name }) => name));
    const absent = columns.filter(({ name }) => !present.has(name) && name !== MORE.name && isWanted(name));
    const nulls = absent.map(({ name }) => `${JSON.stringify(name)}:null`);
    return rows.map((row) => {
      const [members, more, nulled]: [string[], string[], string[]] = [[], [], []];
      for (const [index, { key, name, wanted, isSelectedOut, print, any }] of cells.entries()) {
        const value = row[index] ?? null;
        if (isSelectedOut) continue;
        const text = value === null ? 'null' : print?.(value);
        if (wanted) members.push(`${key}:${text ?? 'null'}`);
        if (text !== undefined && (wanted || value === null)) continue;
        if (wanted) nulled.push(name);
        onMore?.(name);
        // A table that is too wide has more already.
        more.push(name === MORE.name ? String(value).trim().slice(1, -1) : `${key}:${any(value)}`);
      }
      const rest = more.length > 0 ? `{${more.filter(Boolean).join(',')}}` : 'null';
      const last = known.has(MORE.name) && isWanted(MORE.name) ? [`"${MORE.name}":${rest}`] : [];
      return { text: `{${[...members, ...nulls, ...last].join(',')}}`, nulled };
    });
  };
}

/** Undefined for a value that is none of the column. */
function printerOf({ type, json }: StreamColumn, given: ColumnType, isText: boolean): Print {
  const text = jsonValue(type, isText);
  const digits = (value: Stored) => (typeof value === 'bigint' ? String(value) : value);
  switch (type) {
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? text(value) : undefined);
    case 'bigint':
      return (value) => printed(digits(value), /^-?\d+$/, text);
    case 'decimal':
      return (value) => printed(digits(value), /^-?\d+(\.\d+)?$/, text);
    case 'date':
      return (value) => (typeof value === 'string' && isDay(value) ? text(value) : undefined);
    case 'timestamp':
      return (value) => (typeof value === 'string' && utcInstant(value)?.isExact ? text(value) : undefined);
    case 'json': {
      const form = json === 'object' ? /^\s*\{/ : json === 'array' ? /^\s*\[/ : /^\s*[{[]/;
      return (value) => (given === 'json' ? printed(value, form, text) : undefined);
    }
    case 'text':
      return (value) => text(String(value));
  }
}

function printed(value: unknown, form: RegExp, text: (value: string) => string): string | undefined {
  return typeof value === 'string' && form.test(value) ? text(value) : undefined;
}

/** Any value of a batch, by its own type. */
function anyPrinter(type: ColumnType, isText: boolean): (value: Stored) => string {
  const text = jsonValue(type, isText);
  return (value) => text(typeof value === 'bigint' ? String(value) : value);
}
