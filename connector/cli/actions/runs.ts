// runs: lists earlier runs of a destination, shows one, compares two.
import { comparedRuns, earlierRun, runHistory } from '../../app/history/runs.js';
import { ConfigError } from '../../model/errors.js';
import { comparisonText, runsText, runText } from '../../text/runs-text.js';
import type { RunsOptions, ShowRunOptions } from '../commands/runs.js';
import { printJson, printText, textColumns } from '../output.js';
import { recordsFrom } from './sources.js';

export async function listRuns(options: RunsOptions): Promise<void> {
  const { drafts, onlyThese } = recordsFrom(options);
  const history = await runHistory(drafts, { onlyThese });
  if (options.json) printJson(history);
  else printText(runsText(history, textColumns()));
}

export async function showRun(wanted: string | undefined, options: ShowRunOptions): Promise<void> {
  if (options.batch !== undefined) {
    if (wanted === undefined) return (await import('./batch.js')).showBatch(options.batch, options);
    const message = 'a run and a batch are named: leave one of them out';
    throw new ConfigError([{ code: 'option-conflict', where: '--batch', message }]);
  }
  const { drafts, onlyThese } = recordsFrom(options);
  const run = await earlierRun(drafts, wanted ?? 'last', { onlyThese });
  if (options.json) printJson(run);
  else printText(runText(run, textColumns()));
}

export async function compareTwoRuns(wanted: readonly [string, string], options: RunsOptions): Promise<void> {
  const { drafts, onlyThese } = recordsFrom(options);
  const comparison = await comparedRuns(drafts, wanted, { onlyThese });
  if (options.json) printJson(comparison);
  else printText(comparisonText(comparison, textColumns()));
}
