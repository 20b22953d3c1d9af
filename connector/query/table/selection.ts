// Which rows of a table, in which order: conditions and sorting as SQL of the engine.
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import type { QuerySession } from '../../model/query.js';
import type { Column } from '../../model/table.js';
import type { Bind, Bindable, ColumnSql, OrderTerm } from './column-sql.js';
import { type Condition, operandOf } from './condition.js';
import type { TableSql } from './table-sql.js';

export interface Sorting {
  column: string;
  descending: boolean;
}

/** A term in the direction that is asked for. */
export type Directed = OrderTerm & { descending: boolean };

export function binder({ dialect }: QuerySession, values: Bindable[]): Bind {
  return (value) => {
    values.push(value);
    return dialect === 'postgres' ? `$${values.length}` : '?';
  };
}

/** Throws `ConfigError` for a name that the table does not have. */
export function columnOf(table: TableSql, name: string): ColumnSql {
  const names = table.columns.map(({ column }) => column.name);
  const found = table.columns[names.indexOf(name)];
  if (found) return found;
  const close = nearest(name, names);
  throw wrong(name, `the table has no such column${close === undefined ? '' : `. Did you mean "${close}"?`}`);
}

/** Placeholders stand in the order in which they are bound. Throws `ConfigError` for values that do not fit. */
export function conditionsOf(
  { dialect }: QuerySession,
  table: TableSql,
  where: readonly Condition[],
  bind: Bind,
): string[] {
  const find = dialect === 'postgres' ? 'strpos' : 'instr';
  return where.map(({ column: name, operator, value }) => {
    const column = columnOf(table, name);
    if (operator === 'null') return `${column.value} IS NULL`;
    if (operator === 'not null') return `${column.value} IS NOT NULL`;
    if (value === undefined) throw wrong(name, `"${operator}" needs a value`);
    // PostgreSQL has no such character in any text.
    if (value.includes('\0')) return '1 = 0';
    if (operator === 'contains') return `${find}(${column.text}, ${bind(value)}) > 0`;
    if (operator === 'starts') return `${find}(${column.text}, ${bind(value)}) = 1`;
    const fitting = operandOf(column.column.type, value);
    if (fitting === undefined) throw wrong(name, `${JSON.stringify(value)} is ${NO[column.column.type]}`);
    return column.compare(operator, fitting, bind);
  });
}

const NO: Record<Column['type'], string> = {
  boolean: 'neither true nor false',
  bigint: 'no number',
  decimal: 'no number',
  date: 'no day such as 2026-10-22',
  timestamp: 'no instant such as 2026-10-22T08:15:30Z, and no day',
  text: 'no text',
  json: 'no text',
};

/** The columns wanted, then the key, which goes the way of the first column so that an index can be followed. */
export function orderOf(table: TableSql, sort: readonly Sorting[]): Directed[] {
  const directed = (term: OrderTerm, descending: boolean): Directed => ({
    ...term,
    descending: descending !== (term.isReversed ?? false),
  });
  const chosen = sort.flatMap(({ column, descending }) =>
    columnOf(table, column).order.map((term) => directed(term, descending)),
  );
  const known = new Set(chosen.map(({ sql }) => sql));
  const key = table.key.filter(({ sql }) => !known.has(sql));
  return [...chosen, ...key.map((term) => directed(term, sort[0]?.descending ?? false))];
}

/** NULL is the smallest. SQLite does so by itself, and of a column that has none nothing need be said. */
export function termSql({ dialect }: QuerySession, { sql, descending, isNullable }: Directed): string {
  const nulls = dialect === 'sqlite' || !isNullable ? '' : descending ? ' NULLS LAST' : ' NULLS FIRST';
  return `${sql}${descending ? ' DESC' : ''}${nulls}`;
}

export function wrong(where: string, message: string): ConfigError {
  return new ConfigError([{ code: 'option-value', where, message }]);
}
