// The state of a run: read from its store at the start, handed to the reading, and written with each commit.
import type { Notice } from '../../model/notice.js';
import type { Partition } from '../../model/record.js';
import type { RowBatch } from '../../model/table.js';
import type { DateQuery } from '../../model/window.js';
import type { PlanGraph } from '../../plan/plan-graph.js';
import type { KnownItems, WindowDates } from '../../read/earlier-state.js';
import type { Recorder, RunEnd, SliceFacts } from '../recorder.js';
import { Cursors } from './cursors.js';
import { Definitions } from './definitions.js';
import { Fingerprints } from './fingerprint.js';
import { KnownItemState, type StoredFate } from './known-items.js';
import { OpenItems } from './open-items.js';
import { Refresh } from './refresh.js';
import { changesOf, type StateChanges, type StateStore } from './state-store.js';

export interface StateOptions {
  runId: string;
  /** The start of the run, in milliseconds since 1970. */
  nowMs: number;
  /** Source objects that are read fully, whatever is known of them; `true`: all. */
  refresh: readonly string[] | true;
  /** Only what an earlier run did not load is read: no load starts or ends with it. */
  isRetry: boolean;
  /** Not all that is configured is loaded: the run does not tell how the configuration has changed. */
  isSubset: boolean;
}

export class StateRecorder implements Recorder, KnownItems, WindowDates {
  readonly #items: KnownItemState;
  readonly #cursors: Cursors;
  readonly #definitions: Definitions | undefined;

  constructor(
    private readonly graph: PlanGraph,
    private readonly store: StateStore,
    private readonly options: StateOptions,
  ) {
    const fingerprints = new Fingerprints(graph);
    const refresh = new Refresh(graph, options.refresh);
    this.#items = new KnownItemState(graph, fingerprints, { ...options, refresh });
    this.#cursors = new Cursors(graph, fingerprints, { ...options, refresh });
    const isWhole = !options.isSubset && !options.isRetry;
    this.#definitions = isWhole ? new Definitions(graph, fingerprints) : undefined;
  }

  async open(): Promise<void> {
    await this.#items.open(this.store);
    await this.#cursors.read(this.store);
    await this.#definitions?.read(this.store);
  }

  has(source: string, item: string): boolean {
    return this.#items.has(source, item);
  }

  queryOf(source: string, partition: Partition): DateQuery {
    return this.#cursors.queryOf(source, partition);
  }

  /** Milliseconds since 1970: `_snapshot_at` of a source object's rows. */
  snapshotAt(source: string): number {
    return this.#items.snapshotAt(source);
  }

  warnings(): Notice[] {
    const resumed = this.#items.resumed().map(
      ({ source, items }): Notice => ({
        code: 'resumed',
        source,
        count: items,
        message: `the interrupted load is resumed: ${items} of its items are done and count as known (\`--full-refresh\` starts over)`,
      }),
    );
    return [...resumed, ...this.#cursors.warnings, ...(this.#definitions?.notices('this load') ?? [])];
  }

  slice(facts: SliceFacts): RowBatch[] {
    const open = new OpenItems(this.graph, facts);
    return this.store.write(
      changesOf({
        ...this.#items.changes(facts.slice, open),
        cursors: this.#cursors.changes(facts.slice, open),
        definitions: this.#definitions?.starting(this.options.runId) ?? [],
      }),
    );
  }

  /** Whether no list of this load has named some items that earlier loads have stored. */
  hasUnlisted(source: string): boolean {
    return this.#items.hasUnlisted(source);
  }

  fateOf(source: string): Promise<StoredFate | undefined> {
    return this.#items.fateOf(source, this.store);
  }

  /**
   * What earlier loads have stored of these source objects, and these items: to be committed before rows are marked as
   * gone. An object that comes back is then read.
   */
  forget(sources: Iterable<string>, gone: StateChanges['gone']): RowBatch[] {
    return this.store.write(changesOf({ forgotten: this.#items.forgotten(sources), gone }));
  }

  committed(): void | Promise<void> {
    return this.store.committed();
  }

  end({ isReadToEnd }: RunEnd): RowBatch[] {
    if (!isReadToEnd || this.options.isRetry) return this.store.write(changesOf({}));
    return this.store.write(
      changesOf({
        loads: this.#items.ending(),
        cursors: this.#cursors.ending(),
        ...this.#definitions?.ending(this.options.runId),
      }),
    );
  }
}
