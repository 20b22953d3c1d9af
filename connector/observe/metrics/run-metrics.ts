// What a program that watches can ask of loads: counts, the last runs, the next, and whether things move.
import type { Clock } from '../../model/clock.js';
import type { LoadEvent } from '../../model/events/events.js';
import type { RunOutcome, RunReport } from '../../model/report.js';
import type { RunProgress } from '../../run/run-state.js';
import type { StoredRun } from '../../state/history.js';
import type { MetricFamily } from './exposition.js';
import { familiesOf, type ObservedRun } from './families.js';
import { NO_TOTALS, plus } from './totals.js';

/** Where nothing has moved for so long, nothing will: no wait that the API asks for is as long. */
const STALLED_MS = 30 * 60_000;
/** After its time a run may begin so much later before it counts as missed: jitter, and the run before it. */
const LATE_MS = 15 * 60_000;

export interface Health {
  status: 'ok' | 'stalled' | 'late';
  running: string[];
  nextRun?: string;
  connections: { connection?: string; lastRun?: object; lastComplete?: string }[];
}

export class RunMetrics {
  readonly #watched = new Map<string, ObservedRun>();
  readonly #next = new Map<string, number>();
  readonly #notifications: Record<string, number> = {};
  #moved = { mark: '', atMs: 0 };

  constructor(
    private readonly clock: Clock,
    private readonly version: string,
    /** Runs of before, the latest first. */
    private readonly history: readonly StoredRun[] = [],
  ) {
    this.#moved.atMs = clock.now();
  }

  /** As a listener of loads. */
  observeEvent(event: LoadEvent): void {
    const watched = this.#of(event.connection);
    if (event.event === 'run.started') {
      watched.beganMs = this.clock.now();
      remember(
        watched,
        this.history.filter(({ account }) => account === event.account),
      );
    }
    if (event.event === 'key.checked')
      watched.keyExpiresMs = event.expiresAt ? Date.parse(event.expiresAt) : Number.POSITIVE_INFINITY;
    if (event.event === 'notification.sent' || event.event === 'notification.failed') {
      const name = `${event.way} ${event.event === 'notification.sent' ? 'ok' : 'failed'}`;
      this.#notifications[name] = (this.#notifications[name] ?? 0) + 1;
    }
  }

  /** A run goes on. */
  observeProgress(progress: () => RunProgress, connection?: string): void {
    this.#of(connection).progress = progress;
  }

  /** A run has ended, also one that has not begun. */
  observeRun(report: RunReport, connection?: string): void {
    const watched = this.#of(connection);
    const { runId, outcome, calls, slices, sources, endedAt, seconds } = report;
    watched.totals = plus(watched.totals, { statistics: calls, slices, sources }, outcome);
    watched.progress = undefined;
    watched.beganMs = undefined;
    watched.last = { runId, outcome, endedMs: Date.parse(endedAt), seconds };
    if (sources.length > 0) watched.sources = sources;
    if (outcome === 'complete') watched.lastCompleteMs = Date.parse(endedAt);
  }

  /** Undefined: there is none. */
  setNextRun(date: Date | undefined, pipeline = ''): void {
    if (date) this.#next.set(pipeline, date.getTime());
    else this.#next.delete(pipeline);
  }

  /** In place of all that were set, by pipeline. */
  setNextRuns(next: ReadonlyMap<string, Date>): void {
    this.#next.clear();
    for (const [pipeline, date] of next) this.setNextRun(date, pipeline);
  }

  families(): MetricFamily[] {
    return familiesOf({
      nowMs: this.clock.now(),
      version: this.version,
      watched: [...this.#watched.values()],
      next: this.#next,
      notifications: this.#notifications,
    });
  }

  health(): Health {
    const nowMs = this.clock.now();
    const watched = [...this.#watched.values()];
    const running = watched.filter(({ progress }) => progress !== undefined);
    const next = Math.min(...this.#next.values());
    const isStalled = running.length > 0 && this.#stillSince(running, nowMs) > STALLED_MS;
    const isLate = running.length === 0 && Number.isFinite(next) && nowMs - next > LATE_MS;
    return {
      status: isStalled ? 'stalled' : isLate ? 'late' : 'ok',
      running: running.map(({ progress }) => progress?.().runId ?? ''),
      ...(Number.isFinite(next) ? { nextRun: new Date(next).toISOString() } : {}),
      connections: watched.map(healthOf),
    };
  }

  /** Milliseconds since a call was made or a slice committed, as far as somebody has asked. */
  #stillSince(running: readonly ObservedRun[], nowMs: number): number {
    const marks = running.map(({ progress }) => {
      const { runId = '', calls = 0, slices = 0 } = progress?.() ?? {};
      return `${runId} ${calls} ${slices}`;
    });
    const mark = marks.join(',');
    if (mark !== this.#moved.mark) this.#moved = { mark, atMs: nowMs };
    return nowMs - this.#moved.atMs;
  }

  #of(connection: string | undefined): ObservedRun {
    const known = this.#watched.get(connection ?? '');
    if (known) return known;
    const watched: ObservedRun = { connection, totals: NO_TOTALS, sources: [] };
    // Whose runs those of before are is not known yet of several accounts.
    if (connection === undefined) remember(watched, this.history);
    this.#watched.set(connection ?? '', watched);
    return watched;
  }
}

/** What runs of earlier processes tell, where this one has none yet. */
function remember(watched: ObservedRun, runs: readonly StoredRun[]): void {
  const ended = runs.filter(({ endedAt }) => endedAt !== undefined);
  const [last] = ended;
  const complete = ended.find(({ outcome }) => outcome === 'complete');
  if (last && !watched.last) {
    const { runId, outcome, endedAt = '', seconds } = last;
    watched.last = { runId, outcome: outcome as RunOutcome, endedMs: Date.parse(endedAt), seconds };
  }
  if (complete) watched.lastCompleteMs ??= Date.parse(complete.endedAt ?? '');
}

function healthOf({ connection, last, lastCompleteMs }: ObservedRun): Health['connections'][number] {
  const instant = (ms: number) => new Date(ms).toISOString();
  return {
    ...(connection === undefined ? {} : { connection }),
    ...(last
      ? { lastRun: { runId: last.runId, outcome: last.outcome, endedAt: instant(last.endedMs) } }
      : {}),
    ...(lastCompleteMs === undefined ? {} : { lastComplete: instant(lastCompleteMs) }),
  };
}
