// Sample values of the source objects that a path is mapped from, and the addresses that they make.
import type { Connection } from '../../http/connection.js';
import { StopError } from '../../model/errors.js';
import type { Plan, PlanNode } from '../../model/plan.js';
import type { Partition } from '../../model/record.js';
import { scrubbed } from '../../model/secret.js';
import { expandPath, isV2, PathValueError, withoutBranch } from '../../plan/path-template.js';
import { type ItemContext, resolvePartitions } from '../../read/parents.js';
import { afterCalls, type SourceWithoutKeys } from '../open.js';
import { contextsOf, type Found, Walk } from './walk.js';

export interface Samples {
  /** For each path parameter that is mapped. */
  values: { parameter: string; from: string; field?: string; samples: string[] }[];
  /** The first of them. */
  addresses: string[];
  /** How many more there are. */
  more: number;
  /** More parents, or more pages, were not read. */
  atLeast: boolean;
}

export interface SampledValues extends Samples {
  calls: number;
  notes: string[];
  /** Why there are none. */
  nothing?: string;
}

const MOST_SHOWN = 5;
const MOST_CONTEXTS = 10_000;

/** Reads down to the source object above, and not the object itself. Throws `StopError`. */
export async function sampleValues(
  { plan }: Pick<SourceWithoutKeys, 'plan'>,
  name: string,
  connection: Connection,
  signal?: AbortSignal,
): Promise<SampledValues> {
  const node = nodeNamed(plan, name);
  const before = connection.client.statistics().calls;
  const calls = () => connection.client.statistics().calls - before;
  if (node.parent === undefined) return { ...samplesOf(node, undefined), calls: 0, notes: [] };
  try {
    const parent = nodeNamed(plan, node.parent);
    refuseWrites(parent, plan);
    const walk = new Walk(connection.client, plan, signal);
    const found = await walk.to(parent);
    const samples = samplesOf(node, found);
    const nothing = found ? {} : { nothing: walk.why() };
    return { ...samples, calls: calls(), ...scrubbed({ notes: walk.notes, ...nothing }, connection.scrub) };
  } catch (error) {
    throw afterCalls(error, connection);
  }
}

function nodeNamed({ nodes }: Plan, name: string): PlanNode {
  const node = nodes.find((each) => each.name === name);
  if (!node) throw new StopError('preview-not-possible', `there is no source object ${name}`);
  return node;
}

function refuseWrites(node: PlanNode, { nodes }: Plan): void {
  for (let at: PlanNode | undefined = node; at; at = nodes.find(({ name }) => name === at?.parent)) {
    if (at.definition.method === 'GET') continue;
    const message = `${at.name} is a ${at.definition.method}: nothing is called that changes things`;
    throw new StopError('preview-not-possible', message);
  }
}

/** @param parents the reply of the source object above; absent for a root */
export function samplesOf(node: PlanNode, parents: Found | undefined): Samples {
  const contexts: (ItemContext | undefined)[] = parents
    ? contextsOf(parents).slice(0, MOST_CONTEXTS)
    : node.parent === undefined
      ? [undefined]
      : [];
  const partitions = contexts.flatMap((context) => {
    const resolved = resolvePartitions(node, context);
    return 'partitions' in resolved ? resolved.partitions : [];
  });
  // An item that comes twice is read once.
  const addresses = [...new Set(partitions.flatMap((partition) => addressOf(node, partition)))];
  return {
    values: node.bindings.flatMap((binding) => {
      if (binding.kind === 'constant') return [];
      const all = partitions.map((partition) => String(partition[binding.parameter]));
      const field = binding.kind === 'item' ? binding.field : undefined;
      const samples = [...new Set(all)].slice(0, MOST_SHOWN);
      return [
        {
          parameter: binding.parameter,
          from: binding.source,
          ...(field !== undefined && { field }),
          samples,
        },
      ];
    }),
    addresses: addresses.slice(0, MOST_SHOWN),
    more: Math.max(0, addresses.length - MOST_SHOWN),
    atLeast: parents !== undefined && isPart(parents),
  };
}

function addressOf({ path }: PlanNode, partition: Partition): string[] {
  try {
    return [withoutBranch(expandPath(path, partition))];
  } catch (error) {
    if (error instanceof PathValueError) return [];
    throw error;
  }
}

/** Other items above have other lists, and a list that pages has more. */
function isPart({ node, above, items }: Found): boolean {
  const pages = isV2(node.path) || (node.pagination !== undefined && node.pagination.by !== 'none');
  return above !== undefined || pages || items.length > MOST_CONTEXTS;
}
