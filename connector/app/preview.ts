// Preview: the first rows of one source object, and its request as a command without secrets.
import type { Connection } from '../http/connection.js';
import type { ApiRequest } from '../model/api.js';
import { StopError } from '../model/errors.js';
import type { Plan, PlanNode } from '../model/plan.js';
import { scrubbed } from '../model/secret.js';
import type { RowBatch } from '../model/table.js';
import { requestFor } from '../read/pages.js';
import { kindOf } from '../read/reading.js';
import type { ApiDocuments } from '../schemas/api-documents.js';
import { createShaper } from '../shape/shaper.js';
import { identifyAccount } from './account.js';
import { type LeftOut, leftOutOf } from './draft/left-out.js';
import { type Samples, samplesOf } from './draft/samples.js';
import { type Found, Walk } from './draft/walk.js';
import { hideSecretsOf } from './explorer/secret-fields.js';
import { afterCalls, type ConfiguredSource, connectSource } from './open.js';
import { withDeclarations } from './plan/declarations.js';
import { declaredPlan } from './plan/steps.js';
import { columnAbouts } from './reference/digest.js';
import { curlCode } from './samples/curl.js';
import { sampleOf } from './samples/sample.js';

export interface Preview {
  /** The request of these rows, for a shell with the keys in its environment. */
  curl: string;
  batch: RowBatch;
  /** Objects in the reply, perhaps more than the rows. */
  total: number;
  /** What the documents say of the columns, by name; where documents were given. */
  descriptions: Record<string, string>;
  /** Values of the path parameters on the way. */
  samples: Samples;
  /** Fields of these objects that have no column. */
  leftOut: LeftOut[];
  calls: number;
  notes: string[];
  /** Why there is no row. The request is then the last one on the way. */
  nothing?: string;
}

export interface PreviewOptions {
  /** Stays open. Default: one of its own. */
  connection?: Connection;
  /** In place of those of the cache or the API. */
  documents?: ApiDocuments;
  signal?: AbortSignal;
}

/** Throws `StopError` if no preview is possible, `ConfigError` for an unknown account. */
export async function previewSource(
  source: ConfiguredSource,
  name: string,
  rows: number,
  { connection: given, documents, signal }: PreviewOptions = {},
): Promise<Preview> {
  refuseWrites(source.plan, name);
  const connection = given ?? connectSource(source);
  try {
    // With the documents, which know more secrets and types than our own list.
    const plan = documents
      ? withDeclarations(source.plan, documents)
      : await declaredPlan(source, connection.client, signal);
    return await previewPlan(plan, source, { name, rows, signal, documents }, connection);
  } finally {
    if (!given) await connection.close();
  }
}

async function previewPlan(
  plan: Plan,
  source: ConfiguredSource,
  { name, rows, signal, documents }: Omit<PreviewOptions, 'connection'> & { name: string; rows: number },
  connection: Connection,
): Promise<Preview> {
  const before = connection.client.statistics().calls;
  try {
    const account = await identifyAccount(source, connection.client);
    const node = plan.nodes.find((candidate) => candidate.name === name);
    if (!node) throw new Error(`no source object ${name}`);
    const walk = new Walk(connection.client, plan, signal);
    const found = await walk.to(node);
    const batch = shapeItems(node, found, rows, account, source, walk.notes);
    const last = found ? { node, partition: found.partition } : walk.last;
    return {
      curl: last ? curlCode(sampleOf(shownRequest(last), source.config)) : '',
      batch,
      total: found?.items.length ?? 0,
      calls: connection.client.statistics().calls - before,
      descriptions: documents ? descriptionsOf(node, batch, documents) : {},
      samples: samplesOf(node, walk.parents),
      leftOut: leftOutOf(node, found?.items ?? []),
      ...scrubbed(found ? { notes: walk.notes } : { notes: [], nothing: walk.why() }, connection.scrub),
    };
  } catch (error) {
    throw afterCalls(error, connection);
  }
}

function descriptionsOf(
  node: PlanNode,
  { schema }: RowBatch,
  documents: ApiDocuments,
): Record<string, string> {
  const abouts = columnAbouts(node, documents).get(schema.table);
  return Object.fromEntries(
    schema.columns.flatMap(({ name, path }) => {
      const about = abouts?.get(path);
      return about === undefined ? [] : [[name, about]];
    }),
  );
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
