// Made from the schema that checks the configuration: do not edit by hand (`npm run docs`).
// What a program writes as a configuration.

/** Accepted */
export interface AcceptedInput {
  /** Objects that the API refuses (403). */
  refused?: true | readonly (string | number)[];
  /** Objects without a usable answer. */
  failed?: true | readonly (string | number)[];
  /** Objects that do not fit their table. */
  rejected?: true | readonly (string | number)[];
  /** Objects of which the API says that there is none. */
  absent?: true | readonly (string | number)[];
  /** Objects that are gone (404); of a path without parameters: the route is not there. */
  gone?: true | readonly (string | number)[];
  /** Services that have expired (460). */
  expired?: true | readonly (string | number)[];
}

/** Budget */
export interface BudgetInput {
  /** Calls a second of this account. Default: `18`. */
  callsPerSecond?: number;
  /** Part of all these paces that stays free for other programs on the account, such as `0.2`. Default: `0`. */
  reserve?: number;
  /** Whether the pace is halved when the API asks to slow down, and comes back slowly. Default: `true`. */
  learn?: boolean;
  /** Which processes that use the same key share this budget: `machine`, those of this user on this machine; `true`, on all machines, by the PostgreSQL of the destination; an address `postgres://...` or `redis://...`, by that store; `false`, none. Default: `machine`. */
  shared?: boolean | string;
  /** The key that the API is taken to count calls by: `application`, all consumer keys of an application key share the pace; `consumer`, each has it for itself. OVHcloud does not say which. Default: `application`. */
  per?: 'application' | 'consumer';
  /** Slower paces for some routes. */
  routes?: readonly BudgetOfARouteInput[];
}

/** Budget of a route */
export interface BudgetOfARouteInput {
  /** HTTP method. Default: every method. */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path template; `*` stands for the rest, as in `/me/bill/*`. */
  path: string;
  /** Calls a second. */
  callsPerSecond?: number;
  /** Instead: calls a minute. */
  callsPerMinute?: number;
}

/** Configuration of source-ovhcloud */
export interface ConfigurationInput {
  /** Address of the JSON Schema of this file, for editors. */
  $schema?: string;
  /** Region of the account: eu, ovh-eu, ca, ovh-ca, us, ovh-us, kimsufi-eu, ks-eu, kimsufi-ca, ks-ca, soyoustart-eu, sys-eu, soyoustart-ca, sys-ca. Also `OVH_ENDPOINT`, or ovh.conf. */
  region?: RegionName | `https://${string}` | `\${${string}}`;
  /** Origin to call instead of the region's: a proxy, or a sandbox. http only on this machine. */
  baseUrl?: string;
  /** OAuth2 token address instead of the region's. http only on this machine. */
  tokenUrl?: string;
  /** Account name for the `_account` column. Default: the API says it. */
  account?: string;
  /** Profile of an ovh.conf that has the keys, `[profile:NAME]`; `default` stands for its plain sections. Also `--profile`, `OVH_PROFILE`, or `profile` in `[default]`. */
  profile?: string;
  /** One of three forms: the three keys; client id and secret; or a token. Keys that are not written here come from the environment, then from ovh.conf. */
  auth?: CredentialsInput;
  /** Several accounts, in place of `region`, `baseUrl`, `tokenUrl`, `account` and `auth` of this level. */
  connections?: readonly ConnectionInput[];
  /** Further connections: a CSV file, a row for each, relative to the configuration (columns `name`, `region`, `account`, those of `auth` ...; every other column is a label); a program that prints such rows; or sections of an ovh.conf. */
  connectionsFrom?: string | ProgramThatListsConnectionsInput | SectionsThatAreConnectionsInput;
  /** What every connection has that does not write it itself. Keys of `auth` and `labels` are merged. */
  connectionDefaults?: DefaultsOfConnectionsInput;
  /** Connections that are loaded at the same time, where the destination takes several. Default: `4`. */
  concurrency?: number;
  /** Where the tables go. */
  destination?: DestinationInput;
  /** The pace of calls. */
  budget?: BudgetInput;
  /** Time-outs, attempts, proxy and certificates of calls (see network.md). */
  http?: HttpInput;
  /** The API's own documents: routes, types, rights. */
  schemas?: SchemaDocumentsInput;
  /** The history of runs, in tables beside the data. */
  history?: HistoryInput;
  /** Whether each load makes the views of spend and proof beside the tables (see mart.md). For `sqlite`, `postgres` and `duckdb`. Default: `false`. */
  views?: boolean;
  /** Rules that name the services of charges in the views, before those of the package. */
  services?: readonly RuleOfServicesInput[];
  /** The log of a load (see operation.md). */
  log?: LogInput;
  /** Health and Prometheus metrics over HTTP. */
  metrics?: MetricsInput;
  /** Notifications of outcomes. A failed notification changes no outcome. */
  notify?: NotificationsInput;
  /** Where `enqueue` puts jobs and `work` takes them (see fleet.md). */
  queue?: QueueInput;
  /** How objects are read: `auto` reads with expanded lists and batches, wherever the API answers them rightly; `expanded` and `batch` with that alone; `single` with one call for each list and object. Default: `auto`. */
  strategy?: 'auto' | 'single' | 'expanded' | 'batch';
  /** Ids in one batch, at the most. Default: `50`. */
  batchSize?: number;
  /** New fields and other types in existing tables: `evolve` adds and widens columns, `freeze` leaves new fields out, `reject` rejects the records that bring them. Default: `evolve`. */
  drift?: 'evolve' | 'freeze' | 'reject';
  /** A run stops when more records than this are rejected, of all source objects together; 0 stops at the first. Default: it continues, and is incomplete. */
  maxRejected?: number;
  /** `X-Schemas-Version` of every /v2 route, e.g. `"1.0"`. Default: not sent, the account has its own. */
  schemasVersion?: string;
  /** When `serve` loads: one schedule for the whole source, or one for each pipeline. */
  schedule?: readonly PipelineInput[] | ScheduleInput;
  /** Definitions and presets to load, in any order. */
  endpoints: readonly EntryInput[];
}

