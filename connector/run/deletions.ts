// Sets `_deleted_at` in the rows of objects that the API no longer names, where a run has proved it.
import { capabilitiesOf } from '../model/capabilities.js';
import type { Deletion, DestinationSession } from '../model/destination.js';
import type { PlanNode } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import type { TableSchema } from '../model/table.js';
import { namingLists, sameParameter } from '../plan/deletions.js';
import type { PlanGraph } from '../plan/plan-graph.js';
import type { Missed, SourceLedger } from '../state/history/source-ledger.js';
import type { StoredFate } from '../state/known/known-items.js';
import { inTurn } from './commit.js';
import type { RunOptions, RunState } from './run-state.js';

/** To be called when everything was read to its end. */
export async function markDeletions(
  { account, clock, plan, destination }: Pick<RunOptions, 'account' | 'clock' | 'plan' | 'destination'>,
  session: DestinationSession,
  state: RunState,
): Promise<void> {
  if (!session.markDeleted) return;
  const wanted = plan.nodes.filter((node) => node.load && node.table.deletions);
  if (wanted.length === 0) return;
  const proof = new Proof(state, await storedFates(wanted, state));
  const tables = new Map((await session.tables()).map((schema) => [schema.table, schema]));
  const { readBack } = capabilitiesOf(destination);
  const deletions = wanted.flatMap((node): Deletion[] => {
    // Where nothing can be read back, earlier runs may have written to any table.
    const schema = tables.get(node.table.table) ?? (readBack ? undefined : shapedSchema(node, state));
    const except = schema && proof.exceptionsOf(node, schema);
    return except ? [{ table: schema.table, account, runId: state.runId, except }] : [];
  });
  if (deletions.length === 0) return;
  const proved = wanted.filter(({ table }) => deletions.some((deletion) => deletion.table === table.table));
  await proof.forget(session, proved);
  state.deleted = await session.markDeleted(deletions, new Date(clock.now()).toISOString());
}

function shapedSchema({ name }: PlanNode, { shapers }: RunState): TableSchema | undefined {
  const shaper = shapers.get(name);
  return shaper?.declaredSchema() ?? shaper?.schema();
}

/**
 * For source objects of which items are known and were not read again: the items that their lists still name, and those
 * that they do not. Empty where every known item is still named.
 */
async function storedFates(wanted: readonly PlanNode[], state: RunState): Promise<Map<string, StoredFate>> {
  const { graph, recorders } = state;
  const reads = wanted.flatMap((node) => [...namingLists(node, graph.nodes), node]);
  const knowing = [...new Set(reads)].filter(({ name }) => (state.ledgers.get(name)?.counts.known ?? 0) > 0);
  const fates = new Map<string, StoredFate>();
  if (!recorders.state || !knowing.some(({ name }) => recorders.state?.hasUnlisted(name))) return fates;
  for (const node of knowing) {
    const fate = valueParameter(node, graph) && (await recorders.state.fateOf(node.name));
    if (fate) fates.set(node.name, fate);
  }
  return fates;
}

/** The path parameter that takes the items of a list at the root without parameters of its own, if it is the only one. */
export function valueParameter(node: PlanNode, graph: PlanGraph): string | undefined {
  const list = graph.parent(node);
  if (!list || list.parent !== undefined || list.bindings.length > 0) return undefined;
  const [binding, ...others] = node.bindings;
  const isItem = binding?.kind === 'item' && binding.source === list.name && binding.field === undefined;
  return isItem && others.length === 0 ? binding.parameter : undefined;
}

/** What a run that has read every list to its end proves of the rows that are there. */
class Proof {
  constructor(
    private readonly state: RunState,
    private readonly fates: ReadonlyMap<string, StoredFate>,
  ) {}

  /** The rows of which the run knows nothing; undefined where nothing is proved at all. */
  exceptionsOf(node: PlanNode, schema: TableSchema): Deletion['except'] | undefined {
    const { nodes } = this.state.graph;
    const groups: Deletion['except'] = [];
    for (const read of new Set([...namingLists(node, nodes), node])) {
      const ledger = this.state.ledgers.get(read.name);
      const kept = this.#kept(read, ledger);
      if (!ledger || !kept) return undefined;
      const unproved = ledger.missed.filter(
        ({ reason }) => read.name !== node.name || !isProof(node, reason),
      );
      const partitions = [...unproved.map(({ partition }) => partition), ...kept];
      const found = keysOf(partitions, read, node, schema, nodes);
      if (!found) return undefined;
      groups.push(...found);
    }
    return groups;
  }

  /** An object that comes back after it was marked must not count as known. */
  async forget(session: DestinationSession, proved: readonly PlanNode[]): Promise<void> {
    const { graph, recorders, runId } = this.state;
    const reads = proved.flatMap((node) => [...namingLists(node, graph.nodes), node].map(({ name }) => name));
    const read = [...new Set(reads)];
    const whole = read.filter((name) => !this.fates.has(name));
    const gone = read.flatMap((source) =>
      (this.fates.get(source)?.gone ?? []).map((item) => ({ source, item })),
    );
    const forgotten = recorders.state?.forget(whole, gone) ?? [];
    if (forgotten.length > 0) await session.commit({ runId, batches: inTurn(forgotten) });
    await recorders.state?.committed();
  }

  /**
   * With which path parameters objects were known and not read again; undefined where the ledger does not account for
   * everything. An empty value names nothing and proves nothing.
   */
  #kept(read: PlanNode, ledger: SourceLedger | undefined): Partition[] | undefined {
    if (!ledger) return undefined;
    const { balanced, counts, blank, missedMore } = ledger;
    if (!balanced || blank > 0 || missedMore) return undefined;
    if (counts.known === 0) return [];
    const fate = this.fates.get(read.name);
    const parameter = valueParameter(read, this.state.graph);
    return parameter === undefined
      ? undefined
      : fate?.listed.map((item) => ({ [parameter]: itemText(item) }));
  }
}

/** The value of an item that is stored as JSON: a text, or the digits of a number. */
export function itemText(item: string): string {
  return item.startsWith('"') ? (JSON.parse(item) as string) : item;
}

/** The API's own word that there is no such object. Of a whole list it may mean much else. */
function isProof({ path, bindings }: PlanNode, reason: Missed['reason']): boolean {
  if (bindings.length === 0) return false;
  const last = path.at(-1);
  const isObject = last !== undefined && 'parameter' in last;
  return reason === 'absent' || (reason === 'gone' && isObject);
}

/** The values of a table's parameter columns with these path parameters. */
function keysOf(
  partitions: readonly Partition[],
  read: PlanNode,
  node: PlanNode,
  schema: TableSchema,
  nodes: ReadonlyMap<string, PlanNode>,
): Deletion['except'] | undefined {
  const groups = new Map<string, Deletion['except'][number]>();
  for (const partition of partitions) {
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
