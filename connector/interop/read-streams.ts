// A read of streams: a load whose rows, states and events become the messages of a protocol, in the order of commits.
import { type LoadOptions, loadSource } from '../app/load.js';
import type { ConfiguredSource } from '../app/open.js';
import type { SinkBatch } from '../destinations/kit/row-sink.js';
import type { Deletion } from '../model/destination.js';
import type { LogLevel } from '../model/events/event-kind.js';
import { type LoadEvent, levelOf } from '../model/events/events.js';
import type { Plan } from '../model/plan.js';
import type { RunReport } from '../model/report.js';
import { PlanGraph } from '../plan/plan-graph.js';
import type { RunProgress } from '../run/run-state.js';
import { eventText } from '../text/event-text.js';
import { noticeText } from '../text/notice-text.js';
import { DELETED, deletedRows } from './deleted-stream.js';
import { messageDestination } from './message-destination.js';
import type { Messages, StateMessage, WantedStream } from './messages.js';
import { completeSources, failuresOf } from './outcomes.js';
import { recordPrinter } from './record-printer.js';
import { leftOutText } from './selection.js';
import { DeletedRows } from './state/deleted-rows.js';
import { fittingState } from './state/fitting-state.js';
import { StateWarnings } from './state/state-warnings.js';
import { decodeState, isUnderWay, type StreamState } from './state/stream-state.js';
import { StreamStore } from './state/stream-store.js';
import { MORE, type Stream, streamsOf } from './streams.js';

export interface ReadOptions {
  messages: Messages;
  /** The streams that are wanted, of those that there are. */
  wanted: (streams: readonly Stream[], states: ReadonlyMap<string, StreamState>) => WantedStream[];
  /** By stream, as a read before has sent them. */
  states: ReadonlyMap<string, unknown>;
  /** Prints lines; resolves when they are written. */
  write: (lines: readonly string[]) => Promise<void>;
  isText: boolean;
  /** Characters that the state of a stream may have. */
  stateSize: number;
  /** Events below `info` as well. */
  isVerbose?: boolean;
  signal?: AbortSignal;
}

/** Resolves with the report, as `loadSource` does; throws as it does. */
export async function readStreams(source: ConfiguredSource, options: ReadOptions): Promise<RunReport> {
  // Refused before the first call.
  const states = new Map([...options.states].map(([name, state]) => [name, decodeState(state, name)]));
  return new StreamReading(source, options, states).run();
}

/** Characters of a state for each row that is remembered: memory does not grow with what has no place in it. */
const KEY_SIZE = 10;

class StreamReading {
  /** As the load plans it, from the beginning. */
  #graph: PlanGraph;
  #streams: WantedStream[] = [];
  #printers = new Map<string, { stream: WantedStream; print: ReturnType<typeof recordPrinter> }>();
  #store: StreamStore | undefined;
  /** Where the stream that tells them is wanted. */
  #deleted: DeletedRows | undefined;
  #account = '';
  /** Records of each stream since its last state. */
  readonly #records = new Map<string, number>();
  readonly #rows = new Map<string, number>();
  readonly #estimates = new Map<string, number>();
  readonly #stated = new Set<string>();
  readonly #warnings: StateWarnings;
  /** Columns with values that are in `_more`. */
  readonly #besides = new Set<string>();
  #progress: (() => RunProgress) | undefined;
  /** Lines that wait for the next write. */
  #lines: string[] = [];

  constructor(
    private readonly source: ConfiguredSource,
    private readonly options: ReadOptions,
    private readonly states: ReadonlyMap<string, StreamState>,
  ) {
    this.#graph = new PlanGraph(source.plan);
    this.#warnings = new StateWarnings(options.stateSize);
  }

  async run(): Promise<RunReport> {
    const load: LoadOptions = {
      destination: messageDestination({
        write: (batches) => this.#write(batches),
        markDeleted: (deletions, at) => this.#markDeleted(deletions, at),
      }),
      state: (account) => this.#openStore(account),
      onPlan: (plan) => this.#start(plan),
      onEvent: (event) => this.#hear(event),
      onProgress: (progress) => this.#estimate(progress),
      signal: this.options.signal,
    };
    try {
      const report = await loadSource(this.source, load);
      this.#end(report);
      return report;
    } finally {
      await this.#flush();
    }
  }

