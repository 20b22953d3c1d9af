// The events of a worker: the jobs that it takes from the queue, and what becomes of them.
import type { Code } from '../codes/codes.js';
import { noticeLine } from '../notice.js';
import type { RunOutcome } from '../report.js';
import { type EventOf, type EventsOf, event, field, number, optional } from './event-kind.js';

const batch = field<string>('the batch that the job is a part of');
const ofJob = {
  batch,
  job: field<string>('connection and pipeline, `all` where there are neither'),
  pipeline: optional<string>('name of the pipeline; absent: everything that is configured'),
};

/** What is done with a job: nothing more, again later, again at once by anyone, never again. */
export type JobEnd = 'done' | 'retry' | 'returned' | 'dead';

export const WORKER_EVENTS = {
  'worker.started': event({
    when: 'a worker begins to take jobs',
    level: 'info',
    fields: {
      queue: field<string>('where the queue is'),
      concurrency: field<number>('jobs that it runs at the same time'),
    },
    sentence: ({ queue, concurrency }) => `taking up to ${number(concurrency)} jobs at once from ${queue}`,
  }),
  'worker.stopping': event({
    when: 'a worker is asked to stop',
    level: 'info',
    fields: { running: field<number>('jobs whose slice in flight is finished first') },
    sentence: ({ running }) =>
      running === 0
        ? 'stopping'
        : `stopping after the slices in flight of ${number(running)} jobs (again to stop at once)`,
  }),
  'job.started': event({
    when: 'a worker takes a job',
    level: 'info',
    fields: {
      ...ofJob,
      deaths: field<number>('workers that died with it before'),
    },
    sentence: ({ job, deaths }) =>
      `${job}: started${deaths > 0 ? `, after ${number(deaths)} ${deaths === 1 ? 'worker' : 'workers'} died with it` : ''}`,
  }),
  'job.ended': event({
    when: 'the run of a job has ended, or could not start',
    level: {
      rule: '`error` when the job is dead; `warn` when it failed or is incomplete; else `info`',
      of: ({ end, outcome }) => {
        if (end === 'dead') return 'error';
        return end !== 'returned' && outcome !== 'complete' ? 'warn' : 'info';
      },
    },
    fields: {
      ...ofJob,
      end: field<JobEnd>(
        '`done`; `retry`: tried again later; `returned`: given back, another worker takes it; `dead`: never tried again by itself',
      ),
      outcome: field<RunOutcome>('outcome of the run'),
      runId: optional<string>('the run; absent where nothing was read'),
      rows: field<number>('rows that it wrote'),
      calls: field<number>('calls of the API'),
      seconds: field<number>('duration of the run'),
      again: optional<number>('seconds until it is tried again'),
      code: optional<Code>('code of the first reason why it is not complete'),
      message: optional<string>('that reason'),
    },
    sentence: (job) => {
      const reason = { code: job.code, message: job.message ?? '' };
      if (job.end === 'retry' && reason.code === 'destination-in-use')
        return [`${job.job}: the account is in use${endWords(job)}`, reason.message];
      if (job.end === 'retry' && reason.code === 'job-other-destination')
        return [`${job.job}: left for a worker of its destination${endWords(job)}`, reason.message];
      const how = job.outcome === 'complete' ? 'complete' : job.outcome.toUpperCase();
      const run = job.runId === undefined ? 'nothing was read' : `run ${job.runId}`;
      const counts = `${number(job.rows)} rows, ${number(job.calls)} calls`;
      const why =
        job.code && job.message !== undefined ? [noticeLine({ code: job.code, message: job.message })] : [];
      return [
        `${job.job}: ${how} in ${job.seconds.toFixed(1)} s: ${counts} (${run})${endWords(job)}`,
        ...why,
      ];
    },
  }),
  'batch.ended': event({
    when: 'no job of a batch is left: its report was made',
    level: {
      rule: '`info` when complete; else `warn`',
      of: ({ outcome }) => (outcome === 'complete' ? 'info' : 'warn'),
    },
    fields: {
      batch,
      outcome: field<RunOutcome>('the worst outcome of its connections'),
      connections: field<number>('connections of the batch'),
      complete: field<number>('those that are complete'),
    },
    sentence: ({ batch: name, outcome, connections, complete }) =>
      `batch ${name}: ${outcome === 'complete' ? 'complete' : outcome.toUpperCase()}: ${number(complete)} of ${number(connections)} connections complete`,
  }),
  'queue.failed': event({
    when: 'the queue does not answer, or answers with an error; the worker goes on trying',
    level: 'error',
    fields: { message: field<string>('what it said') },
    sentence: ({ message }) => `the queue: ${message}`,
  }),
};

export type WorkerEvent = EventsOf<typeof WORKER_EVENTS>;
export type WorkerEventOf<Name extends keyof typeof WORKER_EVENTS> = EventOf<
  Name,
  (typeof WORKER_EVENTS)[Name]
>;

function endWords({ end, again = 0 }: { end: JobEnd; again?: number }): string {
  switch (end) {
    case 'done':
      return '';
    case 'retry':
      return `; again in ${number(again)} s`;
    case 'returned':
      return '; given back to the queue';
    case 'dead':
      return '; not tried again: see `source-ovhcloud fleet status`';
  }
}
