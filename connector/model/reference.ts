// The reference of the presets as data: the tables of each source object by the API's documents.
import type { ApiStatus } from './api-schema.js';
import type { ColumnType } from './table.js';

export interface ReferenceColumn {
  name: string;
  type: ColumnType;
  nullable?: true;
  /** One line. */
  about?: string;
}

export interface ReferenceTable {
  table: string;
  /** Empty for a table that only appends. */
  key: string[];
  /** Without `_account`, `_run_id`, `_loaded_at` and `_deleted_at`, which every table may have. */
  columns: ReferenceColumn[];
}

export interface ReferenceObject {
  /** `GET /me/bill/{billId}` */
  route: string;
  about?: string;
  status: Omit<ApiStatus, 'description'>;
  /** IAM actions that the route needs. */
  actions: string[];
  /** Dotted paths of secret fields that are not loaded. */
  secrets: string[];
  /** Dotted paths that the preset leaves out by its own `omit`: of each the part that is named there. */
  leftOut?: string[];
  /** Its own table first, then its child tables; none where it is read for its items alone. */
  tables: ReferenceTable[];
}

/** Source objects by name. */
export type Reference = Record<string, ReferenceObject>;
