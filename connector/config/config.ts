// A configuration as the rest of the code uses it: every value checked, every default filled in.
import type { OwnRule } from '../../reports/services/rule-set.js';
import type { DestinationConfig } from '../destinations/kit/kind.js';
import type { BudgetKey } from '../model/budget.js';
import type { Clock } from '../model/clock.js';
import type { WarningCode } from '../model/codes/codes.js';
import type { DriftPolicy, EndpointDefinition, Method, RunLimits, Strategy } from '../model/definition.js';
import type { ConfigIssue } from '../model/errors.js';
import type { Preset } from '../model/preset.js';
import type { Credentials, Region } from '../model/region.js';
import type { NetworkSettings } from '../network/settings.js';
import type { Pipeline } from '../schedule/pipeline.js';
import type { ConfiguredSharing } from '../stores/budget-place.js';
import type { CommandOutput } from './connections/command-output.js';
import type { Shard } from './connections/shard.js';
import type { KeyOrigin } from './keys/credentials.js';
import type { ObservabilityConfig } from './observability.js';

/** The pace of one route. */
export interface RouteBudget {
  /** Absent: every method. */
  method?: Method;
  /** Path template, `*` standing for the rest: `/me/bill/*`. */
  path: string;
  callsPerSecond: number;
}

export interface BudgetConfig {
  callsPerSecond: number;
  /** Part of the paces that stays free for other programs, from 0 to below 1. */
  reserve: number;
  /** The pace is halved when the API asks to slow down. */
  learn: boolean;
  /** Which processes that use the same key share the budget. */
  shared: ConfiguredSharing;
  /** The key that the API is taken to count calls by. */
  per: BudgetKey;
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
  /** Most MiB of one reply after decompression. */
  maxReply: number;
}

/** Proxy and certificate authorities. */
export interface NetworkConfig extends NetworkSettings {
  /** The file of the authorities, absolute. */
  ca?: string;
}

/** The API's own documents, and their cache. */
export interface SchemasConfig {
  use: 'auto' | 'never';
  /** Absolute; absent: they come from the API. */
  folder?: string;
  maxAgeDays: number;
  /** Folder of the cache, absolute. */
  cache: string;
}

/** The runs in the destination. */
export interface HistoryConfig {
  /** Runs of an account to keep. */
  keepRuns: number;
}

/** Where jobs are. */
export interface QueueConfig {
  /** Address of a PostgreSQL database; it may have a password. */
  url?: string;
  schema?: string;
}

/** Texts by the name of their column: `customer`. */
export type Labels = Readonly<Record<string, string>>;

/** A configuration whose keys may be missing: to plan, or to log in. */
export interface ConfigWithoutKeys {
  /** Name of the connection, where the configuration lists connections. */
  connection?: string;
  /** The profile of an ovh.conf whose keys are used. */
  profile?: string;
  region: Region;
  /** Origin that is called: `baseUrl`, or the region's. */
  origin: string;
  /** Value of `_account`; absent: the API says it. */
  account?: string;
  /** Whose account it is, for people. */
  labels?: Labels;
  /** Absent where a key is missing; of the three keys, the consumer key may be. */
  credentials?: Credentials;
  /** Where the tables go; files and folders are absolute. */
  destination: DestinationConfig;
  /** Where those of another connection go or went, which may be none of the configuration any more. */
  destinationFor(connection: string): DestinationConfig;
  budget: BudgetConfig;
  http: HttpConfig;
  /** Proxy and certificate authorities of every connection. */
  network: NetworkConfig;
  schemas: SchemasConfig;
  history: HistoryConfig;
  /** Each load makes the views of spend and proof. */
  views: boolean;
  /** Rules that name services, before those of the package. */
  services: OwnRule[];
  /** The queue of a fleet; absent parts follow the destination. */
  queue: QueueConfig;
  /** Log, metrics, notifications. */
  observability: ObservabilityConfig;
  /** Strategy of the definitions that name none. */
  strategy: Strategy;
  /** Connections that are loaded at the same time. */
  concurrency: number;
  /** Ids in one batch, at the most. */
  batchSize: number;
  /** Drift policy of the definitions that name none. */
  drift: DriftPolicy;
  limits: RunLimits;
  /** `X-Schemas-Version` of the /v2 routes that name none themselves. */
  schemasVersion?: string;
  /** Pipelines of `serve`; empty: none. */
  schedule: Pipeline[];
  endpoints: EndpointDefinition[];
  /** File name as given, or `configuration object`. */
  source: string;
  /** Where the credentials are from: `source.yaml`, `environment`, `/etc/ovh.conf`. */
  credentialSources: string[];
  /** Each key of their form, and where it is from. */
  keys: KeyOrigin[];
  /** What still works, and how to write it now. */
  warnings: ConfigIssue<WarningCode>[];
  /**
   * Location of a key path as issues print it (`endpoints[2].read`), or of a definition by its technical name
   * (`endpoints.bills.path`): `source.yaml:12:5`. A key that is not written has the location of the group around it.
   */
  locate(key: string): string;
  /**
   * Location of a definition, by technical name or by its index in `endpoints`, or of a key in it. A definition of a
   * preset has the location of the preset's use.
   */
  locateDefinition(definition: string | number, key?: string): string;
  /** Whether the mode of a source object is that of its preset, and not written in the configuration. */
  hasPresetMode(name: string): boolean;
  /** Whether a key of a definition (`query["date.from"]`) is the user's, and not that of a preset. */
  isWritten(name: string, key: string): boolean;
}

/** A configuration that a run can use. */
export interface Config extends ConfigWithoutKeys {
  credentials: Credentials;
}

/** What a configuration needs of the machine. */
export interface Environment {
  env: Record<string, string | undefined>;
  /** Folder of a relative configuration path, and of `./ovh.conf`. */
  cwd: string;
  /** The user's own folder: `~` and `~/.ovh.conf`. */
  home: string;
  /** Bytes of a file; throws with a Node error code. Default: the disk. */
  readFile?: (path: string) => Uint8Array;
  /** Standard output of a program that lists connections. Default: it is run. */
  commandOutput?: CommandOutput;
  /** Dates such as `{ daysAgo: 30 }` count from its instant. Default: the machine's. */
  clock?: Clock;
}

/** How a configuration is read. */
export interface ConfigOptions {
  presets: readonly Preset[];
  /** Only these connections of the configuration. Default: all. */
  connections?: readonly string[];
  /** Only the connections of this shard; there may be none. Default: all. */
  shard?: Shard;
  /** The profile of an ovh.conf, in place of any other. */
  profile?: string;
  /** The location that replaces the configured one, as `--to` names it. */
  to?: string;
}
