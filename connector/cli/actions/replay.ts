// replay: shapes rejected records again, without a call.
import { replaySource } from '../../app/repair/replay.js';
import { EXIT_CODES } from '../../model/report.js';
import { replayText } from '../../text/replay-text.js';
import type { ReplayCommandOptions } from '../commands/replay.js';
import { print, printJson, printText, textColumns } from '../output.js';
import { endOnSignal } from '../process.js';
import { historyFrom } from './sources.js';

export async function replay(run: string | undefined, options: ReplayCommandOptions): Promise<void> {
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