/** A connection */
export interface ConnectionInput {
  /** Name of the connection. Its variables begin with it in upper snake case: `PARENT_OVH_APPLICATION_KEY` of `parent`. */
  name: string;
  /** Region of the account: eu, ovh-eu, ca, ovh-ca, us, ovh-us, kimsufi-eu, ks-eu, kimsufi-ca, ks-ca, soyoustart-eu, sys-eu, soyoustart-ca, sys-ca. Also `OVH_ENDPOINT`, or ovh.conf. */
  region?: RegionName | `https://${string}` | `\${${string}}`;
  /** Origin to call instead of the region's: a proxy, or a sandbox. http only on this machine. */
  baseUrl?: string;
  /** OAuth2 token address instead of the region's. http only on this machine. */
  tokenUrl?: string;
  /** Account name for the `_account` column. Default: the API says it. */
  account?: string;
  /** Profile of an ovh.conf that has the keys, `[profile:NAME]`; `default` stands for its plain sections. Also `--profile`, `OVH_PROFILE`, or `profile` in `[default]`. */
  profile?: string;
  /** One of three forms: the three keys; client id and secret; or a token. Keys that are not written here come from the environment, then from ovh.conf. */
  auth?: CredentialsInput;
  /** Replaces the source's `budget` as a whole. */
  budget?: BudgetInput;
  /** Texts that say whose account it is, such as `{ customer: ACME }`: columns of `_ovh_connection`. */
  labels?: Record<string, string>;
}

/** Credentials */
export interface CredentialsInput {
  /** Application key. Also `OVH_APPLICATION_KEY`. */
  applicationKey?: string;
  /** Application secret. Also `OVH_APPLICATION_SECRET`. */
  applicationSecret?: string;
  /** Consumer key. Also `OVH_CONSUMER_KEY`. */
  consumerKey?: string;
  /** Client id of an OAuth2 service account. Also `OVH_CLIENT_ID`. */
  clientId?: string;
  /** Client secret of an OAuth2 service account. Also `OVH_CLIENT_SECRET`. */
  clientSecret?: string;
  /** A bearer token, such as a personal access token. Also `OVH_ACCESS_TOKEN`. */
  token?: string;
}

/** Defaults of connections */
export interface DefaultsOfConnectionsInput {
  /** Region of the account: eu, ovh-eu, ca, ovh-ca, us, ovh-us, kimsufi-eu, ks-eu, kimsufi-ca, ks-ca, soyoustart-eu, sys-eu, soyoustart-ca, sys-ca. Also `OVH_ENDPOINT`, or ovh.conf. */
  region?: string;
  /** Origin to call instead of the region's: a proxy, or a sandbox. http only on this machine. */
  baseUrl?: string;
  /** OAuth2 token address instead of the region's. http only on this machine. */
  tokenUrl?: string;
  /** Profile of an ovh.conf that has the keys, `[profile:NAME]`; `default` stands for its plain sections. Also `--profile`, `OVH_PROFILE`, or `profile` in `[default]`. */
  profile?: string;
  /** One of three forms: the three keys; client id and secret; or a token. Keys that are not written here come from the environment, then from ovh.conf. */
  auth?: CredentialsInput;
  /** Of connections without one. */
  budget?: BudgetInput;
  /** Texts that say whose account it is, such as `{ customer: ACME }`: columns of `_ovh_connection`. */
  labels?: Record<string, string>;
}

/** A definition */
export interface DefinitionInput {
  /** Technical name of the source object; its table is the snake_case form. */
  name: string;
  /** HTTP method. Default: `GET`. */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path of the API. `/me/bill/{billId}` is v1; `/v2/...` names its branch. */
  path: string;
  /** The mapper: for each `{name}` of the path a constant, a list, or `{ from: source object }`. */
  parameters?: Record<string, string | number | readonly (string | number)[] | MappedParameterInput>;
  /** Query-string parameters, by name. */
  query?: Record<string, string | number | boolean | { daysAgo?: number; monthsAgo?: number }>;
  /** Request headers, by name. */
  headers?: Record<string, string>;
  /** Body of the request, as JSON. */
  body?: object | readonly unknown[] | string | number | boolean | null;
  /** The table, and which columns it has. `false`: no table, it is read for its items alone, from which others are mapped. */
  table?: boolean | TableInput;
  /** How the API is asked. */
  read?: ReadInput;
  /** What each load reads again, and what it proves. */
  sync?: SyncInput;
  /** What is written: rows into the table, and changes through the API. */
  write?: WriteInput;
  /** What is known not to be loaded, by state: `true` for all, or ids as the ledger has them (`billId=FR1`) or as the value of the last path parameter alone (`FR1`). It is listed as accepted, and makes no run incomplete. */
  accept?: AcceptedInput;
  /** Only for these connections, where the configuration has several. Default: all. */
  connections?: readonly string[];
}

