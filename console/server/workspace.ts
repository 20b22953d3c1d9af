// What the console works with: the configuration, the API's documents, and a connection for each set of keys.
import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { placeKey } from '../../connector/app/by-destination.js';
import { withOneDestination } from '../../connector/app/destination-fit.js';
import { type ExploreOptions, exploreApi, MAX_AGE_MS } from '../../connector/app/explore.js';
import { connectForCall } from '../../connector/app/explorer/send-call.js';
import { type SourceOptions, type SourceWithoutKeys, secretsIn } from '../../connector/app/open.js';
import { TableSessions } from '../../connector/app/tables/table-sessions.js';
import { notForPages } from '../../connector/config/connections/command-output.js';
import { secretsOf } from '../../connector/http/connect.js';
import type { Connection } from '../../connector/http/connection.js';
import type { Clock } from '../../connector/model/clock.js';
import { ConfigError } from '../../connector/model/errors.js';
import type { Region } from '../../connector/model/region.js';
import { type Scrub, type Secret, scrubber } from '../../connector/model/secret.js';
import type { ApiDocuments } from '../../connector/schemas/api-documents.js';
import { withoutFields } from '../../connector/schemas/explore/search.js';
import { REGIONS } from '../../endpoints/regions.js';
import { Refused } from './failure.js';

export interface WorkspaceOptions {
  /** The configuration, as named on the command line; absent: region and keys of the machine. */
  file?: string;
  /** Reads it, or a file that was made since: a source for each connection, keys or not. Throws `ConfigError`. */
  readSources: (made?: string) => SourceWithoutKeys[];
  /** With what it is read: for a draft of it. */
  reading?: SourceOptions;
  /** Whether the sandbox plays the API. */
  demo: boolean;
  clock: Clock;
  /** A folder with documents, in place of those of the API. */
  schemas?: string;
}

/** Documents, and how they were asked for: the same options get the same ones. */
interface KeptDocuments {
  key: string;
  documents: Promise<ApiDocuments>;
  /** As soon as they are here. */
  known?: ApiDocuments;
}

export class Workspace {
  #sources: { stamp: string; sources: SourceWithoutKeys[]; problem?: ConfigError } | undefined;
  /** The first of those that could be read last. */
  #readable: SourceWithoutKeys['config'] | undefined;
  #documents: KeptDocuments | undefined;
  #tables: { key: string; sessions: TableSessions } | undefined;
  readonly #connections = new Map<string, Connection>();
  /** Of keys that no configuration has yet. */
  readonly #hidden: Secret[] = [];

  /** Of the placeholders of secrets: those of one console mean nothing to another. */
  readonly seal = randomBytes(32);

  /** The configuration, where this console has made it. */
  #made: string | undefined;

  constructor(private readonly options: WorkspaceOptions) {
    options.reading = { commandOutput: notForPages, ...options.reading };
  }

  get file(): string | undefined {
    return this.#made ?? this.options.file;
  }

  /** The configuration that was not there is there now. */
  adopt(file: string): void {
    this.#made = file;
    this.reload();
  }

  /** Where a file is that is named as on the command line. */
  pathOf(file: string): string {
    return resolve(this.options.reading?.cwd ?? process.cwd(), file);
  }

  /** Takes a secret out of every text that `scrub` passes. */
  hide(secret: Secret): void {
    this.#hidden.push(secret);
  }

  /** With what a draft of the configuration is read. */
  get reading(): SourceOptions {
    return { ...this.options.reading, clock: this.clock };
  }

  get demo(): boolean {
    return this.options.demo;
  }

  get clock(): Clock {
    return this.options.clock;
  }

  /** Reads the configuration again, whether its file changed or not: keys may come from elsewhere. */
  reload(): void {
    this.#sources = undefined;
  }

