// A destination that passes rows on and keeps none: standard output, a webhook, a queue. It takes one function.
import type { DeclaredCapabilities } from '../../model/capabilities.js';
import type {
  CommitResult,
  Destination,
  DestinationSession,
  RowQuery,
  SliceCommit,
} from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import { isOwnTable, type RowBatch, type TableSchema } from '../../model/table.js';
import { MemoryDestination } from '../memory/memory.js';
import { rowEncoder, type Stored } from './cells.js';
import { OneAtATime } from './one-at-a-time.js';
import { keyChecker, schemaChange } from './schema-evolution.js';

/** The capabilities of every row sink. */
export const ROW_SINK_CAPABILITIES = {
  state: false,
  readBack: false,
  merge: false,
  replace: false,
  markDeleted: false,
  lock: false,
} as const satisfies DeclaredCapabilities;

/** Rows of one table. A row has a value for each of `schema.columns`: integers as bigint, decimals and JSON as text. */
export interface SinkBatch {
  schema: TableSchema;
  rows: readonly (readonly Stored[])[];
}

/**
 * Called once for each slice that has rows, one call at a time, when the slice is whole; never for the connector's own
 * tables, unless `ownTables` names them. When it resolves the rows count as loaded. When it throws the run ends, and the next run sends everything
 * again: a row may come more than once, with the same key. Throw `DestinationError` to say what to do.
 */
export type WriteRows = (batches: readonly SinkBatch[], runId: string) => Promise<void> | void;

export interface RowSinkOptions {
  /** Where the rows go, for people, without secrets. Default: the name. */
  location?: string;
  /** See `Destination.check`. */
  check?: () => Promise<string>;
  /** The connector's own tables whose rows are passed on as well. */
  ownTables?: readonly string[];
}

/** A destination that hands the rows of each slice to `write`. */
export function rowSink(name: string, write: WriteRows, options: RowSinkOptions = {}): Destination {
  const {
    location = name,
    check = async () => 'rows are passed on, none is kept: each load reads everything',
    ownTables = [],
  } = options;
  return {
    name,
    location,
    capabilities: ROW_SINK_CAPABILITIES,
    check,
    lock: async () => async () => undefined,
    open: async ({ readOnly = false } = {}) => {
      if (readOnly)
        throw new DestinationError(
          'destination-unable',
          `${location} keeps nothing: there are no runs to look at`,
        );
      return new SinkSession(location, write, new Set(ownTables), await new MemoryDestination().open());
    },
  };
}

class SinkSession implements DestinationSession {
  readonly #writing = new OneAtATime();
  readonly #schemas = new Map<string, TableSchema>();
  #closed = false;

  constructor(
    private readonly location: string,
    private readonly write: WriteRows,
    /** Own tables whose rows are passed on as well. */
    private readonly passed: ReadonlySet<string>,
    /** Holds the connector's own tables during one run. */
    private readonly own: DestinationSession,
  ) {}

  tables = () => this.own.tables();
  count = (table: string, account?: string) => this.own.count(table, account);
  rows = (table: string, query?: RowQuery) => this.own.rows(table, query);

  async prepare(schemas: TableSchema[]): Promise<void> {
    for (const schema of schemas) schemaChange(this.#schemas.get(schema.table.toLowerCase()), schema);
    await this.own.prepare(schemas.filter(({ table }) => isOwnTable(table)));
  }

  async commit(slice: SliceCommit): Promise<CommitResult> {
    if (this.#closed) throw new DestinationError('destination-misuse', `${this.location} is closed`);
    return this.#writing.run(() => this.#commit(slice), this.location);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing.idle();
    await this.own.close();
  }

  async #commit({ runId, batches }: SliceCommit): Promise<CommitResult> {
    const gathered: SinkBatch[] = [];
    const rows = new Map<string, number>();
    const { passed } = this;
    const gather = (batch: RowBatch) => {
      const { table } = batch.schema;
      rows.set(table, (rows.get(table) ?? 0) + batch.rows.length);
      gathered.push(this.#encoded(batch));
    };
    async function* ownBatches() {
      for await (const batch of batches) {
        const { table } = batch.schema;
        const isOwn = isOwnTable(table);
        if (!isOwn || passed.has(table)) gather(batch);
        if (isOwn) yield batch;
      }
    }
    await this.own.commit({ runId, batches: ownBatches() });
    const filled = gathered.filter((batch) => batch.rows.length > 0);
    if (filled.length > 0) await this.write(filled, runId);
    return { rows: Object.fromEntries(rows) };
  }

  #encoded(batch: RowBatch): SinkBatch {
    const name = batch.schema.table.toLowerCase();
    const { schema } = schemaChange(undefined, batch.schema);
    this.#schemas.set(name, schemaChange(this.#schemas.get(name), schema).schema);
    const [encode, checkKey] = [rowEncoder(schema, schema), keyChecker(schema)];
    const rows = batch.rows.map(encode);
    for (const row of rows) checkKey(row);
    return { schema, rows };
  }
}
