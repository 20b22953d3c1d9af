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
 * How objects are read. `auto`: with expanded lists and batches, wherever the API answers them rightly; `single`: one
 * call for each list and object; `expanded` or `batch`: with that alone.
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
export function knowsItems({ sync }: Pick<EndpointDefinition, 'sync'>): boolean {
  return sync.mode === 'known' || sync.mode === 'open';
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

/** The table of a source object, and which columns it has. */
export interface TableOptions {
  /** Fields (or path parameters) that make a row unique, after `_account`. Absent: derived from the reply's shape. */
  primaryKey?: string[];
  /** Secret fields to load all the same, by name. */
  include?: string[];
  /** Fields to keep as one JSON column instead of flattening them. */
  json?: string[];
  /** Columns made from fields, by column name. */
  derive?: DeriveSpec;
  /** Costs in nested blocks that become the rows of one child table, `<table>_lines`. */
  lines?: LinesSpec;
  /** Default: that of the source. */
  drift?: DriftPolicy;
}

/** How the API is asked. */
export interface ReadOptions {
  /** What the bare items of this list are called, e.g. `billId`; names their column. Default `id`. */
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
  /** Seconds that one attempt may take. */
  timeout?: number;
  /** Major version of the schema that a /v2 route answers in: `1.0`. */
  schemasVersion?: string;
}

/** What each load reads again, and what it proves. */
export interface SyncOptions {
  /** Default `full`. */
  mode?: Mode;
  /** Of mode `open`: fields with the values that are final; null is a value too. */
  until?: Record<string, (string | number | boolean | null)[]>;
  /** The date filter of a list: of mode `window`, and of a backfill. */
  window?: WindowSpec;
  /** False: rows are never marked as deleted. Default: where a run proves it. */
  deletions?: boolean;
  /** The run stops when more records of this source object than this are rejected. Absent: it continues. */
  maxRejected?: number;
}

/** What is written: rows into the table, and changes through the API. */
export interface WriteOptions {
  /** Default `merge`. */
  disposition?: WriteDisposition;
  /** Methods other than GET change things: they run only when this is true. */
  allowWrite?: boolean;
  /** A schedule runs them only when this is true as well. */
  allowWriteOnSchedule?: boolean;
}

/** The options of a source object, by what they are about. */
export interface OptionGroups {
  table: TableOptions;
  read: ReadOptions;
  sync: SyncOptions;
  write: WriteOptions;
}

/**
 * What a changed option makes useless. `items`: what is remembered of items (known, open, resumed), because other
 * things are read or other rows are made of them. `cursor`: the date up to which a list was read. `nothing`: the
 * option changes only how the same rows are read and stored.
 */
export type Invalidates = 'items' | 'cursor' | 'nothing';

type EveryOption = { [Group in keyof OptionGroups]: Record<keyof OptionGroups[Group], Invalidates> };

export const INVALIDATES = {
  table: {
    primaryKey: 'items',
    include: 'items',
    json: 'items',
    derive: 'items',
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
  /** `/me/bill/{billId}` is v1; `/v1/...` and `/v2/...` name their branch. */
  path: string;
  parameters: Record<string, ParameterBinding>;
  query: Record<string, string | number | boolean>;
  headers: Record<string, string>;
  body?: JsonValue;
}

/** Fields that carry secrets or personal data on a route: left out of its table unless asked for by name. */
export interface SecretFields {
  /** Path template; `{}` stands for any parameter. Absent: every route. */
  path?: string;
  fields: string[];
}
