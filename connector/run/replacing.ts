// Tables with the disposition `replace`: their new rows wait until the run has shown that they are all.
import type { DestinationSession, TableSession } from '../model/destination.js';
import { DestinationError } from '../model/errors.js';
import type { PlanNode } from '../model/plan.js';
import { type Incomplete, whyIncomplete } from './completeness.js';
import type { RunOptions, RunState } from './run-state.js';

type Scope = Pick<RunOptions, 'account' | 'plan'>;

/** What a run before has left is gone before the first row comes. */
export async function startReplacing(options: Scope, session: DestinationSession, state: RunState) {
  const tables = replaced(options).flatMap((node) => tablesOf(node, state));
  if (tables.length === 0) return;
  assertReplaces(session);
  await session.discard({ account: options.account, tables });
}

/** All complete ones in one transaction. Call it when the reading has come to its end. */
export async function swapComplete(options: Scope, session: DestinationSession, state: RunState) {
  const complete = replaced(options).filter((node) => whyIncomplete(node, state) === undefined);
  if (complete.length === 0) return;
  const tables = complete.flatMap((node) => tablesOf(node, state));
  assertReplaces(session);
  await session.swap({ account: options.account, tables });
  for (const node of complete) state.swapped.add(node.name);
}

/** Reports the tables that were not replaced. */
export async function keepOthers(options: Scope, session: DestinationSession, state: RunState) {
  const kept = replaced(options).filter((node) => !state.swapped.has(node.name));
  if (kept.length === 0) return;
  for (const node of kept) {
    const { why, isAccepted } = whyIncomplete(node, state) ?? CUT;
    const message = `its table ${node.table.table} still has the rows of the run before: ${why}`;
    const notices = isAccepted ? state.warnings : state.reasons;
    notices.push({ code: 'table-not-replaced', source: node.name, message });
    for (const table of tablesOf(node, state)) delete state.rows[table];
  }
  const tables = kept.flatMap((node) => tablesOf(node, state));
  assertReplaces(session);
  try {
    await session.discard({ account: options.account, tables });
  } catch (error) {
    // They count for nothing, and the next run removes them.
    if (!(error instanceof DestinationError)) throw error;
  }
}

/** A destination without these never gets such a plan: it is refused before the first call. */
function assertReplaces(
  session: DestinationSession,
): asserts session is DestinationSession & Pick<TableSession, 'swap' | 'discard'> {
  if (!session.swap || !session.discard)
    throw new Error('the destination cannot replace the rows of a table');
}

function replaced({ plan }: Scope): PlanNode[] {
  return plan.nodes.filter((node) => node.load && node.table.writeDisposition === 'replace');
}

function tablesOf(node: PlanNode, state: RunState): string[] {
  return state.shapers.get(node.name)?.tables() ?? [];
}

const CUT: Incomplete = { why: 'the run did not reach its end', isAccepted: false };
