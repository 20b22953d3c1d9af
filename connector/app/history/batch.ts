// One report of all runs of a batch, from where they are recorded, and of the connections that have none yet.
import { createDestination } from '../../destinations/registry.js';
import { type AccountsReport, accountsReport, type ConnectionReport } from '../../model/accounts-report.js';
import type { Code } from '../../model/codes/codes.js';
import { ConfigError, DestinationError } from '../../model/errors.js';
import type { Notice } from '../../model/notice.js';
import {
  type LedgerEntry,
  NOT_LOADED_STATES,
  type RunReport,
  type SourceReport,
} from '../../model/report.js';
import { withReason } from '../../run/report.js';
import { firstEntries } from '../../state/history/first-entries.js';
import { chosenRuns, type StoredRun, type StoredSource } from '../../state/history/stored-runs.js';
import { byDestination } from '../by-destination.js';
import { requireState } from '../destination-fit.js';
import { emptyReport } from '../not-started-report.js';
import type { SourceWithoutKeys } from '../open.js';
import { Connections } from './connections.js';
import type { Sources } from './runs.js';

/** Objects that the report of a run names of each source object; its ledger has all. */
const NAMED_ENTRIES = 5;

/** What a queue knows of one connection of a batch. */
export interface BatchJob {
  connection?: string;
  state: 'queued' | 'running' | 'waiting' | 'done' | 'dead';
  /** Its last run. */
  runId?: string;
  /** Why its last run was not complete. */
  code?: string;
  message?: string;
  /** When it is tried again, ISO 8601. */
  again?: string;
  /** Since when it is in this state by the clock of the queue, ISO 8601. */
  since?: string;
}

/**
 * As `loadSources` reports it. Of the runs of one connection and the same source objects the last one counts: as the queue
 * has it, since clocks of workers may differ, else by its time.
 *
 * @param jobs of this batch, where a queue has them; else the connections of the configuration are those of the batch
 * @throws ConfigError where nothing is known of the batch
 */
export async function batchReport(
  drafts: Sources,
  batch: string,
  jobs: readonly BatchJob[] = [],
): Promise<AccountsReport> {
  const all: ConnectionReport[] = [];
  for (const place of byDestination(drafts)) all.push(...(await runsAt(place, batch)));
  const found = lastOf(all, jobs);
  if (found.length === 0 && jobs.length === 0) {
    const message = 'no run of this batch is recorded, and no job of it is queued';
    throw new ConfigError([{ code: 'run-unknown', where: `batch "${batch}"`, message }]);
  }
  const reports =
    jobs.length > 0
      ? withJobs(found, drafts, jobs, new Set(all.map(({ runId }) => runId)))
      : withAbsent(found, drafts, batch);
  const order = new Map(drafts.map((draft, index) => [nameOf(draft), index]));
  const placeOf = ({ name }: ConnectionReport) => order.get(name) ?? drafts.length;
  return accountsReport(reports.toSorted((one, other) => placeOf(one) - placeOf(other)));
}

const nameOf = ({ config }: SourceWithoutKeys) => config.connection ?? '';

async function runsAt(drafts: Sources, batch: string): Promise<ConnectionReport[]> {
  const destination = createDestination(drafts[0].config.destination);
  requireState(destination, 'runs');
  let connections = new Connections(drafts, []);
  try {
    const runs = await chosenRuns(destination, (rows) => {
      connections = new Connections(drafts, rows);
      return rows.filter(({ batchId }) => batchId === batch);
    });
    const open = runs.filter(({ outcome }) => outcome !== 'complete');
    const entries = await firstEntries(destination, open, NAMED_ENTRIES);
    return runs.map((run) => ({
      name: connections.nameOf(run) ?? '',
      ...reportOf(run, entries.get(run.runId) ?? new Map(), { batch, destination: destination.location }),
    }));
  } catch (error) {
    if (error instanceof DestinationError && error.code === 'destination-empty') return [];
    throw error;
  }
}

function lastOf(all: readonly ConnectionReport[], jobs: readonly BatchJob[]): ConnectionReport[] {
  const since = new Map(jobs.map(({ runId, since }) => [runId, since]));
  const timeOf = ({ runId, startedAt }: ConnectionReport) => since.get(runId) ?? startedAt;
  const last = new Map<string, ConnectionReport>();
  for (const report of all) {
    const { name, account, sources } = report;
    const key = JSON.stringify([name || account, sources.map((source) => source.name)]);
    const known = last.get(key);
    if (!known || timeOf(report) > timeOf(known)) last.set(key, report);
  }
  return [...last.values()];
}

