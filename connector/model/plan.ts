// The plan: definitions in dependency order, as trees, in plain data. Made before the first request.
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

/** What shaping needs to know of a source object. */
export interface TableSpec {
  /** The source object's technical name. */
  source: string;
  table: string;
  method: Method;
  /** Path parameters in path order: each is a column. */
  parameters: string[];
  /** Name of the column of bare items. */
  item: string;
  /** As given in the definition; absent: derived from the reply's shape. */
  primaryKey?: string[];
  writeDisposition: WriteDisposition;
  /** A run can prove that an object is no longer there: the table has `_deleted_at`. */
  deletions?: boolean;
  /** Each load adds rows of its own: `_snapshot_at` is a part of the key. */
  snapshot?: boolean;
  /** What becomes of fields and types that a table which is there does not have. Default: `evolve`. */
  drift?: DriftPolicy;
  /** Fields left out because they carry secrets. */
  omit: string[];
  /** Fields kept as one JSON column. */
  json: string[];
  /** Costs that are gathered as lines. */
  lines?: LinesSpec;
  /** Columns that are made of fields. */
  derive?: DeriveSpec;
  /** What the API's documents declare, where they are at hand. */
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
  /** Path with its branch (`/1.0`, `/v1` or `/v2`), in segments. */
  path: PathSegment[];
  bindings: ResolvedBinding[];
  /** Pages by query string: as configured, or as the API's documents declare it. */
  pagination?: Pagination;
  table: TableSpec;
  /** False when the node is read only because others need its items (`--only`). */
  load: boolean;
  /** Name of the source object directly above it; absent: it is the root of a tree. */
  parent?: string;
}

export interface PlanTree {
  /** Name of the source object at its root. */
  root: string;
  /** For a root that combines independent source objects: their names, outermost first. */
  cross: string[];
  /** Only these roots are read, in place of all that the list names: what another run did not load. Absent: all. */
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
  /** It reads a part of the past beside the loads: no item counts as known, and no state is stored. */
  isBackfill?: boolean;
}
