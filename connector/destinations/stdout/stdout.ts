// Rows to standard output, a JSON line each, slice by slice. Nothing is kept: what loads remember ends with the run.
import type { Writable } from 'node:stream';
import type {
  CommitResult,
  Destination,
  DestinationSession,
  OpenOptions,
  SliceCommit,
} from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import { isOwnTable, type RowBatch, type TableSchema } from '../../model/table.js';
import { jsonlLine } from '../formats/jsonl.js';
import { rowEncoder } from '../kit/cells.js';
import { keyChecker, keyReader } from '../kit/schema-evolution.js';
import { MemoryDestination } from '../memory/memory.js';

const NOTHING_KEPT = 'standard output keeps nothing';

export function standardOutput(numbers: 'number' | 'text', output: Writable = process.stdout): Destination {
  return {
    name: 'jsonl',
    location: 'standard output',
    check: async () => 'rows are printed, nothing is kept: each load reads everything',
    lock: async () => async () => undefined,
    open: async (options?: OpenOptions) => {
      if (options?.readOnly) throw new DestinationError(`${NOTHING_KEPT}: there are no runs to look at`);
      const inner = await new MemoryDestination().open();
      return new OutputSession(inner, output, numbers === 'text');
    },
  };
}

class OutputSession implements DestinationSession {
  /** Keys of the rows that were printed, by table; a row without one counts for itself. */
  readonly #printed = new Map<string, { keys: Set<string>; others: number }>();

  constructor(
    /** Has the tables of loads, and of the others what they are. */
    private readonly inner: DestinationSession,
    private readonly output: Writable,
    private readonly isText: boolean,
  ) {}

  tables = () => this.inner.tables();
  prepare = (schemas: TableSchema[]) => this.inner.prepare(schemas);
  rows: DestinationSession['rows'] = (table, query) => this.inner.rows(table, query);
  close = () => this.inner.close();

  /** The lines of a slice wait until it is whole. */
  async commit({ runId, batches }: SliceCommit): Promise<CommitResult> {
    const lines: string[] = [];
    const counted: (() => void)[] = [];
    const schemas = new Map<string, TableSchema>();
    const rows: Record<string, number> = {};
    const render = (batch: RowBatch) => {
      const { table } = batch.schema;
      schemas.set(table, batch.schema);
      rows[table] = (rows[table] ?? 0) + batch.rows.length;
      counted.push(this.#print(batch, lines));
    };
    const own = async function* () {
      for await (const batch of batches) {
        if (isOwnTable(batch.schema.table)) yield batch;
        else render(batch);
      }
    };
    await this.inner.commit({ runId, batches: own() });
    await this.inner.prepare([...schemas.values()]);
    await this.#write(lines.join(''));
    for (const count of counted) count();
    return { rows };
  }

  async count(table: string): Promise<number | undefined> {
    const printed = this.#printed.get(table);
    return printed ? printed.keys.size + printed.others : this.inner.count(table);
  }

  async swap(): Promise<void> {
    throw this.#cannotReplace();
  }

  async discard(): Promise<void> {
    throw this.#cannotReplace();
  }

  /** What was printed in another run is not here to be marked. */
  async markDeleted(): Promise<Record<string, number>> {
    return {};
  }

  #print({ schema, rows }: RowBatch, lines: string[]): () => void {
    const encode = rowEncoder(schema, schema);
    const checkKey = keyChecker(schema);
    const keyOf = keyReader(schema);
    const line = jsonlLine(schema.columns, this.isText);
    const table = JSON.stringify(schema.table);
    const keys: (string | undefined)[] = [];
    for (const row of rows) {
      const stored = encode(row);
      checkKey(stored);
      keys.push(keyOf(stored));
      const values = stored.map((value) => (typeof value === 'bigint' ? String(value) : value));
      lines.push(`{"table":${table},"row":${line(values)}}\n`);
    }
    return () => {
      const printed = this.#printed.get(schema.table) ?? { keys: new Set(), others: 0 };
      for (const key of keys) {
        if (key === undefined) printed.others++;
        else printed.keys.add(key);
      }
      this.#printed.set(schema.table, printed);
    };
  }

  async #write(text: string): Promise<void> {
    if (text === '') return;
    await new Promise<void>((resolve, reject) => {
      this.output.write(text, (error) => (error ? reject(cannotWrite(error)) : resolve()));
    });
  }

  #cannotReplace(): DestinationError {
    return new DestinationError(
      `${NOTHING_KEPT}: \`write: { disposition: replace }\` has no table there to replace. Leave it out, or load into files`,
    );
  }
}

function cannotWrite(error: Error): DestinationError {
  return new DestinationError(
    `standard output cannot be written: whoever reads it may have gone. The rows of this slice may be lost (${error.message})`,
    { cause: error },
  );
}
