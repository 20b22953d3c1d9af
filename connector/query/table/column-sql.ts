// What a column of a table is in the SQL of an engine: its value, its order, and its comparison with a value.

import { quote } from '../../destinations/duckdb/sql.js';
import { column as postgresColumn } from '../../destinations/postgres/sql.js';
import { storedNumber } from '../../destinations/sqlite/numbers.js';
import type { Column } from '../../model/table.js';
import { type Comparison, type Grid, INT64, onGrid } from './condition.js';

export type Bindable = string | bigint | null;
/** Takes a value, answers its placeholder. Called in the order in which the placeholders stand. */
export type Bind = (value: Bindable) => string;

/** An expression by which rows are sorted. */
export interface OrderTerm {
  sql: string;
  /** A value of it, as a query answered it, to compare with. */
  bound: (value: string, bind: Bind) => string;
  /** Whether it can be NULL. */
  isNullable: boolean;
  /** The largest first, where the rest is sorted by the smallest. */
  isReversed?: boolean;
}

export interface ColumnSql {
  column: Column;
  /** What a query selects for the value. */
  value: string;
  /** What a text is searched in. */
  text: string;
  order: OrderTerm[];
  /** @param value of the type of the column, as `operandOf` answers it */
  compare: (operator: Comparison, value: string, bind: Bind) => string;
  /** Sum of the expression, exact; absent for what is no number. */
  sum?: string;
}

/** Where a column stands: in a key, beside its digits, with the type that the engine gave it. */
export interface ColumnPlace {
  isKey: boolean;
  /** In SQLite, the column with the digits that its number cannot hold. */
  exact?: string | undefined;
  /** Type by the engine, where it was asked for. */
  physical?: string | undefined;
}

const NONE = '1 = 0';

/** Comparison with a number that may be outside of what the column holds. */
function compareOnGrid(name: string, grid: Grid, cast: (bound: string) => string): ColumnSql['compare'] {
  return (operator, value, bind) => {
    const compared = onGrid(operator, value, grid);
    if (compared === 'none') return NONE;
    if (compared === 'any') return `${name} IS NOT NULL`;
    return `${name} ${sqlOf(compared.operator)} ${cast(bind(compared.value))}`;
  };
}

const sqlOf = (operator: Comparison): string => (operator === '!=' ? '<>' : operator);

/** The parts that an engine has in common for all types. */
function simple(
  column: Column,
  name: string,
  {
    isKey,
    cast = (bound) => bound,
    ordered = name,
    text = name,
    value = name,
  }: {
    isKey: boolean;
    cast?: (bound: string) => string;
    ordered?: string;
    text?: string;
    value?: string;
  },
): ColumnSql {
  return {
    column,
    value,
    text,
    order: [{ sql: ordered, bound: (each, bind) => cast(bind(each)), isNullable: !isKey }],
    compare: (operator, each, bind) => `${ordered} ${sqlOf(operator)} ${cast(bind(each))}`,
  };
}

export function sqliteColumn(column: Column, { isKey, exact }: ColumnPlace): ColumnSql {
  const { type } = column;
  const name = quote(column.name);
  const number = (bound: string) => `CAST(${bound} AS NUMERIC)`;
  if (type === 'boolean')
    return simple(column, name, {
      isKey,
      cast: (bound) => `(CASE ${bound} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END)`,
    });
  if (type === 'bigint')
    return {
      ...simple(column, name, { isKey, cast: number }),
      compare: compareOnGrid(name, INT64, number),
      sum: `_ovh_sum(${name})`,
    };
  if (type !== 'decimal') return simple(column, name, { isKey });
  // In a key decimals are texts; elsewhere numbers, with their digits beside them where a number has too few.
  const digits = isKey ? name : `_ovh_digits(${name})`;
  const all = exact === undefined ? digits : `coalesce(${quote(exact)}, ${digits})`;
  const ordered = isKey ? number(name) : name;
  const nearest = {
    sql: ordered,
    bound: (each: string, bind: Bind) => number(bind(each)),
    isNullable: !isKey,
  };
  return {
    column,
    value: all,
    text: all,
    order: exact === undefined && !isKey ? [nearest] : [nearest, ...finer(ordered, all)],
    compare: (operator, value, bind) => {
      const stored = storedNumber(value);
      const isPlain = exact === undefined && !isKey && stored.exact === null;
      if (isPlain) return `${name} ${sqlOf(operator)} ${number(bind(value))}`;
      return `_ovh_compare(${all}, ${bind(value)}) ${sqlOf(operator)} 0`;
    },
    // Numbers as they are add up more quickly than their digits.
    sum: `_ovh_sum(${exact === undefined && !isKey ? name : all})`,
  };
}

