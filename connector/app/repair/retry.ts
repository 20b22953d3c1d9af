// Retry: reads what an earlier run did not load, and nothing else.
import { parseJson } from '../../http/json/body.js';
import type { Destination } from '../../model/destination.js';
import { ConfigError } from '../../model/errors.js';
import type { Notice } from '../../model/notice.js';
import type { Plan } from '../../model/plan.js';
import type { LedgerState, RunReport } from '../../model/report.js';
import { lastWithFailures, NothingToRetry, RETRIED } from '../../run/choose-retry.js';
import { type RetryPlan, retryPlan } from '../../run/retry-plan.js';
import {
  checkSource,
  chosenRuns,
  findRun,
  ledgerOf,
  type StoredEntry,
  type StoredRun,
} from '../../state/history/stored-runs.js';
import { connectionsIn, earlierRun, historyDestination, type Sources } from '../history/runs.js';
import { emptyReport } from '../not-started-report.js';
import type { ConfiguredSource } from '../open.js';

export interface RetryRequest {
  /** Id of a run, its beginning, or `last`. Absent: the last run that left something out. */
  run?: string;
  /** States to retry. Default: refused, rejected, failed. */
  reasons?: readonly LedgerState[];
  /** Only objects of these source objects. */
  sources?: readonly string[];
  /** Only objects with these ids, as the ledger has them. */
  ids?: readonly string[];
}

/** How many runs are searched for one that left something out. */
const LOOKED_AT = 100;

/** Calls nothing. Throws `ConfigError` for a run that does not exist or has another account. */
export async function retryOf(
  plan: Plan,
  destination: Destination,
  account: string,
  { run: wanted, reasons = RETRIED, ...narrowing }: RetryRequest,
): Promise<RetryPlan | NothingToRetry> {
  const run = await runOf(destination, account, wanted, reasons);
  if (run instanceof NothingToRetry) return run;
  for (const source of narrowing.sources ?? []) checkSource(source, run);
  const chosen = new ChosenEntries(narrowing);
  const entries = chosen.of(unaccepted(ledgerOf(destination, run.runId, { reasons })));
  const made = await retryPlan(plan, run, entries, parseJson);
  const cut: Notice[] = run.readToEnd ? [] : [{ code: 'retry-of-cut-run', message: cutText(run) }];
  if (made.plan.trees.length === 0 && made.reasons.length + cut.length === 0) {
    return new NothingToRetry(
      `run ${run.runId} left out nothing of what is asked for (${reasons.join(', ')})`,
    );
  }
  return { ...made, reasons: [...made.reasons, ...untried(run, reasons, chosen.left), ...cut] };
}

/**
 * The sources that a retry reads: the one whose run is named, or all. Calls nothing. Throws `ConfigError` for a run that
 * does not exist, or is of none of them.
 */
export async function sourcesToRetry(
  sources: readonly [ConfiguredSource, ...ConfiguredSource[]],
  wanted: string | undefined,
): Promise<ConfiguredSource[]> {
  if (wanted === undefined || wanted === 'last' || sources.length === 1) return [...sources];
  const run = await earlierRun(sources as Sources, wanted);
  const destination = historyDestination(sources as Sources, {}, 'retry');
  const owner = (await connectionsIn(destination, sources)).draftOf(run);
  const found = sources.filter((source) => source === owner);
  if (found.length > 0) return found;
  const names = sources.map(({ config }) => config.connection).join(', ');
  const message = `is of the account ${run.account}, and it is not known which of the connections has it (${names}): name one`;
  throw new ConfigError([{ code: 'connection-not-chosen', where: '--connection', message }]);
}

/** What the configuration of the run accepted is asked for by every load, and by no retry. */
async function* unaccepted(entries: AsyncIterable<StoredEntry>): AsyncGenerator<StoredEntry> {
  for await (const entry of entries) if (!entry.accepted) yield entry;
}

/** Of what a run left out, the entries that are asked for; it counts the others. */
class ChosenEntries {
  readonly left = new Map<LedgerState, number>();
  readonly #sources: ReadonlySet<string> | undefined;
  readonly #ids: ReadonlySet<string> | undefined;

  constructor({ sources, ids }: Pick<RetryRequest, 'sources' | 'ids'>) {
    this.#sources = sources && new Set(sources);
    this.#ids = ids && new Set(ids);
  }

  async *of(entries: AsyncIterable<StoredEntry>): AsyncGenerator<StoredEntry> {
    for await (const entry of entries) {
      const { source, id, reason } = entry;
      if ((this.#sources?.has(source) ?? true) && (this.#ids?.has(id) ?? true)) yield entry;
      else this.left.set(reason, (this.left.get(reason) ?? 0) + 1);
    }
  }
}

/** The report of a retry that read nothing. */
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
  const runs = await chosenRuns(destination, (rows) =>
    rows.filter((row) => row.account === account).slice(0, LOOKED_AT),
  );
  if (wanted === 'last') return runs[0] ?? new NothingToRetry('nothing to retry: the account has no run yet');
  if (wanted !== undefined) {
    const run = await findRun(destination, wanted);
    if (run.account === account) return run;
    const message = `has the account ${run.account}, but the keys belong to ${account}`;
    throw new ConfigError([{ code: 'run-other-account', where: `run "${wanted}"`, message }]);
  }
  const run = lastWithFailures(runs, reasons);
  if (run) return run;
  const cut = runs[0] && !runs[0].readToEnd ? `; but the last run was interrupted: ${cutText(runs[0])}` : '';
  return new NothingToRetry(`nothing to retry: no run has left out anything (${reasons.join(', ')})${cut}`);
}

function cutText({ runId }: StoredRun): string {
  return `run ${runId} did not reach its end, and its ledger does not have what it had not reached: \`load\` resumes it`;
}

/** What a retry includes by default and this one does not. @param narrowed of the states that are asked for, what is not */
function untried(
  { runId, sources }: StoredRun,
  reasons: readonly LedgerState[],
  narrowed: ReadonlyMap<LedgerState, number>,
): Notice[] {
  const all = (reason: LedgerState) => sources.reduce((sum, { ledger }) => sum + ledger[reason], 0);
  const left = RETRIED.map((reason) => ({
    reason,
    count: reasons.includes(reason) ? (narrowed.get(reason) ?? 0) : all(reason),
  })).filter(({ count }) => count > 0);
  if (left.length === 0) return [];
  const words = left.map(({ reason, count }) => `${count} ${reason}`).join(', ');
  const message = `not retried: ${words} of run ${runId}`;
  return [{ code: 'retry-narrowed', count: left.reduce((sum, { count }) => sum + count, 0), message }];
}
