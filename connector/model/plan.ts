// The plan: definitions in dependency order, as trees. Made before the first request.
import type { DeclaredTable } from './declared-table.js';
import type { DriftPolicy, EndpointDefinition, Method, Pagination, WriteDisposition } from './definition.js';
import type { DeriveSpec } from './derive.js';
import type { Scalar } from './json.js';
import type { LinesSpec } from './lines.js';
import type { Notice } from './notice.js';
import type { DateQuery } from './window.js';

export type PathSegment = { literal: string } | { parameter: string };

export type ResolvedBinding =
  | { parameter: string; kind: 'constant'; values: Scalar[] }
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

export interface PlanNode {
  name: string;
  definition: EndpointDefinition;
  /** Path with its branch (`/1.0`, `/v1` or `/v2`), in segments. */
  path: PathSegment[];
  bindings: ResolvedBinding[];
  /** Of a list in mode `window`, while it is read: the dates that are asked for, by path parameters. */
  dates?: { of(partition: Record<string, Scalar>): DateQuery };
  /** Pages by query string: as given, or as the API's documents declare it. */
  pagination?: Pagination;
  table: TableSpec;
  /** False when the node is read only because others need its items (`--only`). */
  load: boolean;
  children: PlanNode[];
}

export interface PlanTree {
  root: PlanNode;
  /** For a root that combines independent source objects: their names, outermost first. */
  cross: string[];
}

export interface Plan {
  trees: PlanTree[];
  /** Every node, parents before children. */
  nodes: PlanNode[];
  warnings: Notice[];
  /** A load of a part beside the others: nothing counts as known, and nothing is remembered of it. */
  isApart?: boolean;
}
