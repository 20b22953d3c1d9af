// The record of a run, written beside the data in the same commits: never more, never less than what is there.
import type { DestinationSession } from '../../model/destination.js';
import type { RunReport } from '../../model/report.js';
import type { RowBatch } from '../../model/table.js';
import type { Recorder, RunEnd, SliceFacts } from '../recorder.js';
import { abandonedBatch, RUNS, runBatches, type StoredRunRow } from './run-tables.js';

export class RunRecorder implements Recorder {
  /** Runs of the account that never recorded their end. */
  readonly #abandoned: StoredRunRow[] = [];

  /** @param version of the connector */
  constructor(
    private readonly account: string,
    private readonly version: string,
  ) {}

  async open(session: DestinationSession): Promise<void> {
    const where = { outcome: 'running', account: this.account };
    for await (const run of RUNS.read(session, { where })) this.#abandoned.push(run);
  }

  begin(report: () => RunReport): RowBatch[] {
    return [...this.#abandonedRows(), ...runBatches(report(), this.version, true)];
  }

  slice({ report }: SliceFacts): RowBatch[] {
    return [...this.#abandonedRows(), ...runBatches(report(), this.version, true)];
  }

  end({ report }: RunEnd): RowBatch[] {
    return [...this.#abandonedRows(), ...runBatches(report(), this.version, false)];
  }

  #abandonedRows(): RowBatch[] {
    return this.#abandoned.length === 0 ? [] : [abandonedBatch(this.#abandoned)];
  }
}
