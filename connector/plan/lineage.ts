// Which source object a node hangs under, and which combine.
import type { Notice } from '../model/notice.js';
import type { Bound } from './bindings.js';
import type { IssueReporter } from './context.js';

/** Most source objects between a list and what hangs on it. The API's paths have at most six parameters. */
const DEEPEST = 50;

export interface Lineage {
  parent?: string;
  /** For a root that combines independent source objects: their names. */
  cross: string[];
  /** This node and everything above it, up to the root of its tree. */
  chain: string[];
}

export interface DependencyOrder {
  /** Names, each behind those that it is mapped from. */
  order: string[];
  /** Source objects that map from each other in a circle; each circle once. */
  cycles: string[][];
}

/** Without recursion: a chain may be as long as the configuration. */
export function dependencyOrder(bound: ReadonlyMap<string, Bound>): DependencyOrder {
  const order: string[] = [];
  const cycles: string[][] = [];
  const done = new Set<string>();
  /** The names from a definition down to the one that is looked at, with what is left of their sources. */
  const path: { name: string; left: string[] }[] = [];
  const onPath = new Map<string, number>();
  const enter = (name: string) => {
    onPath.set(name, path.length);
    path.push({ name, left: [...new Set(bound.get(name)?.sources)].reverse() });
  };
  for (const first of bound.keys()) {
    if (!done.has(first)) enter(first);
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const source = last.left.pop();
      const start = source === undefined ? undefined : onPath.get(source);
      if (source === undefined) {
        path.pop();
        onPath.delete(last.name);
        done.add(last.name);
        order.push(last.name);
      } else if (start !== undefined) cycles.push([...path.slice(start).map(({ name }) => name), source]);
      else if (!done.has(source)) enter(source);
    }
  }
  return { order, cycles };
}

/** Parents are resolved before: `known` holds the lineage of every source. */
export function resolveParent(
  name: string,
  sources: string[],
  known: Map<string, Lineage>,
  combine: boolean,
  report: IssueReporter,
  warnings: Notice[],
): Lineage {
  const chainOf = (source: string) => known.get(source)?.chain ?? [source];
  const deepest = sources.find((source) => sources.every((other) => chainOf(source).includes(other)));
  if (sources.length === 0 || deepest !== undefined) {
    if (combine) {
      const message = `\`combine\` has no effect: its parameters do not come from independent source objects`;
      warnings.push({ code: 'combine-ignored', source: name, message });
    }
    if (deepest === undefined) return { cross: [], chain: [name] };
    const above = chainOf(deepest);
    if (above.length < DEEPEST) return { parent: deepest, cross: [], chain: [name, ...above] };
    report(name, 'parameters', 'config-mapping', `is mapped through more than ${DEEPEST} source objects`);
    return { parent: deepest, cross: [], chain: [name] };
  }
  // Only the deepest of each line are combined; what lies above them comes along.
  const ends = sources.filter(
    (source) => !sources.some((other) => other !== source && chainOf(other).includes(source)),
  );
  if (!combine) {
    report(
      name,
      'parameters',
      'config-mapping',
      `its parameters come from independent source objects (${ends.join(', ')}): to read every combination, say \`read: { combine: true }\``,
    );
  }
  return { cross: ends, chain: [name] };
}
