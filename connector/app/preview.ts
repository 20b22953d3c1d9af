// Preview: the first rows of one source object, and its request as a command without secrets.
import type { Connection } from '../http/connection.js';
import type { ApiClient, ApiOutcome, ApiRequest } from '../model/api.js';
import { StopError } from '../model/errors.js';
import type { JsonValue } from '../model/json.js';
import type { Plan, PlanNode } from '../model/plan.js';
import { problemText } from '../model/problem-text.js';
import type { Partition } from '../model/record.js';
import { scrubbed } from '../model/secret.js';
import type { RowBatch } from '../model/table.js';
import { PlanGraph } from '../plan/plan-graph.js';
import { requestFor } from '../read/pages.js';
import { type ItemContext, resolvePartitions } from '../read/parents.js';
import { kindOf } from '../read/reading.js';
import { createShaper } from '../shape/shaper.js';
import { identifyAccount } from './account.js';
import { hideSecretsOf } from './explorer/secret-fields.js';
import { afterCalls, type ConfiguredSource, connectSource } from './open.js';
import { declaredPlan } from './plan/steps.js';
import { curlCode } from './samples/curl.js';
import { sampleOf } from './samples/sample.js';

export interface Preview {
  /** The request of these rows, for a shell with the keys in its environment. */
  curl: string;
  batch: RowBatch;
  /** Objects in the reply, perhaps more than the rows. */
  total: number;
  calls: number;
  notes: string[];
  /** Why there is no row. The request is then the last one on the way. */
  nothing?: string;
}

/** Parents tried one after another until one leads to a row. */
const PARENTS_TRIED = 10;

/** Throws `StopError` if no preview is possible, `ConfigError` for an unknown account. */
export async function previewSource(source: ConfiguredSource, name: string, rows: number): Promise<Preview> {
  refuseWrites(source.plan, name);
  const connection = connectSource(source);
  try {
    // With the documents, which know more secrets and types than our own list.
    const plan = await declaredPlan(source, connection.client);
    return await previewPlan(plan, source, name, rows, connection);
  } finally {
    await connection.close();
  }
}

async function previewPlan(
  plan: Plan,
  source: ConfiguredSource,
  name: string,
  rows: number,
  connection: Connection,
): Promise<Preview> {
  try {
    const account = await identifyAccount(source, connection.client);
    const node = plan.nodes.find((candidate) => candidate.name === name);
    if (!node) throw new Error(`no source object ${name}`);
    const walk = new Walk(connection.client, plan);
    const found = await walk.to(node);
    const batch = shapeItems(node, found, rows, account, source, walk.notes);
    const last = found ? { node, partition: found.partition } : walk.last;
    return {
      curl: last ? curlCode(sampleOf(shownRequest(last), source.config)) : '',
      batch,
      total: found?.items.length ?? 0,
      calls: connection.client.statistics().calls,
      ...scrubbed(found ? { notes: walk.notes } : { notes: [], nothing: walk.why() }, connection.scrub),
    };
  } catch (error) {
    throw afterCalls(error, connection);
  }
}

function shownRequest({ node, partition }: Pick<Found, 'partition'> & { node: PlanNode }): ApiRequest {
  const request = requestFor(node, partition);
  return hideSecretsOf(request, { route: request.route.replace(/^\/(1\.0|v1)(?=\/)/, '') });
}

function shapeItems(
  node: PlanNode,
  found: Found | undefined,
  rows: number,
  account: string,
  { clock }: ConfiguredSource,
  notes: string[],
): RowBatch {
  const shaper = createShaper(node.table, undefined, { account, runId: 'preview' });
  const batch: RowBatch = { schema: shaper.schema(), rows: [] };
  for (const item of found?.items.slice(0, rows) ?? []) {
    const shaped = shaper.shape({
      source: node.name,
      partition: found?.partition ?? {},
      kind: kindOf(item, found?.inList ?? false),
      payload: item,
      readAt: clock.now(),
    });
    if ('row' in shaped) batch.rows.push(shaped.row);
    else notes.push(shaped.rejected);
  }
  batch.schema = shaper.schema();
  return batch;
}

function refuseWrites(plan: Plan, name: string): void {
  const writing = plan.nodes.find((node) => node.definition.method !== 'GET');
  if (!writing) return;
  throw new StopError(
    'preview-not-possible',
    `${name}: a preview calls nothing that changes things, and "${writing.name}" is a ${writing.definition.method}. See what it would send with \`source-ovhcloud plan\``,
  );
}

interface Found {
  partition: Partition;
  items: JsonValue[];
  inList: boolean;
}

/** Walks down to a node along the first items that lead to it. */
class Walk {
  readonly notes: string[] = [];
  last: { node: PlanNode; partition: Partition } | undefined;

  constructor(
    private readonly client: ApiClient,
    private readonly plan: Plan,
  ) {}

  async to(node: PlanNode): Promise<Found | undefined> {
    return this.#down(this.#chain(node), undefined);
  }

  #chain(node: PlanNode): PlanNode[] {
    const graph = new PlanGraph(this.plan);
    const chain = [...graph.above(node).reverse(), node];
    const cross = graph.treeOf(node)?.cross ?? [];
    if (cross.length > 0) {
      throw new StopError(
        'preview-not-possible',
        `${chain[0]?.name}: a preview of combined source objects is not possible; preview ${cross.join(' or ')}`,
      );
    }
    return chain;
  }

  async #down([node, ...rest]: PlanNode[], context: ItemContext | undefined): Promise<Found | undefined> {
    if (!node) return undefined;
    const resolved = resolvePartitions(node, context);
    if (!('partitions' in resolved)) {
      this.notes.push('mismatch' in resolved ? resolved.mismatch : `{${resolved.blank}} is empty`);
      return undefined;
    }
    for (const partition of resolved.partitions) {
      this.last = { node, partition };
      const outcome = await this.client.call(requestFor(node, partition));
      const items = this.#itemsOf(outcome);
      if (rest.length === 0 && items.length > 0) {
        const inList = outcome.outcome === 'ok' && outcome.body.kind === 'array';
        return { partition, items, inList };
      }
      for (const item of items.slice(0, PARENTS_TRIED)) {
        const found = await this.#down(rest, {
          source: node.name,
          partition,
          item,
          parent: context,
          ordinal: 0,
        });
        if (found) return found;
      }
    }
    return undefined;
  }

  /** Why it came to no object. */
  why(): string {
    return this.notes.at(-1) ?? 'the lists on the way to it are empty';
  }

  #itemsOf(outcome: ApiOutcome): JsonValue[] {
    if (outcome.outcome === 'ok') return [...outcome.body.items()];
    this.notes.push(problemText(outcome.problem));
    return [];
  }
}