/** A definition of a preset */
export interface DefinitionOfAPresetInput {
  /** Another technical name; the other definitions of the preset follow it. */
  name?: string;
  /** The mapper: for each `{name}` of the path a constant, a list, or `{ from: source object }`. */
  parameters?: Record<string, string | number | readonly (string | number)[] | MappedParameterInput>;
  /** Query-string parameters, by name. */
  query?: Record<string, string | number | boolean | { daysAgo?: number; monthsAgo?: number }>;
  /** Request headers, by name. */
  headers?: Record<string, string>;
  /** The table, and which columns it has. `false`: no table, it is read for its items alone, from which others are mapped. */
  table?: boolean | TableInput;
  /** How the API is asked. */
  read?: ReadInput;
  /** What each load reads again, and what it proves. */
  sync?: SyncInput;
  /** What is written: rows into the table, and changes through the API. */
  write?: WriteInput;
  /** What is known not to be loaded, by state: `true` for all, or ids as the ledger has them (`billId=FR1`) or as the value of the last path parameter alone (`FR1`). It is listed as accepted, and makes no run incomplete. */
  accept?: AcceptedInput;
}

/** A derived column */
export interface DerivedColumnInput {
  /** The field; `a.b` reaches into objects. */
  from: string;
  /** `number`: the number that a text is, null where it is none. `resource`: what a name belongs to, `pcc-1` for `pcc-1/host/12`. */
  as: 'number' | 'resource';
}

/** Destination csv */
export interface DestinationCsvInput {
  /** Kind of destination. */
  type: 'csv';
  /** The folder, relative to the configuration's folder; `~/` is your home. A load makes it when it does not exist, but not the folder above it. Each table is a file in it. Or a place in object storage: `s3://bucket/prefix`. Default: `ovh`. */
  path?: string;
  /** Who may read the files that a load makes: `owner` (0600, folders 0700), `group` (0640, 0750) or `all` (0644, 0755). Files and folders that are there keep their mode. Default: `owner`. */
  access?: 'owner' | 'group' | 'all';
  /** Separates two values. Default: `comma`. */
  delimiter?: 'comma' | 'semicolon' | 'tab' | 'pipe';
  /** Between the whole part of a decimal and the rest: `comma` for spreadsheets of countries that write 12,34; it needs another `delimiter`. Default: `point`. */
  decimal?: 'point' | 'comma';
  /** `escape` puts a `'` before texts that a spreadsheet would run as a formula: those that begin with `=`, `+`, `-`, `@` (also full-width), a tab, a line break or U+FEFF. Numbers stay. Default: `keep`. */
  formulas?: 'keep' | 'escape';
  /** Starts the file with a byte order mark, by which some spreadsheets recognise UTF-8. Default: `false`. */
  bom?: boolean;
  /** Of `s3://` paths: address of the object storage, for OVHcloud `https://s3.gra.io.cloud.ovh.net`. Default AWS_ENDPOINT_URL_S3, then Amazon S3. */
  endpoint?: string;
  /** Of `s3://` paths: region of the bucket, for OVHcloud in small letters: `gra`. Default AWS_REGION, then that in an address of OVHcloud, then the profile. */
  region?: string;
  /** Of `s3://` paths: the access key. Default AWS_ACCESS_KEY_ID, then the profile (AWS_PROFILE, ~/.aws). */
  accessKeyId?: string;
  /** Of `s3://` paths: the secret of the access key. Default AWS_SECRET_ACCESS_KEY, then the profile. Better there than in the configuration file. */
  secretAccessKey?: string;
  /** Of `s3://` paths: the bucket in the path of addresses, not in the host name. Default yes for IP addresses, localhost and buckets with a dot, else no. */
  forcePathStyle?: boolean;
  /** Of `s3://` paths: HTTP proxy, `none` for none. Default `http.proxy`, then HTTPS_PROXY. */
  proxy?: string;
  /** Of `s3://` paths: PEM file with certificate authorities to trust. Default `http.ca`. Also NODE_EXTRA_CA_CERTS. */
  ca?: string;
  /** Of `s3://` paths. `signed`: each request is signed together with the SHA-256 of its bytes, which every server checks. `crc32`: besides, a CRC32 that the server keeps with the object; not every server knows it. Default: `signed`. */
  checksum?: 'signed' | 'crc32';
}

