// Load: reads a source into its destination.

import { createDestination } from '../destinations/registry.js';
import type { Connection } from '../http/connection.js';
import type { Strategy } from '../model/definition.js';
import type { Destination, SharedLock } from '../model/destination.js';
import { InterruptedError } from '../model/errors.js';
import type { Listener, LoadEvent } from '../model/events/events.js';
import type { Plan } from '../model/plan.js';
import type { Due, RunReport } from '../model/report.js';
import { withContext } from '../observe/event-context.js';
import type { StrategyOptions } from '../read/strategies/strategies.js';
import { NothingToRetry } from '../run/choose-retry.js';
import { runPlan } from '../run/run.js';
import type { RunProgress } from '../run/run-state.js';
import type { StateStore } from '../state/known/state-store.js';
import { accountFromApi, identifyAccount } from './account.js';
import { refuseExcluded } from './destination-fit.js';
import { DestinationUse } from './destination-use.js';
import { requireBatchName } from './history/batch-name.js';
import { lockHolder } from './lock-holder.js';
import { reasonsFor } from './not-started-report.js';
import { askKeyExpiry } from './observers/key-expiry.js';
import { afterCalls, type ConfiguredSource, connectSource } from './open.js';
import { version } from './package.js';
import { declaredPlan, planToLoad } from './plan/steps.js';
import { refusalMemory } from './refusal-memory.js';
import { isSubset } from './repair/preflight.js';
import { nothingToRetry, type RetryRequest } from './repair/retry.js';

export interface KnownAccount {
  /** Value of `_account`: as configured, or as the API reports it. */
  account: string;
  /** The account as the API reports it; absent where it does not. */
  reported?: string;
}

export interface LoadOptions {
  /** Replaces the configured destination. */
  destination?: Destination;
  /** Abort it to stop the run: roots that are read to their end are committed, the others left out, and the report is made. */
  signal?: AbortSignal;
  /** Abort it to stop the run gently: no further root is begun; those that are begun are finished and committed. */
  finish?: AbortSignal;
  onProgress?: (progress: () => RunProgress) => void;
  /** Source objects to read completely, whatever earlier loads have; `true`: all. */
  refresh?: readonly string[] | true;
  /** Replaces every strategy of the configuration. `single`: one call for each list and object. */
  strategy?: Strategy;
  /** The batch of runs that this one is a part of: `_ovh_run.batch_id`. */
  batch?: string;
  /** What the schedule had due: `_ovh_run.pipeline` and `_ovh_run.due_at`. */
  due?: Due;
  /** Reads only what an earlier run did not load. */
  retry?: RetryRequest;
  /** Where the state of an account is. Absent: in the destination. */
  state?: (account: string) => StateStore;
  /** Called with the plan and what the API's documents declare, before the account is asked. */
  onPlan?: (plan: Plan) => void;
  /** Called when the account is known, before anything is read. An error that it throws ends the load. */
  onAccount?: (account: KnownAccount) => void | Promise<void>;
  /** Receives each event when it happens, for logs and metrics. It must not throw. */
  onEvent?: Listener<LoadEvent>;
  /** One call asks when the keys expire; `onEvent` receives the answer. */
  askExpiry?: boolean;
  sliceRoots?: number;
  sliceRecords?: number;
}

/**
 * Loads every source object of the plan. Resolves with the report, whatever the outcome. Throws `ConfigError`,
 * `StopError` or `DestinationError` when the run cannot start.
 */
export async function loadSource(source: ConfiguredSource, options: LoadOptions = {}): Promise<RunReport> {
  const use = new DestinationUse(options.destination ?? createDestination(source.config.destination));
  return loadWith(use, source, options, async (report) => {
    const problem = await use.refreshViews(source);
    return problem === undefined ? report : withoutViews(report, problem);
  });
}

/**
 * The same into a destination that other accounts use too.
 *
 * @param atEnd called before the destination is unlocked
 */
