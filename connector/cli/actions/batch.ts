// runs show --batch: one report of all runs of a batch, and of what never began.
import { byDestination } from '../../app/by-destination.js';
import { batchReport } from '../../app/history/batch.js';
import type { Sources } from '../../app/history/runs.js';
import type { AccountsReport } from '../../model/accounts-report.js';
import { ConfigError, DestinationError } from '../../model/errors.js';
import { EXIT_CODES } from '../../model/report.js';
import { accountsText, storedConnectionText } from '../../text/accounts/accounts-text.js';
import { Belongings, requireOwnBatch } from '../../worker/belonging.js';
import { isOfAnother } from '../../worker/decision.js';
import { queuePlaceOf } from '../../worker/place.js';
import { queueToLook } from '../../worker/queue.js';
import { type FleetJob, fleetJob } from '../../worker/status.js';
import type { ShowRunOptions } from '../commands/runs.js';
import { note, printJson, printText, textColumns } from '../output.js';
import { historyFrom, inputFrom } from './sources.js';

export async function showBatch(batch: string, options: ShowRunOptions): Promise<void> {
  const { drafts, onlyThese } = historyFrom(options);
  const { jobs, problem } = await queuedJobs(drafts, batch, options);
  const names = new Set(drafts.map(({ config }) => config.connection));
  const own = onlyThese ? jobs.filter(({ connection }) => names.has(connection)) : jobs;
  const report = seen(await batchReport(drafts, batch, own), problem);
  if (problem !== undefined)
    note(`the queue was not looked at, and may have jobs of this batch that did not end: ${problem}`);
  if (options.json) printJson(report);
  else {
    // One run is found in one destination.
    const eachHasOwn = byDestination(drafts).length > 1;
    for (const each of report.connections.filter(({ outcome }) => outcome !== 'complete')) {
      const choice = eachHasOwn ? ` --connection ${each.name}` : '';
      printText(`${storedConnectionText(each, choice, textColumns())}\n`);
    }
    printText(accountsText(report, textColumns(), '--json'));
  }
  process.exitCode = EXIT_CODES[report.outcome];
}

/** What nobody has looked at is not complete. */
function seen(report: AccountsReport, problem: string | undefined): AccountsReport {
  const isOpen = problem !== undefined && report.outcome === 'complete';
  return isOpen ? { ...report, outcome: 'incomplete' } : report;
}

/** What the queue has of the batch; why it was not looked at, where there may be one. */
async function queuedJobs(
  drafts: Sources,
  batch: string,
  options: ShowRunOptions,
): Promise<{ jobs: FleetJob[]; problem?: string }> {
  try {
    const queue = await queueToLook(queuePlaceOf(drafts.map(({ config }) => config)));
    if (!queue) return { jobs: [] };
    try {
      const { file, options: reading } = inputFrom(options);
      const stored = await queue.jobs(batch);
      requireOwnBatch(stored, Belongings.read(file, reading), batch);
      const now = drafts[0].clock.now();
      return { jobs: stored.map((job) => fleetJob(job, now)) };
    } finally {
      await queue.close();
    }
  } catch (error) {
    if (error instanceof DestinationError) return { jobs: [], problem: error.message };
    if (!(error instanceof ConfigError) || isOfAnother({ error })) throw error;
    const isElsewhere = error.issues.some(({ code }) => code === 'config-missing');
    return { jobs: [], ...(!isElsewhere && { problem: error.message }) };
  }
}
