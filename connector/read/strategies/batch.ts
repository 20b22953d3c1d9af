// Batches: one call for many ids, on the last or on a middle segment of the path. Every id must come back once.
import type { ApiOutcome, ApiRequest } from '../../model/api.js';
import { isObject, type JsonObject, type JsonValue, type Scalar } from '../../model/json.js';
import type { PlanNode } from '../../model/plan.js';
import type { Partition } from '../../model/record.js';
import { parametersOf, templateOf } from '../../plan/path-template.js';
import type { Requests } from '../pages.js';
import { mayBeSize } from '../pagination/page-sizes.js';
import { type CountedClient, isAnswer, sampledPlaces } from './counted-client.js';
import { type ErrorEntry, errorEntry } from './error-entries.js';
import { lastParameter } from './expanded.js';
import { idText } from './objects.js';
import type { ProbedStrategy, StrategyProbes } from './strategy-probes.js';

/** Fewer ids than this do not pay for finding out whether the route takes batches. */
export const WORTH_A_PROBE = 6;
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

/** What came for a reading. */
export interface Brought {
  value: JsonValue;
  queryId?: string;
}

export type Entries<R> = Map<R, Brought>;

/** What batches brought; readings that are in neither must be read by themselves. */
export interface Answers<R> {
  values: Entries<R>;
  /** Readings whose entry says why there is no value. */
  errors: Map<R, ErrorEntry>;
}

/** Whether the entries of a batch are what single readings give; `asked` are all its readings, in their order. */
export type Check<R> = (
  entries: Entries<R>,
  asked: readonly R[],
) => Promise<'same' | 'unknown' | { different: string }>;

/** How a batch asks for its readings, and how its answer is checked. */
export interface Asking<R> {
  node: PlanNode;
  strategy: ProbedStrategy;
  check: Check<R>;
  /** Adds to the request of a batch. */
  more?: (request: ApiRequest) => ApiRequest;
  /** Makes the pages smaller that `more` asks for; false: they are as small as they get. */
  shrink?: () => boolean;
}

export class Batches {
  constructor(
    private readonly counted: CountedClient,
    private readonly probes: StrategyProbes,
    /** Ids in one call, at the most. */
    private readonly size: number,
    private readonly requests: Requests,
  ) {}

  async read<R extends BatchReading>(readings: readonly R[], asking: Asking<R>): Promise<Answers<R>> {
    const found = noAnswers<R>();
    const { node, strategy } = asking;
    const route = templateOf(node.path);
    for (const group of this.#groups(node, readings, route)) {
      if (this.probes.isRefused(strategy, route)) break;
      let answers: Answers<R> | undefined;
      if (!this.probes.isGood(strategy, route)) {
        if (group.readings.length < WORTH_A_PROBE) continue;
        await this.probes.settle(strategy, route, async () => {
          answers = await this.#probe(group, asking, route);
        });
      }
      if (this.probes.isGood(strategy, route)) answers ??= await this.#ask(group, asking, route);
      addAnswers(found, answers);
    }
    return found;
  }

