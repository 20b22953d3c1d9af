// Which source object a node hangs under, and which combine.
import type { Notice } from '../model/notice.js';
import type { Bound } from './bindings.js';
import type { IssueReporter } from './context.js';

export interface Lineage {
  parent?: string;
  /** For a root that combines independent source objects: their names. */
  cross: string[];
  /** This node and everything above it, up to the root of its tree. */
  chain: string[];
}

/** Source objects that map from each other in a circle; each circle once. */
export function findCycles(bound: Map<string, Bound>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (name: string, path: string[]): void => {
    const start = path.indexOf(name);
    if (start >= 0) {
      cycles.push([...path.slice(start), name]);
      return;
    }
    if (done.has(name)) return;
    for (const source of new Set(bound.get(name)?.sources)) visit(source, [...path, name]);
    done.add(name);
  };
  for (const name of bound.keys()) visit(name, []);
  return cycles;
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
    return { parent: deepest, cross: [], chain: [name, ...chainOf(deepest)] };
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