export async function loadWith(
  use: DestinationUse,
  source: ConfiguredSource,
  options: LoadOptions,
  atEnd: (report: RunReport) => Promise<RunReport> = async (report) => report,
): Promise<RunReport> {
  const { destination } = use;
  const onEvent = withContext(source.config.connection, options.onEvent);
  try {
    requireBatchName(options.batch);
    refuseExcluded(source, destination, options);
    const lock = await use.lock(lockHolder(source));
    try {
      await use.check(source);
      return await atEnd(await loadInto({ destination, lock, source, options: { ...options, onEvent } }));
    } finally {
      await lock.release();
    }
  } catch (error) {
    const reasons = reasonsFor(error, source);
    const { code = 'unexpected' } = reasons[0] ?? {};
    onEvent?.({ event: 'run.not_started', code, message: reasons.map(({ message }) => message).join('\n') });
    throw error;
  }
}

/** The rows are safe without views, so why there are none is a warning. */
export function withoutViews<Report extends RunReport>(report: Report, problem: string): Report {
  const warning = { code: 'views-not-made', message: `the views were not made: ${problem}` } as const;
  return { ...report, warnings: [...report.warnings, warning] };
}

/** The options, with the inner listener. */
type Loading = Omit<LoadOptions, 'onEvent'> & { onEvent?: Listener };

interface Into {
  destination: Destination;
  lock: SharedLock;
  source: ConfiguredSource;
  options: Loading;
}

async function loadInto(into: Into): Promise<RunReport> {
  const { source, options } = into;
  const connection = connectSource(source, { onEvent: options.onEvent, isPatient: true });
  const ending = following(options.signal, 'interrupted: the run was asked to end');
  const finishing = following(
    options.finish,
    'interrupted: the run was asked to end; the slice in flight was finished',
  );
  try {
    finishing.signal.throwIfAborted();
    // The server's time first: where nothing answers, the load ends here.
    await connection.clockOffsetSeconds(ending.signal);
    const plan = await declaredPlan(source, connection.client, ending.signal);
    options.onPlan?.(plan);
    return await loadPlan(plan, { ...into, connection, ending, finishing });
  } finally {
    ending.dispose();
    finishing.dispose();
    await connection.close();
  }
}

interface PlanLoading extends Into {
  connection: Connection;
  ending: { signal: AbortSignal };
  finishing: { signal: AbortSignal };
}

/** From here on the account is asked. */
async function loadPlan(
  plan: Plan,
  { destination, lock, source, options, connection, ending, finishing }: PlanLoading,
): Promise<RunReport> {
  const { client } = connection;
  try {
    const account = await identifyAccount(source, client, ending.signal);
    if (options.onAccount) {
      const isReported = source.config.account === undefined;
      const reported = isReported ? account : await accountFromApi(client, ending.signal);
      await options.onAccount({ account, ...(reported === undefined ? {} : { reported }) });
    }
    await lock.account(account);
    const scope = await planToLoad({ plan, destination, account, retry: options.retry });
    if (scope instanceof NothingToRetry) return nothingToRetry(scope, source, account);
    const expiry = options.askExpiry && (await askKeyExpiry(source, client, ending.signal));
    if (expiry) options.onEvent?.(expiry);
    return await runPlan({
      ...scope,
      state: options.state?.(account),
      isSubset: isSubset(source),
      keepRuns: source.config.history.keepRuns,
      client,
      destination,
      account,
      connection: source.config.connection,
      batch: options.batch,
      due: options.due,
      labels: source.config.labels,
      region: source.config.region.name,
      clock: source.clock,
      signal: ending.signal,
      finish: finishing.signal,
      scrub: connection.scrub,
      version: version(),
      warnings: connection.warnings,
      concurrency: source.config.http.concurrency,
      strategies: strategyOptions(source, options.strategy),
      refresh: options.refresh,
      limits: source.config.limits,
      sliceRoots: options.sliceRoots,
      sliceRecords: options.sliceRecords,
      onProgress: options.onProgress,
      onEvent: options.onEvent,
    });
  } catch (error) {
    throw afterCalls(error, connection);
  }
}

/** A signal that aborts with another one, with the reason that runs expect. */
function following(
  source: AbortSignal | undefined,
  words: string,
): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort(new InterruptedError(words));
  source?.addEventListener('abort', abort, { once: true });
  if (source?.aborted) abort();
  return { signal: controller.signal, dispose: () => source?.removeEventListener('abort', abort) };
}

function strategyOptions({ config }: ConfiguredSource, wanted?: Strategy): StrategyOptions {
  const { strategy, batchSize } = config;
  const choice = wanted === undefined ? { strategy } : { strategy: wanted, everywhere: true };
  return { ...choice, batchSize, memory: refusalMemory(config) };
}
