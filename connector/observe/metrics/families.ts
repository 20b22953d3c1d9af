// The table of metrics: name, kind, meaning and value of each. A test compares docs/operation.md with it.
import { LEDGER_STATES, type RunOutcome } from '../../model/report.js';
import type { RunProgress } from '../../run/run-state.js';
import type { MetricFamily, Sample } from './exposition.js';
import { type Done, plus, type Totals } from './totals.js';

/** Where a run of this process belongs; both are absent for a load of one account. */
export interface RunOrigin {
  /** Name of the pipeline, in a service. */
  pipeline?: string;
  /** Name of the connection, where the configuration has several. */
  connection?: string;
}

/** The runs of one origin. Instants are milliseconds since 1970. */
export interface ObservedRuns extends RunOrigin {
  totals: Totals;
  /** The active run. */
  progress?: () => RunProgress;
  startedMs?: number;
  last?: { runId: string; outcome: RunOutcome; endedMs: number; seconds: number };
  lastCompleteMs?: number;
  /** Ledger of the last run. */
  sources: Done['sources'];
  keyExpiresMs?: number;
}

export interface Observed {
  nowMs: number;
  version: string;
  runs: readonly ObservedRuns[];
  /** The next run of each pipeline, milliseconds since 1970. */
  next: ReadonlyMap<string, number>;
  /** `webhook ok` -> count. */
  notifications: Readonly<Record<string, number>>;
}

/** The ended runs and the active one together. */
interface Now extends Omit<ObservedRuns, 'progress'> {
  isRunning: boolean;
  trees: { root: string; rootsListed: number; rootsDone: number }[];
}

const PREFIX = 'source_ovhcloud_';
const DAY_S = 86_400;

export function familiesOf(observed: Observed): MetricFamily[] {
  const now = observed.runs.map(asOfNow);
  return [...callFamilies(now), ...runFamilies(now, observed), ...ownFamilies(observed)];
}

function asOfNow({ progress, ...ended }: ObservedRuns): Now {
  const active = progress?.();
  if (!active) return { ...ended, isRunning: false, trees: [] };
  const { statistics, slices, sources, trees } = active;
  const done: Done = { statistics, slices, sources };
  // The ledger of a run that has just started would silence every alert on missing objects.
  const ledger = ended.sources.length > 0 ? ended.sources : sources;
  return { ...ended, totals: plus(ended.totals, done), sources: ledger, isRunning: true, trees };
}

function callFamilies(now: readonly Now[]): MetricFamily[] {
  const total = (name: string, help: string, value: (totals: Totals) => number) =>
    family(`${name}_total`, 'counter', help, now, ({ totals }) => [{ value: value(totals) }]);
  return [
    family('calls_total', 'counter', 'Requests sent, by status or network error.', now, ({ totals }) =>
      labelled('status', totals.byStatus),
    ),
    total('throttled', 'Answers 429.', ({ byStatus }) => byStatus['429'] ?? 0),
    total('retries', 'Requests that repeat an earlier one.', ({ retries }) => retries),
    total(
      'budget_wait_seconds',
      'Seconds that calls waited for the budget.',
      (all) => all.budgetWaitMs / 1000,
    ),
    total('retry_wait_seconds', 'Seconds between attempts.', ({ retryWaitMs }) => retryWaitMs / 1000),
    total('slowdowns', 'Times that a pace was halved.', ({ slowdowns }) => slowdowns),
    total('slices', 'Slices committed.', ({ slices }) => slices),
    family('rows_total', 'counter', 'Rows written, by source object.', now, ({ totals }) =>
      labelled('source', totals.rows),
    ),
  ];
}

