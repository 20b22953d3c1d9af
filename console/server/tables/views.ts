// Tables as the page is told of them.
import { type TableReader, textOf } from '../../../connector/app/tables/table-reader.js';
import type { QueryColumn, QueryValue } from '../../../connector/model/query.js';
import { type Column, isOwnTable, type TableSchema } from '../../../connector/model/table.js';
import type { TableAbout, TableColumn, TableEntry, TablesAnswer } from '../../contract/tables.js';

type All = Awaited<ReturnType<TableReader['all']>>;
type About = Awaited<ReturnType<TableReader['about']>>;

export function tablesAnswer({ location, dialect, tables }: All): TablesAnswer {
  const parentOf = new Map(
    tables.flatMap(({ schema, relations }) =>
      relations
        .filter(({ child, isNearest }) => isNearest && child === schema.table)
        .map(({ child, parent }) => [child, parent] as const),
    ),
  );
  const entries = tables.map(
    ({ schema, isView, rows, lastChange, missing, relations, about }): TableEntry => {
      const name = schema.table;
      const parent = parentOf.get(name);
      return {
        name,
        kind: isView ? 'view' : isOwnTable(name) ? 'own' : 'table',
        ...(parent !== undefined && { parent }),
        depth: depthOf(name, parentOf),
        children: relations
          .filter((each) => each.isNearest && each.parent === name)
          .map(({ child }) => child),
        ...(rows !== undefined && { rows }),
        columns: schema.columns.length,
        ...(lastChange !== undefined && { lastChange }),
        ...(missing !== undefined && { notLoaded: missing }),
        ...(about !== undefined && { about }),
      };
    },
  );
  return { location, dialect, tables: inOrder(entries) };
}

/** Tables, each before those below it; then views, then the connector's own. */
function inOrder(entries: readonly TableEntry[]): TableEntry[] {
  const below = (parent: string | undefined): TableEntry[] =>
    entries
      .filter((each) => each.kind === 'table' && each.parent === parent)
      .flatMap((each) => [each, ...below(each.name)]);
  const others = (['view', 'own'] as const).flatMap((kind) => entries.filter((each) => each.kind === kind));
  return [...below(undefined), ...others];
}

function depthOf(name: string, parentOf: ReadonlyMap<string, string>): number {
  let depth = 0;
  for (let above = parentOf.get(name); above !== undefined && depth < 20; above = parentOf.get(above))
    depth++;
  return depth;
}

export function tableAbout({ schema, abouts, relations }: About): TableAbout {
  return { name: schema.table, columns: tableColumns(schema.columns, schema, abouts), relations };
}

export function tableColumns(
  columns: readonly Column[],
  { primaryKey }: TableSchema,
  abouts: ReadonlyMap<string, string>,
): TableColumn[] {
  return columns.map(({ name, type, path }) => {
    const about = abouts.get(path);
    return { name, type, path, key: primaryKey.includes(name), ...(about !== undefined && { about }) };
  });
}

export function textRows(
  columns: readonly QueryColumn[],
  rows: readonly QueryValue[][],
): (string | null)[][] {
  return rows.map((row) => row.map((value, at) => textOf(value, columns[at]?.type)));
}
