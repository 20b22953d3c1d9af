// Functions of schemas, made once: what is made anew for each batch of rows, V8 compiles anew for each.
import type { TableSchema } from '../../model/table.js';

/** Tables whose functions are remembered, and schemas of each. */
const TABLES = 500;
const SCHEMAS = 4;

type Schemas = readonly [TableSchema, ...TableSchema[]];

/** Makes for schemas what it made before for schemas like them. `make` gets copies: the caller's may grow later. */
export function onceForSchemas<Given extends Schemas, Made>(
  make: (...schemas: Given) => Made,
): (...schemas: Given) => Made {
  const tables = new Map<string, { schemas: Given; made: Made }[]>();
  return (...schemas) => {
    const [{ table }] = schemas;
    const known = tables.get(table);
    if (known) for (const one of known) if (areAlike(one.schemas, schemas)) return one.made;
    const copies = structuredClone(schemas);
    const one = { schemas: copies, made: make(...copies) };
    if (tables.size >= TABLES) tables.clear();
    tables.set(table, [one, ...(known ?? [])].slice(0, SCHEMAS));
    return one.made;
  };
}

function areAlike(some: Schemas, others: Schemas): boolean {
  for (let at = 0; at < some.length; at++)
    if (!isAlike(some[at] as TableSchema, others[at] as TableSchema)) return false;
  return true;
}

function isAlike(one: TableSchema, other: TableSchema): boolean {
  const [columns, key] = [one.columns, one.primaryKey];
  if (one.table !== other.table || columns.length !== other.columns.length) return false;
  if (key.length !== other.primaryKey.length) return false;
  for (let at = 0; at < key.length; at++) if (key[at] !== other.primaryKey[at]) return false;
  for (let at = 0; at < columns.length; at++) {
    const [column, same] = [columns[at], other.columns[at]];
    if (column?.name !== same?.name || column?.type !== same?.type) return false;
  }
  return true;
}
