// The calls of shortcuts: made, counted by node and way, and compared with single readings.
import type { ApiClient, ApiOutcome, ApiRequest } from '../../model/api.js';
import type { JsonValue } from '../../model/json.js';
import type { PlanNode } from '../../model/plan.js';
import type { CallWays } from '../../model/report.js';
import { differenceOf } from './objects.js';

/** Objects that are read singly and compared before a shortcut is used on a route. */
export const SAMPLES = 3;

export class Caller {
  readonly #calls = new Map<string, CallWays>();

  constructor(private readonly client: ApiClient) {}

  async call(node: PlanNode, way: keyof CallWays, request: ApiRequest): Promise<ApiOutcome> {
    this.count(node, way);
    return this.client.call(request);
  }

  count(node: PlanNode, way: keyof CallWays): void {
    const calls = this.#calls.get(node.name) ?? { single: 0, expanded: 0, batch: 0 };
    calls[way]++;
    this.#calls.set(node.name, calls);
  }

  calls(): ReadonlyMap<string, CallWays> {
    return this.#calls;
  }

  /**
   * Reads one object by itself and compares. `undefined`: the same; `'unknown'`: it cannot be read by itself now;
   * else what is different.
   */
  async compare(
    node: PlanNode,
    request: ApiRequest,
    brought: JsonValue,
  ): Promise<{ different: string } | 'same' | 'unknown'> {
    const outcome = await this.call(node, 'single', request);
    if (outcome.outcome !== 'ok' || outcome.body.kind === 'none') return 'unknown';
    const field = differenceOf(outcome.body.value(), brought, node.table.omit);
    return field === undefined ? 'same' : { different: field };
  }
}

/** First, middle and last: where a list that is shifted or cut shows it. */
export function samplesOf<T>(items: readonly T[]): T[] {
  if (items.length <= SAMPLES) return [...items];
  const places = [0, Math.floor(items.length / 2), items.length - 1];
  return places.flatMap((place) => items.slice(place, place + 1));
}