  async #probe<R extends BatchReading>(
    group: Group<R>,
    asking: Asking<R>,
    route: string,
  ): Promise<Answers<R> | undefined> {
    const answers = await this.#ask(group, asking, route);
    if (!answers) return undefined;
    const { values, errors } = answers;
    // Errors are checked for themselves, and say nothing of the values that later batches bring.
    if (values.size === 0 && errors.size > 0) return answers;
    const nothing = { different: 'the reply has no entry for any id' };
    const result = values.size === 0 ? nothing : await asking.check(values, group.readings);
    if (result === 'unknown') this.probes.leaveOpen(asking.strategy, route);
    else if (result !== 'same') this.probes.refuse(asking.strategy, route, result.different);
    else this.probes.agree(asking.strategy, route, hasSamples(values, group.readings));
    return result === 'same' ? answers : undefined;
  }

  /** One call, or several smaller ones where it is refused. Undefined: nothing could be had. */
  async #ask<R extends BatchReading>(
    group: Group<R>,
    asking: Asking<R>,
    route: string,
  ): Promise<Answers<R> | undefined> {
    const { node, strategy, more = (request) => request } = asking;
    const outcome = await this.counted.call(node, 'batch', more(batchRequest(node, group, this.requests)));
    if (outcome.outcome === 'ok') return answersOf(outcome, group.readings, variedParameter(node));
    if (!isAnswer(outcome.problem)) return undefined;
    if (mayBeSize(outcome) && asking.shrink?.()) return this.#ask(group, asking, route);
    const smaller = SMALLER.find((size) => size < group.readings.length);
    if (smaller === undefined) {
      const { status, message } = outcome.problem;
      this.probes.refuse(strategy, route, `${status ?? ''} ${message}`.trim());
      return undefined;
    }
    this.probes.learnBatchSize(route, smaller);
    const found = noAnswers<R>();
    for (let at = 0; at < group.readings.length; at += smaller) {
      const readings = group.readings.slice(at, at + smaller);
      const part = await this.#ask({ ...group, readings }, asking, route);
      if (this.probes.isRefused(strategy, route)) return undefined;
      addAnswers(found, part);
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

/** Answers by reading. An id that came twice, or with neither value nor error, is not among them. */
function answersOf<R extends BatchReading>(
  outcome: Extract<ApiOutcome, { outcome: 'ok' }>,
  readings: readonly R[],
  varied: string,
): Answers<R> {
  const { queryId, body } = outcome;
  const entries = new Map<string, JsonObject | undefined>();
  for (const item of body.kind === 'array' ? body.items() : []) {
    if (!isObject(item)) continue;
    const { key } = item;
    if (key === undefined || key === null) continue;
    const name = String(key as Scalar);
    entries.set(name, entries.has(name) ? undefined : item);
  }
  const answers = noAnswers<R>();
  for (const reading of readings) {
    const id = String(reading.partition[varied] ?? '');
    const entry = entries.get(id);
    if (!entry) continue;
    const { value = null, error = null } = entry;
    const failure = errorEntry(id, entry, queryId);
    if (failure) answers.errors.set(reading, failure);
    else if (value !== null && error === null) answers.values.set(reading, { value, queryId });
  }
  return answers;
}

/** Whether there is a value at every place that is compared. */
function hasSamples<R>(values: Entries<R>, readings: readonly R[]): boolean {
  return sampledPlaces(readings.length).every((place) => values.has(readings[place] as R));
}

function noAnswers<R>(): Answers<R> {
  return { values: new Map(), errors: new Map() };
}

function addAnswers<R>(to: Answers<R>, { values, errors }: Answers<R> = noAnswers()): void {
  for (const [reading, value] of values) to.values.set(reading, value);
  for (const [reading, error] of errors) to.errors.set(reading, error);
}

/** Without objects under another's key: what names itself is believed, and no batch of the route is from then on. */
export function ownValues<R extends BatchReading>(
  node: PlanNode,
  values: Entries<R>,
  probes: StrategyProbes,
): [R, Brought][] {
  const name = lastParameter(node);
  return [...values].filter(([{ partition }, { value }]) => {
    const own = name !== '' && isObject(value) ? idText(value[name]) : undefined;
    if (own === undefined || own === String(partition[name])) return true;
    probes.refuse('batch', templateOf(node.path), `an object has another's key: ${name} is ${own}`);
    return false;
  });
}

/**
 * Checks a few entries against single readings of the same address. They are chosen by their place in the batch: where
 * the middle one has no value, its neighbour is read.
 */
export function singleCheck<R extends BatchReading>(
  counted: CountedClient,
  node: PlanNode,
  requests: Requests,
): Check<R> {
  return async (entries, asked) => {
    const samples = sampledPlaces(asked.length)
      .map((place) => nearest(asked, place, (reading) => entries.has(reading)))
      .filter((reading) => reading !== undefined);
    return counted.compareAll(
      node,
      [...new Set(samples)].map((reading) => ({
        request: requests.of(node, reading.partition),
        brought: entries.get(reading)?.value ?? null,
        wasAsked: true as const,
      })),
    );
  };
}

/** The item at a place, or else the one nearest to it of which `isWanted` is true. */
function nearest<T>(items: readonly T[], place: number, isWanted: (item: T) => boolean): T | undefined {
  const wanted = [...items.keys()].filter((at) => isWanted(items[at] as T));
  const [at] = wanted.sort((one, other) => Math.abs(one - place) - Math.abs(other - place));
  return at === undefined ? undefined : items[at];
}
