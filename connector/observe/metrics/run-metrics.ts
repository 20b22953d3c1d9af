// Metrics and health of runs, for monitoring: counters, the last and the next runs, and whether the process makes progress.
import type { Clock } from '../../model/clock.js';
import type { LoadEvent } from '../../model/events/events.js';
import type { RunOutcome, RunReport } from '../../model/report.js';
import type { RunProgress } from '../../run/run-state.js';
import type { StoredRun } from '../../state/history/stored-runs.js';
import type { MetricFamily } from './exposition.js';
import { familiesOf, type ObservedRuns, type RunOrigin } from './families.js';
import { type Health, healthOf } from './health.js';
import { NO_TOTALS, plus } from './totals.js';

/** A run that the process is going to make. */
export interface ExpectedRun extends RunOrigin {
  /** Value of `_account`, where it is known before the first call. */
  account?: string;
  /** Technical names of its source objects. */
  sources: readonly string[];
}

export class RunMetrics {
  readonly #observed = new Map<string, ObservedRuns>();
  readonly #next = new Map<string, number>();
  readonly #notifications: Record<string, number> = {};
  #progressed = { mark: '', atMs: 0 };

  /** @param history runs of earlier processes, latest first */
  constructor(
    private readonly clock: Clock,
    private readonly version: string,
    private readonly history: readonly StoredRun[] = [],
  ) {
    this.#progressed.atMs = clock.now();
  }

  /**
   * The runs that the process is going to make, in place of those of an earlier call: metrics and health have each of
   * them from now on, with what earlier processes stored of it.
   */
  expectRuns(runs: readonly ExpectedRun[]): void {
    const wanted = new Set(runs.map(keyOf));
    for (const key of this.#observed.keys()) if (!wanted.has(key)) this.#observed.delete(key);
    for (const { account, sources, ...origin } of runs) {
      // Until it has started, a connection without a configured account has no account to compare.
      if (account === undefined && origin.connection !== undefined) this.#of(origin);
      else remember(this.#of(origin), runsLike(this.history, sources, account));
    }
  }

  /** Listener of loads. */
  observeEvent(event: LoadEvent): void {
    const observed = this.#of(event);
    if (event.event === 'run.started') {
      observed.startedMs = this.clock.now();
      remember(observed, runsLike(this.history, event.sources, event.account));
    }
    if (event.event === 'key.checked')
      observed.keyExpiresMs = event.expiresAt ? Date.parse(event.expiresAt) : Number.POSITIVE_INFINITY;
    if (event.event === 'notification.sent' || event.event === 'notification.failed') {
      const name = `${event.way} ${event.event === 'notification.sent' ? 'ok' : 'failed'}`;
      this.#notifications[name] = (this.#notifications[name] ?? 0) + 1;
    }
  }

  /** A run is active. */
  observeProgress(progress: () => RunProgress, origin: RunOrigin = {}): void {
    this.#of(origin).progress = progress;
  }

  /** A run has ended, or could not start. */
  observeRun(report: RunReport, origin: RunOrigin = {}): void {
    const observed = this.#of(origin);
    const { runId, outcome, calls, slices, sources, endedAt, seconds } = report;
    observed.totals = plus(observed.totals, { statistics: calls, slices, sources }, outcome);
    observed.progress = undefined;
    observed.startedMs = undefined;
    observed.last = { runId, outcome, endedMs: Date.parse(endedAt), seconds };
    if (sources.length > 0) observed.sources = sources;
    if (outcome === 'complete') observed.lastCompleteMs = Date.parse(endedAt);
  }

  /** @param date undefined: there is none */
  setNextRun(date: Date | undefined, pipeline = ''): void {
    if (date) this.#next.set(pipeline, date.getTime());
    else this.#next.delete(pipeline);
  }

  /** The next run of each pipeline, in place of all earlier ones. */
  setNextRuns(next: ReadonlyMap<string, Date>): void {
    this.#next.clear();
    for (const [pipeline, date] of next) this.setNextRun(date, pipeline);
  }

  families(): MetricFamily[] {
    return familiesOf({
      nowMs: this.clock.now(),
      version: this.version,
      runs: [...this.#observed.values()],
      next: this.#next,
      notifications: this.#notifications,
    });
  }

  health(): Health {
    return healthOf({
      nowMs: this.clock.now(),
      runs: [...this.#observed.values()],
      next: this.#next,
      progressedMs: (active) => this.#progressedMs(active),
    });
  }

  /** When a call was made or a slice committed, as far as earlier questions show. */
  #progressedMs(active: readonly ObservedRuns[]): number {
    const marks = active.map(({ progress }) => {
      const { runId = '', calls = 0, slices = 0 } = progress?.() ?? {};
      return `${runId} ${calls} ${slices}`;
    });
    const mark = marks.join(',');
    if (mark !== this.#progressed.mark) this.#progressed = { mark, atMs: this.clock.now() };
    return this.#progressed.atMs;
  }

  #of({ pipeline, connection }: RunOrigin): ObservedRuns {
    const key = keyOf({ pipeline, connection });
    const known = this.#observed.get(key);
    if (known) return known;
    const observed: ObservedRuns = { pipeline, connection, totals: NO_TOTALS, sources: [] };
    this.#observed.set(key, observed);
    return observed;
  }
}

const keyOf = ({ pipeline, connection }: RunOrigin) => JSON.stringify([pipeline, connection]);

/** Stored runs of the same source objects of an account: a part proves nothing of the whole. */
function runsLike(
  history: readonly StoredRun[],
  names: readonly string[],
  account: string | undefined,
): StoredRun[] {
  const wanted = [...names].sort().join(' ');
  return history.filter(
    (run) =>
      (account === undefined || run.account === account) &&
      run.sources
        .map(({ name }) => name)
        .sort()
        .join(' ') === wanted,
  );
}

/** Takes over what earlier processes stored, where this one has no run yet. */
function remember(observed: ObservedRuns, runs: readonly StoredRun[]): void {
  const ended = runs.filter(({ endedAt }) => endedAt !== undefined);
  const [last] = ended;
  const complete = ended.find(({ outcome }) => outcome === 'complete');
  if (last && !observed.last) {
    const { runId, outcome, endedAt = '', seconds } = last;
    observed.last = { runId, outcome: outcome as RunOutcome, endedMs: Date.parse(endedAt), seconds };
  }
  if (complete) observed.lastCompleteMs ??= Date.parse(complete.endedAt ?? '');
}
