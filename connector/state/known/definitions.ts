// The last loaded definition of each source object: when it is another one now, the state that was stored for it is useless.
import type { Notice } from '../../model/notice.js';
import type { Plan, PlanNode } from '../../model/plan.js';
import { PlanGraph } from '../../plan/plan-graph.js';
import { differences, partsOf, routeText } from './definition-parts.js';
import { Fingerprints } from './fingerprint.js';
import type { StateKey, StateStore, StoredDefinition } from './state-store.js';

/** A source object whose stored state the configuration of today does not use. */
export interface ConfigChange {
  source: string;
  /** What differs, in words; empty where it is not known. */
  what: string[];
  /** Known items that are read again. */
  items: number;
}

export class Definitions {
  readonly changes: ConfigChange[] = [];
  readonly #before = new Map<string, string>();
  #isStarted = false;

  constructor(
    private readonly graph: PlanGraph,
    private readonly fingerprints: Fingerprints,
  ) {}

  async read(store: StateStore): Promise<void> {
    for await (const { source, fingerprint, parts } of store.definitions()) {
      this.#before.set(source, fingerprint);
      const node = this.graph.node(source);
      if (!node || this.fingerprints.key(source).fingerprint === fingerprint) continue;
      const items = await this.#knownItems(node, store, fingerprint);
      const what = differences(parts, partsOf(this.graph, node));
      if (items > 0) this.changes.push({ source, what, items });
    }
  }

  /** One for each source object that is read again because its definition has changed. */
  notices(when: string): Notice[] {
    return this.changes.map(({ source, what, items }) => {
      const parts = what.length > 0 ? ` (${what.join('; ')})` : '';
      const number = `${items.toLocaleString('en')} ${items === 1 ? 'item' : 'items'}`;
      const message =
        `its configuration has changed since it was last loaded${parts}: the state stored for it no longer counts, ` +
        `and ${when} reads ${number} again. With the configuration as it was, they are not read again`;
      return { code: 'definition-changed', source, count: items, message };
    });
  }

  /** With the first slice: what was never recorded. */
  starting(runId: string): StoredDefinition[] {
    if (this.#isStarted) return [];
    this.#isStarted = true;
    const fresh = this.graph.plan.nodes.filter(({ name }) => !this.#before.has(name));
    return fresh.map((node) => this.#definition(node, runId));
  }

  /** After a whole load: the state of the old definitions goes, and the new ones are recorded. */
  ending(runId: string): { definitions: StoredDefinition[]; outdated: StateKey[] } {
    const changed = this.graph.plan.nodes.flatMap((node) => {
      const before = this.#before.get(node.name);
      const isSame = before === undefined || before === this.fingerprints.key(node.name).fingerprint;
      return isSame ? [] : [{ node, before }];
    });
    return {
      definitions: [...this.starting(runId), ...changed.map(({ node }) => this.#definition(node, runId))],
      outdated: changed.map(({ node, before }) => ({ source: node.name, fingerprint: before })),
    };
  }

  async #knownItems(node: PlanNode, store: StateStore, fingerprint: string): Promise<number> {
    if ((node.definition.sync.mode ?? 'full') === 'full') return 0;
    let items = 0;
    for await (const { isFinal } of store.known({ source: node.name, fingerprint })) if (isFinal) items++;
    return items;
  }

  #definition(node: PlanNode, runId: string): StoredDefinition {
    return {
      ...this.fingerprints.key(node.name),
      tableName: node.table.table,
      route: routeText(node),
      parts: partsOf(this.graph, node),
      runId,
    };
  }
}

/** What the next load reads again, although it was loaded before. */
export async function definitionNotices(plan: Plan, store: StateStore, when: string): Promise<Notice[]> {
  const graph = new PlanGraph(plan);
  const definitions = new Definitions(graph, new Fingerprints(graph));
  await definitions.read(store);
  return definitions.notices(when);
}
