// Finds the roots that must be read again for the objects that a run did not load, each with the branches that miss one.
import type { JsonValue } from '../model/json.js';
import type { Notice } from '../model/notice.js';
import { toPlain } from '../model/plain-json.js';
import type { Plan, PlanNode, PlanTree, SelectedRoot } from '../model/plan.js';
import { routeOf } from '../plan/path-template.js';
import { PlanGraph } from '../plan/plan-graph.js';
import { rootList } from '../read/root-keys.js';
import type { StoredEntry, StoredRun } from '../state/history/stored-runs.js';
import { backfilledList } from './choose-retry.js';
import type { Retry } from './run-state.js';

/** The plan of a retry: it has only the trees that are read again, with their selected roots. */
export interface RetryPlan extends Retry {
  plan: Plan;
}

/**
 * The smallest reading that brings what these entries tell of: where the list at the root failed, its whole tree; and
 * where combinations need items that are missing, every tree that they combine.
 */
export async function retryPlan(
  plan: Plan,
  run: StoredRun,
  entries: AsyncIterable<StoredEntry>,
  parse: (text: string) => JsonValue,
): Promise<RetryPlan> {
  const gatherer = new Gatherer(plan, run, parse);
  for await (const entry of entries) gatherer.add(entry);
  return gatherer.made();
}

class Gatherer {
  readonly #graph: PlanGraph;
  readonly #stored: ReadonlyMap<string, { method: string; path: string }>;
  /** By root of the tree, and by text of the item. */
  readonly #selected = new Map<string, Map<string, SelectedRoot>>();
  /** Roots of the trees that are read fully. */
  readonly #whole = new Set<string>();
  /** Entries that are not read again, by why. */
  readonly #left = new Map<string, { source: string; why: string; count: number }>();

  constructor(
    private readonly plan: Plan,
    private readonly run: StoredRun,
    private readonly parse: (text: string) => JsonValue,
  ) {
    this.#graph = new PlanGraph(plan);
    this.#stored = new Map(run.sources.map((source) => [source.name, source]));
  }

