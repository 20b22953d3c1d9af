// The queue: jobs in, jobs out, and how they stand. Errors of its server come in words.
import { Connection } from '../destinations/postgres/connection.js';
import { postgresProblem } from '../destinations/postgres/errors.js';
import { ConfigError } from '../model/errors.js';
import type { Attempt, Engine, EngineOptions, StoredJob, Transaction } from './engine.js';
import { engineClass, requireNode } from './engine.js';
import { type JobData, type JobOutput, LOADS, QUEUES } from './job.js';
import type { QueuePlace } from './place.js';

/** Most jobs that are looked at. */
const MOST_JOBS = 100_000;

/** An instance that asks, and watches nothing. */
export const ASKING = { supervise: false, schedule: false, registerInstance: false, max: 2 } as const;

/** An instance that takes jobs, and finds those of dead workers: one of all does so, every two seconds. */
export function taking(name: string) {
  return {
    schedule: false,
    supervise: true,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    instanceName: name,
    instanceHeartbeatSeconds: 10,
    max: 4,
  } as const;
}

/**
 * Opens the queue, and makes it where there is none. Throws `ConfigError` before anything else where Node or the package
 * is not right, `DestinationError` where the server cannot be used.
 */
export async function openQueue(
  place: QueuePlace,
  options: Omit<EngineOptions, 'schema'>,
  onError: (message: string) => void = () => undefined,
): Promise<Queue> {
  requireNode();
  const PgBoss = await engineClass();
  await requireOwnSchema(place);
  const engine = new PgBoss({ ...place.reach(), ...options, schema: place.schema });
  engine.on('error', ({ message = '' }) => onError(message));
  engine.on('warning', () => undefined);
  const where = whereOf(place);
  try {
    await engine.start();
    for (const [name, settings] of QUEUES) await engine.createQueue(name, settings);
  } catch (error) {
    await engine.stop({ graceful: false }).catch(() => undefined);
    throw postgresProblem(error, where);
  }
  return new Queue(engine, where);
}

/** The queue to look at; undefined where nothing was put into it yet. */
export async function queueToLook(place: QueuePlace): Promise<Queue | undefined> {
  return (await isThere(place)) ? openQueue(place, ASKING) : undefined;
}

async function isThere(place: QueuePlace): Promise<boolean> {
  const connection = new Connection({ config: place.reach, where: whereOf(place) });
  try {
    return (await connection.value('SELECT to_regclass($1)', [`${place.schema}.version`])) !== null;
  } finally {
    await connection.close();
  }
}

/** pg-boss would make its tables between those of others, or fail at theirs. */
async function requireOwnSchema(place: QueuePlace): Promise<void> {
  const connection = new Connection({ config: place.reach, where: whereOf(place) });
  try {
    const [[all, own] = []] = await connection.query(
      `SELECT count(*), count(*) FILTER (WHERE relname IN ('version', 'job', 'queue'))
       FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = $1 AND relkind IN ('r', 'p', 'v', 'm', 'f')`,
      [place.schema],
    );
    if (all === '0' || own === '3') return;
  } finally {
    await connection.close();
  }
  const message = `schema ${place.schema} exists, and its tables are not those of a queue. Write another name, such as \`queue: { schema: ovh_queue }\``;
  throw new ConfigError([{ code: 'config-conflict', where: whereOf(place), key: 'queue.schema', message }]);
}

const whereOf = ({ location }: QueuePlace) => `the queue, PostgreSQL ${location}`;

export class Queue {
  constructor(
    readonly engine: Engine,
    readonly where: string,
  ) {}

  /** Puts a taken job back, to be taken after so many seconds. False: another worker has it by now. */
  async putBack(
    name: string,
    job: Attempt,
    { data, seconds, output }: { data: object; seconds: number; output: JobOutput | object },
  ): Promise<boolean> {
    return this.transaction(async ({ db }) => {
      await this.engine.fail(name, { id: job.id, retryCount: job.retryCount }, output, { db });
      const { updated } = await this.engine.update(name, data, { id: job.id, startAfter: seconds, db });
      return updated > 0;
    });
  }

  /** @param batch only its jobs; default: all that it still has */
  async jobs(batch?: string): Promise<StoredJob<JobData>[]> {
    const only = batch === undefined ? {} : { data: { batch } };
    return this.engine.findJobs<JobData>(LOADS, { limit: MOST_JOBS, ...only });
  }

  /** Whether a job is queued or running, of this process or any other. */
  async isBusy(name: string): Promise<boolean> {
    try {
      const [queued] = await this.engine.findJobs(name, { queued: true, limit: 1 });
      if (queued) return true;
      const jobs = await this.engine.findJobs(name, { limit: MOST_JOBS });
      return jobs.some(({ state }) => state === 'active');
    } catch (error) {
      throw postgresProblem(error, this.where);
    }
  }

  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const transaction = await this.engine.getDb().beginTransaction?.();
    if (!transaction) throw new Error('pg-boss has no transactions of its own here');
    try {
      const result = await work(transaction);
      await transaction.commit();
      return result;
    } catch (error) {
      await transaction.rollback();
      throw postgresProblem(error, this.where);
    }
  }

  async close(): Promise<void> {
    await this.engine.stop({ graceful: false }).catch(() => undefined);
  }
}
