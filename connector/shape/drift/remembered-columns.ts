// Types and child tables from the existing table, for loads without the API's documents.
import type { DeclaredField, DeclaredList, DeclaredTable } from '../../model/declared-table.js';
import type { TableSpec } from '../../model/plan.js';
import type { RecordKind, TableSchema } from '../../model/table.js';
import { isMade, naturalName, splitPath } from '../paths.js';
import { isField } from './drift-log.js';

type Lookup = (table: string) => TableSchema | undefined;

/**
 * The spec with the types and child tables of its table: where documents made the table and are missing now, or where
 * the caller asks for it; and always where the table is frozen, because then it alone defines columns and child tables.
 */
export function declaredOr(
  spec: TableSpec,
  existing: TableSchema | undefined,
  lookup: Lookup,
  remember = false,
): TableSpec {
  const isFrozen = (spec.drift ?? 'evolve') !== 'evolve';
  const { declared } = spec;
  if (!existing || (declared && !isFrozen)) return spec;
  const remembered = rememberedTable(existing, lookup);
  if (declared) return { ...spec, declared: { ...declared, lists: remembered.lists, json: remembered.json } };
  const isAsked = remember || isFrozen || wasDeclared(existing, remembered);
  return isAsked ? { ...spec, declared: remembered } : spec;
}

/** Whether documents made the table: data alone makes neither instants nor child tables. */
function wasDeclared({ columns }: TableSchema, { lists }: DeclaredTable): boolean {
  const isOfDocuments = ({ path, type }: TableSchema['columns'][number]) =>
    isField(path) && !isMade(splitPath(path)) && (type === 'timestamp' || type === 'date');
  return lists.length > 0 || columns.some(isOfDocuments);
}

/** The columns and child tables of a table, as if a document had declared them. */
function rememberedTable(schema: TableSchema, lookup: Lookup): DeclaredTable {
  const parameters = schema.columns
    .filter(({ path }) => path.startsWith('{'))
    .map(({ path, type }) => [path.slice(1, -1), type] as const);
  const kind = rowKind(schema);
  return { kind, parameters: Object.fromEntries(parameters), ...membersOf(schema, lookup) };
}

/** An approximation that is good enough, because the columns exist already. */
function rowKind(schema: TableSchema): RecordKind {
  const hasHash = schema.columns.some(({ path }) => path === '_row_hash');
  return hasHash ? 'element' : 'object';
}

/**
 * Whether the rows of a table are single objects or single bare values, which have the same key; undefined for other
 * tables, and where both are possible.
 */
export function singleKind({ columns }: TableSchema): 'object' | 'scalar' | undefined {
  const fields = columns.map(({ path }) => path).filter(isField);
  const key = columns.some(({ path }) => path === '_row_hash');
  if (key || fields.length === 0) return undefined;
  return fields.length === 1 && fields[0] === 'value' ? undefined : 'object';
}

function membersOf(
  { table, columns }: TableSchema,
  lookup: Lookup,
): { fields: DeclaredField[]; lists: DeclaredList[]; json: string[] } {
  const fields: DeclaredField[] = [];
  const lists: DeclaredList[] = [];
  const json: string[] = [];
  for (const { path, type } of columns) {
    if (!isField(path)) continue;
    const parts = splitPath(path);
    fields.push({ parts, type, nullable: true });
    if (type === 'json') json.push(parts.join('.'));
    const list = parts.at(-1) === '#' ? parts.slice(0, -1) : undefined;
    const child = list && lookup(`${table}_${naturalName(list)}`);
    if (list && child) lists.push({ parts: list, ...membersOf(child, lookup) });
  }
  return { fields, lists, json };
}
