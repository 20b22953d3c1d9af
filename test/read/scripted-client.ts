// A client that answers from a script, for the tests of reading.
import type { ApiClient, ApiOutcome, ApiRequest, SkipReason } from '../../connector/model/api.js';
import { systemClock } from '../../connector/model/clock.js';
import type { EndpointDefinition } from '../../connector/model/definition.js';
import type { JsonValue } from '../../connector/model/json.js';
import type { Plan } from '../../connector/model/plan.js';
import type { ApiRecord, NotLoaded } from '../../connector/model/record.js';
import { compilePlan } from '../../connector/plan/compile.js';
import type { NodeTally } from '../../connector/read/facts.js';
import { PlanReader } from '../../connector/read/plan-reader.js';
import type { ReadOptions } from '../../connector/read/reading.js';
import { NO_OPTIONS } from '../model/no-options.js';

export type Answer =
  | JsonValue
  | { skip: SkipReason; status?: number }
  | { page: JsonValue; next?: string }
  | Error;

export class ScriptedClient implements ApiClient {
  readonly calls: string[] = [];
  inFlight = 0;
  mostInFlight = 0;

  constructor(
    private readonly answer: (path: string, request: ApiRequest) => Answer,
    private readonly delay: () => number = () => 0,
  ) {}

  async call(request: ApiRequest): Promise<ApiOutcome> {
    request.signal?.throwIfAborted();
    this.calls.push(request.path.replace('/1.0', ''));
    this.inFlight++;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      await systemClock.sleep(this.delay(), request.signal);
      return toOutcome(this.answer(request.path.replace('/1.0', ''), request), request);
    } finally {
      this.inFlight--;
    }
  }

  statistics() {
    return { calls: this.calls.length, retries: 0, budgetWaitMs: 0, retryWaitMs: 0, byStatus: {} };
  }
}

function toOutcome(answer: Answer, request: ApiRequest): ApiOutcome {
  if (answer instanceof Error) throw answer;
  if (isKeyed(answer, 'skip')) {
    const reason = answer.skip as SkipReason;
    const { method, path } = request;
    const status = typeof answer.status === 'number' ? answer.status : undefined;
    const problem = { method, path, status, message: 'scripted', attempts: 1 };
    return { outcome: 'skip', reason, problem };
  }
  const headers: Record<string, string> = {};
  let value = answer as JsonValue;
  if (isKeyed(answer, 'page')) {
    if (typeof answer.next === 'string') headers['x-pagination-cursor-next'] = answer.next;
    value = answer.page as JsonValue;
  }
  const items = Array.isArray(value) ? value : value === null ? [] : [value];
  const kind = Array.isArray(value) ? 'array' : value === null ? 'none' : 'value';
  const body = { kind, length: items.length, value: () => value, items: () => items } as const;
  return { outcome: 'ok', status: 200, headers, attempts: 1, body };
}

function isKeyed<K extends string>(
  answer: unknown,
  key: K,
): answer is Record<K | 'next' | 'status', unknown> {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer) && key in answer;
}

export type Definitions = (Partial<EndpointDefinition> & { name: string; path: string })[];

/** Bills, and the lines of each. */
export const BILLS: Definitions = [
  { name: 'ids', path: '/bill', read: { item: 'b' } },
  { name: 'bills', path: '/bill/{b}', parameters: { b: { from: 'ids' } } },
  { name: 'line_ids', path: '/bill/{b}/line', parameters: { b: { from: 'ids' } }, read: { item: 'l' } },
  {
    name: 'lines',
    path: '/bill/{b}/line/{l}',
    parameters: { b: { from: 'line_ids', parameter: 'b' }, l: { from: 'line_ids' } },
  },
];

export function planOf(definitions: Definitions): Plan {
  const full = definitions.map((each) => ({
    method: 'GET' as const,
    parameters: {},
    query: {},
    headers: {},
    ...NO_OPTIONS,
    ...each,
  }));
  return compilePlan(full, { secrets: [], v2: true, locate: (name) => name });
}

export interface Told {
  records: ApiRecord[];
  missing: NotLoaded[];
  tallies: Map<string, NodeTally>;
  /** Names and partitions of the records of each slice. */
  slices: ApiRecord[][];
}

export const readOptions = (more: Partial<ReadOptions> = {}): ReadOptions => ({
  concurrency: 5,
  sliceRoots: 10,
  sliceRecords: 1000,
  clock: systemClock,
  signal: new AbortController().signal,
  ...more,
});

/** Reads everything; what came before a failure is in `told`. */
export async function readAll(
  plan: Plan,
  client: ApiClient,
  more: Partial<ReadOptions> = {},
  told: Told = { records: [], missing: [], tallies: new Map(), slices: [] },
): Promise<Told> {
  const reader = new PlanReader(plan, client, readOptions(more));
  for await (const slice of reader.slices()) {
    const records: ApiRecord[] = [];
    const missing: NotLoaded[] = [];
    for await (const batch of slice.batches()) {
      records.push(...batch.records);
      missing.push(...batch.missing);
    }
    told.slices.push(records);
    told.records.push(...records);
    told.missing.push(...missing);
    for (const [name, tally] of slice.tallies) addTally(told.tallies, name, tally);
  }
  return told;
}

function addTally(tallies: Map<string, NodeTally>, name: string, tally: NodeTally): void {
  const known = tallies.get(name);
  if (!known) {
    tallies.set(name, structuredClone(tally));
    return;
  }
  known.listed += tally.listed;
  known.read += tally.read;
  known.reads += tally.reads;
  known.duplicates += tally.duplicates;
  known.blank += tally.blank;
  for (const reason of Object.keys(known.missing) as (keyof NodeTally['missing'])[]) {
    known.missing[reason] += tally.missing[reason];
  }
}
