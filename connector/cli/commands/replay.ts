// replay: shapes rejected records again, without a call.
import type { Command } from 'commander';
import { replaySource } from '../../app/repair/replay.js';
import { EXIT_CODES } from '../../model/report.js';
import { replayText } from '../../text/replay-text.js';
import { print, printJson, printText, textColumns } from '../output.js';
import { endOnSignal } from '../process.js';
import { addConfigOptions, addConnectionOption, type ConfigOptions, historyFrom } from './options.js';

interface ReplayCommandOptions extends ConfigOptions {
  source?: string;
  dryRun?: boolean;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud replay --dry-run            what would be loaded now, and why the rest would not
  source-ovhcloud replay                      all that was rejected
  source-ovhcloud replay --source bills last  only of one source object, only of the last run

Nothing is called. Ends with 0 when nothing is rejected any more, 3 when something still is, 1 when it failed.`;

export function addReplay(program: Command): void {
  const command = program
    .command('replay')
    .description('shape rejected records again with the current configuration, without a call');
  addConnectionOption(addConfigOptions(command))
    .argument('[run]', 'only the records that this run rejected: its id, the beginning of it, or last')
    .option('--source <name>', 'only this source object')
    .option('--dry-run', 'write nothing, and report what would happen')
    .option('--json', 'the reports as a JSON array, one for each account')
    .addHelpText('after', EXAMPLES)
    .action(replay);
}

async function replay(run: string | undefined, options: ReplayCommandOptions): Promise<void> {
  const { source, dryRun = false } = options;
  const ending = endOnSignal();
  try {
    const { drafts, onlyThese } = historyFrom(options);
    const reports = await replaySource(drafts, { source, run, dryRun, onlyThese, signal: ending.signal });
    if (options.json) printJson(reports);
    else if (reports.length === 0) print('Nothing to replay: there are no rejected records');
    else printText(reports.map((report) => replayText(report, dryRun, textColumns())).join('\n\n'));
    const codes = reports.map(({ outcome }) => EXIT_CODES[outcome]);
    process.exitCode = codes.includes(1) ? 1 : Math.max(0, ...codes);
  } finally {
    ending.dispose();
  }
}
