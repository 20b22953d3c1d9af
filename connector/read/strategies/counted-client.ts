// Calls for expanded lists and batches: made, counted by node and strategy, compared with single calls.
import type { ApiClient, ApiOutcome, ApiProblem, ApiRequest } from '../../model/api.js';
import type { Clock } from '../../model/clock.js';
import type { JsonValue } from '../../model/json.js';
import type { PlanNode } from '../../model/plan.js';
import type { CallWays } from '../../model/report.js';
import type { Page } from '../page.js';
import { type PagedRequest, readPages } from '../pages.js';
import { PageSizes } from '../pagination/page-sizes.js';
import { differenceOf } from './objects.js';

/** Objects that are read singly and compared before a strategy is used on a route. */
const SAMPLES = 3;

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
    samples: readonly { request: ApiRequest; brought: JsonValue }[],
  ): Promise<'same' | 'unknown' | { different: string }> {
    let known: 'same' | 'unknown' = 'unknown';
    for (const { request, brought } of samples) {
      const outcome = await this.call(node, 'single', request);
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

/** First, middle and last: these show a list that is shifted or cut short. */
export function samplesOf<T>(items: readonly T[]): T[] {
  if (items.length <= SAMPLES) return [...items];
  const places = [0, Math.floor(items.length / 2), items.length - 1];
  return places.flatMap((place) => items.slice(place, place + 1));
}
