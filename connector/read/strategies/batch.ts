// Batches: one call for many ids, on the last or on a middle segment of the path. Every id must come back once.
import type { ApiOutcome, ApiRequest } from '../../model/api.js';
import { isObject, type JsonValue, type Scalar } from '../../model/json.js';
import type { PlanNode } from '../../model/plan.js';
import type { Partition } from '../../model/record.js';
import { parametersOf, templateOf } from '../../plan/path-template.js';
import type { Requests } from '../pages.js';
import { type CountedClient, isAnswer, samplesOf } from './counted-client.js';
import type { ProbedStrategy, StrategyProbes } from './strategy-probes.js';

/** Fewer ids than this do not pay for finding out whether the route takes batches. */
const WORTH_A_PROBE = 6;
/** Bytes of a path; longer ones meet limits on the way. */
const PATH_LIMIT = 2000;
/** Where a batch is refused, smaller ones are tried before it is given up. */
const SMALLER = [20, 5, 2];
/** Signs that may stand between ids. `|` is what OVHcloud's own pages use where ids may hold commas. */
const SEPARATORS = [',', '|'];

/** Parameters of one reading, as an address and as the key of its entry. */
export interface BatchReading {
  partition: Partition;
}

interface Group<R extends BatchReading> {
  readings: R[];
  separator: string;
}

/** What came for each reading; those that are not in it must be read by themselves. */
export type Entries<R> = Map<R, { value: JsonValue; queryId?: string }>;

/** Whether the entries of a batch are what single readings give. */
export type Check<R> = (entries: Entries<R>) => Promise<'same' | 'unknown' | { different: string }>;

/** How a batch asks for its readings, and how its answer is checked. */
export interface Asking<R> {
  node: PlanNode;
  strategy: ProbedStrategy;
  check: Check<R>;
  /** Adds to the request of a batch. */
  more?: (request: ApiRequest) => ApiRequest;
}

export class Batches {
  constructor(
    private readonly counted: CountedClient,
    private readonly probes: StrategyProbes,
    /** Ids in one call, at the most. */
    private readonly size: number,
    private readonly requests: Requests,
  ) {}

  async read<R extends BatchReading>(readings: readonly R[], asking: Asking<R>): Promise<Entries<R>> {
    const found: Entries<R> = new Map();
    const { node, strategy } = asking;
    const route = templateOf(node.path);
    for (const group of this.#groups(node, readings, route)) {
      if (this.probes.isRefused(strategy, route)) break;
      let entries: Entries<R> | undefined;
      if (!this.probes.isGood(strategy, route)) {
        if (group.readings.length < WORTH_A_PROBE) continue;
        await this.probes.settle(strategy, route, async () => {
          entries = await this.#probe(group, asking, route);
        });
      }
      if (!this.probes.isGood(strategy, route)) continue;
      entries ??= await this.#ask(group, asking, route);
      for (const [reading, entry] of entries ?? []) found.set(reading, entry);
    }
    return found;
  }

  async #probe<R extends BatchReading>(
    group: Group<R>,
    asking: Asking<R>,
    route: string,
  ): Promise<Entries<R> | undefined> {
    const entries = await this.#ask(group, asking, route);
    if (!entries) return undefined;
    const nothing = { different: 'the reply has no entry for any id' };
    const result = entries.size === 0 ? nothing : await asking.check(entries);
    if (result === 'unknown') this.probes.leaveOpen(asking.strategy, route);
    else if (result !== 'same') this.probes.refuse(asking.strategy, route, result.different);
    else this.probes.accept(asking.strategy, route);
    return result === 'same' ? entries : undefined;
  }

  /** One call, or several smaller ones where it is refused. Undefined: nothing could be had. */
  async #ask<R extends BatchReading>(
    group: Group<R>,
    asking: Asking<R>,
    route: string,
  ): Promise<Entries<R> | undefined> {
    const { node, strategy, more = (request) => request } = asking;
    const outcome = await this.counted.call(node, 'batch', more(batchRequest(node, group, this.requests)));
    if (outcome.outcome === 'ok') return entriesOf(outcome, group.readings, variedParameter(node));
    if (!isAnswer(outcome.problem)) return undefined;
    const smaller = SMALLER.find((size) => size < group.readings.length);
    if (smaller === undefined) {
      const { status, message } = outcome.problem;
      this.probes.refuse(strategy, route, `${status ?? ''} ${message}`.trim());
      return undefined;
    }
    this.probes.learnBatchSize(route, smaller);
    const found: Entries<R> = new Map();
    for (let at = 0; at < group.readings.length; at += smaller) {
      const readings = group.readings.slice(at, at + smaller);
      const part = await this.#ask({ ...group, readings }, asking, route);
      if (this.probes.isRefused(strategy, route)) return undefined;
      for (const [reading, entry] of part ?? []) found.set(reading, entry);
    }
    return found;
  }

  /** Readings that differ in one parameter alone, and not in their dates, in portions that one call can take. */
  *#groups<R extends BatchReading>(
    node: PlanNode,
    readings: readonly R[],
    route: string,
  ): Generator<Group<R>> {
    const varied = variedParameter(node);
    const groups = new Map<string, R[]>();
    for (const reading of readings) {
      const others = Object.entries(reading.partition).filter(([name]) => name !== varied);
      const query = this.requests.query(node, reading.partition);
      const name = JSON.stringify([...others.map(([key, value]) => [key, String(value)]), query]);
      groups.set(name, [...(groups.get(name) ?? []), reading]);
    }
    const most = Math.min(this.size, this.probes.batchSize(route) ?? this.size);
    for (const group of groups.values()) yield* portions(group, varied, most);
  }
}

