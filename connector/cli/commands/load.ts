// load: reads everything that is configured into the destination.
import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { ConfigError } from '../../model/errors.js';
import { EXIT_CODES, type RunReport } from '../../model/report.js';
import { loadSource } from '../../source/load.js';
import { clean, note, print } from '../output.js';
import { ProgressLine } from '../progress.js';
import { reportText } from '../report-text.js';
import { addConfigOptions, addOnlyOption, type ConfigOptions, sourceFrom } from './options.js';

interface LoadCommandOptions extends ConfigOptions {
  report?: string;
  quiet?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud load --config source.yaml
  source-ovhcloud load --only bills bill_details --report report.json
  source-ovhcloud load --quiet --report - > report.json

Ends with 0 when complete, 3 when something listed is not loaded, 1 when it failed, 2 when the configuration
is wrong. Ctrl-C ends it cleanly: the slice in flight is left out whole, the report is printed.`;

export function addLoad(program: Command): void {
  const command = program.command('load').description('load everything that is configured into its tables');
  addOnlyOption(addConfigOptions(command))
    .option('--report <file>', 'write the report as JSON; - for standard output')
    .option(
      '--scheduled',
      'this run is started by a scheduler: methods with effects need allowWriteOnSchedule',
    )
    .option('-q, --quiet', 'no progress and no report in words')
    .addHelpText('after', EXAMPLES)
    .action(async (options: LoadCommandOptions) => {
      const report = await load(options);
      process.exitCode = EXIT_CODES[report.outcome];
    });
}

async function load(options: LoadCommandOptions): Promise<RunReport> {
  const source = sourceFrom(options);
  if (options.report && options.report !== '-') assertWritable(options.report);
  const line = new ProgressLine();
  const ending = endOnSignal();
  try {
    const report = await loadSource(source, {
      signal: ending.signal,
      onProgress: (progress) => {
        if (!options.quiet) line.start(progress);
      },
    });
    line.stop();
    if (options.report) writeReport(options.report, report);
    const show = options.report === '-' ? note : print;
    if (!options.quiet) show(reportText(report));
    return report;
  } finally {
    line.stop();
    ending.dispose();
  }
}

/** Found out before the first call, not after the last. */
function assertWritable(file: string): void {
  try {
    closeSync(openSync(file, 'a'));
  } catch (error) {
    throw new ConfigError([
      { where: `--report ${file}`, message: `cannot be written: ${(error as Error).message}` },
    ]);
  }
}

function writeReport(file: string, report: RunReport): void {
  const text = clean(JSON.stringify(report, null, 2));
  if (file === '-') process.stdout.write(`${text}\n`);
  else writeFileSync(file, `${text}\n`);
}

/** The first signal asks the run to end; a second one ends the process. */
function endOnSignal(): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const handle = () => {
    if (controller.signal.aborted) process.exit(130);
    note('\nending: the slice in flight is left out whole (again to end at once)');
    controller.abort();
  };
  process.on('SIGINT', handle).on('SIGTERM', handle);
  return {
    signal: controller.signal,
    dispose: () => process.off('SIGINT', handle).off('SIGTERM', handle),
  };
}
