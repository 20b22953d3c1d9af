// The table that the API's documents declare, flattened: columns and types before any data.
import type { ColumnType, RecordKind } from './table.js';

export interface DeclaredField {
  /** Member names from the root of the object. */
  parts: readonly string[];
  /** Member names that form the column's name, where they differ from `parts`. */
  name?: readonly string[];
  type: ColumnType;
  description?: string;
  /** The field, or an object around it, may be null. */
  nullable?: boolean;
  /** Enum values that the document lists; the data may have others. */
  values?: readonly string[];
}

/** A list of objects inside an object: its elements are rows of a child table. */
export interface DeclaredList {
  parts: readonly string[];
  description?: string;
  fields: readonly DeclaredField[];
  lists: readonly DeclaredList[];
  json: readonly string[];
}

export interface DeclaredTable {
  kind: RecordKind;
  /** What the document says of the route. */
  description?: string;
  fields: readonly DeclaredField[];
  lists: readonly DeclaredList[];
  /** Dotted paths of free maps, which stay JSON. */
  json: readonly string[];
  /** Type of the bare items of a list. */
  item?: ColumnType;
  /** Types of path parameters, by name. */
  parameters: Readonly<Record<string, ColumnType>>;
}