  add({ source, root }: StoredEntry): void {
    const node = this.#graph.node(source);
    const tree = node && this.#graph.treeOf(node);
    const why =
      node && tree
        ? (this.#changed(node, tree, root?.source) ?? this.#undated(node, tree, root !== undefined))
        : NOT_THERE;
    if (why !== undefined || !node || !tree) {
      this.#leave(source, why ?? NOT_THERE);
      return;
    }
    const whole = this.#wholeOf(node, tree, root !== undefined);
    const branch = this.#branch(node, tree);
    const read = whole.length > 0 ? whole.map((each) => this.#graph.root(each)) : [branch];
    const unfit = read
      .flatMap((each) => this.#graph.branch(each))
      .map(unfitFor)
      .find(Boolean);
    if (unfit !== undefined) {
      this.#leave(source, unfit);
      return;
    }
    for (const each of whole) this.#whole.add(each.root);
    if (whole.length === 0 && root) this.#select(tree, root.item, branch.name);
  }

  made(): RetryPlan {
    const trees = this.plan.trees.flatMap((tree): PlanTree[] => {
      if (this.#whole.has(tree.root)) return [tree];
      const selected = this.#selected.get(tree.root);
      return selected ? [{ ...tree, selected: [...selected.values()] }] : [];
    });
    const read = trees.flatMap((tree) => this.#graph.branch(this.#graph.root(tree)));
    const names = new Set(read.map(({ name }) => name));
    return {
      plan: {
        ...this.plan,
        trees,
        nodes: this.plan.nodes.filter(({ name }) => names.has(name)),
        warnings: [...this.plan.warnings, ...extentOf(this.run)],
      },
      of: this.run.runId,
      reasons: [...this.#left.values()].map((left) => leftOut(left, this.run)),
    };
  }

  /** Why the plan of today cannot read again what the run left out. */
  #changed(node: PlanNode, tree: PlanTree, root: string | undefined): string | undefined {
    const nodes = root === undefined ? [node] : [node, this.#graph.root(tree)];
    if (root !== undefined && root !== tree.root) {
      return `it is below "${tree.root}" now, and was below "${root}" then`;
    }
    for (const { name, definition, path } of nodes) {
      const then = this.#stored.get(name);
      const now = `${definition.method} ${routeOf(path)}`;
      const before = then && `${then.method} ${then.path}`;
      if (before !== now) return `"${name}" reads ${now} now, and read ${before ?? 'nothing'} then`;
    }
    return undefined;
  }

  /** Why a list would be asked without the dates of the backfill. */
  #undated(node: PlanNode, tree: PlanTree, hasRoot: boolean): string | undefined {
    const list = backfilledList(this.run);
    if (list === undefined) return undefined;
    const isBelowRoot = hasRoot && list === tree.root && this.#wholeOf(node, tree, hasRoot).length === 0;
    return isBelowRoot ? undefined : `the run was a backfill, and "${list}" must be asked for its dates`;
  }

  /** Trees that must be read wholly; none where one root is enough. */
  #wholeOf(node: PlanNode, tree: PlanTree, hasRoot: boolean): PlanTree[] {
    const graph = this.#graph;
    const found = new Set<PlanTree>();
    const isWhole = !hasRoot || (node.name === tree.root && rootList(graph, tree) !== undefined);
    if (isWhole) found.add(tree);
    const combined = (nodes: PlanNode[]) => {
      const names = new Set(nodes.map(({ name }) => name));
      return this.plan.trees.filter(({ cross }) => cross.some((source) => names.has(source)));
    };
    const pending = combined(graph.branch(node));
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (found.has(next) && next !== tree) continue;
      found.add(next);
      for (const source of next.cross) {
        const other = graph.node(source);
        const above = other && graph.treeOf(other);
        if (above) found.add(above);
      }
      pending.push(...combined(graph.branch(graph.root(next))).filter((each) => !found.has(each)));
    }
    return [...found];
  }

  /** The part of a root that is read: an item of a list has branches, a single reading comes whole. */
  #branch(node: PlanNode, tree: PlanTree): PlanNode {
    if (rootList(this.#graph, tree) === undefined) return this.#graph.root(tree);
    return [node, ...this.#graph.above(node)].find(({ parent }) => parent === tree.root) ?? node;
  }

  #select({ root }: PlanTree, text: string, branch: string): void {
    const roots = this.#selected.get(root) ?? new Map<string, SelectedRoot>();
    this.#selected.set(root, roots);
    const selected = roots.get(text) ?? { item: toPlain(this.parse(text)), branches: [] };
    if (!selected.branches.includes(branch)) selected.branches.push(branch);
    roots.set(text, selected);
  }

  #leave(source: string, why: string): void {
    const key = JSON.stringify([source, why]);
    const left = this.#left.get(key) ?? { source, why, count: 0 };
    this.#left.set(key, { ...left, count: left.count + 1 });
  }
}

/** A retry of a part is a part too, and the next retry must know it. */
function extentOf({ warnings }: StoredRun): Notice[] {
  return warnings.flatMap(({ code, ...rest }) =>
    code === 'backfill' || code === 'tree-partial' ? [{ code, ...rest }] : [],
  );
}

const NOT_THERE = 'it is not in the configuration any more';

/** What would have its effect twice. */
function unfitFor({ name, definition, load, table }: PlanNode): string | undefined {
  if (definition.method !== 'GET') return `"${name}" asks with ${definition.method}, which may change things`;
  if (!load || table.writeDisposition === 'merge') return undefined;
  return `"${name}" is written with ${table.writeDisposition}`;
}

function leftOut(
  { source, why, count }: { source: string; why: string; count: number },
  run: StoredRun,
): Notice {
  const what = count === 1 ? 'one object is' : `${count} objects are`;
  const remedy =
    backfilledList(run) === undefined
      ? '`load` brings what the configuration names now'
      : 'repeat the `backfill`';
  const message = `${why}: ${what} not read again; ${remedy}`;
  return { code: 'retry-not-possible', source, count, message };
}
