// The events of a run: its start, each slice, missing objects, new columns, its end.
import type { LoadEventOf } from '../model/events/events.js';
import type { NotLoaded } from '../model/record.js';
import type { RunReport, SourceReport } from '../model/report.js';
import type { Slice } from '../read/slice.js';
import type { CommittedSlice } from './commit.js';
import type { RunOptions, RunState } from './run-state.js';

export class RunEvents {
  readonly #reasons = new Set<string>();
  readonly #columns = new Map<string, { added: Set<string>; widened: Set<string> }>();
  #refusals = 0;

  constructor(
    private readonly options: RunOptions,
    private readonly state: RunState,
  ) {}

  started(): void {
    const { plan, account, region, destination, onEvent } = this.options;
    const sources = plan.nodes.map(({ name }) => name);
    const { runId } = this.state;
    onEvent?.({ event: 'run.started', runId, account, region, destination: destination.location, sources });
  }

  committed(slice: Slice, { notLoaded, rows }: CommittedSlice, source: string | undefined): void {
    const { onEvent } = this.options;
    if (!onEvent) return;
    for (const entry of notLoaded) onEvent(this.#missing(entry));
    this.#emitColumns();
    this.#emitRefusals();
    onEvent({ event: 'slice.committed', source, slice: slice.number, roots: slice.roots, rows });
  }

  ended(report: RunReport): void {
    const { onEvent } = this.options;
    if (!onEvent) return;
    this.#emitRefusals();
    for (const warning of report.warnings) onEvent({ event: 'run.warned', ...warning });
    const { outcome, reasons, seconds, slices, calls, sources } = report;
    const of = (value: (source: SourceReport) => number) =>
      sources.reduce((total, source) => total + value(source), 0);
    onEvent({
      event: 'run.ended',
      outcome,
      reasons,
      seconds,
      slices,
      calls: calls.calls,
      retries: calls.retries,
      listed: of(({ ledger }) => ledger.listed),
      loaded: of(({ ledger }) => ledger.loaded),
      known: of(({ ledger }) => ledger.known),
      rows: of(({ rows }) => rows),
    });
  }

  #missing({ partition: _, parent: __, root: ___, ...entry }: NotLoaded): LoadEventOf<'object.missing'> {
    const key = `${entry.source} ${entry.reason}`;
    const isFirst = !entry.accepted && !this.#reasons.has(key);
    if (isFirst) this.#reasons.add(key);
    return { event: 'object.missing', isFirst, ...entry };
  }

  /** Only the columns that are new since the last event. */
  #emitColumns(): void {
    for (const [source, shaper] of this.state.shapers) {
      const drift = shaper.drift();
      const emitted = this.#columns.get(source) ?? { added: new Set<string>(), widened: new Set<string>() };
      const added = drift.columnsAdded.filter((column) => !emitted.added.has(column));
      const widened = drift.columnsWidened.filter((change) => !emitted.widened.has(change));
      if (added.length + widened.length === 0) continue;
      this.#columns.set(source, {
        added: new Set(drift.columnsAdded),
        widened: new Set(drift.columnsWidened),
      });
      const table = shaper.schema().table;
      this.options.onEvent?.({ event: 'columns.changed', source, table, added, widened });
    }
  }

  #emitRefusals(): void {
    const refusals = this.state.strategies?.refusals() ?? [];
    for (const { strategy, route, reason } of refusals.slice(this.#refusals)) {
      this.options.onEvent?.({ event: 'strategy.refused', strategy, route, reason });
    }
    this.#refusals = refusals.length;
  }
}