  /** Empty where the configuration cannot be read; `problem` says why. */
  sources(): { sources: SourceWithoutKeys[]; problem?: ConfigError } {
    const stamp = this.#stamp();
    if (this.#sources?.stamp === stamp) return this.#sources;
    try {
      const sources = this.options.readSources(this.#made);
      this.#sources = { stamp, sources };
      this.#readable = sources[0]?.config;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#sources = { stamp, sources: [], problem: error };
    }
    return this.#sources;
  }

  /** How the configuration is read: for a part of it. Throws `Refused` where there is none. */
  configuration(): { file: string; reading: SourceOptions } {
    const { file } = this;
    const { reading = {} } = this.options;
    if (file !== undefined) return { file, reading };
    throw new Refused(404, 'not-found', 'there is no configuration: start the console with --config FILE');
  }

  /** The source of a connection, by default the first. Throws `ConfigError`. */
  source(connection?: string): SourceWithoutKeys {
    const { sources, problem } = this.sources();
    if (problem) throw problem;
    const found =
      connection === undefined ? sources[0] : sources.find(({ config }) => config.connection === connection);
    if (found) return found;
    throw new Refused(404, 'not-found', `the configuration has no connection "${connection}"`);
  }

  /** The region that is explored: of the configuration, else the first. */
  place(): { region: Region; origin: string } {
    const config = this.#config();
    const region = config?.region ?? (REGIONS[0] as Region);
    return { region, origin: config?.origin ?? this.options.reading?.baseUrl ?? region.origin };
  }

  /** Those that are here already. */
  get knownDocuments(): ApiDocuments | undefined {
    const isSame = this.#documents?.key === keyOf(this.#exploring());
    return isSame ? this.#documents?.known : undefined;
  }

  /** All documents of the region; they are kept until they are asked for anew. */
  documents(): Promise<ApiDocuments> {
    const options = this.#exploring();
    const key = keyOf(options);
    if (this.#documents?.key !== key) this.#keep(key, exploreApi(options));
    return (this.#documents as KeptDocuments).documents;
  }

  /** Reads kept documents before a page asks for them, while the browser starts. Calls nothing. */
  async warm(): Promise<void> {
    const options = this.#exploring();
    if (options.schemas !== undefined) {
      withoutFields(await this.documents());
      return;
    }
    const found = await exploreApi({ ...options, keptOnly: true });
    const oldest = Math.min(...found.freshness.cached.values());
    const isFresh = found.size > 0 && found.notes.length === 0 && this.clock.now() - oldest <= MAX_AGE_MS;
    const key = keyOf(this.#exploring());
    if (!isFresh || this.#documents !== undefined) return;
    this.#keep(key, Promise.resolve(found));
    withoutFields(found);
  }

  /** The kept documents, and those of today, which are kept from now on. */
  async renewedDocuments(): Promise<{ before: ApiDocuments; after: ApiDocuments }> {
    const before = await this.documents();
    const after = await exploreApi({ ...this.#exploring(), refresh: true });
    // Where the API cannot be reached, the kept ones stay.
    if (after.size > 0 && this.#documents) this.#keep(this.#documents.key, Promise.resolve(after));
    return { before, after };
  }

  #keep(key: string, documents: Promise<ApiDocuments>): void {
    const kept: KeptDocuments = { key, documents };
    this.#documents = kept;
    const forget = () => {
      if (this.#documents === kept) this.#documents = undefined;
    };
    // What could not be requested is requested again by the next question.
    documents.then((found) => {
      if (found.size === 0) forget();
      else kept.known = found;
    }, forget);
  }

  /** While the file is wrong, it is still the API of before that is asked. */
  #config(): SourceWithoutKeys['config'] | undefined {
    return this.sources().sources[0]?.config ?? this.#readable;
  }

  #exploring(): ExploreOptions {
    const { schemas, clock, reading } = this.options;
    const config = this.#config();
    // Without a configuration, the address of the command line.
    if (!config)
      return { schemas, clock, ...(reading?.baseUrl !== undefined && { baseUrl: reading.baseUrl }) };
    return {
      schemas: schemas ?? config.schemas.folder,
      region: config.region.name,
      baseUrl: config.origin === config.region.origin ? undefined : config.origin,
      cache: config.schemas.cache,
      network: config.network,
      clock,
    };
  }

  /** A folder of documents, in place of those of the API. */
  get folder(): string | undefined {
    return this.#exploring().schemas;
  }

  /** Versions of the schemas of v2 that the configuration names. */
  schemaVersions(): string[] {
    const { sources } = this.sources();
    const named = sources.flatMap(({ config }) => [
      config.schemasVersion,
      ...config.endpoints.map(({ read }) => read.schemasVersion),
    ]);
    return [...new Set(named.flatMap((each) => each ?? []))].sort().reverse();
  }

  /**
   * The connection of a source: calls one after another keep to one budget. `isOpen`: for an operation that needs no
   * credentials. Throws `ConfigError` without keys.
   */
  connectionFor(source: SourceWithoutKeys, isOpen = false): Connection {
    const { origin, credentials, connection } = source.config;
    const secrets = credentials ? secretsOf(credentials).map((secret) => secret.reveal()) : [];
    const key = createHash('sha256')
      .update(JSON.stringify([origin, connection, credentials?.kind, secrets]))
      .digest('base64');
    const known = this.#connections.get(key);
    if (known) return known;
    const made = connectForCall(source, isOpen);
    this.#connections.set(key, made);
    return made;
  }

  /** Takes every secret of the configuration out of a text. */
  scrub(): Scrub {
    return scrubber(this.secrets());
  }

  /** Every secret of the configuration, and of keys that wait to be stored. */
  secrets(): Secret[] {
    return [...this.sources().sources.flatMap(({ config }) => secretsIn(config)), ...this.#hidden];
  }

  /** The source whose destination has the tables of all. Throws `ConfigError` where each connection has its own. */
  tablesSource(): SourceWithoutKeys {
    this.source();
    return withOneDestination(this.sources().sources);
  }

  /** Sessions of queries on the destination of the configuration. Throws `ConfigError`. */
  tableSessions(): TableSessions {
    const { config } = this.tablesSource();
    const key = placeKey(config);
    if (this.#tables?.key !== key) {
      void this.#tables?.sessions.close();
      this.#tables = { key, sessions: new TableSessions(config.destination) };
    }
    return this.#tables.sessions;
  }

  async close(): Promise<void> {
    await this.#tables?.sessions.close();
    await Promise.all([...this.#connections.values()].map((connection) => connection.close()));
    this.#connections.clear();
  }

  #stamp(): string {
    if (this.file === undefined) return '';
    try {
      const { mtimeMs, size } = statSync(this.pathOf(this.file));
      return `${mtimeMs} ${size}`;
    } catch {
      return 'missing';
    }
  }
}

/** What decides which documents they are. */
function keyOf({ schemas, region, baseUrl, cache }: ExploreOptions): string {
  return JSON.stringify([schemas, region, baseUrl, cache]);
}

/** Of the three keys, the consumer key may be missing. */
export function hasKeys({ config: { credentials } }: SourceWithoutKeys): boolean {
  return credentials !== undefined && (credentials.kind !== 'keys' || credentials.consumerKey !== undefined);
}
