// The drift of a run: each thing told once, and written down in the commit that brings it.
import type { Clock } from '../model/clock.js';
import type { DestinationSession } from '../model/destination.js';
import type { DriftEntry, DriftKind } from '../model/drift.js';
import type { RowBatch } from '../model/table.js';
import type { RunState } from '../run/run-state.js';
import type { Shapers } from '../run/shapers.js';
import type { FoundDrift } from '../shape/drift/drift-log.js';
import { DRIFT, driftBatch, driftOf } from './drift-table.js';
import { partitionId } from './record-id.js';

interface Meta {
  account: string;
  runId: string;
  clock: Clock;
}

/** Kinds that leave no trace in a table: runs before tell what is known of them. */
const ONCE_EVER: readonly DriftKind[] = ['new-enum-value', 'vanished'];

export class DriftBook {
  readonly #recorded = new Set<string>();
  readonly #entries: DriftEntry[] = [];
  #pending: DriftEntry[] = [];

  constructor(private readonly meta: Meta) {}

  /** What is committed. */
  get entries(): readonly DriftEntry[] {
    return this.#entries;
  }

  async readOlder(session: DestinationSession): Promise<void> {
    for (const kind of ONCE_EVER) {
      const where = { account: this.meta.account, kind };
      for await (const row of DRIFT.read(session, { where })) this.#recorded.add(keyOf(driftOf(row)));
    }
  }

  /** What shaping found since the last call. */
  batches(shapers: Shapers): RowBatch[] {
    const found: DriftEntry[] = [];
    for (const [source, shaper] of shapers) {
      for (const one of shaper.takeDrift()) this.#add(found, source, one);
    }
    return this.#batch(found);
  }

  /** What whole readings did not bring any more. Call it when the reading has come to its end. */
  ending({ shapers, ledgers, isWhole, strategies }: RunState): RowBatch[] {
    const found: DriftEntry[] = [];
    if (!isWhole || (strategies?.doubtedLists() ?? 0) > 0) return [];
    for (const [source, shaper] of shapers) {
      const ledger = ledgers.get(source);
      // Where deletions are known, every object there is comes.
      const isAll = ledger?.complete && ledger.counts.known === 0 && ledger.node.table.deletions;
      if (isAll) for (const one of shaper.vanished()) this.#add(found, source, one);
    }
    return this.#batch(found);
  }

  /** What was handed out is in the destination. */
  committed(): void {
    this.#entries.push(...this.#pending);
    this.#pending = [];
  }

  #add(found: DriftEntry[], source: string, { first, ...drift }: FoundDrift): void {
    const entry: DriftEntry = {
      source,
      ...drift,
      ...(first && { firstId: partitionId(first) }),
    };
    if (ONCE_EVER.includes(entry.kind)) {
      if (this.#recorded.has(keyOf(entry))) return;
      this.#recorded.add(keyOf(entry));
    }
    found.push(entry);
  }

  #batch(found: DriftEntry[]): RowBatch[] {
    if (found.length === 0) return [];
    this.#pending.push(...found);
    const { account, runId, clock } = this.meta;
    return [driftBatch(found, { account, runId, foundAt: clock.now() })];
  }
}

function keyOf({ source, table, column, kind, to }: DriftEntry): string {
  return [source, table, column, kind, to].join('\n');
}
