// Endpoint definitions: plain data, the same in code, in a configuration file and in a form.
import type { Accept } from './accept.js';
import type { DeriveSpec } from './derive.js';
import type { JsonValue, Scalar } from './json.js';
import type { LinesSpec } from './lines.js';
import { snakeCase } from './names.js';
import type { WindowSpec } from './window.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'DELETE'];

/**
 * `merge` upserts by primary key; `append` adds the rows of every run; `replace` replaces all rows by those of a complete
 * run.
 */
export const WRITE_DISPOSITIONS = ['merge', 'append', 'replace'] as const;
export type WriteDisposition = (typeof WRITE_DISPOSITIONS)[number];

/**
 * How objects are read. `auto`: with expanded lists and batches, wherever the API answers them rightly; `single`: one
 * call for each list and object; `expanded` or `batch`: with that alone.
 */
export const STRATEGIES = ['auto', 'single', 'expanded', 'batch'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/**
 * How a source object is read again. `full`: all of it. `known`: only new ids. `open`: new ids, and objects whose status
 * is not final. `window`: objects dated after the last reading, less a look-back. `snapshot`: all of it, as new rows.
 */
export const MODES = ['full', 'known', 'open', 'window', 'snapshot'] as const;
export type Mode = (typeof MODES)[number];

/** Whether objects that an earlier load has are not read again. */
export function knowsItems({ sync }: Pick<EndpointDefinition, 'sync'>): boolean {
  return sync.mode === 'known' || sync.mode === 'open';
}

/** `bill-ids` -> `bill_ids`, or the name that the definition gives its table. */
export function tableName(definition: Pick<EndpointDefinition, 'name' | 'table'>): string {
  return tableOptions(definition).name ?? snakeCase(definition.name);
}

/** The options of the table; none where the definition has no table. */
export function tableOptions({ table }: Pick<EndpointDefinition, 'table'>): TableOptions {
  return table || {};
}

/** True for a list that is asked only for what is dated after its last reading. */
export function isWindowed({ sync }: Pick<EndpointDefinition, 'sync'>): boolean {
  return sync.mode === 'window';
}

/**
 * How a table treats new fields and types. `evolve`: it gets new or wider columns. `freeze`: new fields are left out, and
 * records that do not fit are rejected. `reject`: records with either are rejected.
 */
export const DRIFT_POLICIES = ['evolve', 'freeze', 'reject'] as const;
export type DriftPolicy = (typeof DRIFT_POLICIES)[number];

/** The source of the value of one path parameter. */
export type ParameterBinding<Value = Scalar> =
  /** One constant, or several with one reading each. */
  | { value: Value | Value[] }
  /**
   * Mapped from another source object: its bare items; a field of its items (`a.b` reaches into
   * objects); or a path parameter with which it was read.
   */
  | { from: string; field?: string; parameter?: string };

/**
 * How a list is paged by its query string. `page` counts pages, `offset` counts items, `marker` names the last item of
 * the page before; `none` makes one request, whatever the API's documents declare.
 */
export interface Pagination {
  by: 'page' | 'offset' | 'marker' | 'none';
  /** Name of the query-string parameter that advances: `page`, `offset`, `marker`. */
  parameter?: string;
  /** Name of the parameter for the size of a page: `pageSize`, `limit`. */
  size?: string;
  /** Items in one page. */
  pageSize?: number;
  /** Number of the first page. Absent: the first request names no page, which works for 0 and for 1. */
  first?: number;
  /** For `marker`: the field of the last item with the next marker. Absent: `id`, or the bare item. */
  field?: string;
}

/** The table of a source object, and which columns it has. */
export interface TableOptions {
  /** Default: the snake_case form of the technical name. */
  name?: string;
  /** Fields (or path parameters) that make a row unique, after `_account`. Absent: derived from the reply's shape. */
  primaryKey?: string[];
  /** Secret fields to load, by name. */
  include?: string[];
  /** Fields to leave out, beside the secret ones: names, at any depth, or dotted paths. */
  omit?: string[];
  /** Fields to store as one JSON column instead of flattening them. */
  json?: string[];
  /** Columns made from fields, by column name. */
  derive?: DeriveSpec;
  /** A column `<column>_day` beside each instant: the day that the API printed. Default: of billing and usage, true. */
  days?: boolean;
  /** Costs in nested blocks that become the rows of one child table, `<table>_lines`. */
  lines?: LinesSpec;
  /** Default: that of the source. */
  drift?: DriftPolicy;
}

/** How the API is read. */
export interface ReadOptions {
  /** Name of the bare items of this list and of their column, such as `billId`. Default `id`. */
  item?: string;
  /** Default: that of the source. */
  strategy?: Strategy;
  /** The parameters come from independent source objects: read every combination. */
  combine?: boolean;
  /** Pages by query string. Absent: as the API's documents declare it. */
  pagination?: Pagination;
  /** Objects in one page of a /v2 list. */
  pageSize?: number;
  /** Statuses with which the API says "there is none" here: counted as absent, not as missing. */
  absent?: number[];
  /** Time-out of one attempt, in seconds. */
  timeout?: number;
  /** Major version of the schema that a /v2 route answers in: `1.0`. */
  schemasVersion?: string;
  /** True: the definition is not compared with the API's documents, for a route that they lack. */
  unchecked?: boolean;
}

/** When a run stops: because of all source objects together, or of one. */
export interface RunLimits {
  /** More records than this are rejected. Absent: it continues. */
  maxRejected?: number;
}

/** How each load reads again, and what it proves. */
export interface SyncOptions extends RunLimits {
  /** Default `full`. */
  mode?: Mode;
  /** For mode `open`: the final values of fields; null is a value too. */
  until?: Record<string, (string | number | boolean | null)[]>;
  /** The date filter of a list, for mode `window` and for backfills. */
  window?: WindowSpec;
  /** False: rows are never marked as deleted. Default: where a run proves it. */
  deletions?: boolean;
}

/** How rows are written, and whether calls may change something. */
export interface WriteOptions {
  /** Default `merge`. */
  disposition?: WriteDisposition;
  /** Methods other than GET change things: they run only when this is true. */
  allowWrite?: boolean;
  /** A schedule runs them only when this is true as well. */
  allowWriteOnSchedule?: boolean;
}

/** The options of a source object, in four groups. */
export interface OptionGroups {
  /** False: no table; it is read for its items alone, from which others are mapped. */
  table: TableOptions | false;
  read: ReadOptions;
  sync: SyncOptions;
  write: WriteOptions;
}

/**
 * The state that a changed option invalidates. `items`: the state of items (known, open, resumed), because the option
 * changes what is read or which rows it becomes. `cursor`: the date up to which a list was read. `nothing`: the
 * option changes only how the same rows are read and stored.
 */
export type Invalidates = 'items' | 'cursor' | 'nothing';

type EveryOption = {
  [Group in keyof OptionGroups]: Record<keyof Exclude<OptionGroups[Group], false>, Invalidates>;
};

export const INVALIDATES = {
  table: {
    // The fingerprint takes it from the table.
    name: 'nothing',
    primaryKey: 'items',
    include: 'items',
    omit: 'items',
    json: 'items',
    derive: 'items',
    days: 'items',
    lines: 'items',
    drift: 'nothing',
  },
  read: {
    item: 'items',
    strategy: 'nothing',
    combine: 'items',
    pagination: 'nothing',
    pageSize: 'nothing',
    absent: 'items',
    timeout: 'nothing',
    schemasVersion: 'items',
    unchecked: 'nothing',
  },
  sync: {
    // A snapshot has rows of another kind: the fingerprint takes that from the table.
    mode: 'nothing',
    until: 'items',
    window: 'cursor',
    deletions: 'nothing',
    maxRejected: 'nothing',
  },
  write: { disposition: 'items', allowWrite: 'nothing', allowWriteOnSchedule: 'nothing' },
} satisfies EveryOption;

export interface EndpointDefinition extends OptionGroups {
  /** Technical name: letters, digits, `_`, `-`. The table is its snake_case form. */
  name: string;
  method: Method;
  /** `/me/bill/{billId}` is v1; `/v1/...` and `/v2/...` name their API version. */
  path: string;
  parameters: Record<string, ParameterBinding>;
  query: Record<string, string | number | boolean>;
  headers: Record<string, string>;
  body?: JsonValue;
  /** What is known not to be loaded, and makes no run incomplete. */
  accept?: Accept;
}

/** Its rows or its effects are wanted, not only its items. */
export function isForItself({ table, method }: Pick<EndpointDefinition, 'method' | 'table'>): boolean {
  return table !== false || method !== 'GET';
}

/** Fields with secrets or personal data on a route: not loaded unless `table.include` names them. */
export interface SecretFields {
  /** Path template; `{}` stands for any parameter. Absent: every route. */
  path?: string;
  fields: string[];
}
