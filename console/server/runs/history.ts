// Runs that the destination has stored, by this console, by a command or by a schedule alike.
import { locationOf } from '../../../connector/app/destination-fit.js';
import {
  comparedRuns,
  earlierRun,
  runHistory,
  type Sources,
  type StoredRun,
} from '../../../connector/app/history/runs.js';
import type { SourceWithoutKeys } from '../../../connector/app/open.js';
import { ConfigError, DestinationError } from '../../../connector/model/errors.js';
import { missingOf } from '../../../connector/model/report.js';
import { backfilledList } from '../../../connector/run/choose-retry.js';
import { driftLine } from '../../../connector/text/drift-text.js';
import type { CompareAnswer, RunAnswer, RunLine, RunsAnswer, StoredRunView } from '../../contract/history.js';
import type { ObjectPlan, Outcome } from '../../contract/run.js';
import { Refused } from '../failure.js';
import type { Workspace } from '../workspace.js';
import type { LiveLoad } from './live-load.js';
import type { Loads } from './loads.js';
import { notesOf } from './part.js';
import { planObjects } from './plan-objects.js';

const SHOWN = 100;
const COMPARED = 50;
const MOST_DRIFT = 200;

export async function runsAnswer(workspace: Workspace, loads: Loads, limit = SHOWN): Promise<RunsAnswer> {
  const drafts = sourcesOf(workspace);
  const [first] = drafts;
  const own = loads.all().filter((load) => !load.isStarted || !load.isEnded);
  const answer = {
    destination: locationOf(first),
    loads: own.map((load) => ({ ...load.view(), parts: load.partViews() })),
  };
  try {
    workspace.tablesSource();
    const { runs, neverStarted } = await runHistory(drafts, { limit: limit + 1 });
    return {
      ...answer,
      runs: runs.slice(0, limit).map((run) => runLine(run, drafts)),
      more: runs.length > limit,
      neverStarted: neverStarted.map(({ connection, account }) => ({
        connection,
        ...(account !== undefined && { account }),
      })),
    };
  } catch (error) {
    return { ...answer, runs: [], more: false, neverStarted: [], none: whyNone(error) };
  }
}

/** Nothing is loaded yet, or the destination keeps nothing: that is no failure of the page. */
function whyNone(error: unknown): NonNullable<RunsAnswer['none']> {
  if (error instanceof DestinationError) return { code: error.code, message: error.message };
  if (error instanceof ConfigError) {
    const [issue] = error.issues;
    if (issue?.code === 'destination-lacks' || issue?.code === 'connection-not-chosen')
      return { code: issue.code, message: issue.message };
  }
  throw error;
}

/** By the id of a run, or of a load of this console. Throws `Refused` where there is neither. */
export async function runAnswer(workspace: Workspace, loads: Loads, id: string): Promise<RunAnswer> {
  const load = loads.find(id);
  const live = load ? { load, part: 0 } : loads.findRun(id);
  const runId = live ? (live.load.parts[live.part]?.runId ?? '') : id;
  const stored = runId === '' ? undefined : await storedAnswer(workspace, runId, live?.load);
  return {
    ...(live && {
      live: { load: live.load.view(), part: live.part, parts: live.load.partViews() },
    }),
    ...(stored && { stored }),
  };
}

async function storedAnswer(
  workspace: Workspace,
  runId: string,
  live: LiveLoad | undefined,
): Promise<StoredRunView | undefined> {
  const drafts = historySources(workspace);
  try {
    const run = await earlierRun(drafts, runId);
    const { runs } = await runHistory(drafts, { limit: COMPARED });
    return storedView(run, drafts, runs);
  } catch (error) {
    // A run that has not committed anything yet is not stored.
    if (live && (error instanceof DestinationError || isUnknown(error))) return undefined;
    if (isUnknown(error)) throw new Refused(404, 'not-found', (error as Error).message);
    throw error;
  }
}

const isUnknown = (error: unknown): boolean =>
  error instanceof ConfigError && error.issues.some(({ code }) => code === 'run-unknown');

