// Makes the run report: what the terminal, the exit code and programs read.
import type { ReasonCode } from '../model/codes/codes.js';
import type { Notice } from '../model/notice.js';
import type { PlanNode } from '../model/plan.js';
import { MISSING_STATES, type RunOutcome, type RunReport, type SourceReport } from '../model/report.js';
import { routeOf } from '../plan/path-template.js';
import type { SourceLedger } from '../state/history/source-ledger.js';
import type { RunOptions, RunState } from './run-state.js';

export function buildReport(options: RunOptions, state: RunState): RunReport {
  const endedAt = options.clock.now();
  const seconds = (endedAt - state.startedAt) / 1000;
  const statistics = options.client.statistics();
  const below = belowKnown(state);
  const sources = options.plan.nodes.map((node) => sourceReport(node, state, below.has(node.name)));
  const unbalanced = sources.filter((source) => !source.balanced);
  const ended = [...state.ledgers.values()].filter(({ isRouteGone }) => isRouteGone).map(routeReason);
  const reasons = [
    ...(options.retry?.reasons ?? []),
    ...state.reasons,
    ...sources.flatMap(incompleteReasons),
    ...ended,
    ...doubtfulReasons(state),
  ];
  return {
    runId: state.runId,
    ...(options.retry && { kind: 'retry' as const, retryOf: options.retry.of }),
    outcome: outcomeOf(state, reasons, unbalanced.length),
    readToEnd: state.isReadToEnd === true,
    ...(state.interrupted ? { interrupted: true } : {}),
    reasons,
    account: options.account,
    ...(options.connection !== undefined && { connection: options.connection }),
    ...(options.batch !== undefined && { batch: options.batch }),
    ...(options.due && { due: options.due }),
    region: options.region,
    destination: options.destination.location,
    startedAt: new Date(state.startedAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    seconds,
    slices: state.slices,
    calls: { ...statistics, perSecond: seconds > 0 ? statistics.calls / seconds : 0 },
    sources,
    drift: [...state.recorders.drift.entries],
    refusedStrategies: (state.strategies?.refusals() ?? []).map(({ route, strategy, reason }) => ({
      route,
      strategy,
      reason,
    })),
    warnings: [
      ...options.plan.warnings,
      ...(state.recorders.state?.warnings() ?? []),
      ...state.warnings,
      ...replacedWords(state),
      ...rereadWarnings(state),
      ...sizeWarnings(state),
      ...unneededWarnings(state),
      ...besideWords(state),
      ...state.recorders.snapshots.warnings,
      ...sources.flatMap(warningsOf),
      ...(options.warnings?.() ?? []),
    ],
  };
}

function replacedWords({ replacedCharacters: count }: RunState): Notice[] {
  if (count === 0) return [];
  const values = count === 1 ? '1 value has' : `${count} values have`;
  const message = `${values} characters that the destination cannot store (NUL): U+FFFD replaces each of them`;
  return [{ code: 'characters-replaced', count, message }];
}

function rereadWarnings({ strategies }: RunState): Notice[] {
  const doubts = strategies?.errors.doubts().filter(({ settled }) => settled > 0) ?? [];
  return doubts.map(({ source, settled: count }) => {
    const objects = count === 1 ? '1 object was' : `${count} objects were`;
    const message = `${objects} read again by single calls, because the errors that batches gave for them were wrong for another`;
    return { code: 'batch-errors-reread', source, count, message };
  });
}

/** Ids that are accepted as not loaded, and were answered everywhere. */
function unneededWarnings({ ledgers }: RunState): Notice[] {
  const all = [...ledgers.values()];
  return all.flatMap(({ node, answeredIds }) =>
    answeredIds
      .all()
      .filter((one) => !all.some(({ acceptedIds }) => acceptedIds.has(one)))
      .map(({ reason, id }): Notice => {
        const message = `\`accept\` has ${id} as ${reason}, and it was loaded: remove it there`;
        return { code: 'accept-unneeded', source: node.name, message };
      }),
  );
}

function sizeWarnings({ strategies }: RunState): Notice[] {
  const refused = strategies?.refusedSizes() ?? [];
  return refused.map(({ source, wanted, size }) => {
    const used = size === undefined ? 'pages of its own size are read' : `pages of ${size} are read`;
    return { code: 'page-size-refused', source, message: `the API refuses pages of ${wanted}: ${used}` };
  });
}

function doubtfulReasons({ strategies }: RunState): Notice[] {
  const doubts = strategies?.errors.doubts().filter(({ open }) => open > 0) ?? [];
  return doubts.map(({ source, open: count }) => {
    const objects = count === 1 ? '1 object is' : `${count} objects are`;
    const message = `${objects} not loaded because of errors in batches, which were wrong for another object, and not read again: \`source-ovhcloud load --full-refresh ${source}\` does so`;
    return { code: 'batch-errors-doubtful', source, count, message };
  });
}

function besideWords({ digitsBeside }: RunState): Notice[] {
  return [...digitsBeside].map(([table, { count, columns }]) => {
    const numbers = count === 1 ? '1 number has' : `${count} numbers have`;
    const message = `${table}: ${numbers} more digits than the columns hold: all of them are in ${[...columns].join(', ')}`;
    return { code: 'digits-beside', count, message };
  });
}

function outcomeOf(state: RunState, reasons: Notice[], unbalanced: number): RunOutcome {
  if (state.stopped) return 'failed';
  return reasons.length > 0 || unbalanced > 0 ? 'incomplete' : 'complete';
}

/** Source objects that hang on items which were not read again: what they listed before did not come. */
function belowKnown({ graph, ledgers }: RunState): Set<string> {
  const found = new Set<string>();
  for (const node of graph.plan.nodes) {
    if (!found.has(node.name) && (ledgers.get(node.name)?.counts.known ?? 0) === 0) continue;
    for (const child of graph.children(node)) found.add(child.name);
  }
  return found;
}

function sourceReport(node: PlanNode, state: RunState, isBelowKnown: boolean): SourceReport {
  const ledger = state.ledgers.get(node.name) as SourceLedger;
  const drift = state.shapers.get(node.name)?.drift();
  return {
    name: node.name,
    table: node.table.table,
    method: node.definition.method,
    path: routeOf(node.path),
    loaded: node.load,
    ledger: { ...ledger.counts },
    ...(hasAccepted(ledger) && { accepted: { ...ledger.accepted } }),
    balanced: ledger.balanced,
    // Known items come without ids.
    digests:
      node.load && ledger.counts.known === 0 && !isBelowKnown
        ? { listed: ledger.listed.toString(), loaded: ledger.loaded.toString() }
        : undefined,
    reads: ledger.reads,
    calls: state.strategies?.calls(node.name) ?? { single: 0, expanded: 0, batch: 0 },
    proof: ledger.proof,
    duplicates: ledger.duplicates,
    sameKey: state.recorders.repeated.count(node.name) || undefined,
    blank: ledger.blank,
    rows: node.load ? (state.rows[node.table.table] ?? 0) : 0,
    deleted: node.load ? (state.deleted[node.table.table] ?? 0) : 0,
    columnsAdded: drift?.columnsAdded ?? [],
    columnsWidened: drift?.columnsWidened ?? [],
    omitted: drift?.omitted ?? [],
    notes: drift?.notes ?? [],
    notLoaded: ledger.notLoaded,
    notLoadedTotal: ledger.notLoadedTotal,
  };
}

/** Adds a reason that came up after the report was made: the run is then not complete. */
export function withReason(report: RunReport, reason: Notice): RunReport {
  const outcome = report.outcome === 'complete' ? 'incomplete' : report.outcome;
  return { ...report, outcome, reasons: [...report.reasons, reason] };
}

function routeReason({ node, notLoaded }: SourceLedger): Notice {
  const status = notLoaded[0]?.status ?? 404;
  const route = `${node.definition.method} ${routeOf(node.path)}`;
  const message = `${route} does not exist here (${status}), so nothing of it was read; if that means that there are none, write \`read: { absent: [${status}] }\``;
  return { code: 'route-missing', source: node.name, message };
}

export function hasAccepted({ accepted }: SourceLedger): boolean {
  return Object.values(accepted).some((count) => count > 0);
}

function incompleteReasons({ name, ledger, accepted = {}, balanced, notLoaded }: SourceReport): Notice[] {
  const parts = MISSING_STATES.map((state) => ({
    state,
    count: ledger[state] - (accepted[state] ?? 0),
  })).filter(({ count }) => count > 0);
  const words = parts.map(({ state, count }) => `${count} ${state}`).join(', ');
  const found: Notice[] = [];
  if (parts.length > 0) {
    const message = `${words} of ${ledger.listed} listed`;
    const missing = parts.reduce((sum, { count }) => sum + count, 0);
    found.push({ code: 'objects-missing', source: name, count: missing, message });
  }
  const open = notLoaded.filter((entry) => !entry.accepted);
  const count = open.filter(({ code }) => code === ('list-changed' satisfies ReasonCode)).length;
  if (count > 0) {
    const lists = count === 1 ? '1 list of numbered pages has' : `${count} lists of numbered pages have`;
    const message = `${lists} changed while it was read, each time again: an item that was deleted may have hidden another`;
    found.push({ code: 'list-changed', source: name, count, message });
  }
  if (!balanced) {
    const message = `the ledger does not balance: the outcome of some of ${ledger.listed} listed objects is unknown`;
    found.push({ code: 'ledger-unbalanced', source: name, message });
  }
  return found;
}

function warningsOf({ name: source, notes, duplicates, sameKey = 0, blank }: SourceReport): Notice[] {
  const counted: [Notice['code'], number, one: string, many: string, consequence: string][] = [
    ['duplicates', duplicates, 'id is', 'ids are', 'twice in a list: each id is one row'],
    ['same-key', sameKey, 'object has', 'objects have', 'the primary key of another: each key is one row'],
    ['blank-parents', blank, 'parent has', 'parents have', 'no value to map from: nothing was requested'],
  ];
  return [
    ...notes.map((note) => ({ ...note, source })),
    ...counted
      .filter(([, count]) => count > 0)
      .map(([code, count, one, many, consequence]) => {
        const message = `${count} ${count === 1 ? one : many} ${consequence}`;
        return { code, source, count, message };
      }),
  ];
}
