// The streams of a source: one for each of its tables, with the columns that the API's documents declare, and the ledger.
import { loadedTables } from '../app/reference/loaded-tables.js';
import { type Mode, tableName } from '../model/definition.js';
import type { Plan, PlanNode } from '../model/plan.js';
import type { ColumnType, TableSchema } from '../model/table.js';
import { describedTables } from '../shape/described-tables.js';
import { LEDGER } from '../state/history/run-tables.js';
import { DELETED } from './deleted-stream.js';

/** Fields for which a stream has no column, as a JSON object: nothing that the API sends is lost. */
export const MORE: StreamColumn = {
  name: '_more',
  type: 'json',
  json: 'object',
  description: 'fields for which there is no column, or whose value does not fit it, by their names',
};

export interface StreamColumn {
  name: string;
  type: ColumnType;
  /** Of type `json`: what its values are. Absent: an object or a list. */
  json?: 'object' | 'array';
  description?: string;
  /** What it has its values of: see `Column`. */
  path?: string;
}

export interface Stream {
  /** Name of the table. */
  name: string;
  /** Technical name of the source object; absent: it is of the connector's own records. */
  source?: string;
  /** How its source object is read again. */
  mode: Mode;
  columns: readonly StreamColumn[];
  /** Empty: every row is added. */
  primaryKey: readonly string[];
  description?: string;
}

/** Those of a plan whose documents are known, as they are read: what is below comes first, and a table after its child tables. */
export function streamsOf(plan: Plan): Stream[] {
  return [
    ...plan.nodes
      .filter(({ load }) => load)
      .reverse()
      .flatMap(streamsOfNode),
    DELETED,
    ledgerStream(),
  ];
}

/** The source object whose rows a stream has: that of its own table, or the one above a child table. */
export function sourceOfStream(name: string, plan: Plan): string | undefined {
  const owns = ({ definition }: PlanNode) => name === tableName(definition);
  const above = plan.nodes
    .filter(({ definition }) => name.startsWith(`${tableName(definition)}_`))
    .sort((a, b) => tableName(b.definition).length - tableName(a.definition).length);
  return (plan.nodes.find(owns) ?? above[0])?.name;
}

function streamsOfNode(node: PlanNode): Stream[] {
  const tables = loadedTables(node);
  const comments = describedTables(node.table, new Map(tables.map((schema) => [schema.table, schema])));
  const texts = new Map(comments.map((each) => [each.table, each]));
  const maps = new Set([...(node.table.declared?.json ?? []), ...childMaps(node)]);
  const wholes = new Set(node.table.json);
  const jsonOf = (path: string) => (maps.has(path) ? 'object' : wholes.has(path) ? undefined : 'array');
  return [...tables].reverse().map((schema): Stream => {
    const { comment, columns = {} } = texts.get(schema.table) ?? {};
    return {
      name: schema.table,
      source: node.name,
      mode: node.definition.sync.mode ?? 'full',
      columns: [
        ...columnsOf(schema, jsonOf).map((column) => ({
          ...column,
          ...(columns[column.name] !== undefined && { description: columns[column.name] }),
        })),
        ...(schema.columns.some(({ name }) => name === MORE.name) ? [] : [MORE]),
      ],
      primaryKey: schema.primaryKey,
      ...(comment !== undefined && { description: comment }),
    };
  });
}

/** Free maps in the elements of lists. */
function childMaps({ table }: PlanNode): string[] {
  const below = (lists: NonNullable<typeof table.declared>['lists']): string[] =>
    lists.flatMap((list) => [...list.json, ...below(list.lists)]);
  return below(table.declared?.lists ?? []);
}

/** A receiver's rows cannot be marked: the column would stay empty, and the stream `_ovh_deleted` tells it. */
const NEVER_FILLED = new Set(['_deleted_at']);

/** @param jsonOf what the documents say of a field that is one JSON value; undefined where they may say anything */
function columnsOf({ columns }: TableSchema, jsonOf: (path: string) => StreamColumn['json']): StreamColumn[] {
  const filled = columns.filter(({ name }) => !NEVER_FILLED.has(name));
  return filled.map(({ name, type, path }) => {
    const json = type === 'json' ? jsonOf(path) : undefined;
    return { name, type, path, ...(json !== undefined && { json }) };
  });
}

function ledgerStream(): Stream {
  const { schema, columns, about } = LEDGER;
  const abouts = Object.values(columns).map((column) => column.about);
  return {
    name: schema.table,
    mode: 'full',
    columns: schema.columns.map(({ name, type }, index) => ({ name, type, description: abouts[index] })),
    primaryKey: schema.primaryKey,
    description: `one row for each ${about}`,
  };
}
