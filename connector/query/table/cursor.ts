// Where a page begins: after the row that the page before ended with, or, where nothing names rows, after so many.
import type { Bind } from './column-sql.js';
import { type Directed, wrong } from './selection.js';
import type { TableSql } from './table-sql.js';

export interface Cursor {
  values?: (string | null)[];
  skip: number;
}

/** Throws `ConfigError` for a text that is no cursor of this table in this order. */
export function cursorOf(text: string | undefined, table: TableSql, terms: readonly Directed[]): Cursor {
  if (text === undefined) return { skip: 0 };
  const { after, skip } = (parsed(text) ?? {}) as { after?: unknown; skip?: unknown };
  if (table.key.length === 0 && Number.isSafeInteger(skip) && Number(skip) >= 0)
    return { skip: Number(skip) };
  const isAfter =
    Array.isArray(after) &&
    after.length === terms.length &&
    after.every((value) => value === null || typeof value === 'string');
  if (table.key.length > 0 && isAfter) return { values: after, skip: 0 };
  throw wrong('after', 'this is no cursor of this table in this order');
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Rows that come after these values. */
export function afterSql(terms: readonly Directed[], values: readonly (string | null)[], bind: Bind): string {
  const [first] = terms;
  const isSimple = terms.every(
    ({ isNullable, descending }) => !isNullable && descending === first?.descending,
  );
  const bound = (at: number) => terms[at]?.bound(values[at] ?? '', bind) ?? '';
  // An index can be followed from a row on.
  if (isSimple) {
    const names = terms.map(({ sql }) => sql).join(', ');
    return `(${names}) ${first?.descending ? '<' : '>'} (${terms.map((_, at) => bound(at)).join(', ')})`;
  }
  const cases = terms.map((term, end) => {
    const same = terms
      .slice(0, end)
      .map(({ sql }, at) => (values[at] === null ? `${sql} IS NULL` : `${sql} = ${bound(at)}`));
    return `(${[...same, beyond(term, values[end] ?? null, () => bound(end))].join(' AND ')})`;
  });
  return `(${cases.join(' OR ')})`;
}

function beyond(
  { sql, descending, isNullable }: Directed,
  value: string | null,
  bound: () => string,
): string {
  if (value === null) return descending ? '1 = 0' : `${sql} IS NOT NULL`;
  if (!descending) return `${sql} > ${bound()}`;
  return isNullable ? `(${sql} < ${bound()} OR ${sql} IS NULL)` : `${sql} < ${bound()}`;
}
