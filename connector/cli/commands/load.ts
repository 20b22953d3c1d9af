// load: loads the configured source objects into the destination.
import type { Command } from 'commander';
import { loadSource } from '../../app/load.js';
import { notStartedReport } from '../../app/not-started-report.js';
import type { ConfiguredSource } from '../../app/open.js';
import { ConfigError } from '../../model/errors.js';
import { EXIT_CODES, type RunReport } from '../../model/report.js';
import { reportText } from '../../text/report-text.js';
import { loadConnections } from '../load-accounts.js';
import { addStrategyOption, type LoadChoices, loadOptions } from '../observe/load-options.js';
import { addLogOptions, type LogOptions, noteAsJson } from '../observe/log-options.js';
import { addMetricsOptions, type MetricsOptions } from '../observe/metrics-options.js';
import { type Observer, openObserver, printsRows, showReport } from '../observe/observer.js';
import { outliveReader } from '../output.js';
import { endOnSignal, tidyOften } from '../process.js';
import { ProgressLine } from '../progress.js';
import { assertReportFile, ReportError, writeRefusal, writeReport } from '../report-file.js';
import {
  addConfigOptions,
  addConnectionOption,
  addOnlyOption,
  type ConfigOptions,
  sourcesFrom,
} from './options.js';

export interface LoadCommandOptions extends ConfigOptions, LogOptions, MetricsOptions, LoadChoices {
  report?: string;
  quiet?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud load --config source.yaml
  source-ovhcloud load --only bills bill_details --report report.json
  source-ovhcloud load --quiet --report - > report.json
  source-ovhcloud load --connection parent      one of the connections of the configuration
  source-ovhcloud load --log-level info --log-file ovh.log --metrics-port 9464

Ends with 0 when complete, 3 when something listed is not loaded, 1 when it failed, 2 when the configuration
is wrong; of several connections the worst counts. Ctrl-C ends it cleanly: the slice in flight is left out whole, the report is printed.`;

export function addLoad(program: Command): void {
  const command = program.command('load').description('load the configured source objects into their tables');
  addConfigOptions(command);
  addStrategyOption(addMetricsOptions(addLogOptions(addOnlyOption(addConnectionOption(command)))))
    .option('--report <file>', 'write the report as JSON; - for standard output')
    .option('--scheduled', 'a scheduler starts this run: methods with effects need allowWriteOnSchedule')
    .option(
      '--full-refresh [name...]',
      'read these source objects completely, or all: nothing counts as known',
    )
    .option('-q, --quiet', 'no progress and no report for people')
    .addHelpText('after', EXAMPLES)
    .action((options: LoadCommandOptions) => loadAndTell(options, () => sourcesFrom(options)));
}

/** Loads the opened sources, with progress, log, report and exit code. */
export async function loadAndTell(
  options: LoadCommandOptions,
  open: () => ConfiguredSource[],
): Promise<void> {
  if (options.report) assertReportFile(options.report);
  if (options.logFormat === 'json' && !options.logFile) await noteAsJson(options);
  const [source, ...others] = opened(options, open);
  if (options.report === '-' && printsRows(source)) {
    const message = 'standard output has the rows: name a file for the report';
    throw new ConfigError([{ code: 'option-conflict', where: '--report', message }]);
  }
  tidyOften();
  outliveReader();
  const observer = await openObserver([source, ...others], options);
  try {
    const isOne = source.config.connection === undefined;
    const report = isOne
      ? await loadOne(source, options, observer)
      : await loadConnections([source, ...others], options, observer);
    process.exitCode = EXIT_CODES[report.outcome];
  } finally {
    await observer.close();
  }
}

function opened(
  options: LoadCommandOptions,
  open: () => ConfiguredSource[],
): [ConfiguredSource, ...ConfiguredSource[]] {
  try {
    return open() as [ConfiguredSource, ...ConfiguredSource[]];
  } catch (error) {
    if (options.report && error instanceof ConfigError) writeRefusal(options.report, error);
    throw error;
  }
}

/** One account: its progress, its report. */
async function loadOne(
  source: ConfiguredSource,
  options: LoadCommandOptions,
  observer: Observer,
): Promise<RunReport> {
  const line = new ProgressLine(source.plan, { say: observer.say });
  const ending = endOnSignal();
  try {
    const report = await loadSource(source, {
      ...loadOptions(options, observer, ending.signal),
      onProgress: (progress) => {
        observer.onProgress(progress, source);
        if (!options.quiet) line.start(progress);
      },
    });
    line.stop();
    if (!options.quiet)
      showReport(reportText(report, process.stdout.columns || undefined), options, observer);
    if (options.report) writeReport(options.report, report);
    observer.ended(report, source);
    await observer.notify(report, source);
    return report;
  } catch (error) {
    line.stop();
    if (!(error instanceof ReportError)) {
      const report = notStartedReport(error, source);
      if (options.report && error instanceof ConfigError) writeRefusal(options.report, error);
      else if (options.report) writeReport(options.report, report);
      observer.ended(report, source);
      await observer.notify(report, source);
    }
    throw error;
  } finally {
    line.stop();
    ending.dispose();
  }
}
