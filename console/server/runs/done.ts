// How much of a load is done: by the calls that its trees take, where these can be foreseen, otherwise by its trees.
import type { LoadView, TreeView } from '../../contract/run.js';
import type { Part, PartNumbers } from './part.js';

interface TreeCost {
  /** From 0 to 1. */
  done: number;
  calls: number;
  /** Absent: nobody knows. */
  expected?: number;
}

/** @param earlier calls by source object in an earlier load */
export function doneOf(
  parts: readonly Part[],
  numbers: readonly PartNumbers[],
  earlier: ReadonlyMap<string, number> | undefined,
): Pick<LoadView, 'done' | 'expectedCalls'> {
  const costs = parts.flatMap((part, place) => costsOf(part, numbers[place], earlier));
  if (costs.length === 0) return {};
  const calls = sum(costs.map((cost) => cost.calls));
  const expected = costs.map((cost) => cost.expected);
  if (expected.every((each) => each !== undefined)) {
    const all = sum(expected);
    return all === 0 ? {} : { done: Math.min(1, calls / all), expectedCalls: Math.round(all) };
  }
  return { done: sum(costs.map(({ done }) => done)) / costs.length };
}

function costsOf(
  part: Part,
  numbers: PartNumbers | undefined,
  earlier: ReadonlyMap<string, number> | undefined,
): TreeCost[] {
  const { objects } = part.view();
  const trees: readonly TreeView[] = numbers?.progress?.trees ?? [];
  const before = (tree: number): { expected?: number } => {
    const known = objects.filter((each) => each.tree === tree).map(({ name }) => earlier?.get(name));
    return known.every((each) => each !== undefined) ? { expected: sum(known) } : {};
  };
  const count = Math.max(trees.length, new Set(objects.map(({ tree }) => tree)).size);
  return Array.from({ length: count }, (_, place) => {
    const tree = trees[place];
    if (part.isEnded) return whole(place === 0 ? (numbers?.calls ?? 0) : 0);
    if (!tree || tree.stage === 'waiting') return { done: 0, calls: 0, ...before(place) };
    const { stage, listed, done, calls } = tree;
    if (stage === 'done') return whole(calls);
    // What is read beside the roots (the list itself, the slice that is not committed) is in the calls as well.
    if (done > 0) return { done: done / listed, calls, expected: (calls * listed) / done };
    const { expected } = before(place);
    return { done: 0, calls, ...(expected !== undefined && { expected: Math.max(expected, calls) }) };
  });
}

const whole = (calls: number): TreeCost => ({ done: 1, calls, expected: calls });

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
