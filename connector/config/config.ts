// What a configuration is once it has been read: every value checked, every default filled in.
import type { DestinationConfig } from '../destinations/kit/kind.js';
import type { Clock } from '../model/clock.js';
import type { WarningCode } from '../model/codes/codes.js';
import type { DriftPolicy, EndpointDefinition, Method, Strategy } from '../model/definition.js';
import type { ConfigIssue } from '../model/errors.js';
import type { Preset } from '../model/preset.js';
import type { Credentials, Region } from '../model/region.js';
import type { Pipeline } from '../schedule/pipeline.js';
import type { ObservabilityConfig } from './observability.js';

/** A pace of its own for one route. */
export interface RouteBudget {
  /** Absent: every method. */
  method?: Method;
  /** Path template, `*` standing for the rest: `/me/bill/*`. */
  path: string;
  callsPerSecond: number;
}

export interface BudgetConfig {
  callsPerSecond: number;
  /** Part of the paces that is left to others, from 0 to below 1. */
  reserve: number;
  /** The pace is halved when the API asks to slow down. */
  learn: boolean;
  /** The processes of one user on this machine that use the same key share the budget. */
  shared: boolean;
  routes: RouteBudget[];
}

export interface HttpConfig {
  /** Seconds that one attempt may take. */
  timeout: number;
  /** Seconds that one call may take with all its attempts and waits. */
  deadline: number;
  attempts: number;
  /** Calls in flight at the same time. */
  concurrency: number;
}

/** Where the API's own documents come from. */
export interface SchemasConfig {
  use: 'auto' | 'never';
  /** Absolute; absent: the API is asked. */
  folder?: string;
  maxAgeDays: number;
  /** Folder of the cache, absolute. */
  cache: string;
}

/** What is written down of runs. */
export interface HistoryConfig {
  /** Runs of an account that are kept. */
  keepRuns: number;
}

/** A configuration read without insisting on credentials: to plan, or to log in. */
export interface DraftConfig {
  /** Name of the connection, where the configuration lists connections. */
  connection?: string;
  region: Region;
  /** Origin that is called: `baseUrl`, or the region's. */
  origin: string;
  /** Value of `_account`; absent: to be asked from the API. */
  account?: string;
  /** Absent where they are not complete; of the three keys, the consumer key may be missing. */
  credentials?: Credentials;
  /** Where the tables go; files and folders are absolute. */
  destination: DestinationConfig;
  budget: BudgetConfig;
  http: HttpConfig;
  schemas: SchemasConfig;
  history: HistoryConfig;
  /** How loads are observed: log, metrics, notifications. */
  observability: ObservabilityConfig;
  /** How objects are read where a definition does not say. */
  strategy: Strategy;
  /** Ids in one batch, at the most. */
  batchSize: number;
  /** What becomes of new fields and types where a definition does not say. */
  drift: DriftPolicy;
  /** A run stops when more records than this are rejected; absent: it goes on. */
  maxRejected?: number;
  /** `X-Schemas-Version` of the /v2 routes that name none themselves. */
  schemasVersion?: string;
  /** When `serve` loads it, or parts of it; empty: not by itself. */
  schedule: Pipeline[];
  endpoints: EndpointDefinition[];
  /** File name as given, or `configuration object`. */
  source: string;
  /** Where the credentials came from: `source.yaml`, `environment`, `/etc/ovh.conf`. */
  credentialSources: string[];
  /** What is read all the same, and how to write it now. */
  warnings: ConfigIssue<WarningCode>[];
  /**
   * Place of a key path as printed in issues (`endpoints[2].options`), or of an endpoint by its technical
   * name (`endpoints.bills.path`): `source.yaml:12:5`. A key that is not written has the place of what it
   * would stand in.
   */
  where(key: string): string;
  /**
   * Place of an endpoint, by technical name or by its index in `endpoints`, or of a key in it. One that came
   * from a preset has the place of the preset's use.
   */
  placeOf(endpoint: string | number, key?: string): string;
  /** Whether the source object of this technical name comes from a preset. */
  isPreset(name: string): boolean;
}

/** A configuration that a run can use. */
export interface Config extends DraftConfig {
  credentials: Credentials;
}

/** What reading a configuration takes from the machine. */
export interface Environment {
  env: Record<string, string | undefined>;
  /** Folder that a relative config path and `./ovh.conf` are looked for in. */
  cwd: string;
  /** The user's own folder: `~` and `~/.ovh.conf`. */
  home: string;
  /** Bytes of a file; throws with a Node error code. Default: the disk. */
  readFile?: (path: string) => Uint8Array;
  /** What dates such as `{ daysAgo: 30 }` are reckoned from. Default: the machine's. */
  clock?: Clock;
}

export interface LoadOptions {
  presets: readonly Preset[];
  /** False: missing credentials are no error. Default true. */
  requireCredentials?: boolean;
  /** Only these connections of the configuration. Default: all. */
  connections?: readonly string[];
}
