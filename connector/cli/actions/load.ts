// load: loads the configured source objects into the destination.
import { printsRows } from '../../app/destination-fit.js';
import { loadSource } from '../../app/load.js';
import { notStartedReport } from '../../app/not-started-report.js';
import type { ConfiguredSource } from '../../app/open.js';
import { accountsReport } from '../../model/accounts-report.js';
import { systemClock } from '../../model/clock.js';
import { ConfigError } from '../../model/errors.js';
import type { RunReport } from '../../model/report.js';
import { reportText } from '../../text/report-text.js';
import type { LoadCommandOptions } from '../commands/load.js';
import { loadConnections } from '../load-accounts.js';
import { loadOptions } from '../observe/load-options.js';
import { noteAsJson } from '../observe/log-options.js';
import { noteFailure, type Observer, openObserver, showReport } from '../observe/observer.js';
import { note, outliveReader, textColumns } from '../output.js';
import { endOnSignal, tidyOften } from '../process.js';
import { ProgressLine } from '../progress.js';
import { exitCodeOf, ReportFile } from '../report-file.js';
import { emptyShardLine, sourcesFrom } from './sources.js';

export async function load(options: LoadCommandOptions): Promise<void> {
  await loadAndReport(options, () => sourcesFrom(options));
}

/** Loads the sources that `open` returns, with progress, log, report and exit code. */
export async function loadAndReport(
  options: LoadCommandOptions,
  open: () => ConfiguredSource[] | Promise<ConfiguredSource[]>,
): Promise<void> {
  const reportFile = new ReportFile(options.report, options.incompleteExit);
  let sources: ConfiguredSource[] = [];
  try {
    if (options.logFormat === 'json' && !options.logFile) await noteAsJson(options);
    sources = await open();
    const [first, ...others] = sources;
    if (first) await loadOpened([first, ...others], options, reportFile);
    else loadNothing(options, reportFile);
  } catch (error) {
    const [source, ...others] = sources;
    const report = source && others.length === 0 ? () => notStartedReport(error, source) : undefined;
    // Rows on standard output leave no place for the report there.
    if (options.report !== '-' || !sources.some(printsRows)) reportFile.writeError(error, report);
    throw error;
  }
}

/** A shard without connections is done. */
function loadNothing(options: LoadCommandOptions, reportFile: ReportFile): void {
  const now = new Date(systemClock.now()).toISOString();
  const problem = reportFile.write({ ...accountsReport([]), startedAt: now, endedAt: now });
  if (!options.quiet) note(emptyShardLine(options));
  if (problem) throw problem;
}

async function loadOpened(
  sources: [ConfiguredSource, ...ConfiguredSource[]],
  options: LoadCommandOptions,
  reportFile: ReportFile,
): Promise<void> {
  const [source] = sources;
  if (options.report === '-' && printsRows(source)) {
    const message = 'standard output has the rows: name a file for the report';
    throw new ConfigError([{ code: 'option-conflict', where: '--report', message }]);
  }
  tidyOften();
  outliveReader();
  const observer = await openObserver(sources, options);
  try {
    const isOne = source.config.connection === undefined;
    const report = isOne
      ? await loadOne(source, options, observer, reportFile)
      : await loadConnections(sources, options, observer, reportFile);
    process.exitCode = exitCodeOf(report, options.incompleteExit);
  } finally {
    await observer.close();
  }
}

/** One account: its progress, its report. */
async function loadOne(
  source: ConfiguredSource,
  options: LoadCommandOptions,
  observer: Observer,
  reportFile: ReportFile,
): Promise<RunReport> {
  const line = new ProgressLine(source.plan, { say: observer.say });
  const ending = endOnSignal();
  let report: RunReport;
  try {
    report = await loadSource(source, {
      ...loadOptions(options, observer, ending.signal),
      onProgress: (progress) => {
        observer.onProgress(progress, source);
        if (!options.quiet) line.start(progress);
      },
    });
  } catch (error) {
    line.stop();
    const failed = notStartedReport(error, source);
    reportFile.writeError(error, () => failed);
    observer.ended(failed, source);
    await observer.notify(failed, source);
    throw error;
  } finally {
    line.stop();
    ending.dispose();
  }
  if (!options.quiet) showReport(reportText(report, textColumns()), options, observer);
  noteFailure(report, options, observer);
  const problem = reportFile.write(report);
  observer.ended(report, source);
  await observer.notify(report, source);
  if (problem) throw problem;
  return report;
}