/** Destination duckdb */
export interface DestinationDuckdbInput {
  /** Kind of destination. */
  type: 'duckdb';
  /** The DuckDB file, relative to the configuration's folder; `~/` is your home. A load makes it when it does not exist, but not its folder. Default: `ovh.duckdb`. */
  path?: string;
  /** Who may read the files that a load makes: `owner` (0600, folders 0700), `group` (0640, 0750) or `all` (0644, 0755). Files and folders that are there keep their mode. Default: `owner`. */
  access?: 'owner' | 'group' | 'all';
  /** Memory of DuckDB in megabytes, beside that of the connector. Beyond it DuckDB writes to the disk. Default: `512`. */
  memoryMegabytes?: number;
}

/** A destination */
export type DestinationInput =
  | DestinationSqliteInput
  | DestinationPostgresInput
  | DestinationDuckdbInput
  | DestinationParquetInput
  | DestinationJsonlInput
  | DestinationCsvInput
  | DestinationMemoryInput;

/** Destination jsonl */
export interface DestinationJsonlInput {
  /** Kind of destination. */
  type: 'jsonl';
  /** The folder, relative to the configuration's folder; `~/` is your home. A load makes it when it does not exist, but not the folder above it. Each table is a file in it. Or a place in object storage: `s3://bucket/prefix`. Default: `ovh`. */
  path?: string;
  /** Who may read the files that a load makes: `owner` (0600, folders 0700), `group` (0640, 0750) or `all` (0644, 0755). Files and folders that are there keep their mode. Default: `owner`. */
  access?: 'owner' | 'group' | 'all';
  /** `number`: JSON numbers with all digits, which some readers round. `text`: 64-bit integers and decimals as JSON strings. Default: `number`. */
  numbers?: 'number' | 'text';
  /** Of `s3://` paths: address of the object storage, for OVHcloud `https://s3.gra.io.cloud.ovh.net`. Default AWS_ENDPOINT_URL_S3, then Amazon S3. */
  endpoint?: string;
  /** Of `s3://` paths: region of the bucket, for OVHcloud in small letters: `gra`. Default AWS_REGION, then that in an address of OVHcloud, then the profile. */
  region?: string;
  /** Of `s3://` paths: the access key. Default AWS_ACCESS_KEY_ID, then the profile (AWS_PROFILE, ~/.aws). */
  accessKeyId?: string;
  /** Of `s3://` paths: the secret of the access key. Default AWS_SECRET_ACCESS_KEY, then the profile. Better there than in the configuration file. */
  secretAccessKey?: string;
  /** Of `s3://` paths: the bucket in the path of addresses, not in the host name. Default yes for IP addresses, localhost and buckets with a dot, else no. */
  forcePathStyle?: boolean;
  /** Of `s3://` paths: HTTP proxy, `none` for none. Default `http.proxy`, then HTTPS_PROXY. */
  proxy?: string;
  /** Of `s3://` paths: PEM file with certificate authorities to trust. Default `http.ca`. Also NODE_EXTRA_CA_CERTS. */
  ca?: string;
  /** Of `s3://` paths. `signed`: each request is signed together with the SHA-256 of its bytes, which every server checks. `crc32`: besides, a CRC32 that the server keeps with the object; not every server knows it. Default: `signed`. */
  checksum?: 'signed' | 'crc32';
}

/** Destination memory */
export interface DestinationMemoryInput {
  /** Kind of destination. */
  type: 'memory';
}

/** Destination parquet */
export interface DestinationParquetInput {
  /** Kind of destination. */
  type: 'parquet';
  /** The folder, relative to the configuration's folder; `~/` is your home. A load makes it when it does not exist, but not the folder above it. Each table is a file in it. Or a place in object storage: `s3://bucket/prefix`. Default: `ovh`. */
  path?: string;
  /** Who may read the files that a load makes: `owner` (0600, folders 0700), `group` (0640, 0750) or `all` (0644, 0755). Files and folders that are there keep their mode. Default: `owner`. */
  access?: 'owner' | 'group' | 'all';
  /** `auto`: zstd where Node has it (22.15 or newer), else gzip. Default: `auto`. */
  compression?: 'auto' | 'zstd' | 'gzip' | 'snappy' | 'none';
  /** Of `s3://` paths: address of the object storage, for OVHcloud `https://s3.gra.io.cloud.ovh.net`. Default AWS_ENDPOINT_URL_S3, then Amazon S3. */
  endpoint?: string;
  /** Of `s3://` paths: region of the bucket, for OVHcloud in small letters: `gra`. Default AWS_REGION, then that in an address of OVHcloud, then the profile. */
  region?: string;
  /** Of `s3://` paths: the access key. Default AWS_ACCESS_KEY_ID, then the profile (AWS_PROFILE, ~/.aws). */
  accessKeyId?: string;
  /** Of `s3://` paths: the secret of the access key. Default AWS_SECRET_ACCESS_KEY, then the profile. Better there than in the configuration file. */
  secretAccessKey?: string;
  /** Of `s3://` paths: the bucket in the path of addresses, not in the host name. Default yes for IP addresses, localhost and buckets with a dot, else no. */
  forcePathStyle?: boolean;
  /** Of `s3://` paths: HTTP proxy, `none` for none. Default `http.proxy`, then HTTPS_PROXY. */
  proxy?: string;
  /** Of `s3://` paths: PEM file with certificate authorities to trust. Default `http.ca`. Also NODE_EXTRA_CA_CERTS. */
  ca?: string;
  /** Of `s3://` paths. `signed`: each request is signed together with the SHA-256 of its bytes, which every server checks. `crc32`: besides, a CRC32 that the server keeps with the object; not every server knows it. Default: `signed`. */
  checksum?: 'signed' | 'crc32';
}

