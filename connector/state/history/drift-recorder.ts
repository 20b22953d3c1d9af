// The drift of a run: each difference reported once, and recorded in the commit that brings it.
import type { DestinationSession } from '../../model/destination.js';
import type { DriftEntry, DriftKind } from '../../model/drift.js';
import { partitionId } from '../../model/record-id.js';
import type { RowBatch } from '../../model/table.js';
import type { FoundDrift } from '../../shape/drift/drift-log.js';
import type { Shaper } from '../../shape/shaper.js';
import type { Recorder, RunEnd } from '../recorder.js';
import { DRIFT, driftBatch, driftOf } from './drift-table.js';
import type { SourceLedger } from './source-ledger.js';

export interface DriftOptions {
  account: string;
  runId: string;
  now: () => number;
}

/** Kinds that leave no trace in a table: the rows of earlier runs show that they were reported. */
const ONCE_EVER: readonly DriftKind[] = ['new-enum-value', 'vanished'];

export class DriftRecorder implements Recorder {
  readonly #recorded = new Set<string>();
  readonly #entries: DriftEntry[] = [];
  #unconfirmed: DriftEntry[] = [];

  constructor(
    private readonly options: DriftOptions,
    /** By source object. They may be added later. */
    private readonly shapers: ReadonlyMap<string, Shaper>,
    /** Of a run that can prove that a field has vanished. */
    private readonly ledgers: ReadonlyMap<string, SourceLedger> = new Map(),
  ) {}

  /** What is committed. */
  get entries(): readonly DriftEntry[] {
    return this.#entries;
  }

  async open(session: DestinationSession): Promise<void> {
    for (const kind of ONCE_EVER) {
      const where = { account: this.options.account, kind };
      for await (const row of DRIFT.read(session, { where })) this.#recorded.add(keyOf(driftOf(row)));
    }
  }

  /** What shaping found in the slice. */
  slice(): RowBatch[] {
    this.#unconfirmed = [];
    for (const [source, shaper] of this.shapers) {
      for (const one of shaper.takeDrift()) this.#add(this.#unconfirmed, source, one);
    }
    return this.#batch(this.#unconfirmed);
  }

  committed(): void {
    this.#entries.push(...this.#unconfirmed);
    this.#unconfirmed = [];
  }

  /** Fields that whole readings no longer brought. They are in the report even if their rows cannot be written. */
  end({ isReadToEnd }: Pick<RunEnd, 'isReadToEnd'>): RowBatch[] {
    this.#unconfirmed = [];
    const found: DriftEntry[] = [];
    if (!isReadToEnd) return [];
    for (const [source, shaper] of this.shapers) {
      const ledger = this.ledgers.get(source);
      // Where deletions are known, every object there is comes.
      const isAll = ledger?.complete && ledger.counts.known === 0 && ledger.node.table.deletions;
      if (isAll) for (const one of shaper.vanished()) this.#add(found, source, one);
    }
    this.#entries.push(...found);
    return this.#batch(found);
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

  #batch(found: readonly DriftEntry[]): RowBatch[] {
    if (found.length === 0) return [];
    const { account, runId, now } = this.options;
    return [driftBatch(found, { account, runId, foundAt: now() })];
  }
}

function keyOf({ source, table, column, kind, to }: DriftEntry): string {
  return [source, table, column, kind, to].join('\n');
}
