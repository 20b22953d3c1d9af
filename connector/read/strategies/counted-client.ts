// Calls for expanded lists and batches: made, counted by node and strategy, compared with single calls.
import type { ApiClient, ApiOutcome, ApiProblem, ApiRequest } from '../../model/api.js';
import type { Clock } from '../../model/clock.js';
import type { JsonValue } from '../../model/json.js';
import type { PlanNode } from '../../model/plan.js';
import type { CallWays } from '../../model/report.js';
import { isLasting, type Page, reasonOf } from '../page.js';
import { type PagedRequest, readPages } from '../pages.js';
import { PageSizes } from '../pagination/page-sizes.js';
import { differenceOf } from './objects.js';

/** Objects that are read singly and compared before a strategy is used on a route. */
export const SAMPLES = 3;

/** What a strategy brought, to be compared with a single reading. */
interface Sample {
  request: ApiRequest;
  brought: JsonValue;
  /** Brought under an id of ours: it differs where a single call says that there is none. */
  wasAsked?: true;
}

export class CountedClient {
  /** Sizes of pages that routes take. */
  readonly pageSizes = new PageSizes();
  readonly #calls = new Map<string, CallWays>();

  constructor(
    private readonly client: ApiClient,
    private readonly clock: Clock,
  ) {}

  async call(node: PlanNode, way: keyof CallWays, request: ApiRequest): Promise<ApiOutcome> {
    const calls = this.calls(node.name);
    calls[way]++;
    this.#calls.set(node.name, calls);
    return this.client.call(request);
  }

  /** The plain reading, page after page. */
  async *pages(node: PlanNode, request: PagedRequest): AsyncGenerator<Page> {
    const client = { call: (one: ApiRequest) => this.call(node, 'single', one) };
    yield* readPages(client, request, this.clock.random(), this.pageSizes);
  }

  calls(node: string): CallWays {
    return this.#calls.get(node) ?? { single: 0, expanded: 0, batch: 0 };
  }

  /** Reads some objects by themselves and compares. Unknown: none of them could be read so now. */
  async compareAll(
    node: PlanNode,
    samples: readonly Sample[],
  ): Promise<'same' | 'unknown' | { different: string }> {
    let known: 'same' | 'unknown' = 'unknown';
    for (const { request, brought, wasAsked } of samples) {
      const outcome = await this.call(node, 'single', request);
      const reason = reasonOf(outcome);
      if (wasAsked && reason !== undefined && isLasting(reason))
        return { different: 'an object is not there by itself' };
      if (outcome.outcome !== 'ok' || outcome.body.kind === 'none') continue;
      const field = differenceOf(outcome.body.value(), brought, node.table.omit);
      if (field !== undefined) return { different: `an object differs from what it is by itself: ${field}` };
      known = 'same';
    }
    return known;
  }
}

/** An answer to the way of asking, which will be the same next time; not trouble on the way. */
export function isAnswer({ status }: ApiProblem): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** First, middle and last place of so many: these show a list that is shifted or cut short. */
export function sampledPlaces(length: number): number[] {
  if (length <= SAMPLES) return [...Array(length).keys()];
  return [0, Math.floor(length / 2), length - 1];
}

export function samplesOf<T>(items: readonly T[]): T[] {
  return sampledPlaces(items.length).flatMap((place) => items.slice(place, place + 1));
}