/** Destination postgres */
export interface DestinationPostgresInput {
  /** Kind of destination. */
  type: 'postgres';
  /** The database: `postgresql://user@host:5432/database`. What it leaves out comes from the other options, then from the variables that psql knows (PGHOST, PGUSER, PGPASSWORD ...) and ~/.pgpass. */
  url?: string;
  /** Host name, address, or the folder of a Unix socket. Default PGHOST, then localhost. */
  host?: string;
  /** Default PGPORT, then 5432. */
  port?: number;
  /** Default PGDATABASE, then the name of the user. */
  database?: string;
  /** Default PGUSER, then the user of the system. */
  user?: string;
  /** Default PGPASSWORD, then ~/.pgpass. Better there than in the configuration file. */
  password?: string;
  /** The schema of the tables. A load makes it when it does not exist and the user may make it. Default: `ovh`. */
  schema?: string;
  /** TLS: `disable`; `require` (encrypted, whoever the server is); `verify-ca` (its certificate is of a known authority); `verify-full` (and names the host). Default PGSSLMODE, then `verify-full`, on this machine `disable`. */
  sslMode?: 'disable' | 'require' | 'verify-ca' | 'verify-full';
  /** Certificate of the authority, as a PEM file. Default PGSSLROOTCERT, then those that Node knows. */
  sslRootCert?: string;
}

/** Destination sqlite */
export interface DestinationSqliteInput {
  /** Kind of destination. */
  type: 'sqlite';
  /** The SQLite file, relative to the configuration's folder; `~/` is your home. A load makes it when it does not exist, but not its folder. Default: `ovh.db`. */
  path?: string;
  /** Seconds that a load waits while another program writes to the file. Default: `60`. */
  busyTimeout?: number;
  /** Who may read the files that a load makes: `owner` (0600, folders 0700), `group` (0640, 0750) or `all` (0644, 0755). Files and folders that are there keep their mode. Default: `owner`. */
  access?: 'owner' | 'group' | 'all';
}

/** An entry */
export type EntryInput = DefinitionInput | PresetInput;

/** History */
export interface HistoryInput {
  /** Runs of an account in the history. The end of a run removes older ones, but never the last complete one. Default: `200`. */
  keepRuns?: number;
}

/** HTTP */
export interface HttpInput {
  /** Seconds that one attempt may take. Default: `180`. */
  timeout?: number;
  /** Seconds that one call may take with all its attempts and waits. Default: `900`. */
  deadline?: number;
  /** Attempts of one call. Default: `8`. */
  attempts?: number;
  /** Calls in flight at the same time. Default: `20`. */
  concurrency?: number;
  /** Most MiB of one reply after decompression. A larger one is not loaded, and named. Default: `128`. */
  maxReply?: number;
  /** HTTP proxy for the API, tokens, webhooks and object storage: `http://proxy.example.com:3128`, user and password before the host. `none`: no proxy. Default: HTTPS_PROXY, else HTTP_PROXY; NO_PROXY names exceptions, and this machine is always one. */
  proxy?: string;
  /** PEM file with certificate authorities to trust beside Node's own, such as a company's; relative to the configuration's folder. Also NODE_EXTRA_CA_CERTS. */
  ca?: string;
}

/** Lines */
export interface LinesInput {
  /** The member that is an amount, in the object itself and in its parts. */
  amount: string;
  /** Members that hold the costs, each with the word for the column `mode` of its lines. */
  blocks: Record<string, string>;
  /** Columns that take the first of these members that has a value. */
  first?: Record<string, readonly string[]>;
}

/** Log */
export interface LogInput {
  /** The least level that is logged. Default: `warn`. Also `--log-level`. */
  level?: 'debug' | 'info' | 'warn' | 'error';
  /** Lines for people or JSON lines. Default: `human` on a terminal, `json` elsewhere. Also `--log-format`. */
  format?: 'human' | 'json';
  /** File that lines are appended to, relative to the configuration's folder. Default: standard error. Also `--log-file`. */
  file?: string;
}

/** A mapped parameter */
export interface MappedParameterInput {
  /** A constant, or a list of constants: one call for each. */
  value?: string | number | readonly (string | number)[];
  /** Technical name of the source object that gives the values. */
  from?: string;
  /** Field of its items; `a.b` reaches into objects. Default: the bare item. */
  field?: string;
  /** Instead of a field: a path parameter of that source object. */
  parameter?: string;
}

