// One record of a table with what hangs on it: the row above, the rows below, and whether lines add up to their document.
import { exactDifference } from '../../model/exact.js';
import type { QuerySession } from '../../model/query.js';
import type { Column } from '../../model/table.js';
import type { Condition } from '../../query/table/condition.js';
import { countUpTo, type Limits, readRecord, readSum } from '../../query/table/read-page.js';
import { type TableSql, tableSql } from '../../query/table/table-sql.js';
import type { Relation } from './relations.js';

export interface LinkedRows {
  table: string;
  where: Condition[];
  /** Absent where counting took too long. */
  rows?: number;
  /** What the rows add up to, against what the record says. */
  sum?: { column: string; amount: string; of: string; says: string; gap: string };
}

export interface TableRecord {
  columns: readonly Column[];
  values: (string | null)[];
  parents: LinkedRows[];
  children: LinkedRows[];
}

/** Undefined where the row is no more. */
export async function recordOf(
  session: QuerySession,
  table: TableSql,
  id: string,
  relations: readonly Relation[],
  limits: Limits,
): Promise<TableRecord | undefined> {
  const values = await readRecord(session, table, id, limits);
  if (!values) return undefined;
  const { columns, table: name } = table.schema;
  const valueAt = (column: string) => values[columns.findIndex((each) => each.name === column)] ?? null;
  const linked = (relation: Relation, isParent: boolean): LinkedRows => ({
    table: isParent ? relation.parent : relation.child,
    where: relation.columns.map(([parent, child]): Condition => {
      const value = valueAt(isParent ? child : parent);
      const column = isParent ? parent : child;
      return value === null ? { column, operator: 'null' } : { column, operator: '=', value };
    }),
  });
  const parents: LinkedRows[] = [];
  const children: LinkedRows[] = [];
  for (const relation of relations) {
    if (relation.child === name) parents.push(await counted(session, linked(relation, true), limits));
    if (relation.parent === name)
      children.push(await summed(session, linked(relation, false), relation, valueAt, limits));
  }
  return { columns, values, parents, children };
}

async function counted(session: QuerySession, linked: LinkedRows, limits: Limits): Promise<LinkedRows> {
  try {
    const table = await tableSql(session, linked.table);
    if (!table) return linked;
    return { ...linked, rows: await countUpTo(session, table, linked.where, undefined, limits) };
  } catch {
    return linked;
  }
}

async function summed(
  session: QuerySession,
  linked: LinkedRows,
  { amounts }: Relation,
  valueAt: (column: string) => string | null,
  limits: Limits,
): Promise<LinkedRows> {
  const says = amounts && valueAt(amounts.parent);
  if (!amounts || says === null || says === undefined) return counted(session, linked, limits);
  try {
    const table = await tableSql(session, linked.table);
    if (!table) return linked;
    const found = await readSum(session, table, { where: linked.where, column: amounts.child }, limits);
    const amount = found.sum ?? '0';
    const gap = exactDifference(says, amount);
    if (gap === undefined) return { ...linked, rows: Number(found.rows) };
    const sum = { column: amounts.child, amount, of: amounts.parent, says, gap };
    return { ...linked, rows: Number(found.rows), sum };
  } catch {
    return linked;
  }
}