/** The parameter whose values one call can take together: the last of the path. */
function variedParameter(node: PlanNode): string {
  return parametersOf(node.path).at(-1) ?? '';
}

function* portions<R extends BatchReading>(
  readings: readonly R[],
  varied: string,
  most: number,
): Generator<Group<R>> {
  let portion: R[] = [];
  let length = 0;
  const ids = readings.map((reading) => String(reading.partition[varied] ?? ''));
  const separator = SEPARATORS.find((sign) => !ids.some((id) => id.includes(sign)));
  if (separator === undefined) return;
  for (const [at, reading] of readings.entries()) {
    const size = encodeURIComponent(ids[at] ?? '').length + 3;
    if (portion.length >= most || length + size > PATH_LIMIT) {
      if (portion.length > 1) yield { readings: portion, separator };
      portion = [];
      length = 0;
    }
    portion.push(reading);
    length += size;
  }
  if (portion.length > 1) yield { readings: portion, separator };
}

/** The separator stands in the path as it is: OVHcloud's own pages send the comma bare. */
function batchRequest<R extends BatchReading>(
  node: PlanNode,
  { readings, separator }: Group<R>,
  requests: Requests,
): ApiRequest {
  const varied = variedParameter(node);
  const [first] = readings;
  const mark = 'BATCHED-IDS';
  const request = requests.of(node, { ...first?.partition, [varied]: mark });
  const ids = readings.map((reading) => encodeURIComponent(String(reading.partition[varied] ?? '')));
  const sign = separator === ',' ? ',' : encodeURIComponent(separator);
  return {
    ...request,
    query: requests.query(node, first?.partition ?? {}),
    path: request.path.replace(mark, () => ids.join(sign)),
    headers: { ...request.headers, 'X-Ovh-Batch': separator },
    // A part that is not there must not make the whole "there is none".
    absent: undefined,
  };
}

/** Entries by reading. An id that came twice, with an error, or without a value is not among them. */
function entriesOf<R extends BatchReading>(
  outcome: Extract<ApiOutcome, { outcome: 'ok' }>,
  readings: readonly R[],
  varied: string,
): Entries<R> {
  const seen = new Map<string, { value: JsonValue; count: number }>();
  const items = outcome.body.kind === 'array' ? [...outcome.body.items()] : [];
  for (const item of items) {
    if (!isObject(item)) continue;
    const { key, value = null, error = null } = item;
    if (key === undefined || key === null) continue;
    const name = String(key as Scalar);
    const before = seen.get(name)?.count ?? 0;
    seen.set(name, { value: error === null ? value : null, count: before + 1 });
  }
  const entries: Entries<R> = new Map();
  for (const reading of readings) {
    const entry = seen.get(String(reading.partition[varied] ?? ''));
    if (entry?.count === 1 && entry.value !== null)
      entries.set(reading, { value: entry.value, queryId: outcome.queryId });
  }
  return entries;
}

/** Checks a few entries against single readings of the same address. */
export function singleCheck<R extends BatchReading>(
  counted: CountedClient,
  node: PlanNode,
  requests: Requests,
): Check<R> {
  return async (entries) => {
    const samples = samplesOf([...entries]).map(([{ partition }, { value }]) => ({
      request: requests.of(node, partition),
      brought: value,
    }));
    return counted.compareAll(node, samples);
  };
}