/** Metrics */
export interface MetricsInput {
  /** Port of `/metrics` and `/healthz` while a load or the service runs; 0 picks a free port. Also `--metrics-port`. */
  port: number;
  /** Address to listen on. There are no passwords: an address other than loopback opens it to others. Default: `127.0.0.1`. */
  host?: string;
}

/** Notifications */
export interface NotificationsInput {
  /** Outcomes that send a notification. `recovered`: complete after a run that was not. */
  on?: readonly ('failed' | 'incomplete' | 'recovered')[];
  /** An address that receives notifications. */
  webhook?: WebhookInput;
  /** A program and its arguments, started without a shell. It reads the JSON on standard input; its environment has no secrets. */
  command?: readonly string[];
  /** Seconds after which the program is killed. Default: `60`. */
  commandTimeout?: number;
}

/** Pagination */
export interface PaginationInput {
  /** `page` counts pages, `offset` counts items, `marker` names the last item before; `none`: one request. */
  by: 'page' | 'offset' | 'marker' | 'none';
  /** Query-string parameter that moves on, e.g. `page`, `offset`, `marker`. */
  parameter?: string;
  /** Query-string parameter for the size of a page, e.g. `pageSize`, `limit`. */
  size?: string;
  /** Items in one page. Default: 100. */
  pageSize?: number;
  /** Number of the first page. Default: the first request names no page, then 1, 2, ...: right for lists that count from 0 and from 1. */
  first?: number;
  /** With `marker`: field of the last item that is the next marker. Default: `id`, or the bare item. */
  field?: string;
}

/** A pipeline */
export interface PipelineInput {
  /** Name of the pipeline; processes claim its runs by it. */
  name: string;
  /** When: minute, hour, day of month, month, day of week, such as `0 6 * * *`; with six parts the first is the second. `@hourly`, `@daily`, `@weekly`, `@monthly` too. */
  cron: string;
  /** Time zone of `cron`, such as `Europe/Paris`. On the days when the clock changes no run is lost. Default: `UTC`. */
  timeZone?: string;
  /** Each run is delayed by a random time of at most this many seconds. Shorter than the time between two runs. Default: `0`. */
  jitter?: number;
  /** Whether one run catches up all missed ones. Default: `true`. */
  catchUp?: boolean;
  /** What happens to a run that is due during the previous one: `skip` leaves it out, `after` runs once afterwards. Default: `skip`. */
  overlap?: 'skip' | 'after';
  /** Technical names to load, with everything that hangs on the same roots. Default: everything. */
  only?: readonly string[];
  /** Presets of `endpoints` to load, beside `only`. */
  presets?: readonly (PresetName | `\${${string}}`)[];
  /** Load `only` and `presets` without the rest of their trees: parents are read for their ids, and rows can be there without those that belong to them. Default: `false`. */
  alone?: boolean;
  /** Connections to load. Default: all. */
  connections?: readonly string[];
}

/** A preset */
export interface PresetInput {
  /** Name of a preset: a named group of definitions. */
  preset: PresetName | `\${${string}}`;
  /** Only these definitions of the preset, and those that give their path parameters. Default: all. */
  only?: readonly string[];
  /** Query-string parameters for the preset's lists: its paths without a parameter. */
  query?: Record<string, string | number | boolean | { daysAgo?: number; monthsAgo?: number }>;
  /** Secret fields to load all the same, by name, where the definitions of the preset have them. */
  include?: readonly string[];
  /** What is known not to be loaded, by state: `true` for all, or ids as the ledger has them (`billId=FR1`) or as the value of the last path parameter alone (`FR1`). It is listed as accepted, and makes no run incomplete. */
  accept?: AcceptedInput;
  /** Changes to definitions of the preset, by their technical names. */
  definitions?: Record<string, DefinitionOfAPresetInput>;
  /** Only for these connections, where the configuration has several. Default: all. */
  connections?: readonly string[];
}

/** Preset name */
export type PresetName =
  | 'account'
  | 'bills'
  | 'bill_payments'
  | 'bill_debts'
  | 'refunds'
  | 'corrective_invoices'
  | 'debts'
  | 'deposits'
  | 'withdrawals'
  | 'credit_balances'
  | 'prepaid_accounts'
  | 'documents'
  | 'orders'
  | 'order_extensions'
  | 'order_follow_up'
  | 'payment_methods'
  | 'payment_transactions'
  | 'cloud_projects'
  | 'cloud_instances'
  | 'cloud_volumes'
  | 'cloud_snapshots'
  | 'cloud_usage_current'
  | 'cloud_usage_forecast'
  | 'cloud_usage_history'
  | 'cloud_bills'
  | 'cloud_credits'
  | 'kube'
  | 'cloud_storage'
  | 'cloud_networks'
  | 'cloud_databases'
  | 'cloud_registries'
  | 'cloud_quotas'
  | 'consumption'
  | 'consumption_history'
  | 'services'
  | 'savings_plans'
  | 'service_consumption'
  | 'catalog_prices'
  | 'finops_exports'
  | 'dedicated_servers'
  | 'vps'
  | 'domains'
  | 'dns'
  | 'all_dom'
  | 'ips'
  | 'web_hosting'
  | 'private_cloud'
  | 'load_balancers'
  | 'vracks'
  | 'network_storage'
  | 'email_domains'
  | 'private_databases'
  | 'telephony'
  | 'sms'
  | 'iam_resources'
  | 'iam_policies'
  | 'users_and_keys'
  | 'api_logs'
  | 'audit_logs'
  | 'support_tickets'
  | 'example_bill'
  | 'example_bill_details'
  | 'example_new_document'
  | 'example_all_dom';

