// What planning knows besides the definitions, and what its steps hand to each other.
import type { ConfigCode } from '../model/codes/codes.js';
import type { DriftPolicy, EndpointDefinition, SecretFields } from '../model/definition.js';
import type { PathSegment } from '../model/plan.js';

export interface PlanContext {
  /** Fields to leave out of tables because they carry secrets. */
  secrets: readonly SecretFields[];
  /** Routes whose tables, and those below them, have calendar days beside their instants; `{}` is any parameter. */
  dayRoutes?: readonly string[];
  /** False where the region has no /v2 branch. */
  v2: boolean;
  /** `X-Schemas-Version` of the /v2 routes that name none themselves. */
  schemasVersion?: string;
  /** Of the definitions that name none themselves. Default: `evolve`. */
  drift?: DriftPolicy;
  /** Load only these source objects, with the rest of their trees. */
  only?: readonly string[];
  /** `only` may name what has no table: its first items are shown, nothing is stored. */
  preview?: boolean;
  /** `only` without the rest of the trees: parents are read for their ids. */
  alone?: boolean;
  /** The run is started by a scheduler: methods with effects need `allowWriteOnSchedule`. */
  scheduled?: boolean;
  /** Where a definition, or one of its keys, stands: `source.yaml:12:5`. */
  locate(name: string, key?: string): string;
}

/** A definition whose path was understood. */
export interface Parsed {
  definition: EndpointDefinition;
  segments: PathSegment[];
}

/** Collects issues with their place. */
export interface IssueReporter {
  (name: string, key: string | undefined, code: ConfigCode, message: string): void;
  /** There are as many as are shown: further ones are counted, and need no suggestions. */
  isFull(): boolean;
}
