// Replay: dead letters are shaped again with the present configuration. Nothing is called.
import type { DestinationSession } from '../../model/destination.js';
import { DestinationError, noticesOf } from '../../model/errors.js';
import type { Notice } from '../../model/notice.js';
import type { PlanNode } from '../../model/plan.js';
import type { ApiRecord } from '../../model/record.js';
import type { RunReport } from '../../model/report.js';
import type { RowBatch, TableSchema } from '../../model/table.js';
import { createShaper, type Shaper } from '../../shape/shaper.js';
import { DriftRecorder } from '../history/drift-recorder.js';
import { ledgerBatch, runBatches } from '../history/run-tables.js';
import { NewerRows } from './newer-rows.js';
import { type Replayed, ReplayLedger, type ReplayOptions } from './replay-ledger.js';
import {
  type DeadLetter,
  type DeadLetterKey,
  deadLetterBatch,
  deadLetterOf,
  REJECTED,
} from './stored-letters.js';

/** Letters that are committed together, at least. */
const CHUNK = 500;

/**
 * Shapes these letters of one account again. What becomes a row is committed by its key, unless a later run has loaded
 * it, and its letter goes in the same commit. Always resolves with a report; what ended it early is in it.
 */
export async function replayDeadLetters(
  keys: readonly DeadLetterKey[],
  session: DestinationSession,
  options: ReplayOptions,
): Promise<RunReport> {
  const replay = new Replay(session, options, await session.tables());
  await replay.drift.open(session);
  const ledger = new ReplayLedger(options, replay.drift);
  let end: Notice[] | undefined;
  try {
    for (const chunk of chunksOf(keys, options.chunk ?? CHUNK)) {
      options.signal.throwIfAborted();
      await replay.commit(chunk, ledger);
    }
  } catch (error) {
    const isKnown = options.signal.aborted || error instanceof DestinationError;
    if (!isKnown) throw error;
    end = noticesOf(error);
  }
  const isFailed = end !== undefined && !options.signal.aborted;
  const report = ledger.report(end ?? [], isFailed);
  if (options.dryRun) return report;
  try {
    await write(session, options.runId, runBatches(report, options.version, false));
  } catch (error) {
    // The report says why it failed.
    if (!isFailed || !(error instanceof DestinationError)) throw error;
  }
  return report;
}

class Replay {
  readonly drift: DriftRecorder;
  readonly #shapers = new Map<string, Shaper>();
  readonly #tried = new Map<string, Shaper>();
  readonly #tables: ReadonlyMap<string, TableSchema>;
  readonly #superseding: NewerRows;

  constructor(
    private readonly session: DestinationSession,
    private readonly options: ReplayOptions,
    tables: readonly TableSchema[],
  ) {
    this.drift = new DriftRecorder({ ...options, now: () => options.clock.now() }, this.#shapers);
    this.#tables = new Map(tables.map((schema) => [schema.table, schema]));
    this.#superseding = new NewerRows(session, this.#tables);
  }

  async commit(keys: readonly DeadLetterKey[], ledger: ReplayLedger): Promise<void> {
    const { options, session } = this;
    const next = ledger.begin();
    const gone: DeadLetterKey[] = [];
    const batches: RowBatch[] = [];
    for (const key of keys) {
      const letter = await this.#letter(key);
      if (!letter) continue;
      const result = await this.#replay(letter);
      next.add(letter, result);
      if ('rejected' in result) continue;
      gone.push(key);
      batches.push(...result.batches);
    }
    batches.push(...(gone.length > 0 ? [deadLetterBatch([], gone)] : []), ...this.drift.slice());
    batches.push(...runBatches(next.report([], false), options.version, true));
    batches.push(ledgerBatch(options.runId, next.entries, options.clock.now()));
    if (!options.dryRun) await write(session, options.runId, batches);
    this.drift.committed();
    ledger.commit(next);
  }

  async #letter({ runId, source, id }: DeadLetterKey): Promise<DeadLetter | undefined> {
    const where = { runId, source, id };
    for await (const row of REJECTED.read(this.session, { where }))
      return deadLetterOf(row, this.options.parse);
    return undefined;
  }