/** A program that lists connections */
export interface ProgramThatListsConnectionsInput {
  /** Program and arguments, without a shell, in the folder of the configuration. It prints CSV on standard output and ends with 0. It is run once at each start. */
  command: readonly string[];
  /** Seconds that the program may take. Default: `60`. */
  timeout?: number;
}

/** Queue */
export interface QueueInput {
  /** Database of the queue. Default: that of `destination`, where it is `postgres`. What it leaves out comes from the PG* variables. */
  url?: string;
  /** Schema of the queue, for the queue alone. Default: the schema of the destination with `_queue` behind it, such as `ovh_queue`. */
  schema?: string;
}

/** Read */
export interface ReadInput {
  /** Name of the bare items of this list, e.g. `billId`; also their column. Default `id`. */
  item?: string;
  /** `auto` reads with expanded lists and batches, wherever the API answers them rightly; `expanded` and `batch` with that alone; `single` with one call for each list and object. Default: `strategy` of the source. */
  strategy?: 'auto' | 'single' | 'expanded' | 'batch';
  /** The parameters come from independent source objects: read every combination. */
  combine?: boolean;
  /** How a v1 list pages by its query string. Default: as the API's documents declare it, where they do. */
  pagination?: PaginationInput;
  /** Objects in one page of a /v2 list. */
  pageSize?: number;
  /** Statuses with which the API says "there is none" here: counted as absent, not as missing. */
  absent?: readonly number[];
  /** Seconds that one attempt may take. Default: `http.timeout`. */
  timeout?: number;
  /** `X-Schemas-Version` of a /v2 route, e.g. `"1.0"`. Default: `schemasVersion` of the source. */
  schemasVersion?: string;
  /** True: path, query, headers and body are not compared with the API's documents, for a route that they lack. */
  unchecked?: boolean;
}

/** Region name */
export type RegionName =
  | 'eu'
  | 'ovh-eu'
  | 'ca'
  | 'ovh-ca'
  | 'us'
  | 'ovh-us'
  | 'kimsufi-eu'
  | 'ks-eu'
  | 'kimsufi-ca'
  | 'ks-ca'
  | 'soyoustart-eu'
  | 'sys-eu'
  | 'soyoustart-ca'
  | 'sys-ca';

/** A rule of services */
export interface RuleOfServicesInput {
  /** What the pattern is compared with: `resource`, the service that a line is for; `domain`, the name on the line; `plan`, plan code of the order line; `service-plan`, plan code of the service; `route`, path of the service in the API; `iam`, type of the IAM resource; of usage `family` and `reference`. Default: `resource`. */
  match?: 'plan' | 'domain' | 'route' | 'iam' | 'service-plan' | 'resource' | 'family' | 'reference';
  /** The whole text: `*` any characters, `?` one character, `[0-9]` one of these. */
  pattern: string;
  /** Name of the service: one of [the list](mart.md#names-of-services), or one of your own with its `category`. */
  service: string;
  /** Kind of a service of your own. Default: `other`. */
  serviceKind?: 'compute' | 'storage' | 'network' | 'database' | 'containers' | 'ai' | 'web' | 'communication' | 'licences' | 'backup' | 'security' | 'support' | 'other' | 'unmapped' | 'adjustment';
  /** Service category of FOCUS, for a service of your own. One service has one category. */
  category?: 'AI and Machine Learning' | 'Analytics' | 'Business Applications' | 'Compute' | 'Databases' | 'Developer Tools' | 'Identity' | 'Integration' | 'Internet of Things' | 'Management and Governance' | 'Media' | 'Migration' | 'Mobile' | 'Multicloud' | 'Networking' | 'Security' | 'Storage' | 'Web' | 'Other';
  /** Subcategory of that category. Default: `Other (CATEGORY)`. */
  subcategory?: string;
  /** Kind of the resource. Default: `other`. */
  resourceKind?: 'public-cloud' | 'dedicated' | 'vps' | 'hosting' | 'storage' | 'load-balancer' | 'ip' | 'domain' | 'private-cloud-host' | 'private-cloud-datastore' | 'private-cloud' | 'telephony' | 'licence' | 'network' | 'other';
}

