// Rows of queries, read by name and kind; amounts as whole 10⁻⁸ units until they are written.
import type { QuerySession, QueryValue } from '../../connector/model/query.js';
import type { Amount } from '../report/report-data.js';

export class Row {
  constructor(private readonly values: ReadonlyMap<string, QueryValue>) {}

  /** As an engine would order by these columns: NULL first, text by its code units. */
  compare(other: Row, names: Iterable<string> = this.values.keys()): number {
    for (const name of names) {
      const [a, b] = [this.#value(name), other.#value(name)];
      if (a === b) continue;
      if (a === null || b === null) return a === null ? -1 : 1;
      return a < b ? -1 : 1;
    }
    return 0;
  }

  #value(name: string): QueryValue {
    const value = this.values.get(name);
    if (value === undefined) throw new Error(`the query has no column ${name}`);
    return value;
  }

  /** Null for null. */
  textOrNull(name: string): string | null {
    const value = this.#value(name);
    return value === null ? null : String(value);
  }

  text(name: string): string {
    return this.textOrNull(name) ?? '';
  }

  units(name: string): bigint {
    return this.unitsOrNull(name) ?? 0n;
  }

  unitsOrNull(name: string): bigint | null {
    const value = this.#value(name);
    return value === null ? null : BigInt(String(value));
  }

  count(name: string): number {
    return Number(this.#value(name) ?? 0);
  }

  countOrNull(name: string): number | null {
    const value = this.#value(name);
    return value === null ? null : Number(value);
  }
}

/**
 * All rows of a SELECT, in the order of their values, column by column: what an engine makes of ORDER BY depends on its
 * collation and on where it has NULL.
 */
export async function rowsOf(session: QuerySession, sql: string): Promise<Row[]> {
  const { columns, rows } = await session.query(sql);
  return rows
    .map((row) => new Row(new Map(columns.map(({ name }, at) => [name, row[at] ?? null]))))
    .sort((a, b) => a.compare(b));
}

/** For sorting rows by some of their columns. */
export function by(...names: string[]): (a: Row, b: Row) => number {
  return (a, b) => a.compare(b, names);
}

/** A text as a literal of SQL, in every engine. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function literals(texts: readonly string[]): string {
  return texts.map(literal).join(', ');
}

/** Columns for ORDER BY, min and max: text by its bytes, whatever the collation of the database. */
export function inBytes({ dialect }: QuerySession, ...columns: string[]): string {
  return columns.map((name) => (dialect === 'postgres' ? `${name} COLLATE "C"` : name)).join(', ');
}

/** Whole 10⁻⁸ units as a decimal: two places, and more where they carry something. */
export function amountOf(units: bigint): Amount {
  const digits = (units < 0n ? -units : units).toString().padStart(9, '0');
  const fraction = digits.slice(-8).replace(/0+$/, '').padEnd(2, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -8)}.${fraction}`;
}

export function amountOrNull(units: bigint | null): Amount | null {
  return units === null ? null : amountOf(units);
}

export function total(units: readonly bigint[]): bigint {
  return units.reduce((sum, each) => sum + each, 0n);
}

/** In the order of their first element. */
export function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/** For sorting by amount, the largest first. */
export function descending(a: bigint, b: bigint): number {
  return a < b ? 1 : a > b ? -1 : 0;
}
