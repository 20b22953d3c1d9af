// How far a run has come: each tree of the plan, and the whole.
import type { PlanNode } from '../model/plan.js';
import type { PlanReader } from '../read/plan-reader.js';
import type { SourceLedger } from '../state/history/source-ledger.js';
import { hasAccepted } from './report.js';
import type { RunOptions, RunProgress, RunState, SourceProgress, TreeStatus } from './run-state.js';

export function progressOf(options: RunOptions, state: RunState, reader: PlanReader): RunProgress {
  const statistics = options.client.statistics();
  return {
    runId: state.runId,
    tree: reader.progress(),
    trees: treesOf(state, reader),
    sources: options.plan.nodes.map((node) => sourceOf(node, state, reader)),
    statistics,
    calls: statistics.calls,
    rows: Object.values(state.rows).reduce((sum, count) => sum + count, 0),
    slices: state.slices,
  };
}

function sourceOf({ name, load, table }: PlanNode, state: RunState, reader: PlanReader): SourceProgress {
  const ledger = state.ledgers.get(name) as SourceLedger;
  return {
    name,
    ledger: { ...ledger.counts },
    ...(hasAccepted(ledger) && { accepted: { ...ledger.accepted } }),
    rows: load ? (state.rows[table.table] ?? 0) : 0,
    reads: ledger.reads,
    calls: { ...reader.strategies.calls(name) },
  };
}

function treesOf({ graph, ...state }: RunState, reader: PlanReader): TreeStatus[] {
  const begun = reader.trees();
  return graph.plan.trees.map((tree, index) => {
    const progress = begun[index] ?? { root: tree.root, rootsListed: 0, rootsDone: 0, calls: 0 };
    const isPresent = index === begun.length - 1 && !state.isReadToEnd;
    const stage = index >= begun.length ? 'waiting' : isPresent ? 'reading' : 'done';
    const nodes = graph.branch(graph.root(tree));
    const tables = new Set(nodes.flatMap(({ name }) => state.shapers.get(name)?.tables() ?? []));
    const rows = [...tables].map((table) => state.rows[table] ?? 0);
    return { ...progress, stage, rows: sum(rows) };
  });
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
