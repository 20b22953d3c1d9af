// Whether everything of a source object came, as far as its ledger tells.
import type { PlanNode } from '../model/plan.js';
import type { PlanGraph } from '../plan/plan-graph.js';
import type { SourceLedger } from '../state/history/source-ledger.js';

export interface Incomplete {
  why: string;
  /** The configuration accepts that its list is not loaded. */
  isAccepted: boolean;
}

export interface ReadSources {
  graph: PlanGraph;
  ledgers: ReadonlyMap<string, SourceLedger>;
}

/** Why a source object, or one that names its objects, is not complete. @param knownCounts what is known came too */
export function whyIncomplete(
  node: PlanNode,
  { graph, ledgers }: ReadSources,
  knownCounts = false,
): Incomplete | undefined {
  const ledger = ledgers.get(node.name);
  if (!ledger?.settled)
    return { why: `"${node.name}" is not complete`, isAccepted: ledger?.hasUnaccepted === false };
  if (!knownCounts && ledger.counts.known > 0)
    return { why: `${ledger.counts.known} of "${node.name}" were not read again`, isAccepted: false };
  for (const binding of node.bindings) {
    const source = binding.kind === 'constant' ? undefined : graph.node(binding.source);
    const why = source && whyIncomplete(source, { graph, ledgers }, knownCounts);
    if (why !== undefined) return why;
  }
  return undefined;
}
