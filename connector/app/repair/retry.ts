// Retry: what an earlier run did not load is asked for again, and nothing else.
import { parseJson } from '../../http/json/body.js';
import type { Destination } from '../../model/destination.js';
import { ConfigError } from '../../model/errors.js';
import type { Notice } from '../../model/notice.js';
import type { Plan } from '../../model/plan.js';
import type { LedgerState, RunReport } from '../../model/report.js';
import { lastWithFailures, NothingToRetry, RETRIED } from '../../run/choose-retry.js';
import { type RetryPlan, retryPlan } from '../../run/retry-plan.js';
import { findRun, ledgerOf, listRuns, type StoredRun } from '../../state/history.js';
import { emptyReport } from '../not-started-report.js';
import type { ConfiguredSource } from '../open.js';

export interface RetryRequest {
  /** Id of a run, the beginning of it, or `last`. Absent: the last that left something out. */
  run?: string;
  /** What is asked for again. Default: refused, rejected, failed. */
  reasons?: readonly LedgerState[];
}

/** Runs that are looked through for one that left something out. */
const LOOKED_AT = 100;

/** Calls nothing. Throws `ConfigError` for a run that is not there or is of another account. */
export async function retryOf(
  plan: Plan,
  destination: Destination,
  account: string,
  { run: wanted, reasons = RETRIED }: RetryRequest,
): Promise<RetryPlan | NothingToRetry> {
  const run = await runOf(destination, account, wanted, reasons);
  if (run instanceof NothingToRetry) return run;
  const made = await retryPlan(plan, run, ledgerOf(destination, run.runId, { reasons }), parseJson);
  const cut: Notice[] = run.readToEnd ? [] : [{ code: 'retry-of-cut-run', message: cutText(run) }];
  if (made.plan.trees.length === 0 && made.reasons.length + cut.length === 0) {
    return new NothingToRetry(
      `run ${run.runId} left out nothing of what is asked for (${reasons.join(', ')})`,
    );
  }
  return { ...made, reasons: [...made.reasons, ...untried(run, reasons), ...cut] };
}

/** A report without a run: nothing was read. */
export function nothingToRetry(
  { notice }: NothingToRetry,
  source: ConfiguredSource,
  account: string,
): RunReport {
  const none = emptyReport(source, 'complete', []);
  return { ...none, account, warnings: [...none.warnings, notice] };
}

async function runOf(
  destination: Destination,
  account: string,
  wanted: string | undefined,
  reasons: readonly LedgerState[],
): Promise<StoredRun | NothingToRetry> {
  if (wanted !== undefined) {
    const run = await findRun(destination, wanted);
    if (run.account === account) return run;
    const message = `it is of the account ${run.account}, and these keys are of ${account}`;
    throw new ConfigError([{ code: 'run-other-account', where: `run "${wanted}"`, message }]);
  }
  const runs = (await listRuns(destination, LOOKED_AT)).filter((run) => run.account === account);
  const run = lastWithFailures(runs, reasons);
  if (run) return run;
  const cut = runs[0] && !runs[0].readToEnd ? `; but the last run was cut: ${cutText(runs[0])}` : '';
  return new NothingToRetry(`nothing to retry: no run has left out anything (${reasons.join(', ')})${cut}`);
}

function cutText({ runId }: StoredRun): string {
  return `run ${runId} did not come to its end, and what it had not reached is in no ledger: \`load\` goes on with it`;
}

/** What is usually asked for again and was not asked for now. */
function untried({ runId, sources }: StoredRun, reasons: readonly LedgerState[]): Notice[] {
  const left = RETRIED.filter((reason) => !reasons.includes(reason))
    .map((reason) => ({ reason, count: sources.reduce((sum, { ledger }) => sum + ledger[reason], 0) }))
    .filter(({ count }) => count > 0);
  if (left.length === 0) return [];
  const words = left.map(({ reason, count }) => `${count} ${reason}`).join(', ');
  const message = `not asked for again: ${words} of run ${runId}`;
  return [{ code: 'retry-narrowed', count: left.reduce((sum, { count }) => sum + count, 0), message }];
}