export async function compareAnswer(
  workspace: Workspace,
  { before, after }: { before: string; after: string },
): Promise<CompareAnswer> {
  const drafts = historySources(workspace);
  const compared = await comparedRuns(drafts, [before, after]);
  return {
    same: compared.same,
    before: runLine(compared.before, drafts),
    after: runLine(compared.after, drafts),
    objects: compared.sources.map(({ isPartial: partial, ...each }) => ({ ...each, partial })),
  };
}

function storedView(
  run: StoredRun,
  drafts: readonly SourceWithoutKeys[],
  runs: readonly StoredRun[],
): StoredRunView {
  const { endedAt, version, retries, slices, budgetWaitSeconds, retryWaitSeconds, readToEnd } = run;
  const others = runs.filter(({ account, runId }) => account === run.account && runId !== run.runId);
  return {
    ...runLine(run, drafts),
    ...(endedAt !== undefined && { endedAt }),
    ...{ version, retries, slices, budgetWaitSeconds, retryWaitSeconds, readToEnd },
    reasons: notesOf(run.reasons),
    warnings: notesOf(run.warnings),
    drift: run.drift.slice(0, MOST_DRIFT).map((entry) => ({
      ...{ kind: entry.kind, source: entry.source, table: entry.table, column: entry.column },
      text: driftLine(entry),
    })),
    plan: planOf(run, drafts),
    counts: run.sources.map(({ ledger, accepted, rows, reads, calls, duplicates, proof }) => ({
      ...{ ledger, rows, reads, calls, duplicates },
      ...(accepted && { accepted }),
      ...(proof !== undefined && { proof }),
    })),
    others: others.map(({ runId, startedAt, outcome, kind }) => ({ runId, startedAt, outcome, kind })),
  };
}

/** As the configuration of today has them; what it no longer has stands at the root. */
function planOf(run: StoredRun, drafts: readonly SourceWithoutKeys[]): ObjectPlan[] {
  const own = drafts.find(({ config }) => config.connection === run.connection) ?? drafts[0];
  const known = new Map((own ? planObjects(own.plan) : []).map((each) => [each.name, each]));
  const found = run.sources.map(({ name, table, method, path, loaded }) => ({
    ...{ name, table, method, path, loaded },
    depth: known.get(name)?.depth ?? 0,
    tree: known.get(name)?.tree ?? -1,
  }));
  const trees = [...new Set(found.map(({ tree }) => tree))];
  return found.map((each) => ({ ...each, tree: trees.indexOf(each.tree) }));
}

/** A stored run in a list. */
export function runLine(run: StoredRun, drafts: readonly SourceWithoutKeys[]): RunLine {
  const { runId, kind, retryOf, startedAt, seconds, account, connection, region, rows, calls, sources } = run;
  const of = (count: (source: StoredRun['sources'][number]) => number) =>
    sources.reduce((total, source) => total + count(source), 0);
  const names = sources.map(({ name }) => name);
  const own = drafts.find(({ config }) => config.connection === connection) ?? drafts[0];
  const isAll = own?.plan.nodes.every(({ name }) => names.includes(name)) ?? false;
  return {
    ...{ runId, kind, outcome: run.outcome as Outcome, startedAt, seconds, account, region, rows, calls },
    ...(retryOf !== undefined && { retryOf }),
    ...(connection !== undefined && { connection }),
    ...(backfilledList(run) !== undefined && { backfill: true }),
    listed: of(({ ledger }) => ledger.listed),
    loaded: of(({ ledger }) => ledger.loaded),
    known: of(({ ledger }) => ledger.known),
    missing: of(missingOf),
    ...(!isAll && { objects: names.slice(0, 20) }),
  };
}

/** Throws `ConfigError` where there is no configuration that can be read. */
export function sourcesOf(workspace: Workspace): Sources {
  workspace.source();
  const [first, ...others] = workspace.sources().sources;
  if (!first) throw new Refused(404, 'not-found', 'there is no configuration');
  return [first, ...others];
}

/** The same, to look at what they have loaded. Throws `ConfigError` where each connection has a destination of its own. */
export function historySources(workspace: Workspace): Sources {
  workspace.tablesSource();
  return sourcesOf(workspace);
}