  /** The batches of a letter; none where a later run has loaded the record. */
  async #replay(letter: DeadLetter): Promise<Replayed> {
    const node = this.options.plan.nodes.find(({ name }) => name === letter.source);
    const why = whyNot(node, letter, this.#tables);
    if (!node || letter.payload === undefined || why !== undefined) return { rejected: why ?? '' };
    const { partition, kind, payload, readAt, queryId } = letter;
    const record = { source: node.name, partition, kind, payload, readAt, queryId };
    // A record that is still rejected must not change a column: another shaper tries it first.
    const tried = attempt(() => this.#shape(node, this.#tried, record));
    if ('rejected' in tried) return tried;
    const [own] = tried.batches;
    const isOld = await this.#superseding.isOld(own.schema, own.rows[0] ?? [], readAt);
    if (isOld) return { batches: [], isOld };
    const shaped = attempt(() => this.#shape(node, this.#shapers, record));
    return 'rejected' in shaped ? shaped : { ...shaped, isOld };
  }

  /** The row of a record, and those of its child tables. */
  #shape(
    node: PlanNode,
    shapers: Map<string, Shaper>,
    record: ApiRecord,
  ): { batches: Batches } | { rejected: string } {
    const { account, runId } = this.options;
    const lookup = (table: string) => this.#tables.get(table);
    const meta = { account, runId, remember: true, limits: this.options.limits };
    const known = shapers.get(node.name);
    const shaper = known ?? createShaper(node.table, lookup(node.table.table), meta, lookup);
    shapers.set(node.name, shaper);
    const shaped = shaper.shape(record);
    const children = shaper.children();
    if ('rejected' in shaped) return shaped;
    return { batches: [{ schema: shaper.schema(), rows: [shaped.row] }, ...children] };
  }
}

type Batches = [RowBatch, ...RowBatch[]];

/** What cannot be shaped again at all. */
function whyNot(
  node: PlanNode | undefined,
  { source, payload, bytes }: DeadLetter,
  tables: ReadonlyMap<string, TableSchema>,
): string | undefined {
  if (!node) return `the configuration has no source object "${source}"`;
  const { table, writeDisposition, declared } = node.table;
  if (writeDisposition === 'replace') {
    return `the table ${table} is replaced as a whole (write: { disposition: replace }): load it again`;
  }
  if (payload === undefined) {
    return `the payload (${bytes} bytes) was too large to be kept: it needs a new reading, \`load --full-refresh ${source}\``;
  }
  if (declared || tables.has(table)) return undefined;
  return `there is no table ${table}, and the API's documents are not at hand: a load makes it`;
}

/** A record whose form is that of no table with this key is only one that cannot be shaped. */
function attempt<T>(work: () => T): T | { rejected: string } {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DestinationError)) throw error;
    return { rejected: error.message };
  }
}

/** Elements that are alike in everything are counted: they stay together. */
function chunksOf(keys: readonly DeadLetterKey[], size: number): DeadLetterKey[][] {
  const chunks: DeadLetterKey[][] = [];
  const alike = ({ source, id }: DeadLetterKey) => `${source}\n${id.replace(/-\d+$/, '')}`;
  let chunk: DeadLetterKey[] = [];
  for (const key of keys) {
    const before = chunk.at(-1);
    if (before && chunk.length >= size && alike(before) !== alike(key)) {
      chunks.push(chunk);
      chunk = [];
    }
    chunk.push(key);
  }
  return chunk.length > 0 ? [...chunks, chunk] : chunks;
}

async function write(session: DestinationSession, runId: string, batches: RowBatch[]): Promise<void> {
  async function* inTurn() {
    yield* batches;
  }
  await session.commit({ runId, batches: inTurn() });
}
