// The ledger and the report of a replay: what became of each dead letter.
import type { RowLimits } from '../../model/capabilities.js';
import type { Clock } from '../../model/clock.js';
import type { DriftEntry } from '../../model/drift.js';
import type { JsonValue } from '../../model/json.js';
import type { Notice } from '../../model/notice.js';
import type { Plan } from '../../model/plan.js';
import { LEDGER_STATES, type LedgerEntry, type RunReport, type SourceReport } from '../../model/report.js';
import { isOwnTable, type RowBatch } from '../../model/table.js';
import { routeOf } from '../../plan/path-template.js';
import type { LedgerRecord } from '../history/run-tables.js';
import { REPORTED_ENTRIES } from '../history/source-ledger.js';
import type { DeadLetter } from './stored-letters.js';

export interface ReplayOptions {
  plan: Plan;
  /** Value of `_account`. */
  account: string;
  /** Name of the connection, for the record of the run. */
  connection?: string;
  region: string;
  clock: Clock;
  /** Aborted to end the replay. */
  signal: AbortSignal;
  /** Version of the connector. */
  version: string;
  runId: string;
  /** For people. */
  location: string;
  /** What the destination holds. */
  limits: RowLimits;
  /** Reads JSON text without loss. */
  parse: (text: string) => JsonValue;
  /** Nothing is written. */
  dryRun: boolean;
  chunk?: number;
}

/** What became of one letter. */
export type Replayed = { rejected: string } | { batches: RowBatch[]; isOld: boolean };

type Drift = { readonly entries: readonly DriftEntry[] };

export class ReplayLedger {
  readonly #startedAt: number;
  #sources = new Map<string, SourceReport>();
  #slices = 0;
  /** What is still rejected, of this part. */
  readonly entries: LedgerRecord[] = [];

  constructor(
    private readonly options: ReplayOptions,
    private readonly drift: Drift,
  ) {
    this.#startedAt = options.clock.now();
  }

  /** The ledger as it will be when the next part is committed. */
  begin(): ReplayLedger {
    const next = new ReplayLedger(this.options, this.drift);
    next.#slices = this.#slices + 1;
    for (const [name, source] of this.#sources) {
      next.#sources.set(name, { ...source, ledger: { ...source.ledger }, notLoaded: [...source.notLoaded] });
    }
    return next;
  }

  commit(next: ReplayLedger): void {
    this.#sources = next.#sources;
    this.#slices = next.#slices;
  }

  add({ source, table, id, queryId }: DeadLetter, result: Replayed): void {
    const report = this.#sources.get(source) ?? emptySource(source, table, this.options);
    this.#sources.set(source, report);
    report.ledger.listed++;
    if ('rejected' in result) {
      const entry: LedgerEntry = { id, reason: 'rejected', message: result.rejected, queryId };
      report.ledger.rejected++;
      report.notLoadedTotal++;
      if (report.notLoaded.length < REPORTED_ENTRIES) report.notLoaded.push(entry);
      this.entries.push({ source, ...entry });
      return;
    }
    report.ledger[result.isOld ? 'known' : 'loaded']++;
    const own = result.batches.filter(({ schema }) => schema.table === report.table && !isOwnTable(table));
    report.rows += own.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  report(reasons: Notice[], isFailed: boolean): RunReport {
    const { options } = this;
    const endedAt = options.clock.now();
    const sources = [...this.#sources.values()];
    const rejected = sources.filter(({ ledger }) => ledger.rejected > 0);
    const why = rejected.map(({ name, ledger }): Notice => {
      const message = `${ledger.rejected} of ${ledger.listed} are still rejected`;
      return { code: 'still-rejected', source: name, count: ledger.rejected, message };
    });
    const outcome = reasons.length + why.length > 0 ? 'incomplete' : 'complete';
    return {
      runId: options.runId,
      kind: 'replay',
      outcome: isFailed ? 'failed' : outcome,
      reasons: [...reasons, ...why],
      account: options.account,
      ...(options.connection !== undefined && { connection: options.connection }),
      region: options.region,
      destination: options.location,
      startedAt: new Date(this.#startedAt).toISOString(),
      endedAt: new Date(endedAt).toISOString(),
      seconds: (endedAt - this.#startedAt) / 1000,
      slices: this.#slices,
      calls: { calls: 0, retries: 0, budgetWaitMs: 0, retryWaitMs: 0, byStatus: {}, perSecond: 0 },
      sources,
      drift: [...this.drift.entries],
      refusedStrategies: [],
      warnings: [],
    };
  }
}

function emptySource(name: string, table: string, { plan }: ReplayOptions): SourceReport {
  const node = plan.nodes.find((each) => each.name === name);
  const counts = Object.fromEntries(LEDGER_STATES.map((state) => [state, 0]));
  return {
    name,
    table,
    method: node?.definition.method ?? 'GET',
    path: node ? routeOf(node.path) : '',
    loaded: true,
    ledger: { listed: 0, ...counts } as SourceReport['ledger'],
    balanced: true,
    reads: 0,
    calls: { single: 0, expanded: 0, batch: 0 },
    duplicates: 0,
    blank: 0,
    rows: 0,
    deleted: 0,
    columnsAdded: [],
    columnsWidened: [],
    omitted: [],
    notes: [],
    notLoaded: [],
    notLoadedTotal: 0,
  };
}
