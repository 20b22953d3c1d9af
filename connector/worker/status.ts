// How a fleet stands: workers, jobs of each batch, and what is dead.
import { openAllWithoutKeys } from '../app/accounts/open-accounts.js';
import type { SourceOptions } from '../app/open.js';
import { systemClock } from '../model/clock.js';
import { withoutUrlSecrets } from '../model/like-secrets.js';
import { Belongings, otherBatches } from './belonging.js';
import type { StoredJob } from './engine.js';
import { type JobData, type JobOutput, LOADS } from './job.js';
import { queuePlaceOf } from './place.js';
import { type Queue, queueToLook } from './queue.js';

export interface FleetWorker {
  name: string;
  host: string;
  pid: number;
  startedAt: string;
  /** Jobs at once, and in hand when it last said so. */
  concurrency: number;
  running: number;
}

export interface FleetBatch {
  batch: string;
  /** When it was put into the queue, ISO 8601. */
  since: string;
  /** Jobs that wait for a worker now. */
  queued: number;
  running: number;
  /** Jobs that wait for a time: after a failure, or because their account is in use. */
  waiting: number;
  complete: number;
  incomplete: number;
  dead: number;
}

export interface FleetJob {
  batch: string;
  connection?: string;
  pipeline?: string;
  state: 'queued' | 'running' | 'waiting' | 'done' | 'dead';
  /** Outcome of its last run. */
  outcome?: string;
  runId?: string;
  /** Why that was not complete. */
  code?: string;
  message?: string;
  failures: number;
  /** When a waiting job is tried again, ISO 8601. */
  again?: string;
  /** Since when it is in this state, ISO 8601. */
  since: string;
}

export interface FleetStatus {
  queue: string;
  workers: FleetWorker[];
  /** The latest first. */
  batches: FleetBatch[];
  /** Jobs that are tried again by themselves, the next first. */
  waiting: FleetJob[];
  /** Jobs that nobody tries again: a later `enqueue` does. */
  dead: FleetJob[];
  /** Batches with jobs of another destination: they are not shown as if they were of this configuration. */
  others: { batch: string; destination: string }[];
}

/** Changes nothing. Throws `ConfigError`, `DestinationError`. */
export async function fleetStatus(input: string | object, options: SourceOptions = {}): Promise<FleetStatus> {
  const place = queuePlaceOf(openAllWithoutKeys(input, options).map(({ config }) => config));
  const empty = { queue: place.location, workers: [], batches: [], waiting: [], dead: [], others: [] };
  const queue = await queueToLook(place);
  if (!queue) return empty;
  try {
    const stored = await queue.jobs();
    const others = stored.length === 0 ? new Map() : otherBatches(stored, Belongings.read(input, options));
    const now = (options.clock ?? systemClock).now();
    const jobs = stored.map((job) => fleetJob(job, now)).filter(({ batch }) => !others.has(batch));
    return {
      ...empty,
      workers: await workersOf(queue),
      batches: batchesOf(jobs),
      waiting: jobs
        .filter(({ state }) => state === 'waiting')
        .toSorted(({ again: one = '' }, { again: other = '' }) => (one < other ? -1 : 1)),
      dead: jobs.filter(({ state }) => state === 'dead'),
      others: Array.from(others, ([batch, destination]) => ({ batch, destination })),
    };
  } finally {
    await queue.close();
  }
}

async function workersOf(queue: Queue): Promise<FleetWorker[]> {
  const instances = await queue.engine.getInstances({ limit: 10_000 });
  return instances
    .filter(({ live }) => live)
    .map(({ name, host, pid, startedOn, workers }) => {
      const loads = workers.filter(({ queue: of }) => of === LOADS);
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
      return {
        ...{ name: name ?? '', host, pid, startedAt: startedOn.toISOString() },
        concurrency: sum(loads.map(({ localConcurrency }) => localConcurrency)),
        running: sum(loads.map(({ active }) => active)),
      };
    });
}

export function fleetJob(job: StoredJob<JobData>, now: number): FleetJob {
  const { batch, connection, pipeline, failures } = job.data;
  const state = stateOf(job, now);
  const { outcome, runId, code, message } = outputOf(job);
  const since = job.completedOn ?? (state === 'running' ? job.startedOn : undefined) ?? job.createdOn;
  return {
    batch,
    ...(connection !== undefined && { connection }),
    ...(pipeline !== undefined && { pipeline }),
    state,
    ...(outcome !== undefined && { outcome }),
    ...(runId !== undefined && { runId }),
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message: withoutUrlSecrets(message) }),
    failures,
    ...(state === 'waiting' && { again: job.startAfter.toISOString() }),
    since: since.toISOString(),
  };
}

function stateOf({ state, data, startAfter }: StoredJob<JobData>, now: number): FleetJob['state'] {
  switch (state) {
    case 'active':
      return 'running';
    case 'completed':
      return 'done';
    case 'created':
    case 'retry':
      return data.failures + data.returns > 0 && startAfter.getTime() > now ? 'waiting' : 'queued';
    default:
      return 'dead';
  }
}

/** What a worker stored; pg-boss has words of its own in a `value`. */
function outputOf({ output }: StoredJob<JobData>): Partial<JobOutput> {
  return typeof output === 'object' && output !== null ? output : {};
}

function batchesOf(jobs: readonly FleetJob[]): FleetBatch[] {
  const batches = new Map<string, FleetBatch>();
  for (const job of jobs) {
    const known = batches.get(job.batch);
    const batch = known ?? {
      ...{ batch: job.batch, since: job.since },
      ...{ queued: 0, running: 0, waiting: 0, complete: 0, incomplete: 0, dead: 0 },
    };
    batches.set(job.batch, batch);
    if (job.since < batch.since) batch.since = job.since;
    if (job.state === 'done') batch[job.outcome === 'incomplete' ? 'incomplete' : 'complete']++;
    else batch[job.state]++;
  }
  return [...batches.values()].toSorted((one, other) => (one.since < other.since ? 1 : -1));
}