  /** Called before anything is read. */
  #start(plan: Plan): void {
    this.#graph = new PlanGraph(plan);
    this.#streams = this.options.wanted(streamsOf(plan), this.states);
    const { isText } = this.options;
    for (const stream of this.#streams) {
      const onMore = (column: string) => this.#more(stream, column);
      this.#printers.set(stream.name, { stream, print: recordPrinter({ ...stream, isText, onMore }) });
    }
    this.#lines.push(...this.options.messages.started(this.#streams));
    for (const stream of this.#streams) {
      const text = leftOutText(stream);
      if (text !== undefined) this.#log('info', text);
    }
  }

  #openStore(account: string): StreamStore {
    this.#account = account;
    const given = new Map<string, StreamState>();
    for (const stream of this.#streams) {
      const state = this.states.get(stream.name);
      if (!state || !isUsed(state, stream)) continue;
      if (state.account === account) given.set(stream.name, state);
      else
        this.#log(
          'warn',
          `the state of stream "${stream.name}" is of account ${state.account}, and the keys are of ${account}: the stream is read whole`,
        );
    }
    const stated = this.#streams.map(({ name, source = '' }) => ({ name, source }));
    this.#store = new StreamStore(this.#graph, stated, given, () => this.#committed());
    if (this.#streams.some(({ name }) => name === DELETED.name)) this.#openDeleted(given);
    return this.#store;
  }

  #openDeleted(given: ReadonlyMap<string, StreamState>): void {
    // The receiver replaces the rows of a refresh by itself.
    const kept = this.#streams.filter(({ refresh }) => refresh === undefined);
    this.#deleted = new DeletedRows(this.#graph, kept, given, this.options.stateSize / KEY_SIZE);
    const at = new Date(this.source.clock.now()).toISOString();
    for (const [name, keys] of this.#deleted.untold())
      this.#print(deletedRows(name, keys, [this.#account, at, null]));
  }

  /** The rows of a slice, those of parents last: a bill is never there without its lines. */
  async #write(batches: readonly SinkBatch[]): Promise<void> {
    const places = new Map(this.#streams.map(({ name }, index) => [name, index]));
    const place = ({ schema }: SinkBatch) => places.get(schema.table) ?? -1;
    for (const batch of [...batches].sort((a, b) => place(a) - place(b))) {
      this.#print(batch);
      this.#deleted?.meet(batch);
      await this.#flush();
    }
  }

  async #markDeleted(deletions: readonly Deletion[], at: string): Promise<Record<string, number>> {
    const gone = this.#deleted?.mark(deletions, (source) => this.#store?.dropped(source) ?? []);
    const runId = deletions[0]?.runId ?? '';
    for (const [name, keys] of gone ?? []) this.#print(deletedRows(name, keys, [this.#account, at, runId]));
    await this.#flush();
    return Object.fromEntries(deletions.map(({ table }) => [table, gone?.get(table)?.length ?? 0]));
  }

  #print(batch: SinkBatch): void {
    const { table } = batch.schema;
    const printer = this.#printers.get(table);
    if (!printer || batch.rows.length === 0) return;
    const records = printer.print(batch);
    this.#lines.push(...this.options.messages.records(printer.stream, records, batch));
    for (const counts of [this.#records, this.#rows])
      counts.set(table, (counts.get(table) ?? 0) + records.length);
  }

  /** The store has what was committed. */
  async #committed(): Promise<void> {
    this.#send(this.#store?.due() ?? []);
    await this.#flush();
  }

  #send(names: readonly string[]): void {
    const store = this.#store;
    if (!store) return;
    const due = this.#streams.filter(({ name }) => names.includes(name));
    const states = due.map(({ name, refresh }): StateMessage => {
      const generation = refresh && { generation: refresh.generation };
      const rows = name === DELETED.name ? this.#deleted?.told() : this.#deleted?.stateOf(name);
      const whole = { account: this.#account, ...generation, objects: store.take(name), ...rows };
      const { wire: state, ...out } = fittingState(whole, this.options.stateSize);
      out.isWithoutRows ||= this.#deleted?.isTooLarge(name) ?? false;
      this.#warnings.sent(name, out);
      const records = this.#records.get(name) ?? 0;
      this.#records.delete(name);
      this.#stated.add(name);
      return { stream: name, state, records };
    });
    if (states.length > 0) this.#lines.push(...this.options.messages.states(states));
  }

  #hear(event: LoadEvent): void {
    const level = levelOf(event);
    // Each read begins with tables of which it knows nothing.
    const isQuiet = level === 'debug' || event.event === 'columns.changed';
    if (isQuiet && !this.options.isVerbose) return;
    this.#log(level, eventText(event));
    if (event.event !== 'call.throttled') return;
    const asked = event.source === undefined ? undefined : this.#below(event.source);
    const waiting = this.#streams.filter(
      ({ source }) => source !== undefined && (asked?.has(source) ?? true),
    );
    this.#lines.push(...this.options.messages.waiting(waiting, event.waitMs));
  }

  #below(source: string): ReadonlySet<string> {
    const node = this.#graph.node(source);
    return new Set(node ? this.#graph.branch(node).map(({ name }) => name) : []);
  }

  /** Told once for each column. */
  #more({ name, selected }: WantedStream, column: string): void {
    const key = `${name}.${column}`;
    if (this.#besides.has(key)) return;
    this.#besides.add(key);
    const isLost = selected?.has(MORE.name) === false;
    const rest = isLost
      ? 'it is left out, because the column `_more` is not selected'
      : 'it is in the column `_more`';
    this.#log(
      'warn',
      `${key} has a value for which the catalog has no column: ${rest}. Discovering the schema again may bring one`,
    );
  }

  #log(level: LogLevel, message: string): void {
    this.#lines.push(...this.options.messages.log(level, message));
  }

  /** As many rows for each root that is still to be read as for those that are done. */
  #estimate(progress: () => RunProgress): void {
    this.#progress = progress;
    const { tree } = progress();
    if (!tree || tree.rootsDone === 0) return;
    const below = this.#below(tree.root);
    for (const stream of this.#streams.filter(({ source }) => source !== undefined && below.has(source))) {
      const rows = this.#rows.get(stream.name) ?? 0;
      const estimate = Math.round((rows * Math.max(tree.rootsListed, tree.rootsDone)) / tree.rootsDone);
      const before = this.#estimates.get(stream.name);
      if (rows === 0 || (before !== undefined && Math.abs(estimate - before) * 10 <= before)) continue;
      this.#estimates.set(stream.name, estimate);
      this.#lines.push(...this.options.messages.estimate(stream, estimate));
    }
  }

  /** At least one state for each stream, also for one without rows. */
  #end(report: RunReport): void {
    const due = new Set(this.#store?.changed() ?? []);
    const last = this.#streams.filter(
      ({ name }) => due.has(name) || !this.#stated.has(name) || (this.#records.get(name) ?? 0) > 0,
    );
    this.#send(last.map(({ name }) => name));
    for (const notice of this.#warnings.notices()) this.#log('warn', noticeText(notice));
    const trees = this.#progress?.().trees ?? [];
    const done = new Set(trees.filter(({ stage }) => stage === 'done').map(({ root }) => root));
    const complete = completeSources(report, this.#graph.plan, done);
    const ended = this.#streams.map((stream) => ({
      stream,
      isComplete: stream.source === undefined ? report.readToEnd === true : complete.has(stream.source),
    }));
    const streamOf = (source: string) => {
      const below = this.#below(source);
      const own = this.#streams.find((stream) => stream.source === source);
      return (own ?? this.#streams.find((stream) => below.has(stream.source ?? '')))?.name;
    };
    this.#lines.push(...this.options.messages.ended(ended, failuresOf(report, streamOf)));
  }

  async #flush(): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    if (lines.length > 0) await this.options.write(lines);
  }
}

/** What a refresh has read counts for the same refresh alone, and only while it is not at its end. */
function isUsed(state: StreamState, { refresh }: WantedStream): boolean {
  return !refresh || (isUnderWay(state) && state.generation === refresh.generation);
}
