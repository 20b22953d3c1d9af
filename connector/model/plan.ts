// The plan: definitions as trees in dependency order, in plain data. It is made before the first request.
import type { DeclaredTable } from './declared-table.js';
import type {
  DriftPolicy,
  EndpointDefinition,
  Method,
  Pagination,
  ParameterBinding,
  WriteDisposition,
} from './definition.js';
import type { DeriveSpec } from './derive.js';
import type { LinesSpec } from './lines.js';
import type { Notice } from './notice.js';
import type { PlainJson, PlainScalar } from './plain-json.js';

export type PathSegment = { literal: string } | { parameter: string };

export type ResolvedBinding =
  | { parameter: string; kind: 'constant'; values: PlainScalar[] }
  /** `field` absent: the bare item itself. */
  | { parameter: string; kind: 'item'; source: string; field?: string }
  | { parameter: string; kind: 'parameter'; source: string; sourceParameter: string };

/** A source object as shaping sees it. */
export interface TableSpec {
  /** The source object's technical name. */
  source: string;
  table: string;
  method: Method;
  /** Path parameters in path order: each is a column. */
  parameters: string[];
  /** Name of the column of bare items. */
  item: string;
  /** As configured; absent: derived from the reply's shape. */
  primaryKey?: string[];
  writeDisposition: WriteDisposition;
  /** The table has `_deleted_at`, because a run can prove that an object is gone. */
  deletions?: boolean;
  /** Each load adds its own rows: `_snapshot_at` is part of the key. */
  snapshot?: boolean;
  /** How an existing table treats new fields and types. Default: `evolve`. */
  drift?: DriftPolicy;
  /** Secret fields, which are not loaded. */
  omit: string[];
  /** Fields stored as one JSON column. */
  json: string[];
  /** Nested costs that become lines. */
  lines?: LinesSpec;
  /** Instants have the calendar day that the API printed beside them, in `<column>_day`. */
  days?: boolean;
  /** Derived columns. */
  derive?: DeriveSpec;
  /** The table that the API's documents declare, if they are available. */
  declared?: DeclaredTable;
}

/** A definition as plain data: with the digits of numbers that JavaScript would round. */
export interface PlanDefinition extends Omit<EndpointDefinition, 'parameters' | 'body'> {
  parameters: Record<string, ParameterBinding<PlainScalar>>;
  body?: PlainJson;
}

export interface PlanNode {
  name: string;
  definition: PlanDefinition;
  /** Path with `/1.0`, `/v1` or `/v2`, in segments. */
  path: PathSegment[];
  bindings: ResolvedBinding[];
  /** Pages by query string: as configured, or as the API's documents declare it. */
  pagination?: Pagination;
  table: TableSpec;
  /** False when the node is read only because others need its items (`table: false`, `--alone`). */
  load: boolean;
  /** Name of the source object directly above it; absent: it is the root of a tree. */
  parent?: string;
}

export interface PlanTree {
  /** Name of the source object at its root. */
  root: string;
  /** For a root that combines independent source objects: their names, outermost first. */
  cross: string[];
  /** Only these roots are read, for a retry. Absent: all roots of the list. */
  selected?: SelectedRoot[];
}

export interface SelectedRoot {
  /** The item of the list, or the path parameters of the reading. */
  item: PlainJson;
  /** Names of source objects directly below the root that are read, with everything below them. */
  branches: string[];
}

/** Plain data: `JSON.stringify` and back gives the same run. `PlanGraph` walks it. */
export interface Plan {
  /** In the order in which they are read. */
  trees: PlanTree[];
  /** Every node, parents before children. */
  nodes: PlanNode[];
  warnings: Notice[];
  /** Some source objects of the configuration are left out (`--only`). */
  isSubset?: boolean;
  /** It reads a part of the past beside the loads: no item counts as known, and no state is stored. */
  isBackfill?: boolean;
}
