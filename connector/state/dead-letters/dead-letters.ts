// The dead letters of a run: what each slice adds, and which earlier ones a newer reading has replaced.
import type { DestinationSession } from '../../model/destination.js';
import { jsonBytes, stringifyJson, tooMuchOf } from '../../model/json.js';
import type { Plan, TableSpec } from '../../model/plan.js';
import type { ApiRecord, Partition } from '../../model/record.js';
import { partitionId } from '../../model/record-id.js';
import type { Scrub } from '../../model/secret.js';
import type { RowBatch } from '../../model/table.js';
import { ElementNames } from '../../shape/identical.js';
import type { Recorder, RunEnd } from '../recorder.js';
import { Redaction } from './redaction.js';
import { type DeadLetter, type DeadLetterKey, deadLetterBatch, REJECTED } from './stored-letters.js';

/** A payload that is more, as JSON text or in depth, is not stored: its letter says so. */
const LARGEST_PAYLOAD = { bytes: 4 * 1024 * 1024, levels: 900 };

/** Between the name of a list and that of its element. */
const BESIDE = ' / ';

/** Letters of earlier runs, by what was read: a new reading of the same replaces them. */
interface Older {
  keys: DeadLetterKey[];
  /** One reading brings many records: it replaces letters only when all have come. */
  isList: boolean;
  isMet: boolean;
}

export interface DeadLetterOptions {
  account: string;
  runId: string;
  scrub: Scrub;
  plan: Plan;
  /** Whether something of a list did not come. */
  isMissing: (source: string, list: string) => boolean;
}

export class DeadLetters implements Recorder {
  readonly #redactions = new Map<string, Redaction>();
  readonly #names = new ElementNames();
  readonly #older = new Map<string, Older>();
  #letters: DeadLetter[] = [];
  #gone: DeadLetterKey[] = [];

  readonly #tables: ReadonlyMap<string, TableSpec>;

  constructor(private readonly options: DeadLetterOptions) {
    this.#tables = new Map(options.plan.nodes.map(({ name, table }) => [name, table]));
  }

  /** In tables that append, every record stays: no later reading replaces its letter. */
  async open(session: DestinationSession): Promise<void> {
    const { account, plan } = this.options;
    for (const { name, load, table } of plan.nodes) {
      if (!load || table.writeDisposition === 'append') continue;
      const where = { account, source: name };
      for await (const { runId, id, kind } of REJECTED.read(session, { where })) {
        const isList = kind === 'item' || kind === 'element';
        const place = `${name}\n${isList ? id.slice(0, id.lastIndexOf(BESIDE)) : id}`;
        const older = this.#older.get(place) ?? { keys: [], isList, isMet: false };
        older.keys.push({ runId, source: name, id });
        older.isList ||= isList;
        this.#older.set(place, older);
      }
    }
  }

  /** A record came: its earlier letters are old. */
  met({ source, partition }: ApiRecord): void {
    if (this.#older.size === 0) return;
    const place = `${source}\n${partitionId(this.#redaction(source).partition(partition))}`;
    const older = this.#older.get(place);
    if (!older) return;
    older.isMet = true;
    if (older.isList) return;
    this.#gone.push(...older.keys);
    this.#older.delete(place);
  }

  /** Keeps a record that could not be shaped; gives its name in the ledger. */
  keep(record: ApiRecord, reason: string): string {
    const { source } = record;
    const redaction = this.#redaction(source);
    const isTooMuch = tooMuchOf(record.payload, LARGEST_PAYLOAD) !== undefined;
    const payload = isTooMuch ? undefined : redaction.payload(record);
    const partition = redaction.partition(record.partition);
    const text = payload === undefined ? undefined : stringifyJson(payload);
    const { account, runId } = this.options;
    const bytes = text === undefined ? jsonBytes(record.payload) : Buffer.byteLength(text);
    const id = this.#idOf(record, partition, text ?? String(bytes));
    this.#letters.push({
      account,
      runId,
      source,
      table: this.#table(source).table,
      id,
      partition,
      kind: record.kind,
      payload,
      bytes,
      reason,
      queryId: record.queryId,
      readAt: record.readAt,
    });
    return id;
  }

  /** What came since the last call; the table is made at the first. */
  batch(): RowBatch[] {
    const [letters, gone] = [this.#letters, this.#gone];
    this.#letters = [];
    this.#gone = [];
    return letters.length + gone.length > 0 ? [deadLetterBatch(letters, gone)] : [];
  }

  /** Letters of lists that the run has read to their end. */
  end({ isReadToEnd }: Pick<RunEnd, 'isReadToEnd'>): RowBatch[] {
    if (!isReadToEnd) return [];
    const { isMissing } = this.options;
    const gone = [...this.#older].flatMap(([place, { isMet, keys }]) => {
      const at = place.indexOf('\n');
      return isMet && !isMissing(place.slice(0, at), place.slice(at + 1)) ? keys : [];
    });
    return gone.length > 0 ? [deadLetterBatch([], gone)] : [];
  }

  /** Elements of one list are distinguished by their content. */
  #idOf({ kind }: ApiRecord, partition: Partition, text: string): string {
    const id = partitionId(partition);
    if (kind === 'object' || kind === 'scalar') return id;
    return `${id}${BESIDE}${this.#names.name(id, text)}`;
  }

  #redaction(source: string): Redaction {
    const known = this.#redactions.get(source) ?? new Redaction(this.#table(source), this.options.scrub);
    this.#redactions.set(source, known);
    return known;
  }

  #table(source: string): TableSpec {
    const table = this.#tables.get(source);
    if (!table) throw new Error(`the plan has no source object "${source}"`);
    return table;
  }
}
