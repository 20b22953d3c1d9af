// The dead letters of a run: what each slice adds, and which older ones are answered by what came since.
import type { DestinationSession } from '../../model/destination.js';
import { stringifyJson } from '../../model/json.js';
import type { Plan, PlanNode } from '../../model/plan.js';
import type { ApiRecord, Partition } from '../../model/record.js';
import type { RowBatch } from '../../model/table.js';
import { ElementNames } from '../../shape/identical.js';
import { partitionId } from '../record-id.js';
import { Redaction } from './redaction.js';
import { type DeadLetter, type DeadLetterKey, deadLetterBatch, REJECTED } from './stored-letters.js';

/** A payload with a longer JSON text, in bytes, is not kept: its letter says so. */
const LARGEST_PAYLOAD = 4 * 1024 * 1024;

/** Between the name of a list and that of its element. */
const BESIDE = ' / ';

/** Letters of runs before, by what was read: a reading of the same supersedes them. */
interface Older {
  keys: DeadLetterKey[];
  /** One reading brings many records: only when all have come, it supersedes. */
  isList: boolean;
  isMet: boolean;
}

interface Meta {
  account: string;
  runId: string;
}

export class DeadLetters {
  readonly #redactions = new Map<string, Redaction>();
  readonly #names = new ElementNames();
  readonly #older = new Map<string, Older>();
  #letters: DeadLetter[] = [];
  #gone: DeadLetterKey[] = [];

  constructor(
    private readonly meta: Meta,
    private readonly scrub: (text: string) => string,
  ) {}

  /** Of tables that append every record stays one of its own, so that no later reading supersedes it. */
  async readOlder(session: DestinationSession, plan: Plan): Promise<void> {
    for (const { name, load, table } of plan.nodes) {
      if (!load || table.writeDisposition === 'append') continue;
      const where = { account: this.meta.account, source: name };
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

  /** A record came: what is known of it from runs before is old. */
  met(node: PlanNode, { partition }: ApiRecord): void {
    if (this.#older.size === 0) return;
    const place = `${node.name}\n${partitionId(this.#redaction(node).partition(partition))}`;
    const older = this.#older.get(place);
    if (!older) return;
    older.isMet = true;
    if (older.isList) return;
    this.#gone.push(...older.keys);
    this.#older.delete(place);
  }

  /** Keeps a record that could not be shaped; gives its name in the ledger. */
  keep(node: PlanNode, record: ApiRecord, reason: string): string {
    const redaction = this.#redaction(node);
    const payload = redaction.payload(record);
    const partition = redaction.partition(record.partition);
    const text = stringifyJson(payload);
    const bytes = Buffer.byteLength(text);
    const isTooLarge = bytes > LARGEST_PAYLOAD;
    const id = this.#idOf(record, partition, text);
    this.#letters.push({
      ...this.meta,
      source: node.name,
      table: node.table.table,
      id,
      partition,
      kind: record.kind,
      payload: isTooLarge ? undefined : payload,
      bytes,
      reason,
      queryId: record.queryId,
      readAt: record.readAt,
    });
    return id;
  }

  /** What came since the last call, to be committed with the rows of the slice; the table is made at the first. */
  take(): RowBatch[] {
    const [letters, gone] = [this.#letters, this.#gone];
    this.#letters = [];
    this.#gone = [];
    return letters.length + gone.length > 0 ? [deadLetterBatch(letters, gone)] : [];
  }

  /** Letters of lists that the run has read to their end. `missed`: a list was not. */
  ending(missed: (source: string, list: string) => boolean): RowBatch[] {
    const gone = [...this.#older].flatMap(([place, { isMet, keys }]) => {
      const at = place.indexOf('\n');
      return isMet && !missed(place.slice(0, at), place.slice(at + 1)) ? keys : [];
    });
    return gone.length > 0 ? [deadLetterBatch([], gone)] : [];
  }

  /** Elements of one list are told apart by their content. */
  #idOf({ kind }: ApiRecord, partition: Partition, text: string): string {
    const id = partitionId(partition);
    if (kind === 'object' || kind === 'scalar') return id;
    return `${id}${BESIDE}${this.#names.name(id, text)}`;
  }

  #redaction(node: PlanNode): Redaction {
    const known = this.#redactions.get(node.name) ?? new Redaction(node.table, this.scrub);
    this.#redactions.set(node.name, known);
    return known;
  }
}