/** Schedule */
export interface ScheduleInput {
  /** Name of the pipeline; processes claim its runs by it. Default: `all`. */
  name?: string;
  /** When: minute, hour, day of month, month, day of week, such as `0 6 * * *`; with six parts the first is the second. `@hourly`, `@daily`, `@weekly`, `@monthly` too. */
  cron: string;
  /** Time zone of `cron`, such as `Europe/Paris`. On the days when the clock changes no run is lost. Default: `UTC`. */
  timeZone?: string;
  /** Each run is delayed by a random time of at most this many seconds. Shorter than the time between two runs. Default: `0`. */
  jitter?: number;
  /** Whether one run catches up all missed ones. Default: `true`. */
  catchUp?: boolean;
  /** What happens to a run that is due during the previous one: `skip` leaves it out, `after` runs once afterwards. Default: `skip`. */
  overlap?: 'skip' | 'after';
  /** Technical names to load, with everything that hangs on the same roots. Default: everything. */
  only?: readonly string[];
  /** Presets of `endpoints` to load, beside `only`. */
  presets?: readonly (PresetName | `\${${string}}`)[];
  /** Load `only` and `presets` without the rest of their trees: parents are read for their ids, and rows can be there without those that belong to them. Default: `false`. */
  alone?: boolean;
  /** Connections to load. Default: all. */
  connections?: readonly string[];
}

/** Schema documents */
export interface SchemaDocumentsInput {
  /** `auto`: the API's own documents give tables their types. `never`: the data alone does. Default: `auto`. */
  use?: 'auto' | 'never';
  /** Folder with documents (`v1/*.json`, `v2/*.json`), in place of those of the API. */
  folder?: string;
  /** Days after which a document of the cache is read from the API again. Default: `7`. */
  maxAgeDays?: number;
}

/** Sections that are connections */
export interface SectionsThatAreConnectionsInput {
  /** An ini file, relative to the configuration. */
  ovhConf: string;
  /** Pattern of sections: `*` stands for any characters, `?` for one. `[acme]` and `[profile:acme]` are a connection `acme`. */
  sections: string;
}

/** Sync */
export interface SyncInput {
  /** `full` reads everything each time; `known` only ids that no load has brought before; `open` also those whose status is not final; `window` what is dated after the last load, less a look-back; `snapshot` reads everything and keeps the rows of each load. Default `full`. */
  mode?: 'full' | 'known' | 'open' | 'window' | 'snapshot';
  /** Of mode `open`: fields with the values that are final; null is a value too. */
  until?: Record<string, readonly (string | number | boolean | null)[]>;
  /** The date filter of a list: for mode `window`, and for `backfill`. */
  window?: WindowInput;
  /** False: rows whose objects are gone are not marked with `_deleted_at`. Default: true. */
  deletions?: boolean;
  /** The run stops when more records of this source object than this are rejected; 0 stops at the first. Default: it continues. */
  maxRejected?: number;
}

/** Table */
export interface TableInput {
  /** Name of the table. Default: the snake_case form of the technical name. */
  name?: string;
  /** Fields, or path parameters, that make a row unique. Default: derived from the reply's shape. */
  primaryKey?: readonly string[];
  /** Secret fields to load all the same, by name. */
  include?: readonly string[];
  /** Fields to leave out, beside the secret ones: names, at any depth, or dotted paths. */
  omit?: readonly string[];
  /** Fields to keep as one JSON column instead of flattening them. */
  json?: readonly string[];
  /** Columns made from fields, by column name: `{ quantity_number: { from: quantity, as: number } }`. */
  derive?: Record<string, DerivedColumnInput>;
  /** A column `<column>_day` beside each instant: the calendar day that the API printed, in its own offset. Default: true for billing documents and usage, else false. */
  days?: boolean;
  /** Costs in nested blocks that become the rows of one child table, `<table>_lines`. */
  lines?: LinesInput;
  /** New fields and other types in an existing table: `evolve` adds and widens columns; `freeze` leaves new fields out and rejects records whose values do not fit; `reject` rejects the records that bring either. Default: `drift` of the source. */
  drift?: 'evolve' | 'freeze' | 'reject';
}

/** Webhook */
export interface WebhookInput {
  /** Address that receives a POST with JSON. It counts as a secret: use a variable. */
  url: string;
  /** Signs each POST (HMAC-SHA256, header `X-Source-Ovhcloud-Signature`). Use a variable. */
  secret?: string;
  /** Seconds that one attempt may take. Default: `10`. */
  timeout?: number;
  /** Attempts of one notification. Default: `3`. */
  attempts?: number;
}

/** Window */
export interface WindowInput {
  /** Query-string parameter of the earliest date, e.g. `date.from`. */
  from: string;
  /** Query-string parameter of the latest date, e.g. `date.to`: for `backfill`. */
  to?: string;
  /** Days before the last load that are read again, for entries that come late or change. Default: 45. */
  lookBack?: number;
  /** Begin of the first load: a date, or `{ monthsAgo: 12 }`. Default: everything. */
  start?: string | { daysAgo?: number; monthsAgo?: number };
  /** Form of the dates: `datetime` as 2026-01-31T10:00:00Z (default), `date` as 2026-01-31. */
  format?: 'datetime' | 'date';
}

/** Write */
export interface WriteInput {
  /** `merge` inserts and updates rows by primary key; `append` adds the rows of every run; `replace` replaces all rows by those of a complete run. Default `merge`. */
  disposition?: 'merge' | 'append' | 'replace';
  /** Methods other than GET change things: they run only when this is true. */
  allowWrite?: boolean;
  /** On a schedule they run only when this is true as well. */
  allowWriteOnSchedule?: boolean;
}
