// Whose a job is: configurations that load into different destinations must not take each other's jobs.
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { openAllWithoutKeys } from '../app/accounts/open-accounts.js';
import type { SourceOptions } from '../app/open.js';
import type { ConfigWithoutKeys } from '../config/config.js';
import { placeOf } from '../destinations/postgres/options.js';
import { createDestination } from '../destinations/registry.js';
import { s3Place } from '../destinations/storage/s3-options.js';
import { ConfigError } from '../model/errors.js';
import type { StoredJob } from './engine.js';
import type { JobData } from './job.js';
import type { Queue } from './queue.js';

/** Where a job loads to, without secrets. */
export interface Belonging {
  /** First 16 hex digits of a SHA-256. */
  place: string;
  /** For people. */
  destination: string;
}

type Configured = Pick<ConfigWithoutKeys, 'connection' | 'destination' | 'destinationFor'>;

/**
 * A server or bucket is the same from everywhere; a file or folder is of one host. Users and passwords do not count.
 *
 * @throws ConfigError for options that do not go together
 */
export function belongingOf(
  { type, ...options }: ConfigWithoutKeys['destination'],
  env: NodeJS.ProcessEnv = process.env,
  host = hostname(),
): Belonging {
  const { location } = createDestination({ type, ...options });
  if (type === 'postgres') {
    const { client, schema } = placeOf(options, env);
    const { host: server, port, database } = client;
    return { place: digest([type, server, port, database, schema]), destination: location };
  }
  if (String(options.path ?? '').startsWith('s3://')) {
    const { endpoint = '' } = s3Place(options, env);
    return { place: digest([type, endpoint, location]), destination: location };
  }
  return { place: digest([type, host, location]), destination: `${location} on ${host}` };
}

const digest = (parts: unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** Where a configuration loads to, each of its connections. */
export class Belongings {
  readonly #all: ReadonlyMap<string, Belonging>;

  constructor(private readonly configs: readonly Configured[]) {
    this.#all = new Map(
      configs.map(({ connection = '', destination }) => [connection, belongingOf(destination)]),
    );
  }

  /** Throws `ConfigError`. */
  static read(input: string | object, options: SourceOptions): Belongings {
    const { connections, shard, only, alone, ...whole } = options;
    return new Belongings(openAllWithoutKeys(input, whole).map(({ config }) => config));
  }

  /** The destination of a connection; that of the first for one that is not known. */
  of(connection = ''): Belonging | undefined {
    return this.#all.get(connection) ?? this.#all.values().next().value;
  }

  /**
   * Jobs of before have no place. A connection that is not known here may be of any destination that is, or of the one that
   * would be its own: it was removed from the configuration.
   */
  has({ connection = '', place }: Pick<JobData, 'connection' | 'place'>): boolean {
    if (place === undefined) return true;
    const own = this.#all.get(connection);
    if (own) return own.place === place;
    if ([...this.#all.values()].some((each) => each.place === place)) return true;
    const [config] = this.configs;
    if (connection === '' || config?.connection === undefined) return false;
    return belongingOf(config.destinationFor(connection)).place === place;
  }
}

/** A server is known by the name that is written for it. */
function oneServerHint(
  { destination = '' }: Pick<JobData, 'destination'>,
  own: Belonging | undefined,
): string {
  if (![destination, own?.destination ?? ''].every((each) => /^\w+:\/\//.test(each))) return '';
  return '. If both are the same server under two names, write one host name in the configuration of every machine';
}

/** Refusal of a worker. */
export function otherDestination(job: JobData, own: Belonging | undefined): ConfigError {
  const message = `the job is for ${job.destination}, and the configuration of this worker loads into ${own?.destination}${oneServerHint(job, own)}`;
  return new ConfigError([{ code: 'job-other-destination', where: 'job', message }]);
}

/** Throws `ConfigError` where jobs of another destination are not done yet. */
export async function requireNoOthers(queue: Queue, own: Belongings): Promise<void> {
  const others = (await queue.jobs()).filter(
    ({ state, data }) => ['created', 'retry', 'active'].includes(state) && !own.has(data),
  );
  if (others.length === 0) return;
  const [first] = others;
  const hint = first ? oneServerHint(first.data, own.of()) : '';
  const message =
    `jobs for another destination wait in ${queue.where}: ${others.length} for ${first?.data.destination}; ` +
    `this configuration loads into ${own.of()?.destination}${hint}. Two configurations need two queues: write ` +
    '`queue: { schema: NAME }`, or let the workers of the other end its jobs';
  throw new ConfigError([{ code: 'job-other-destination', where: 'queue', message }]);
}

/** Batches with jobs of another destination, and that destination. */
export function otherBatches(jobs: readonly StoredJob<JobData>[], own: Belongings): Map<string, string> {
  const others = jobs.filter(({ data }) => !own.has(data));
  return new Map(others.map(({ data: { batch, destination = '' } }) => [batch, destination]));
}

/** Throws `ConfigError` for a batch with jobs of another destination: its runs are recorded there. */
export function requireOwnBatch(jobs: readonly StoredJob<JobData>[], own: Belongings, batch: string): void {
  const destination = otherBatches(jobs, own).get(batch);
  if (destination === undefined) return;
  const hint = oneServerHint({ destination }, own.of());
  const message = `its jobs are for ${destination}, and this configuration loads into ${own.of()?.destination}${hint}`;
  throw new ConfigError([{ code: 'job-other-destination', where: `batch "${batch}"`, message }]);
}
