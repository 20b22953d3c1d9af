// Which snapshot the views `<table>_latest` show: the last complete one; until there is one, the last that was read to its end.
import type { DestinationSession } from '../model/destination.js';
import type { Notice } from '../model/notice.js';
import type { RowOf } from '../model/own-table.js';
import type { PlanNode } from '../model/plan.js';
import { latestName, SNAPSHOTS } from '../model/snapshots.js';
import type { RowBatch } from '../model/table.js';
import type { Recorder, RunEnd } from '../state/recorder.js';
import { type ReadSources, whyIncomplete } from './completeness.js';
import type { Retry } from './run-state.js';
import type { Shapers } from './shapers.js';

type Snapshot = RowOf<typeof SNAPSHOTS>;

export interface SnapshotOptions extends ReadSources {
  account: string;
  runId: string;
  shapers: Shapers;
  retry: Retry | undefined;
  /** Milliseconds since 1970: `_snapshot_at` of the rows of a source object. */
  snapshotAt(source: string): number;
}

export class LatestSnapshots implements Recorder {
  /** By table. */
  readonly #stored = new Map<string, Snapshot>();
  readonly #warnings: Notice[] = [];

  constructor(private readonly options: SnapshotOptions) {}

  get warnings(): readonly Notice[] {
    return this.#warnings;
  }

  async open(session: DestinationSession): Promise<void> {
    const { account } = this.options;
    for await (const row of SNAPSHOTS.read(session, { where: { account } }))
      this.#stored.set(row.tableName, row);
  }

  end({ isReadToEnd }: RunEnd): RowBatch[] {
    const nodes = this.options.graph.plan.nodes.filter(({ load, table }) => load && table.snapshot);
    const rows = isReadToEnd ? nodes.flatMap((node) => this.#latest(node)) : [];
    return rows.length > 0 ? [SNAPSHOTS.batch(rows)] : [];
  }

  /** The rows for the tables of a source object; none where the snapshot before it stays. */
  #latest(node: PlanNode): Snapshot[] {
    const { account, runId, shapers, retry } = this.options;
    const snapshotAt = this.options.snapshotAt(node.name);
    const missing = whyIncomplete(node, this.options, true);
    // A retry that brings all that was missing completes the snapshot; one that does not changes nothing.
    const isComplete = (missing === undefined || missing.isAccepted) && (retry?.reasons.length ?? 0) === 0;
    if (retry && !isComplete) return [];
    const before = this.#stored.get(node.table.table);
    if (!isComplete && before?.isComplete) {
      const at = new Date(before.snapshotAt).toISOString();
      const message = `${latestName(node.table.table)} still shows the snapshot of ${at}: ${missing?.why}`;
      this.#warnings.push({ code: 'snapshot-kept', source: node.name, message });
      return [];
    }
    const tables = shapers.get(node.name)?.tables() ?? [];
    return tables.map((tableName) => ({ tableName, account, snapshotAt, isComplete, runId }));
  }
}
