// What we use of pg-boss, a package that its users install: it needs a newer Node than the rest of the product.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../model/errors.js';

const PACKAGE = 'pg-boss';
const MAJOR = 12;
const LEAST_NODE = [22, 12] as const;

/** One take of a job by a worker. */
export interface Attempt {
  id: string;
  retryCount: number;
}

export interface EngineJob<Data> extends Attempt {
  data: Data;
  /** Aborted when another worker has the job, or it ran for a day. */
  signal: AbortSignal;
}

export interface StoredJob<Data> extends Attempt {
  data: Data;
  state: 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';
  startAfter: Date;
  startedOn: Date | null;
  completedOn: Date | null;
  createdOn: Date;
  output: unknown;
  /** Of a dead letter: what the job last answered. */
  sourceOutput?: unknown;
}

export interface JobInsert<Data> {
  id?: string;
  data: Data;
  singletonKey: string;
  startAfter?: number;
  /** The highest is taken first. */
  priority?: number;
}

/** Statements of one transaction. */
export interface Transaction {
  db: object;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

export interface QueueOptions {
  policy: 'exclusive' | 'standard';
  retryLimit?: number;
  retryDelay?: number;
  retryBackoff?: boolean;
  retryDelayMax?: number;
  expireInSeconds?: number;
  heartbeatSeconds?: number;
  deadLetter?: string;
  deleteAfterSeconds?: number;
  retentionSeconds?: number;
}

export interface WorkOptions {
  perJobResults: true;
  localConcurrency: number;
  pollingIntervalSeconds: number;
  heartbeatRefreshSeconds?: number;
}

export interface Settled {
  id: string;
  status: 'completed' | 'deadletter';
  output?: object;
}

/** A worker that registered itself. */
export interface Instance {
  name: string | null;
  host: string;
  pid: number;
  live: boolean;
  startedOn: Date;
  workers: readonly { queue: string; localConcurrency: number; active: number }[];
}

export interface Engine {
  on(event: 'error' | 'warning', listener: (what: { message?: string }) => void): unknown;
  start(): Promise<unknown>;
  stop(options: { graceful: boolean; timeout?: number }): Promise<void>;
  createQueue(name: string, options: QueueOptions): Promise<void>;
  insert(
    name: string,
    jobs: readonly JobInsert<object>[],
    options?: { returnId?: boolean; db?: object },
  ): Promise<string[] | null>;
  work<Data>(
    name: string,
    options: WorkOptions,
    handler: (jobs: EngineJob<Data>[]) => Promise<Settled[]>,
  ): Promise<string>;
  offWork(name: string, options: { wait: boolean }): Promise<void>;
  fail(name: string, job: Attempt, output: object, options: { db: object }): Promise<unknown>;
  update(
    name: string,
    data: object,
    options: { id: string; startAfter: number; db: object },
  ): Promise<{ updated: number }>;
  findJobs<Data>(
    name: string,
    options: { data?: object; queued?: boolean; limit: number },
  ): Promise<StoredJob<Data>[]>;
  getInstances(options: { limit: number }): Promise<Instance[]>;
  getDb(): { beginTransaction?(): Promise<Transaction> };
}

/** How the database is reached, and what an instance does beside what it is asked for. */
export interface EngineOptions extends Readonly<Record<string, unknown>> {
  schema: string;
}

type Module = { PgBoss: new (options: EngineOptions) => Engine };

/** @param node version without the `v`. Throws `ConfigError` where it is too old. */
export function requireNode(node: string = process.versions.node): void {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  const message = `this is Node ${node}, and the queue needs Node ${LEAST_NODE.join('.')} or newer (every other command runs with this one)`;
  throw new ConfigError([{ code: 'node-version', where: PACKAGE, message }]);
}

/** Throws `ConfigError` where it is not installed, or in another major version. */
export async function engineClass(
  load: () => Promise<{ module: unknown; version: string }> = loadPackage,
): Promise<Module['PgBoss']> {
  let found: { module: unknown; version: string };
  try {
    found = await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const message = `the queue needs a package more. Run \`npm install ${PACKAGE}@${MAJOR}\``;
    throw new ConfigError([{ code: 'package-missing', where: PACKAGE, message }]);
  }
  const { module, version } = found;
  if (Number.parseInt(version, 10) === MAJOR) return (module as Module).PgBoss;
  const message = `version ${version} is installed, and the queue needs version ${MAJOR}. Run \`npm install ${PACKAGE}@${MAJOR}\``;
  throw new ConfigError([{ code: 'package-version', where: PACKAGE, message }]);
}

async function loadPackage(): Promise<{ module: unknown; version: string }> {
  const name: string = PACKAGE;
  const module: unknown = await import(name);
  const entry = fileURLToPath(import.meta.resolve(name));
  const manifest = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return { module, version: manifest.version };
}
