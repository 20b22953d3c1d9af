// Retention: the end of a run removes what is recorded of old runs, a bounded number at a time.
import type { DestinationSession } from '../../model/destination.js';
import type { Cell, RowBatch } from '../../model/table.js';
import { removal, runTables } from '../known/state-tables.js';
import type { Recorder } from '../recorder.js';
import { RUNS } from './run-tables.js';

/** More than one a run, so that a lower number is reached in the end. */
const REMOVED_AT_ONCE = 50;

export interface RetentionOptions {
  account: string;
  /** The run that is ending: it is one of those that stay. */
  runId: string;
  /** Absent: all. */
  keepRuns?: number;
}

/** Removes rows of every own table whose key begins with a run. */
export class Retention implements Recorder {
  #session: DestinationSession | undefined;

  constructor(private readonly options: RetentionOptions) {}

  async open(session: DestinationSession): Promise<void> {
    this.#session = session;
  }

  async end(): Promise<RowBatch[]> {
    const { account, runId, keepRuns } = this.options;
    if (keepRuns === undefined || !this.#session) return [];
    const others: { id: string; outcome: string }[] = [];
    const query = { where: { account }, orderBy: ['startedAt', 'runId'] as const, descending: true };
    for await (const run of RUNS.read(this.#session, query)) {
      if (run.runId !== runId) others.push({ id: run.runId, outcome: run.outcome });
    }
    // The question since when something is missing needs the last run in which nothing was.
    const lastComplete = others.find(({ outcome }) => outcome === 'complete')?.id;
    const outdated = others
      .slice(keepRuns - 1)
      .filter(({ id, outcome }) => id !== lastComplete && outcome !== 'running')
      .slice(-REMOVED_AT_ONCE);
    if (outdated.length === 0) return [];
    const keys = outdated.map(({ id }): Cell[] => [id]);
    return runTables(await this.#session.tables()).map((table) => removal(table, ['run_id'], keys));
  }
}
