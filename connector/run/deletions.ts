// Sets `_deleted_at` in the rows of objects that the API no longer names, where a run has proved it.
import type { Deletion, DestinationSession } from '../model/destination.js';
import type { PlanNode } from '../model/plan.js';
import type { TableSchema } from '../model/table.js';
import { namingLists, sameParameter } from '../plan/deletions.js';
import type { Missed, SourceLedger } from '../state/history/ledger.js';
import { inTurn } from './commit.js';
import { isDoubted, type RunOptions, type RunState } from './run-state.js';

/** To be called when everything was read to its end. */
export async function markDeletions(
  { account, clock, plan }: Pick<RunOptions, 'account' | 'clock' | 'plan'>,
  session: DestinationSession,
  state: RunState,
): Promise<void> {
  if (!session.markDeleted) return;
  // Lists that were taken for whole and may not be prove nothing; nobody knows which.
  if (isDoubted(state)) return;
  const wanted = plan.nodes.filter((node) => node.load && node.table.deletions);
  if (wanted.length === 0) return;
  const { nodes } = state.graph;
  const tables = new Map((await session.tables()).map((schema) => [schema.table, schema]));
  const deletions = wanted.flatMap((node): Deletion[] => {
    const schema = tables.get(node.table.table);
    const except = schema && exceptionsOf(node, schema, nodes, state);
    return except ? [{ table: schema.table, account, runId: state.runId, except }] : [];
  });
  if (deletions.length === 0) return;
  const proved = wanted.filter(({ table }) => deletions.some((deletion) => deletion.table === table.table));
  const read = new Set(proved.flatMap((node) => [...namingLists(node, nodes), node].map(({ name }) => name)));
  await forget(session, state, read);
  state.deleted = await session.markDeleted(deletions, new Date(clock.now()).toISOString());
}

/** An object that comes back after it was marked must not count as known. */
async function forget(session: DestinationSession, state: RunState, read: Iterable<string>): Promise<void> {
  const forgotten = state.recorders.state?.forget(read) ?? [];
  if (forgotten.length > 0) await session.commit({ runId: state.runId, batches: inTurn(forgotten) });
  await state.recorders.state?.committed();
}

type Nodes = ReadonlyMap<string, PlanNode>;

/** The rows of which the run knows nothing; undefined where nothing is proved at all. */
function exceptionsOf(
  node: PlanNode,
  schema: TableSchema,
  nodes: Nodes,
  state: RunState,
): Deletion['except'] | undefined {
  const groups: Deletion['except'] = [];
  for (const read of new Set([...namingLists(node, nodes), node])) {
    const ledger = state.ledgers.get(read.name);
    if (!ledger || !isAccounted(ledger)) return undefined;
    const unproved = ledger.missed.filter(({ reason }) => read.name !== node.name || !isProof(node, reason));
    const found = keysOf(unproved, read, node, schema, nodes);
    if (!found) return undefined;
    groups.push(...found);
  }
  return groups;
}

/** Known items are not read again, and an empty value names nothing: both prove nothing. */
function isAccounted(ledger: SourceLedger): boolean {
  const { balanced, counts, blank, missedMore } = ledger;
  return balanced && counts.known === 0 && blank === 0 && !missedMore;
}

/** The API's own word that there is no such object. Of a whole list it may mean much else. */
function isProof({ path, bindings }: PlanNode, reason: Missed['reason']): boolean {
  if (bindings.length === 0) return false;
  const last = path.at(-1);
  const isObject = last !== undefined && 'parameter' in last;
  return reason === 'absent' || (reason === 'gone' && isObject);
}

/** The values of a table's parameter columns with which something was missed. */
function keysOf(
  missed: readonly Missed[],
  read: PlanNode,
  node: PlanNode,
  schema: TableSchema,
  nodes: Nodes,
): Deletion['except'] | undefined {
  const groups = new Map<string, Deletion['except'][number]>();
  for (const { partition } of missed) {
    const parameters = Object.keys(partition);
    const columns = parameters.map((name) => {
      const own = sameParameter(name, read, node, nodes);
      return schema.columns.find(({ path }) => own !== undefined && path === `{${own}}`)?.name;
    });
    if (columns.length === 0 || !columns.every((name) => name !== undefined)) return undefined;
    const group = groups.get(columns.join('\n')) ?? { columns, keys: [] };
    group.keys.push(Object.values(partition).map(String));
    groups.set(columns.join('\n'), group);
  }
  return [...groups.values()];
}
