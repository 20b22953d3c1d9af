// What comes in is counted and handed on: items with their records and frames, and what is missing, with its reason.
import type { ApiProblem, SkipReason } from '../model/api.js';
import type { Clock } from '../model/clock.js';
import { isScalar, stringifyJson } from '../model/json.js';
import type { PlanNode } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import { PathValueError } from '../plan/path-template.js';
import type { CrossValues } from './cross.js';
import { type Frame, resolvePartitions } from './frames.js';
import { requestFor } from './pages.js';
import { kindOf, type Met } from './reading.js';
import { SeenIds } from './seen.js';
import type { Wanted } from './shortcuts/shortcuts.js';
import type { Slice } from './slice.js';

export class Intake {
  readonly #seen = new Map<PlanNode, SeenIds>();

  constructor(
    private readonly clock: Clock,
    private readonly cross: CrossValues,
    /** Numbers that go on from tree to tree. */
    private readonly counters: { ordinal: number },
    private readonly signal: AbortSignal,
  ) {}

  async wantedOf(node: PlanNode, frame: Frame, slice: Slice): Promise<Wanted[]> {
    const resolved = resolvePartitions(node, frame);
    if ('blank' in resolved) {
      slice.tally(node.name).blank++;
      return [];
    }
    if ('mismatch' in resolved) {
      slice.tally(node.name).listed++;
      const problem = { message: resolved.mismatch };
      await slice.pushMissing({ node, partition: frame.partition, reason: 'rejected', problem });
      return [];
    }
    const partitions = resolved.partitions.filter((partition) => this.#isNew(node, partition));
    const possible: Wanted[] = [];
    for (const partition of partitions) {
      const request = this.request(node, partition);
      if (request instanceof PathValueError) {
        const problem = { message: request.message };
        await this.missing(node, partition, 'rejected', problem, slice);
        slice.tally(node.name).reads++;
      } else possible.push({ frame, partition });
    }
    return possible;
  }

  /** Values mapped from a field may repeat: an order has several bills. Each is asked for once. */
  #isNew(node: PlanNode, partition: Partition): boolean {
    const repeats = node.bindings.some((binding) => binding.kind === 'item' && binding.field !== undefined);
    if (!repeats) return true;
    let seen = this.#seen.get(node);
    if (!seen) {
      seen = new SeenIds(this.clock.random());
      this.#seen.set(node, seen);
    }
    return seen.add(stringifyJson(Object.values(partition)));
  }

  async missing(
    node: PlanNode,
    partition: Partition,
    reason: SkipReason | 'rejected',
    problem: ApiProblem | { message: string },
    slice: Slice,
  ): Promise<void> {
    slice.tally(node.name).listed++;
    await slice.pushMissing({ node, partition, reason, problem });
  }

  request(node: PlanNode, partition: Partition) {
    try {
      return requestFor(node, partition, this.signal);
    } catch (error) {
      if (error instanceof PathValueError) return error;
      throw error;
    }
  }

  /** Counts an item and hands its record on; undefined when it came before in the same list. */
  async take(met: Met, slice: Slice, seen: SeenIds, isProof: boolean): Promise<Frame | undefined> {
    const { node, partition, parent, item, detail, readAt, queryId } = met;
    const tally = slice.tally(node.name);
    if (met.inList && isScalar(item) && !seen.add(`${typeof item}:${item}`)) {
      if (!isProof) tally.duplicates++;
      return undefined;
    }
    tally.listed++;
    tally.read++;
    if (node.load) {
      await slice.push({ node, partition, kind: kindOf(item, met.inList), payload: item, readAt, queryId });
    }
    const frame = { node, partition, item, detail, parent, ordinal: this.counters.ordinal++ };
    this.cross.add(frame);
    return frame;
  }
}

export function nothing(
  node: PlanNode,
  { status, attempts, queryId }: { status: number; attempts: number; queryId?: string },
) {
  const { method, path } = node.definition;
  return { method, path, status, attempts, queryId, message: 'the API answered with nothing' };
}
