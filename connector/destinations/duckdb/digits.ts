// Counts the digits of the numbers in a table.
import type { Digits } from '../kit/decimals.js';
import { moreDigits } from '../kit/decimals.js';
import type { Connection } from './database.js';

/** Digits by column name in lower case. */
export type ColumnDigits = ReadonlyMap<string, Digits>;

export interface NumberColumn {
  name: string;
  expression: string;
}

/** Columns without a number are left out. @param isPadded trailing zeros belong to the type and do not count */
export async function digitsIn(
  connection: Connection,
  from: string,
  columns: readonly NumberColumn[],
  isPadded = false,
): Promise<Map<string, Digits>> {
  if (columns.length === 0) return new Map();
  const counts = columns.flatMap(({ expression }) => {
    const text = `ltrim(CAST(${expression} AS VARCHAR), '-')`;
    const fraction = `split_part(${text}, '.', 2)`;
    return [
      `max(length(split_part(${text}, '.', 1)))`,
      `max(length(${isPadded ? `rtrim(${fraction}, '0')` : fraction}))`,
    ];
  });
  const [row = []] = await connection.query(`SELECT ${counts.join(', ')} FROM ${from}`);
  return new Map(
    columns.flatMap(({ name }, index) => {
      const [whole, fraction] = [row[index * 2], row[index * 2 + 1]];
      return typeof whole === 'bigint' ? [[name, [Number(whole), Number(fraction)] as const] as const] : [];
    }),
  );
}

export function addDigits(sum: Map<string, Digits>, more: ColumnDigits): Map<string, Digits> {
  for (const [name, digits] of more) sum.set(name, moreDigits(sum.get(name) ?? [1, 0], digits));
  return sum;
}
