// Preview: the first rows of one source object, and its request as a command line without secrets.
import type { ApiClient, ApiOutcome } from '../model/api.js';
import { describeProblem, StopError } from '../model/errors.js';
import type { JsonValue } from '../model/json.js';
import type { Plan, PlanNode } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import type { RowBatch } from '../model/table.js';
import { type Frame, resolvePartitions } from '../read/frames.js';
import { requestFor } from '../read/pages.js';
import { createShaper } from '../shape/shaper.js';
import { identifyAccount } from './account.js';
import { curlCommand } from './curl.js';
import { connectSource, type Source } from './open.js';

export interface Preview {
  /** The request of the rows shown, to be pasted into a shell that has the keys in its environment. */
  curl: string;
  batch: RowBatch;
  /** Objects in the reply; more than the rows shown, maybe. */
  total: number;
  calls: number;
  notes: string[];
}

/** Parents tried one after another until one leads to a row. */
const PARENTS_TRIED = 10;

export async function previewSource(source: Source, name: string, rows: number): Promise<Preview> {
  const node = source.plan.nodes.find((candidate) => candidate.name === name);
  if (!node) throw new Error(`no source object ${name}`);
  refuseWrites(source.plan, name);
  const connection = connectSource(source);
  try {
    const account = await identifyAccount(source, connection.client);
    const walk = new Walk(connection.client, source.plan);
    const found = await walk.to(node);
    if (!found)
      throw new StopError(`${name}: nothing to show: ${walk.notes.at(-1) ?? 'its parents are empty'}`);
    const shaper = createShaper(node.table, undefined, { account, runId: 'preview' });
    const batch: RowBatch = { schema: shaper.schema(), rows: [] };
    for (const item of found.items.slice(0, rows)) {
      const kind = typeof item === 'object' && item !== null && !Array.isArray(item) ? 'object' : 'scalar';
      const listed = { object: 'element', scalar: 'item' } as const;
      const shaped = shaper.shape({
        node,
        partition: found.partition,
        kind: found.inList ? listed[kind] : kind,
        payload: item,
        readAt: source.clock.now(),
      });
      if ('row' in shaped) batch.rows.push(shaped.row);
      else walk.notes.push(shaped.rejected);
    }
    batch.schema = shaper.schema();
    const curl = curlCommand(requestFor(node, found.partition), source.config);
    return {
      curl,
      batch,
      total: found.items.length,
      calls: connection.client.statistics().calls,
      notes: walk.notes.map(connection.scrub),
    };
  } finally {
    await connection.close();
  }
}

function refuseWrites(plan: Plan, name: string): void {
  const writing = plan.nodes.find((node) => node.definition.method !== 'GET');
  if (!writing) return;
  throw new StopError(
    `${name}: a preview calls nothing that changes things, and "${writing.name}" is a ${writing.definition.method}. See what it would send with \`source-ovhcloud plan\``,
  );
}

interface Found {
  partition: Partition;
  items: JsonValue[];
  inList: boolean;
}

/** Goes down to a node along the first items that lead there. */
class Walk {
  readonly notes: string[] = [];

  constructor(
    private readonly client: ApiClient,
    private readonly plan: Plan,
  ) {}

  async to(node: PlanNode): Promise<Found | undefined> {
    const chain = this.#chain(node);
    return this.#down(chain, undefined);
  }

  #chain(node: PlanNode): PlanNode[] {
    const tree = this.plan.trees.find((candidate) => candidate.root === node);
    if (tree && tree.cross.length > 0) {
      throw new StopError(
        `${node.name}: a preview of combined source objects is not possible; preview ${tree.cross.join(' or ')}`,
      );
    }
    const parent = this.plan.nodes.find((candidate) => candidate.children.includes(node));
    return parent ? [...this.#chain(parent), node] : [node];
  }

  async #down([node, ...rest]: PlanNode[], frame: Frame | undefined): Promise<Found | undefined> {
    if (!node) return undefined;
    const resolved = resolvePartitions(node, frame);
    if (!('partitions' in resolved)) {
      this.notes.push('mismatch' in resolved ? resolved.mismatch : `{${resolved.blank}} is empty`);
      return undefined;
    }
    for (const partition of resolved.partitions) {
      const outcome = await this.client.call(requestFor(node, partition));
      const items = this.#itemsOf(outcome);
      if (rest.length === 0 && items.length > 0) {
        const inList = outcome.outcome === 'ok' && outcome.body.kind === 'array';
        return { partition, items, inList };
      }
      for (const item of items.slice(0, PARENTS_TRIED)) {
        const found = await this.#down(rest, { node, partition, item, parent: frame, ordinal: 0 });
        if (found) return found;
      }
    }
    return undefined;
  }

  #itemsOf(outcome: ApiOutcome): JsonValue[] {
    if (outcome.outcome === 'ok') return [...outcome.body.items()];
    this.notes.push(describeProblem(outcome.problem));
    return [];
  }
}