function withJobs(
  found: readonly ConnectionReport[],
  drafts: Sources,
  jobs: readonly BatchJob[],
  runIds: ReadonlySet<string>,
): ConnectionReport[] {
  const reports = [...found];
  for (const job of jobs) {
    const name = job.connection ?? '';
    const reason = reasonOf(job, runIds);
    if (!reason) continue;
    const own = found.filter((each) => each.name === name);
    const isOnly = own.length === 1 && jobs.filter(({ connection = '' }) => connection === name).length === 1;
    const [run] = own;
    if (isOnly && run) {
      // What failed says so itself.
      if (job.state !== 'dead') reports[reports.indexOf(run)] = { ...run, ...withReason(run, reason) };
    } else reports.push(emptyOf(name, drafts, job.state === 'dead' ? 'failed' : 'incomplete', reason));
  }
  return reports;
}

/** Undefined for a job that has a run here. */
function reasonOf(
  { state, runId = '', code, message = '', again }: BatchJob,
  runIds: ReadonlySet<string>,
): Notice | undefined {
  // A run that is recorded says so itself.
  const before = runIds.has(runId) ? undefined : [code, message].filter(Boolean).join(': ');
  switch (state) {
    case 'done':
      return runIds.has(runId) ? undefined : absentRun(runId);
    case 'dead':
      return { code: (code ?? 'batch-not-ended') as Code, message: message || 'its job is dead' };
    case 'waiting':
      return notEnded(`its job waits, and is tried again at ${again}`, before);
    case 'running':
      return notEnded('a worker runs its job');
    case 'queued':
      return notEnded('its job waits for a worker', before);
  }
}

function notEnded(state: string, before?: string): Notice {
  return { code: 'batch-not-ended', message: before ? `${state}, after ${before}` : state };
}

function absentRun(runId: string): Notice {
  const run = runId === '' ? 'no run' : `run ${runId}`;
  const message = `its job is done by ${run}, which is not recorded here: a worker with another configuration or another machine's files had it`;
  return { code: 'batch-run-absent', message };
}

function withAbsent(found: readonly ConnectionReport[], drafts: Sources, batch: string): ConnectionReport[] {
  const absent = drafts.filter((draft) => !found.some(({ name }) => name === nameOf(draft)));
  const message = `no run of batch ${batch} is recorded for it`;
  return [
    ...found,
    ...absent.map((draft) =>
      emptyOf(nameOf(draft), drafts, 'incomplete', { code: 'batch-not-begun', message }),
    ),
  ];
}

function emptyOf(
  name: string,
  drafts: Sources,
  outcome: 'incomplete' | 'failed',
  reason: Notice,
): ConnectionReport {
  const known = drafts.find((draft) => nameOf(draft) === name);
  const report = emptyReport(known ?? drafts[0], outcome, [reason]);
  if (known) return { name, ...report, warnings: [] };
  // This configuration does not know it: the queue does.
  return { name, ...report, connection: name, account: '', region: '', warnings: [] };
}

/** As the run reported itself, as far as it is recorded. */
function reportOf(
  run: StoredRun,
  entries: ReadonlyMap<string, readonly LedgerEntry[]>,
  { batch, destination }: { batch: string; destination: string },
): RunReport {
  const { runId, account, connection, region, startedAt, seconds, slices, calls, retries, kind } = run;
  const isOpen = run.outcome === 'running';
  const open: Notice = {
    code: 'batch-not-ended',
    message: 'the run has not ended, or its process was killed',
  };
  return {
    runId,
    ...(kind !== 'load' && { kind: kind as RunReport['kind'] }),
    ...(run.retryOf !== undefined && { retryOf: run.retryOf }),
    outcome: isOpen ? 'incomplete' : (run.outcome as RunReport['outcome']),
    readToEnd: run.readToEnd,
    reasons: isOpen ? [open] : (run.reasons as Notice[]),
    account,
    ...(connection !== undefined && { connection }),
    batch,
    ...{ region, destination, startedAt, endedAt: run.endedAt ?? startedAt, seconds, slices },
    calls: {
      ...{ calls, retries, byStatus: {} },
      budgetWaitMs: run.budgetWaitSeconds * 1000,
      retryWaitMs: run.retryWaitSeconds * 1000,
      perSecond: seconds > 0 ? calls / seconds : 0,
    },
    sources: run.sources.map((source) => sourceOf(source, entries.get(source.name) ?? [])),
    drift: run.drift,
    refusedStrategies: [],
    warnings: run.warnings as Notice[],
  };
}

function sourceOf(source: StoredSource, notLoaded: readonly LedgerEntry[]): SourceReport {
  const { ledger } = source;
  const missing = NOT_LOADED_STATES.reduce((sum, state) => sum + ledger[state], 0);
  return {
    ...source,
    balanced: ledger.listed === ledger.loaded + ledger.known + missing,
    ...{ blank: 0, deleted: 0, columnsAdded: [], columnsWidened: [], omitted: [], notes: [] },
    ...{ notLoaded: [...notLoaded], notLoadedTotal: missing },
  };
}
