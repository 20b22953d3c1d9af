// load: reads everything that is configured into the destination.
import type { Command } from 'commander';
import { EXIT_CODES, type RunReport } from '../../model/report.js';
import { loadSource } from '../../source/load.js';
import type { Source } from '../../source/open.js';
import type { RetryRequest } from '../../source/repair/retry.js';
import { notBegun } from '../../source/several/not-begun.js';
import { note, outliveReader, print } from '../output.js';
import { endOnSignal, tidyOften } from '../process.js';
import { ProgressLine } from '../progress.js';
import { assertReportFile, ReportError, writeReport } from '../report-file.js';
import { reportText } from '../report-text.js';
import { loadConnections } from '../several/load.js';
import {
  addConfigOptions,
  addConnectionOption,
  addOnlyOption,
  type ConfigOptions,
  sourcesFrom,
} from './options.js';

export interface LoadCommandOptions extends ConfigOptions {
  report?: string;
  quiet?: boolean;
  shortcuts: boolean;
  fullRefresh?: true | string[];
  retry?: RetryRequest;
}

const EXAMPLES = `
Examples:
  source-ovhcloud load --config source.yaml
  source-ovhcloud load --only bills bill_details --report report.json
  source-ovhcloud load --quiet --report - > report.json
  source-ovhcloud load --connection parent      one of the connections of the configuration

Ends with 0 when complete, 3 when something listed is not loaded, 1 when it failed, 2 when the configuration
is wrong; of several connections the worst counts. Ctrl-C ends it cleanly: the slice in flight is left out whole, the report is printed.`;

export function addLoad(program: Command): void {
  const command = program.command('load').description('load everything that is configured into its tables');
  addOnlyOption(addConnectionOption(addConfigOptions(command)))
    .option('--report <file>', 'write the report as JSON; - for standard output')
    .option(
      '--scheduled',
      'this run is started by a scheduler: methods with effects need allowWriteOnSchedule',
    )
    .option('--full-refresh [name...]', 'read these source objects wholly, or all: nothing counts as known')
    .option('--no-shortcuts', 'read every object by itself: more calls')
    .option('-q, --quiet', 'no progress and no report in words')
    .addHelpText('after', EXAMPLES)
    .action((options: LoadCommandOptions) => loadAndTell(sourcesFrom(options), options));
}

/** Loads what is configured, with its line, its report and its exit code. */
export async function loadAndTell(sources: readonly Source[], options: LoadCommandOptions): Promise<void> {
  const [source] = sources;
  if (!source) return;
  if (options.report) assertReportFile(options.report);
  tidyOften();
  outliveReader();
  const isOne = source.config.connection === undefined;
  const report = isOne ? await loadOne(source, options) : await loadConnections(sources, options);
  process.exitCode = EXIT_CODES[report.outcome];
}

/** One account: its progress, its report. */
export async function loadOne(source: Source, options: LoadCommandOptions): Promise<RunReport> {
  const line = new ProgressLine(source.plan);
  const ending = endOnSignal();
  try {
    const report = await loadSource(source, {
      signal: ending.signal,
      shortcuts: options.shortcuts,
      refresh: options.fullRefresh,
      retry: options.retry,
      onProgress: (progress) => {
        if (!options.quiet) line.start(progress);
      },
    });
    line.stop();
    const show = options.report === '-' ? note : print;
    if (!options.quiet) show(reportText(report, process.stdout.columns));
    if (options.report) writeReport(options.report, report);
    return report;
  } catch (error) {
    if (options.report && !(error instanceof ReportError))
      writeReport(options.report, notBegun(error, source));
    throw error;
  } finally {
    line.stop();
    ending.dispose();
  }
}
