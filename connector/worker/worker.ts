// A worker: takes jobs from the queue and runs them, some at the same time, until it is stopped.
import type { ConfiguredSource, SourceOptions } from '../app/open.js';
import { type Clock, systemClock } from '../model/clock.js';
import type { EventContext, Listener, LoadEvent } from '../model/events/events.js';
import type { WorkerEvent } from '../model/events/worker-events.js';
import { withoutUrlSecrets } from '../model/like-secrets.js';
import type { RunReport } from '../model/report.js';
import type { RunProgress } from '../run/run-state.js';
import { AccountJobs } from './account-job.js';
import { type Decision, decide, type Ended, isOfAnother, killsWorkers } from './decision.js';
import { factsOf } from './ended-facts.js';
import type { EngineJob, Settled } from './engine.js';
import { gather } from './gather.js';
import { deathsOf, GATHER, type GatherData, type JobData, LOADS } from './job.js';
import type { QueuePlace } from './place.js';
import { openQueue, type Queue, taking } from './queue.js';

export interface WorkerListeners {
  /** Receives what happens to jobs, when it happens. It must not throw. */
  onEvent?: (event: WorkerEvent & EventContext) => void;
  /** Receives each event of a run. It must not throw. */
  onLoadEvent?: Listener<LoadEvent>;
  /** The source of a job is opened: its secrets are known. */
  onSource?: (source: ConfiguredSource) => void;
  /** Called after each commit of a run; the function that it receives answers at any time. */
  onProgress?: (source: ConfiguredSource, progress: () => RunProgress) => void;
  /** A run has ended, or could not begin. */
  onReport?: (source: ConfiguredSource, report: RunReport) => void;
}

export interface WorkerOptions extends SourceOptions, WorkerListeners {
  /** Jobs at the same time. */
  concurrency: number;
  /** End when no job is queued or running anywhere. */
  untilEmpty?: boolean;
  /** For `fleet status`. */
  name?: string;
}

/** Seconds between looks for a job, and between signs of life. */
const LOOK = 1;
const SIGN_OF_LIFE = 3;
const EMPTY_LOOK_MS = 1000;

export class Worker {
  readonly #clock: Clock;
  readonly #jobs: AccountJobs;
  readonly #finish = new AbortController();
  readonly #abort = new AbortController();
  #running = 0;
  /** Other destinations whose jobs came by. */
  readonly #others = new Set<string>();

  /** @param input the configuration, read anew for each job */
  constructor(
    private readonly input: string | object,
    private readonly place: QueuePlace,
    private readonly options: WorkerOptions,
  ) {
    this.#clock = options.clock ?? systemClock;
    this.#jobs = new AccountJobs(input, options);
  }

