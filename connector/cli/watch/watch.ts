// What watches loads that go on: the log, the progress, the metrics, and who is told how they ended.

import type { ConfiguredSource } from '../../app/open.js';
import { version } from '../../app/package.js';
import { STANDARD_OUTPUT } from '../../destinations/kit/places.js';
import type { EventName, LoadEvent } from '../../model/events/events.js';
import type { RunReport } from '../../model/report.js';
import type { Log } from '../../observe/logs/log.js';
import { RunMetrics } from '../../observe/metrics/run-metrics.js';
import { type MetricsServer, serveMetrics } from '../../observe/metrics/server.js';
import { notifyRun, runsOf } from '../../observe/notify/notify.js';
import type { RunProgress } from '../../run/run-state.js';
import { note, print, setNotes } from '../output.js';
import { type LogOptions, logFor } from './log-options.js';
import { type MetricsOptions, metricsFor } from './options.js';

export interface WatchOptions extends LogOptions, MetricsOptions {
  quiet?: boolean;
}

export interface Watch {
  log: Log;
  /** Every line on standard error is to be JSON: nothing is said there in words. */
  isAllJson: boolean;
  /** Rows go to standard output: nothing else is said there. */
  isRowsOut: boolean;
  /** One call more of each load is worth what it tells. */
  asksExpiry: boolean;
  /** For `LoadOptions.onEvent`. */
  onEvent(event: LoadEvent): void;
  /** For `LoadOptions.onProgress`. */
  onProgress(progress: () => RunProgress, source: ConfiguredSource): void;
  /** Takes the plain lines of a `ProgressLine`; absent: they go to standard error as they are. */
  say?: (line: string, progress: RunProgress) => void;
  /** A run has ended, also one that has not begun. */
  ended(report: RunReport, source: ConfiguredSource): void;
  /** Tells it to whom it matters. */
  notify(report: RunReport, source: ConfiguredSource, before?: string): Promise<void>;
  /** What a service will run next. */
  nextRuns(next: readonly { pipeline: string; at: string }[]): void;
  close(): Promise<void>;
}

/** Told by the report and by the command's last words too: logged where a log is asked for. */
const IN_REPORT = new Set<EventName>(['run.warned', 'run.ended', 'run.not_started']);

/** @param usual level of the log where nobody says one: `warn` for a load, `info` for a service. */
export async function openWatch(
  sources: readonly [ConfiguredSource, ...ConfiguredSource[]],
  options: WatchOptions,
  usual: 'warn' | 'info' = 'warn',
): Promise<Watch> {
  const [source] = sources;
  const { observability } = source.config;
  const log = await logFor(options, observability.log, usual);
  const { level, format, file } = observability.log;
  const asked = [options.logLevel, options.logFormat, options.logFile, level, format, file];
  const isAsked = usual === 'info' || asked.some((each) => each !== undefined);
  const isAllJson = log.file === undefined && (options.logFormat ?? format) === 'json';
  if (isAllJson) setNotes((text, level) => log.say(level, text));
  const listen = metricsFor(options, observability.metrics);
  const metrics = new RunMetrics(source.clock, version(), listen ? await runsOf(source) : []);
  const server = listen && (await serveMetrics(metrics, listen));
  if (server) log.event({ event: 'metrics.served', url: server.url });
  const onEvent = (event: LoadEvent) => {
    metrics.observeEvent(event);
    if (isAsked || !IN_REPORT.has(event.event)) log.event(event);
  };
  return {
    log,
    isAllJson,
    isRowsOut: printsRows(source),
    asksExpiry: server !== undefined,
    onEvent,
    onProgress: (progress, { config }) => metrics.observeProgress(progress, config.connection),
    ...sayOf(log, options, level),
    ended: (report, { config }) => metrics.observeRun(report, config.connection),
    notify: (report, of, before) => notifyRun(of, report, onEvent, before),
    nextRuns: (next) =>
      metrics.setNextRuns(new Map(next.map(({ pipeline, at }) => [pipeline, new Date(at)]))),
    close: async () => {
      await close(server);
    },
  };
}

async function close(server: MetricsServer | undefined): Promise<void> {
  await server?.close();
}

/** Progress is said unless somebody wants warnings alone; as JSON among JSON lines. */
function sayOf(log: Log, { logLevel }: LogOptions, configured: string | undefined): Pick<Watch, 'say'> {
  const level = logLevel ?? configured;
  if (level === 'warn' || level === 'error') return { say: () => undefined };
  if (log.format !== 'json' || log.file !== undefined) return {};
  return {
    say: (message, { runId, trees, calls, rows }) =>
      log.event({ event: 'run.progressed', message, calls, rows, trees, runId }),
  };
}

/** True where the destination of a source is standard output. */
export function printsRows({ config }: ConfiguredSource): boolean {
  return config.destination.path === STANDARD_OUTPUT;
}

/** The report in words: on standard output, unless that is the report's own, or the rows'; among JSON lines not at all. */
export function showReport(
  text: string,
  { report }: { report?: string },
  { isAllJson, isRowsOut }: Watch,
): void {
  if (report !== '-' && !isRowsOut) print(text);
  else if (!isAllJson) note(text);
}