function runFamilies(now: readonly Now[], { nowMs }: Observed): MetricFamily[] {
  const gauge = (name: string, help: string, value: (now: Now) => number | undefined) =>
    family(name, 'gauge', help, now, (each) => {
      const found = value(each);
      return found === undefined ? [] : [{ value: found }];
    });
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000);
  const since = (ms: number | undefined) => (ms === undefined ? undefined : (nowMs - ms) / 1000);
  return [
    family('runs_total', 'counter', 'Runs of this process, by outcome.', now, ({ totals }) =>
      labelled('outcome', totals.runs),
    ),
    gauge('run_running', '1 while a run is active.', ({ isRunning }) => Number(isRunning)),
    gauge('run_seconds', 'Seconds since the active run started.', ({ startedMs, isRunning }) =>
      isRunning ? since(startedMs) : undefined,
    ),
    family(
      'roots_listed',
      'gauge',
      'Roots that the active run has listed, by the source object of the tree.',
      now,
      (each) => each.trees.map(({ root, rootsListed }) => ({ labels: { source: root }, value: rootsListed })),
    ),
    family(
      'roots_done',
      'gauge',
      'Roots of the active run that are read with everything below them.',
      now,
      (each) => each.trees.map(({ root, rootsDone }) => ({ labels: { source: root }, value: rootsDone })),
    ),
    gauge('last_run_complete', '1 when the last run was complete.', ({ last }) =>
      last ? Number(last.outcome === 'complete') : undefined,
    ),
    gauge('last_run_duration_seconds', 'Seconds that the last run took.', ({ last }) => last?.seconds),
    gauge('last_run_timestamp_seconds', 'When the last run ended.', ({ last }) => seconds(last?.endedMs)),
    gauge('last_complete_run_timestamp_seconds', 'When the last complete run ended.', ({ lastCompleteMs }) =>
      seconds(lastCompleteMs),
    ),
    gauge('lag_seconds', 'Seconds since the last complete run ended.', ({ lastCompleteMs }) =>
      since(lastCompleteMs),
    ),
    family(
      'ledger_objects',
      'gauge',
      'Objects of the last run, or of the first while it is active, by state.',
      now,
      ledgerSamples,
    ),
    gauge('key_expiry_days', 'Days until the key expires; +Inf: never.', ({ keyExpiresMs }) =>
      keyExpiresMs === undefined ? undefined : (keyExpiresMs - nowMs) / 1000 / DAY_S,
    ),
  ];
}

function ledgerSamples({ sources }: Now): Sample[] {
  const states = ['listed', ...LEDGER_STATES] as const;
  return sources.flatMap(({ name, ledger }) =>
    states.map((state) => ({ labels: { source: name, state }, value: ledger[state] })),
  );
}

function ownFamilies({ version, next, notifications }: Observed): MetricFamily[] {
  const own = (name: string, type: MetricFamily['type'], help: string, samples: Sample[]): MetricFamily => ({
    name: PREFIX + name,
    type,
    help,
    samples,
  });
  const upcoming = [...next].map(([pipeline, ms]) => ({
    labels: { pipeline: pipeline || undefined },
    value: ms / 1000,
  }));
  const sent = Object.entries(notifications).map(([name, value]) => {
    const [way = '', result = ''] = name.split(' ');
    return { labels: { way, result }, value };
  });
  return [
    own('next_run_timestamp_seconds', 'gauge', 'When the next run is due.', upcoming),
    own('notifications_total', 'counter', 'Notifications, by way and result (ok, failed).', sent),
    own('build_info', 'gauge', 'Always 1; the version is its label.', [{ labels: { version }, value: 1 }]),
  ];
}

function family(
  name: string,
  type: MetricFamily['type'],
  help: string,
  now: readonly Now[],
  samples: (now: Now) => Sample[],
): MetricFamily {
  const all = now.flatMap((each) =>
    samples(each).map(({ labels, value }) => ({
      labels: { pipeline: each.pipeline, connection: each.connection, ...labels },
      value,
    })),
  );
  return { name: PREFIX + name, type, help, samples: all };
}

function labelled(label: string, values: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(values).map(([name, value]) => ({ labels: { [label]: name }, value }));
}
