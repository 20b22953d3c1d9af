// What the API's own documents declare of a table, flattened: columns with their types before any data came.
import type { ColumnType, RecordKind } from './table.js';

export interface DeclaredField {
  /** Member names from the root of the object. */
  parts: readonly string[];
  /** Member names that make up the column's name, where they are others. */
  name?: readonly string[];
  type: ColumnType;
  description?: string;
  /** The document says that it, or an object around it, may be null. */
  nullable?: boolean;
  /** Values that the document lists; the data may bring new ones. */
  values?: readonly string[];
}

/** A list of objects inside an object: its elements are rows of a child table. */
export interface DeclaredList {
  parts: readonly string[];
  fields: readonly DeclaredField[];
  lists: readonly DeclaredList[];
  json: readonly string[];
}

export interface DeclaredTable {
  kind: RecordKind;
  fields: readonly DeclaredField[];
  lists: readonly DeclaredList[];
  /** Dotted paths of free maps: they stay JSON. */
  json: readonly string[];
  /** Type of the bare items of a list. */
  item?: ColumnType;
  /** Types of path parameters, by name. */
  parameters: Readonly<Record<string, ColumnType>>;
}
