// Puts the jobs of a batch into the queue: one for each connection, and one that reports when all have ended.
import { randomUUID } from 'node:crypto';
import { openAllWithoutKeys } from '../app/accounts/open-accounts.js';
import { requireBatchName } from '../app/history/batch-name.js';
import type { SourceOptions, SourceWithoutKeys } from '../app/open.js';
import { systemClock } from '../model/clock.js';
import { ConfigError } from '../model/errors.js';
import { listedNames } from '../model/names.js';
import { Belongings, requireNoOthers, requireOwnBatch } from './belonging.js';
import type { JobInsert, StoredJob } from './engine.js';
import { GATHER, type GatherData, type JobData, keyOf, LOADS } from './job.js';
import { queuePlaceOf } from './place.js';
import { ASKING, openQueue, type Queue } from './queue.js';

/** Seconds until the end of a batch is looked for. */
const FIRST_LOOK = 5;

export interface EnqueueOptions extends Omit<SourceOptions, 'only' | 'alone' | 'scheduled'> {
  /** Name of a pipeline of `schedule`. Absent: everything that is configured. */
  pipeline?: string;
  /** Default: one of its own. */
  batch?: string;
}

export interface Enqueued {
  batch: string;
  /** Whether the batch has jobs now. */
  isThere: boolean;
  queue: string;
  pipeline?: string;
  /** Connections that were added; an empty name where the configuration has one account. */
  added: string[];
  /** Those whose job is queued or running already. */
  already: string[];
}

/** Calls nothing, and needs no keys. Throws `ConfigError`, `DestinationError`. */
export async function enqueue(input: string | object, options: EnqueueOptions = {}): Promise<Enqueued> {
  const { pipeline, clock = systemClock, batch = newBatch(clock.now()) } = options;
  requireBatchName(options.batch);
  const drafts = draftsOf(input, options);
  const at = queuePlaceOf(drafts.map(({ config }) => config));
  const own = Belongings.read(input, options);
  const tick = new Date(clock.now()).toISOString();
  const jobs = drafts.map(({ config: { connection } }, index) => {
    const data: JobData = {
      ...(connection !== undefined && { connection }),
      ...(pipeline !== undefined && { pipeline }),
      ...{ batch, tick, failures: 0, returns: 0, ...own.of(connection) },
    };
    // In the order of the configuration: what comes back has its turn before those that nobody has taken yet.
    return { id: randomUUID(), data, singletonKey: keyOf(data), priority: -index };
  });
  const queue = await openQueue(at, ASKING);
  try {
    await requireNoOthers(queue, own);
    const before = options.batch === undefined ? [] : await queue.jobs(batch);
    requireOwnBatch(before, own, batch);
    const place = jobs[0]?.data.place;
    const last = { batch, tick, ...(place !== undefined && { place }) };
    const ids = await add(queue, jobs, last, (added) => requireNew(batch, added, before));
    const named = (isAdded: boolean) =>
      jobs.filter(({ id }) => ids.has(id) === isAdded).map(({ data }) => data.connection ?? '');
    return {
      ...{ batch, isThere: ids.size + before.length > 0, queue: at.location },
      ...(pipeline !== undefined && { pipeline }),
      ...{ added: named(true), already: named(false) },
    };
  } finally {
    await queue.close();
  }
}

type NewJob = JobInsert<JobData> & { id: string };

/**
 * All or nothing: a batch without its last job would never be reported. Resolves with the ids of those that were added.
 *
 * @param check throws where these must not be added
 */
function add(
  queue: Queue,
  jobs: readonly NewJob[],
  gather: GatherData,
  check: (added: readonly NewJob[]) => void,
): Promise<Set<string>> {
  return queue.transaction(async ({ db }) => {
    const ids = await queue.engine.insert(LOADS, jobs, { returnId: true, db });
    check(jobs.filter(({ id }) => ids?.includes(id)));
    const last = { data: gather, singletonKey: gather.batch, startAfter: FIRST_LOOK };
    if (ids && ids.length > 0) await queue.engine.insert(GATHER, [last], { db });
    return new Set(ids ?? []);
  });
}

/** Throws `ConfigError` for a job that its batch has already: both would count in it, and be reported as one. */
function requireNew(batch: string, added: readonly NewJob[], before: readonly StoredJob<JobData>[]): void {
  const known = new Set(before.map(({ data }) => keyOf(data)));
  const twice = added.filter(({ data }) => known.has(keyOf(data)));
  if (twice.length === 0) return;
  const names = listedNames(twice.map(({ data }) => data.connection ?? 'the account'));
  const message =
    `"${batch}" is the name of a batch that has had jobs of ${names}: both would count in it. Choose another name, or leave it ` +
    'out; nothing was added. Connections that are not in it yet can be added to it (--connection)';
  throw new ConfigError([{ code: 'config-name-taken', where: '--batch', message }]);
}

function draftsOf(
  input: string | object,
  { pipeline: name, ...options }: EnqueueOptions,
): SourceWithoutKeys[] {
  const all = openAllWithoutKeys(input, options);
  if (name === undefined) return all;
  const { only, alone, connections } = pipelineOf(all, name);
  const wanted = connections?.filter((each) => options.connections?.includes(each) ?? true);
  if (wanted?.length === 0) {
    const message = `pipeline ${name} loads none of these connections: ${options.connections?.join(', ')}`;
    throw new ConfigError([{ code: 'config-empty', where: '--connection', message }]);
  }
  return openAllWithoutKeys(input, {
    ...options,
    ...{ only, alone, scheduled: true },
    ...(wanted && { connections: wanted }),
  });
}

/** A pipeline of `schedule`, by its name. Throws `ConfigError`. */
export function pipelineOf([draft]: readonly SourceWithoutKeys[], name: string) {
  const pipelines = draft?.config.schedule ?? [];
  const found = pipelines.find((pipeline) => pipeline.name === name);
  if (found) return found;
  const known = pipelines.map((pipeline) => pipeline.name).join(', ');
  const message = `"${name}" is no pipeline of ${draft?.config.source ?? 'the configuration'}; ${known === '' ? 'it has no `schedule`' : `known: ${known}`}`;
  throw new ConfigError([{ code: 'config-name-unknown', where: 'pipeline', message }]);
}

/** Sorts by time, as ids of runs do. */
function newBatch(now: number): string {
  const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${time}-${randomUUID().slice(0, 6)}`;
}
