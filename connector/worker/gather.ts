// The last job of a batch: waits until no other is left, then makes the report and the views, and notifies once.
import { remakeViews } from '../app/accounts/account-loads.js';
import { openAllWithoutKeys } from '../app/accounts/open-accounts.js';
import { byDestination } from '../app/by-destination.js';
import { batchReport } from '../app/history/batch.js';
import type { Sources } from '../app/history/runs.js';
import { notifyOfBatch } from '../app/observers/notify-batch.js';
import type { SourceOptions } from '../app/open.js';
import { systemClock } from '../model/clock.js';
import { DestinationError, noticesOf } from '../model/errors.js';
import type { Listener, LoadEvent } from '../model/events/events.js';
import type { WorkerEvent } from '../model/events/worker-events.js';
import { withoutUrlSecrets } from '../model/like-secrets.js';
import { Belongings } from './belonging.js';
import type { EngineJob, Settled } from './engine.js';
import { GATHER, type GatherData } from './job.js';
import type { Queue } from './queue.js';
import { fleetJob } from './status.js';

/** Seconds between looks at a batch that goes on, and after a failure. */
const LOOK = 10;
const LATER = 60;

interface Surroundings {
  queue: Queue;
  input: string | object;
  options: SourceOptions;
  onEvent: (event: WorkerEvent) => void;
  onLoadEvent?: Listener<LoadEvent>;
}

export async function gather(job: EngineJob<GatherData>, around: Surroundings): Promise<Settled> {
  const { queue, input, options, onEvent, onLoadEvent } = around;
  const { batch } = job.data;
  const settled = { id: job.id, status: 'completed' } as const;
  const again = async (seconds: number) => {
    await queue.putBack(GATHER, job, { data: job.data, seconds, output: {} });
    return settled;
  };
  try {
    // A worker of its destination makes the report.
    const drafts = openAllWithoutKeys(input, options) as unknown as Sources;
    if (!new Belongings(drafts.map(({ config }) => config)).has(job.data)) return await again(LATER);
    const now = (options.clock ?? systemClock).now();
    const jobs = (await queue.jobs(batch)).map((each) => fleetJob(each, now));
    if (jobs.some(({ state }) => state !== 'done' && state !== 'dead')) return await again(LOOK);
    const report = await batchReport(drafts, batch, jobs);
    await remakeAllViews(drafts);
    const complete = report.connections.filter(({ outcome }) => outcome === 'complete').length;
    const ended = { outcome: report.outcome, connections: report.connections.length, complete };
    await notifyOfBatch(drafts, batch, report, onLoadEvent);
    onEvent({ event: 'batch.ended', batch, ...ended });
    return { ...settled, output: ended };
  } catch (error) {
    const [reason] = noticesOf(error);
    const why = withoutUrlSecrets(reason?.message ?? '');
    onEvent({ event: 'queue.failed', message: `batch ${batch} is not reported yet: ${why}` });
    return again(LATER);
  }
}

/** Once for each destination. Without views the rows are there all the same. */
async function remakeAllViews(drafts: Sources): Promise<void> {
  for (const [draft] of byDestination(drafts)) {
    await remakeViews(draft).catch((error: unknown) => {
      if (!(error instanceof DestinationError)) throw error;
    });
  }
}
