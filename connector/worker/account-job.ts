// The run of one job: the source that its names mean in the configuration of this machine, loaded.
import { AccountLoads } from '../app/accounts/account-loads.js';
import { openAllWithoutKeys, openSources } from '../app/accounts/open-accounts.js';
import type { LoadOptions } from '../app/load.js';
import type { ConfiguredSource, SourceOptions } from '../app/open.js';
import { ConfigError } from '../model/errors.js';
import { Belongings, belongingOf, otherDestination } from './belonging.js';
import type { Ended } from './decision.js';
import { pipelineOf } from './enqueue.js';
import type { JobData } from './job.js';

export class AccountJobs {
  #loads = new AccountLoads();
  #batch = '';

  constructor(
    private readonly input: string | object,
    private readonly options: SourceOptions,
  ) {}

  /**
   * Reads the configuration anew. Throws `ConfigError` where the job is for another destination, it does not know the
   * names, or a key is missing.
   */
  open(job: JobData): ConfiguredSource {
    let source: ConfiguredSource;
    try {
      source = this.#source(job);
    } catch (error) {
      if (error instanceof ConfigError) this.#requireOwn(job);
      throw error;
    }
    const own = belongingOf(source.config.destination);
    if (job.place !== undefined && job.place !== own.place) throw otherDestination(job, own);
    return source;
  }

  /** A name or a key that is missing here is no mistake in a job of another. */
  #requireOwn(job: JobData): void {
    if (job.place === undefined) return;
    let own: Belongings;
    try {
      own = Belongings.read(this.input, this.options);
    } catch (error) {
      if (error instanceof ConfigError) return;
      throw error;
    }
    if (!own.has(job)) throw otherDestination(job, own.of(job.connection));
  }

  #source({ connection, pipeline: name }: JobData): ConfiguredSource {
    const connections = connection === undefined ? undefined : [connection];
    const options = { ...this.options, connections, scheduled: true };
    const { only, alone } = name === undefined ? {} : this.#pipeline(name, connection, options);
    const [source, ...others] = openSources(this.input, { ...options, only, alone });
    if (source && others.length === 0) return source;
    const message = `the configuration of this worker has connections, and the job names none: it is of another configuration`;
    throw new ConfigError([{ code: 'connection-not-chosen', where: 'job', message }]);
  }

  /** What is known of a destination counts for one batch. */
  async load(job: JobData, source: ConfiguredSource, options: LoadOptions): Promise<Ended> {
    if (job.batch !== this.#batch) this.#loads = new AccountLoads();
    this.#batch = job.batch;
    try {
      return {
        report: await this.#loads.load(source, {
          ...options,
          batch: job.batch,
          ...(job.pipeline !== undefined && { due: { pipeline: job.pipeline, tick: job.tick } }),
        }),
      };
    } catch (error) {
      return { error };
    }
  }

  #pipeline(name: string, connection: string | undefined, options: SourceOptions) {
    const found = pipelineOf(openAllWithoutKeys(this.input, options), name);
    if (connection === undefined || (found.connections?.includes(connection) ?? true)) return found;
    const message = `pipeline ${name} does not load connection ${connection}`;
    throw new ConfigError([{ code: 'config-name-unknown', where: 'job', message }]);
  }
}