  /** Takes no further job; those that run finish their slice in flight, and are given back. */
  stop(): void {
    if (this.#finish.signal.aborted) return;
    this.#emit({ event: 'worker.stopping', running: this.#running });
    this.#finish.abort();
  }

  /** Ends the runs at once: what is read to its end is committed. */
  abort(): void {
    this.stop();
    this.#abort.abort();
  }

  /** Resolves when it has stopped. Throws `ConfigError`, `DestinationError` where the queue cannot be used at the start. */
  async run(): Promise<void> {
    const { concurrency, name = 'worker' } = this.options;
    const queue = await openQueue(this.place, taking(name), (message) =>
      this.#emit({ event: 'queue.failed', message: withoutUrlSecrets(message) }),
    );
    try {
      this.#emit({ event: 'worker.started', queue: this.place.location, concurrency });
      const polling = {
        perJobResults: true,
        pollingIntervalSeconds: LOOK,
        heartbeatRefreshSeconds: SIGN_OF_LIFE,
      } as const;
      await queue.engine.work<JobData>(LOADS, { ...polling, localConcurrency: concurrency }, (jobs) =>
        Promise.all(jobs.map((job) => this.#take(queue, job))),
      );
      await queue.engine.work<GatherData>(GATHER, { ...polling, localConcurrency: 1 }, (jobs) =>
        Promise.all(jobs.map((job) => this.#gather(queue, job))),
      );
      await this.#untilStopped(queue);
      await Promise.all([LOADS, GATHER].map((name) => queue.engine.offWork(name, { wait: true })));
    } finally {
      await queue.close();
    }
  }

  async #untilStopped(queue: Queue): Promise<void> {
    const { signal } = this.#finish;
    while (!signal.aborted) {
      await this.#clock.sleep(EMPTY_LOOK_MS, signal).catch(() => undefined);
      if (this.options.untilEmpty && this.#running === 0 && !(await this.#isBusy(queue))) return;
    }
  }

  /** The last job of a batch waits for the others. */
  async #isBusy(queue: Queue): Promise<boolean> {
    return (await queue.isBusy(LOADS)) || (await queue.isBusy(GATHER));
  }

  #gather(queue: Queue, job: EngineJob<GatherData>): Promise<Settled> {
    const { onLoadEvent } = this.options;
    const onEvent = (event: WorkerEvent) => this.#emit(event);
    return gather(job, { queue, input: this.input, options: this.options, onEvent, onLoadEvent });
  }

  async #take(queue: Queue, job: EngineJob<JobData>): Promise<Settled> {
    const { data, retryCount } = job;
    this.#running++;
    try {
      const deaths = deathsOf(data, retryCount);
      const opened = this.#open(data);
      if ('error' in opened && isOfAnother(opened)) return await this.#putAside(queue, job, opened);
      this.#emit({ event: 'job.started', ...namesOf(data), deaths });
      if (killsWorkers(data, retryCount)) return this.#settle(queue, job, diedOf(deaths), { end: 'dead' });
      const ended = 'error' in opened ? opened : await this.#load(job, opened.source);
      return await this.#settle(queue, job, ended, decide(data, ended));
    } finally {
      this.#running--;
    }
  }

  /** Of jobs of another destination one event says so, and not each time. */
  async #putAside(queue: Queue, job: EngineJob<JobData>, ended: { error: unknown }): Promise<Settled> {
    const decision = decide(job.data, ended);
    const place = String(job.data.place);
    const isKnown = this.#others.has(place);
    this.#others.add(place);
    return this.#settle(queue, job, ended, decision, isKnown);
  }

  #open(data: JobData): { source: ConfiguredSource } | { error: unknown } {
    try {
      return { source: this.#jobs.open(data) };
    } catch (error) {
      return { error };
    }
  }

  async #load({ data, signal }: EngineJob<JobData>, source: ConfiguredSource): Promise<Ended> {
    const { onSource, onProgress, onReport, onLoadEvent } = this.options;
    onSource?.(source);
    const ended = await this.#jobs.load(data, source, {
      // Whoever has the job now waits for the lock of the account.
      finish: AbortSignal.any([this.#finish.signal, signal]),
      signal: this.#abort.signal,
      onProgress: (progress) => onProgress?.(source, progress),
      onEvent: onLoadEvent,
    });
    if ('report' in ended) onReport?.(source, ended.report);
    return ended;
  }

  async #settle(
    queue: Queue,
    job: EngineJob<JobData>,
    ended: Ended,
    decision: Decision,
    isSilent = false,
  ): Promise<Settled> {
    const facts = factsOf(ended);
    const { outcome, runId, code, message } = facts;
    const output = { outcome, runId, code, message };
    const again = decision.end === 'retry' ? { again: decision.seconds } : {};
    if (!isSilent)
      this.#emit({ event: 'job.ended', ...namesOf(job.data), ...facts, end: decision.end, ...again });
    if (decision.end === 'dead') return { id: job.id, status: 'deadletter', output };
    if (decision.end !== 'done') await queue.putBack(LOADS, job, { ...decision, output });
    return { id: job.id, status: 'completed', output };
  }

  #emit(event: WorkerEvent & EventContext): void {
    this.options.onEvent?.(event);
  }
}

function namesOf({ batch, connection, pipeline }: JobData) {
  return {
    batch,
    job: [connection, pipeline].filter((name) => name !== undefined).join(' ') || 'all',
    ...(connection !== undefined && { connection }),
    ...(pipeline !== undefined && { pipeline }),
  };
}

function diedOf(deaths: number): Ended {
  const message = `${deaths} workers died with this job: it may need more memory than they have, or is a fault of source-ovhcloud`;
  return { error: new Error(message) };
}
