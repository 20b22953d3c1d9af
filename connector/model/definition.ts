// Endpoint definitions: plain serialisable data, the same in code, in a config file and behind a form.
import type { DeriveSpec } from './derive.js';
import type { JsonValue, Scalar } from './json.js';
import type { LinesSpec } from './lines.js';
import type { WindowSpec } from './window.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'DELETE'];

/**
 * `merge` upserts by primary key; `append` adds the rows of every run; `replace` puts the rows of a complete run in
 * the place of those before.
 */
export const WRITE_DISPOSITIONS = ['merge', 'append', 'replace'] as const;
export type WriteDisposition = (typeof WRITE_DISPOSITIONS)[number];

/**
 * How objects are read: with every shortcut that the API takes; one call an object; with expanded lists alone;
 * with batches alone.
 */
export const STRATEGIES = ['auto', 'single', 'expanded', 'batch'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/**
 * How a source object is read again: all of it; only for ids that were not loaded before; these, and again
 * those whose status is not final yet; what is dated after the last reading and a look-back before it; or all of it,
 * each time as rows of their own.
 */
export const MODES = ['full', 'known', 'open', 'window', 'snapshot'] as const;
export type Mode = (typeof MODES)[number];

/** True where what loads before have loaded is not read again. */
export function knowsItems({ options }: Pick<EndpointDefinition, 'options'>): boolean {
  return options.mode === 'known' || options.mode === 'open';
}

/**
 * What becomes of fields and types that a table does not have: the table takes them; it stays as it is, and
 * what is new is left out; or the record that brings them is rejected.
 */
export const DRIFT_POLICIES = ['evolve', 'freeze', 'reject'] as const;
export type DriftPolicy = (typeof DRIFT_POLICIES)[number];

/** The mapper: where the value of one path parameter comes from. */
export type ParameterBinding =
  /** One constant, or several: one reading each. */
  | { value: Scalar | Scalar[] }
  /**
   * Mapped from another source object: its bare items; a field of its items (`a.b` reaches into
   * objects); or a path parameter with which it was read.
   */
  | { from: string; field?: string; parameter?: string };

/**
 * How a list is paged by its query string. `page` counts pages, `offset` counts items, `marker` names the
 * last item of the page before; `none` asks once, whatever the API's documents declare.
 */
export interface Pagination {
  by: 'page' | 'offset' | 'marker' | 'none';
  /** Name of the query-string parameter that moves on: `page`, `offset`, `marker`. */
  parameter?: string;
  /** Name of the parameter that takes the number of items of a page: `pageSize`, `limit`. */
  size?: string;
  /** Items asked for in one page. */
  pageSize?: number;
  /** Number of the first page. Absent: the first request names none, which is right for 0 and for 1. */
  first?: number;
  /** With `marker`: the field of the last item that is the next marker. Absent: `id`, or the bare item. */
  field?: string;
}

export interface EndpointOptions {
  /** What the bare items of this list are called, e.g. `billId`; names their column. Default `id`. */
  item?: string;
  /** Fields (or path parameters) that make a row unique, after `_account`. */
  primaryKey?: string[];
  writeDisposition?: WriteDisposition;
  /** False: rows are never marked as deleted. Default: where a run proves it. */
  deletions?: boolean;
  /** Default: that of the source. */
  drift?: DriftPolicy;
  /** The run stops when more records of this source object than this are rejected. Absent: it goes on. */
  maxRejected?: number;
  /** Seconds that one attempt may take. */
  timeout?: number;
  /** Objects asked for in one page of a /v2 list. */
  pageSize?: number;
  /** Default: that of the source. */
  strategy?: Strategy;
  /** Default `full`. */
  mode?: Mode;
  /** Of mode `open`: fields with the values that are final; null is a value too. */
  until?: Record<string, (string | number | boolean | null)[]>;
  /** The date filter of a list: of mode `window`, and of a backfill. */
  window?: WindowSpec;
  /** Major version of the schema that a /v2 route answers in: `1.0`. */
  schemasVersion?: string;
  /** Pages by query string. Absent: as the API's documents declare it. */
  paging?: Pagination;
  /** Statuses with which the API says "there is none" here: counted as absent, not as missing. */
  absent?: number[];
  /** Secret fields to load all the same, by name. */
  include?: string[];
  /** Fields to keep as one JSON column instead of flattening them. */
  json?: string[];
  /** Costs in nested blocks that become the rows of one child table, `<table>_lines`. */
  lines?: LinesSpec;
  /** Columns that are made of fields, by their names. */
  derive?: DeriveSpec;
  /** The parameters come from independent source objects: read every combination. */
  cross?: boolean;
  /** Methods other than GET change things: they run only when this says so. */
  allowWrite?: boolean;
  /** ... and on a schedule only when this says so again. */
  allowWriteOnSchedule?: boolean;
}

export interface EndpointDefinition {
  /** Technical name: letters, digits, `_`, `-`. The table is its snake_case form. */
  name: string;
  method: Method;
  /** `/me/bill/{billId}` is v1; `/v1/...` and `/v2/...` name their branch. */
  path: string;
  parameters: Record<string, ParameterBinding>;
  query: Record<string, string | number | boolean>;
  headers: Record<string, string>;
  body?: JsonValue;
  options: EndpointOptions;
}

/** Fields that carry secrets or personal data on a route: left out of its table unless asked for by name. */
export interface SecretFields {
  /** Path template; `{}` stands for any parameter. Absent: every route. */
  path?: string;
  fields: string[];
}
