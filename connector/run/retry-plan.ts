// What a run did not load, as the roots that must be read for it: each with the branches in which something is missing.
import type { JsonValue } from '../model/json.js';
import type { Notice } from '../model/notice.js';
import type { Plan, PlanNode, PlanTree } from '../model/plan.js';
import { routeOf } from '../plan/path-template.js';
import { rootList } from '../read/root-keys.js';
import type { SelectedRoot } from '../read/selected-roots.js';
import type { StoredEntry, StoredRun } from '../state/history.js';
import type { Retry } from './run-state.js';

/** What is to be read, and of which trees. */
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
  readonly #nodes: ReadonlyMap<string, PlanNode>;
  readonly #trees = new Map<string, PlanTree>();
  readonly #above = new Map<PlanNode, PlanNode>();
  readonly #stored: ReadonlyMap<string, { method: string; path: string }>;
  readonly #roots = new Map<PlanTree, Map<string, SelectedRoot & { branches: Set<string> }>>();
  readonly #whole = new Set<PlanTree>();
  /** Entries that are not read again, by why. */
  readonly #left = new Map<string, { source: string; why: string; count: number }>();

  constructor(
    private readonly plan: Plan,
    private readonly run: StoredRun,
    private readonly parse: (text: string) => JsonValue,
  ) {
    this.#nodes = new Map(plan.nodes.map((node) => [node.name, node]));
    this.#stored = new Map(run.sources.map((source) => [source.name, source]));
    for (const tree of plan.trees) for (const node of all(tree.root)) this.#trees.set(node.name, tree);
    for (const node of plan.nodes) for (const child of node.children) this.#above.set(child, node);
  }

  add({ source, root }: StoredEntry): void {
    const node = this.#nodes.get(source);
    const tree = this.#trees.get(source);
    const why = node && tree ? this.#changed(node, tree, root?.source) : NOT_THERE;
    if (why !== undefined || !node || !tree) {
      this.#leave(source, why ?? NOT_THERE);
      return;
    }
    const whole = this.#wholeOf(node, tree, root !== undefined);
    const read = whole.length > 0 ? whole.map(({ root: top }) => top) : [this.#branch(node, tree)];
    const unfit = read.flatMap(all).map(unfitFor).find(Boolean);
    if (unfit !== undefined) {
      this.#leave(source, unfit);
      return;
    }
    for (const each of whole) this.#whole.add(each);
    if (whole.length === 0 && root) this.#addRoot(tree, root.item, this.#branch(node, tree).name);
  }

  made(): RetryPlan {
    const trees = this.plan.trees.filter((tree) => this.#whole.has(tree) || this.#roots.has(tree));
    const names = new Set(trees.flatMap(({ root }) => all(root)).map(({ name }) => name));
    const given = new Map<string, SelectedRoot[] | 'all'>();
    for (const tree of trees) {
      const roots = [...(this.#roots.get(tree)?.values() ?? [])];
      given.set(tree.root.name, this.#whole.has(tree) ? 'all' : roots);
    }
    const nodes = this.plan.nodes.filter(({ name }) => names.has(name));
    return {
      plan: { ...this.plan, trees, nodes },
      of: this.run.runId,
      given,
      reasons: [...this.#left.values()].map(leftOut),
    };
  }

  /** Why what a run told of a source object cannot be asked for by the plan of today. */
  #changed(node: PlanNode, tree: PlanTree, root: string | undefined): string | undefined {
    const nodes = root === undefined ? [node] : [node, tree.root];
    if (root !== undefined && root !== tree.root.name) {
      return `it hangs on "${tree.root.name}" now, and hung on "${root}" then`;
    }
    for (const { name, definition, path } of nodes) {
      const then = this.#stored.get(name);
      const now = `${definition.method} ${routeOf(path)}`;
      const before = then && `${then.method} ${then.path}`;
      if (before !== now) return `"${name}" reads ${now} now, and read ${before ?? 'nothing'} then`;
    }
    return undefined;
  }

  /** Trees that must be read wholly; none where one root is enough. */
  #wholeOf(node: PlanNode, tree: PlanTree, hasRoot: boolean): PlanTree[] {
    const found = new Set<PlanTree>();
    const isWhole = !hasRoot || (node === tree.root && rootList(tree) !== undefined);
    if (isWhole) found.add(tree);
    const combined = (nodes: PlanNode[]) => {
      const names = new Set(nodes.map(({ name }) => name));
      return this.plan.trees.filter(({ cross }) => cross.some((source) => names.has(source)));
    };
    const pending = combined(all(node));
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (found.has(next) && next !== tree) continue;
      found.add(next);
      for (const source of next.cross) {
        const other = this.#trees.get(source);
        if (other) found.add(other);
      }
      pending.push(...combined(all(next.root)).filter((each) => !found.has(each)));
    }
    return [...found];
  }

  /** What is read of one root: a list's item has branches, a reading by itself comes whole. */
  #branch(node: PlanNode, tree: PlanTree): PlanNode {
    if (rootList(tree) === undefined) return tree.root;
    let at = node;
    for (let up = this.#above.get(at); up && up !== tree.root; up = this.#above.get(at)) at = up;
    return at;
  }

  #addRoot(tree: PlanTree, text: string, branch: string): void {
    const roots = this.#roots.get(tree) ?? new Map<string, SelectedRoot & { branches: Set<string> }>();
    this.#roots.set(tree, roots);
    const root = roots.get(text) ?? { item: this.parse(text), branches: new Set<string>() };
    root.branches.add(branch);
    roots.set(text, root);
  }

  #leave(source: string, why: string): void {
    const key = JSON.stringify([source, why]);
    const left = this.#left.get(key) ?? { source, why, count: 0 };
    this.#left.set(key, { ...left, count: left.count + 1 });
  }
}

const NOT_THERE = 'it is not in the configuration any more';

/** What would have its effect twice. */
function unfitFor({ name, definition, load, table }: PlanNode): string | undefined {
  if (definition.method !== 'GET') return `"${name}" asks with ${definition.method}, which may change things`;
  if (!load || table.writeDisposition === 'merge') return undefined;
  return `"${name}" is written with ${table.writeDisposition}`;
}

function leftOut({ source, why, count }: { source: string; why: string; count: number }): Notice {
  const what = count === 1 ? 'one object is' : `${count} objects are`;
  const message = `${why}: ${what} not read again; \`load\` brings what the configuration names now`;
  return { code: 'retry-not-possible', source, count, message };
}

function all(node: PlanNode): PlanNode[] {
  return [node, ...node.children.flatMap(all)];
}
