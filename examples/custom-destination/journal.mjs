// @ts-check
// A destination in one file: a journal. Each commit appends one line that says what becomes of which rows; opening it
// reads the lines again. A line that was cut by a crash counts for nothing, so a slice is there whole or not at all.
// All rows are in memory while it is open, and the file is never made shorter: for small accounts.
import { open, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  checkWritable,
  copySchema,
  DELETED_AT,
  DestinationError,
  discardPending,
  eachBatch,
  fileExists,
  hasOtherKey,
  isOfAccount,
  isOneOf,
  isPending,
  isToBeMarked,
  keyReader,
  markRows,
  nothingLoaded,
  OneAtATime,
  queriedRows,
  replacedKeys,
  rowEncoder,
  rowMover,
  schemaChange,
  swapTables,
  takeFileLock,
  targetBatch,
  usableFile,
} from 'source-ovhcloud/destination-kit';

/**
 * @import { Destination, DestinationKind, EndOfRunTables, RowBatch, Stored, TableSchema, TableSession } from 'source-ovhcloud/destination-kit'
 * @import { FileHandle } from 'node:fs/promises'
 * @typedef {{ schema: TableSchema, rows: Map<string, Stored[]> }} Table rows by key; by a number where there is no key
 * @typedef {Map<string, Table>} Tables by name in small letters
 * @typedef {{ table: string, schema: TableSchema | null, drop: string[], put: [string, Stored[]][] }} Entry a table in a line
 */

/** @type {DestinationKind} */
export const JOURNAL = {
  description: 'One file of JSON lines that only grows',
  options: [{ name: 'path', is: 'path', isLocation: true, default: 'ovh.journal', description: 'The file.' }],
  create: ({ path }) => journal(String(path)),
};

/** @param {string} given @returns {Destination} */
export function journal(given) {
  const path = resolve(given);
  return {
    name: 'journal',
    location: path,
    open: ({ readOnly = false } = {}) => inWords(path, () => openJournal(path, readOnly)),
    check: async () =>
      (await checkWritable(await usableFile(path, 'journal'), 'journal')) ? 'exists' : 'will be made',
    lock: (holder) => inWords(path, () => takeFileLock(`${path}.lock`, `journal ${path}`, holder)),
  };
}

/** @param {string} path @param {boolean} readOnly */
async function openJournal(path, readOnly) {
  await usableFile(path, 'journal');
  if (readOnly && !(await fileExists(path))) throw nothingLoaded(path, 'journal');
  const file = readOnly ? undefined : await open(path, 'a');
  try {
    /** @type {Tables} */
    const tables = new Map();
    const bytes = await readFile(path);
    let end = 0;
    for (let next = bytes.indexOf(10); next >= 0; next = bytes.indexOf(10, end)) {
      replay(tables, bytes.toString('utf8', end, next));
      end = next + 1;
    }
    // What follows the last line end is a line that a crash has cut.
    if (end < bytes.length) await file?.truncate(end);
    return sessionOn(path, tables, file && appender(file, end), async () => file?.close());
  } catch (error) {
    await file?.close();
    throw error;
  }
}

/** Adds a whole line that is on the disk, or nothing. @param {FileHandle} file @param {number} end */
function appender(file, end) {
  return async (/** @type {Entry[]} */ entries) => {
    const line = Buffer.from(`${JSON.stringify(entries, toJson)}\n`);
    try {
      await file.appendFile(line);
      await file.datasync();
      end += line.length;
    } catch (error) {
      await file.truncate(end).catch(() => undefined);
      throw error;
    }
  };
}

/**
 * @param {string} path
 * @param {Tables} tables
 * @param {((entries: Entry[]) => Promise<void>) | undefined} append
 * @param {() => Promise<void>} end
 * @returns {TableSession}
 */
function sessionOn(path, tables, append, end) {
  const writing = new OneAtATime();
  let isClosed = false;
  const named = (/** @type {string} */ table) => tables.get(table.toLowerCase());
  const checkOpen = () => {
    if (isClosed) throw new DestinationError('destination-misuse', `journal ${path} is closed`);
  };

  /** Makes changes on a draft; they count when their line is written. @template T @param {(draft: Draft) => Promise<T>} make */
  const change = async (make) => {
    checkOpen();
    if (!append) throw new DestinationError('destination-misuse', `journal ${path} was opened to be read`);
    return writing.run(async () => {
      const draft = new Draft(tables);
      const result = await make(draft);
      const entries = draft.entries();
      if (entries.length > 0) await inWords(path, () => append(entries));
      draft.apply();
      return result;
    });
  };

  return {
    tables: async () => {
      checkOpen();
      const schemas = [...tables.values()].map(({ schema }) => copySchema(schema));
      return schemas.filter(({ table }) => !isPending(table));
    },

    prepare: (schemas) =>
      change(async (draft) => {
        for (const schema of schemas) draft.table(schema);
      }),

    commit: ({ batches }) =>
      change(async (draft) => {
        const rows = await eachBatch(batches, (batch) => {
          // A pending batch that does not fit its table is refused now, not at the end of the run.
          if (batch.pendingReplace) schemaChange(named(batch.schema.table)?.schema, batch.schema);
          draft.write(targetBatch(batch));
        });
        return { rows };
      }),

    swap: (replacement) => change((draft) => swapTables(draft.steps(), replacement)),
    discard: (replacement) => change((draft) => discardPending(draft.steps(), replacement)),
    markDeleted: (deletions, at) => change((draft) => markRows(draft.steps(), deletions, at)),

    count: async (table, account) => {
      checkOpen();
      const found = named(table);
      if (!found || account === undefined) return found?.rows.size;
      return [...found.rows.values()].filter(isOfAccount(account, found.schema)).length;
    },

    rows: async function* (table, query = {}) {
      checkOpen();
      const found = named(table);
      if (found) yield* queriedRows(found.schema, found.rows.values(), query);
    },

    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await writing.idle();
      await end();
    },
  };
}

