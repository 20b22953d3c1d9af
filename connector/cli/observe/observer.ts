// The observer of the loads of a command: log, progress, metrics and notifications together.
import { printsRows } from '../../app/destination-fit.js';
import { earlierRuns } from '../../app/observers/earlier-runs.js';
import { expectedRuns } from '../../app/observers/expected-runs.js';
import { notifyRun } from '../../app/observers/notify-run.js';
import type { ConfiguredSource, SourceWithoutKeys } from '../../app/open.js';
import { version } from '../../app/package.js';
import type { EventName, LoadEvent } from '../../model/events/events.js';
import { noticeLine } from '../../model/notice.js';
import type { RunReport } from '../../model/report.js';
import type { Log } from '../../observe/logs/log.js';
import { type ExpectedRun, RunMetrics } from '../../observe/metrics/run-metrics.js';
import { serveMetrics } from '../../observe/metrics/server.js';
import type { RunProgress } from '../../run/run-state.js';
import type { LogOptions, MetricsOptions } from '../commands/load-options.js';
import { releaseLibraryNoise } from '../library-noise.js';
import { note, noteText, printText, setNotes } from '../output.js';
import { logFor } from './log-options.js';
import { metricsFor } from './metrics-options.js';

export interface ObserverOptions extends LogOptions, MetricsOptions {
  quiet?: boolean;
}

export interface Observer {
  log: Log;
  /** Every line on standard error is JSON; sentences are left out there. */
  isAllJson: boolean;
  /** The log has every event of its level, and goes to standard error. */
  isLogHere: boolean;
  /** Rows go to standard output, and nothing else does. */
  isRowsOut: boolean;
  /** Metrics need one more call of each load. */
  asksExpiry: boolean;
  /** For `LoadOptions.onEvent`. */
  onEvent(event: LoadEvent): void;
  /** For `LoadOptions.onProgress`; `pipeline` in a service. */
  onProgress(progress: () => RunProgress, source: ConfiguredSource, pipeline?: string): void;
  /** Receives the plain lines of a `ProgressLine`; absent: they go to standard error. */
  say?: (line: string, progress: RunProgress) => void;
  /** A run has ended, or could not start. */
  ended(report: RunReport, source: ConfiguredSource, pipeline?: string): void;
  /** Sends the configured notifications. */
  notify(report: RunReport, source: ConfiguredSource, run?: ServiceRun): Promise<void>;
  /** The runs of a service, in place of one run for each source. */
  expectRuns(runs: readonly ExpectedRun[]): void;
  /** The next runs of a service. */
  nextRuns(next: readonly { pipeline: string; at: string }[]): void;
  close(): Promise<void>;
}

/** The context of a run in a service. */
interface ServiceRun {
  pipeline?: string;
  /** Outcome of the previous run of the pipeline. */
  previous?: string;
}

/** Events that repeat the report: the log has them only if a log is requested. */
const IN_REPORT = new Set<EventName>(['run.warned', 'run.ended', 'run.not_started']);

export async function openObserver(
  sources: readonly [SourceWithoutKeys, ...SourceWithoutKeys[]],
  options: ObserverOptions,
): Promise<Observer> {
  const [source] = sources;
  const { observability } = source.config;
  const log = await logFor(options, observability.log);
  const { level, format, file } = observability.log;
  const asked = [options.logLevel, options.logFormat, options.logFile, level, format, file];
  const isAsked = asked.some((each) => each !== undefined);
  const isLogHere = isAsked && log.file === undefined;
  const isAllJson = log.file === undefined && (options.logFormat ?? format) === 'json';
  if (isAllJson) setNotes((text, level) => log.say(level, text));
  releaseLibraryNoise();
  const listen = metricsFor(options, observability.metrics);
  const metrics = new RunMetrics(source.clock, version(), listen ? await earlierRuns(source) : []);
  metrics.expectRuns(expectedRuns(sources));
  const server = listen && (await serveMetrics(metrics, listen));
  if (server) log.event({ event: 'metrics.served', url: server.url });
  const onEvent = (event: LoadEvent) => {
    metrics.observeEvent(event);
    if (isAsked || !IN_REPORT.has(event.event)) log.event(event);
  };
  return {
    log,
    isAllJson,
    isLogHere,
    isRowsOut: printsRows(source),
    asksExpiry: server !== undefined,
    onEvent,
    onProgress: (progress, { config }, pipeline) =>
      metrics.observeProgress(progress, { pipeline, connection: config.connection }),
    ...sayOf(log, options, level),
    ended: (report, { config }, pipeline) =>
      metrics.observeRun(report, { pipeline, connection: config.connection }),
    notify: (report, of, { pipeline, previous } = {}) =>
      notifyRun(
        of,
        report,
        pipeline === undefined ? onEvent : (event) => onEvent({ ...event, pipeline }),
        previous,
      ),
    expectRuns: (runs) => metrics.expectRuns(runs),
    nextRuns: (next) =>
      metrics.setNextRuns(new Map(next.map(({ pipeline, at }) => [pipeline, new Date(at)]))),
    close: async () => {
      await server?.close();
    },
  };
}

/** Progress is silent at the levels `warn` and `error`, and JSON among JSON lines. */
function sayOf(log: Log, { logLevel }: LogOptions, configured: string | undefined): Pick<Observer, 'say'> {
  const level = logLevel ?? configured;
  if (level === 'warn' || level === 'error') return { say: () => undefined };
  if (log.format !== 'json' || log.file !== undefined) return {};
  return {
    say: (message, { runId, trees, calls, rows }) =>
      log.event({ event: 'run.progressed', message, calls, rows, trees, runId }),
  };
}

/** Prints the report in words: to standard output, unless the report in JSON or the rows are there; not among JSON lines. */
export function showReport(
  text: string,
  { report }: { report?: string },
  { isAllJson, isRowsOut }: Observer,
): void {
  if (report !== '-' && !isRowsOut) printText(text);
  else if (!isAllJson) noteText(text);
}

/** A failed run is one line on standard error, unless a line of the log or the report on this terminal says it already. */
export function noteFailure(
  { name, outcome, runId, reasons }: RunReport & { name?: string },
  { quiet, report }: { quiet?: boolean; report?: string },
  { isLogHere, isRowsOut }: Pick<Observer, 'isLogHere' | 'isRowsOut'>,
): void {
  const isShown = !quiet && process.stdout.isTTY && report !== '-' && !isRowsOut;
  if (outcome !== 'failed' || isLogHere || isShown) return;
  const [first] = reasons;
  const whose = name === undefined || name === '' ? 'the load' : name;
  const why = first === undefined ? '' : `: ${noticeLine(first)}`;
  const more =
    reasons.length > 1 ? ` (and ${reasons.length - 1} more: source-ovhcloud runs show ${runId})` : '';
  note(`${whose} failed${why}${more}`, 'error');
}