/** The order of numbers whose nearest double is the same, by their digits: negative ones the other way round. */
function finer(number: string, digits: string): OrderTerm[] {
  const padded = `substr('000' || instr(${digits} || '.', '.'), -3) || ${digits}`;
  const bound = (each: string, bind: Bind) => bind(each);
  return [
    { sql: `CASE WHEN ${number} >= 0 THEN ${padded} END`, bound, isNullable: true },
    { sql: `CASE WHEN ${number} < 0 THEN ${padded} END`, bound, isNullable: true, isReversed: true },
  ];
}

export function postgresColumnSql(column: Column, { isKey }: ColumnPlace): ColumnSql {
  const { type } = column;
  const name = postgresColumn(column.name);
  if (type === 'text') {
    const bytes = `${name} COLLATE "C"`;
    return { ...simple(column, name, { isKey, ordered: bytes }), text: name };
  }
  if (type === 'json') {
    const text = `${name}::text`;
    return simple(column, name, { isKey, ordered: `${text} COLLATE "C"`, text, value: text });
  }
  const types = {
    boolean: 'boolean',
    bigint: 'bigint',
    decimal: 'numeric',
    timestamp: 'timestamptz',
    date: 'date',
  };
  const cast = (bound: string) => `${bound}::${types[type]}`;
  const found = simple(column, name, { isKey, cast, text: `${name}::text` });
  if (type === 'bigint') return { ...found, compare: compareOnGrid(name, INT64, cast), sum: `sum(${name})` };
  return type === 'decimal' ? { ...found, sum: `sum(${name})` } : found;
}

export function duckdbColumn(column: Column, { isKey, physical = '' }: ColumnPlace): ColumnSql {
  const { type } = column;
  const name = quote(column.name);
  const text = `CAST(${name} AS VARCHAR)`;
  const castTo = (sqlType: string) => (bound: string) => `CAST(${bound} AS ${sqlType})`;
  if (type === 'json') return simple(column, name, { isKey, ordered: text, text, value: text });
  if (type === 'boolean') return simple(column, name, { isKey, cast: castTo('BOOLEAN'), text });
  if (type === 'date') return simple(column, name, { isKey, cast: castTo('DATE'), text });
  if (type === 'timestamp')
    return {
      ...simple(column, name, { isKey, ordered: `epoch_us(${name})`, cast: castTo('BIGINT'), text }),
      compare: (operator, value, bind) =>
        `epoch_us(${name}) ${sqlOf(operator)} CAST(${bind(String(microseconds(value)))} AS BIGINT)`,
    };
  if (type === 'bigint')
    return {
      ...simple(column, name, { isKey, cast: castTo('BIGINT'), text }),
      compare: compareOnGrid(name, INT64, castTo('BIGINT')),
      sum: `sum(${name})`,
    };
  if (type === 'decimal') {
    const [, digits, places] = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(physical) ?? [];
    if (digits !== undefined) {
      const most = 10n ** BigInt(digits) - 1n;
      return {
        ...simple(column, name, { isKey, cast: castTo(physical), text }),
        compare: compareOnGrid(name, { places: Number(places), least: -most, most }, castTo(physical)),
        sum: `sum(${name})`,
      };
    }
    // Numbers of more than 38 digits are texts: sorted by the nearest number.
    const near = `TRY_CAST(${name} AS DOUBLE)`;
    const found = simple(column, name, { isKey });
    const nearest: OrderTerm = {
      sql: near,
      bound: (each, bind) => `CAST(${bind(each)} AS DOUBLE)`,
      isNullable: true,
    };
    return { ...found, order: [nearest, ...found.order] };
  }
  return simple(column, name, { isKey });
}

function microseconds(utc: string): bigint {
  return BigInt(Date.parse(`${utc.slice(0, 23)}Z`)) * 1000n + BigInt(utc.slice(23, 26));
}