/** Copies of the tables that a line changes: nobody sees them before the line is written. */
class Draft {
  /** Undefined: the table is gone. @type {Map<string, Table | undefined>} */
  #changed = new Map();
  /** @type {Tables} */
  #tables;

  /** @param {Tables} tables */
  constructor(tables) {
    this.#tables = tables;
  }

  /** @param {string} table */
  find(table) {
    const name = table.toLowerCase();
    return this.#changed.has(name) ? this.#changed.get(name) : this.#tables.get(name);
  }

  /** The table as it is wanted: new, or with more and wider columns. @param {TableSchema} wanted */
  table(wanted) {
    const name = wanted.table.toLowerCase();
    const known = this.find(name);
    const isRemade = known?.rows.size === 0 && hasOtherKey(known.schema, wanted);
    const { schema, retyped } = schemaChange(isRemade ? undefined : known?.schema, wanted);
    const rows = this.#changed.get(name)?.rows ?? new Map(known?.rows);
    const move = rowMover(schema, schema);
    if (retyped.length > 0) for (const [key, row] of rows) rows.set(key, move(row));
    const table = { schema, rows };
    this.#changed.set(name, table);
    return table;
  }

  /** @param {RowBatch} batch */
  write(batch) {
    const table = this.table(batch.schema);
    const { schema } = table;
    const { replaces } = batch;
    if (replaces) remove(table, isOneOf(schema, replaces.columns, replacedKeys(schema, batch)));
    put(table, batch.rows.map(rowEncoder(schema, batch.schema)));
  }

  /** The steps of the end of a run: the kit knows their order. @returns {EndOfRunTables<Table>} */
  steps() {
    return {
      find: async (table) => this.find(table),
      schemaOf: ({ schema }) => schema,
      ensure: async (wanted) => this.table(wanted),
      removeRows: async ({ schema }, account) => remove(this.table(schema), isOfAccount(account, schema)),
      copyRows: async (from, to, account) => {
        const rows = [...from.rows.values()].filter(isOfAccount(account, from.schema));
        put(this.table(to.schema), rows.map(rowMover(from.schema, to.schema)));
      },
      isEmpty: async ({ schema }) => this.table(schema).rows.size === 0,
      drop: async ({ schema }) => void this.#changed.set(schema.table.toLowerCase(), undefined),
      mark: async ({ schema }, deletion, at) => {
        const { rows } = this.table(schema);
        const index = schema.columns.findIndex(({ name }) => name.toLowerCase() === DELETED_AT.name);
        const move = rowMover(schema, schema);
        const isMeant = isToBeMarked(deletion, schema);
        const meant = [...rows].filter(([, row]) => isMeant(row));
        for (const [key, row] of meant) rows.set(key, move(row).with(index, at));
        return meant.length;
      },
    };
  }

  /** What differs from before. @returns {Entry[]} */
  entries() {
    return [...this.#changed].map(([name, table]) => {
      const before = this.#tables.get(name);
      const rows = table?.rows ?? new Map();
      const drop = [...(before?.rows.keys() ?? [])].filter((key) => !rows.has(key));
      const added = [...rows].filter(([key, row]) => before?.rows.get(key) !== row);
      return { table: table?.schema.table ?? name, schema: table?.schema ?? null, drop, put: added };
    });
  }

  apply() {
    for (const [name, table] of this.#changed) {
      if (table) this.#tables.set(name, table);
      else this.#tables.delete(name);
    }
  }
}

/** Adds rows, or puts them in the place of those with their keys. @param {Table} table @param {Stored[][]} added */
function put({ schema, rows }, added) {
  const keyOf = keyReader(schema);
  let next = schema.primaryKey.length === 0 ? Number([...rows.keys()].at(-1) ?? -1) + 1 : 0;
  for (const row of added) rows.set(keyOf(row) ?? String(next++), row);
}

/** @param {Table} table @param {(row: Stored[]) => boolean} isMeant */
function remove({ rows }, isMeant) {
  for (const [key, row] of rows) if (isMeant(row)) rows.delete(key);
}

/** @param {Tables} tables @param {string} line */
function replay(tables, line) {
  for (const { table, schema, drop, put } of /** @type {Entry[]} */ (JSON.parse(line)).map(fromJson)) {
    const name = table.toLowerCase();
    const rows = tables.get(name)?.rows ?? new Map();
    for (const key of drop) rows.delete(key);
    for (const [key, row] of put) rows.set(key, row);
    if (schema) tables.set(name, { schema, rows });
    else tables.delete(name);
  }
}

/** 64-bit integers are texts in JSON: its numbers do not hold them. @param {string} _key @param {unknown} value */
const toJson = (_key, value) => (typeof value === 'bigint' ? String(value) : value);

/** @param {Entry} entry @returns {Entry} */
function fromJson({ schema, put, ...rest }) {
  const isInteger = schema?.columns.map(({ type }) => type === 'bigint') ?? [];
  const rowFrom = (/** @type {Stored[]} */ row) =>
    row.map((value, index) => (value !== null && isInteger[index] ? BigInt(value) : value));
  return { ...rest, schema, put: put.map(([key, row]) => [key, rowFrom(row)]) };
}

/** What the disk says, as an error that says where and what to do. @template T @param {string} path @param {() => Promise<T>} work */
async function inWords(path, work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DestinationError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    const message = `journal ${path}: ${words}. Check the file, its folder, rights and disk, or choose another path`;
    throw new DestinationError('destination-failed', message, { cause: error });
  }
}
