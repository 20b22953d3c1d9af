// @ts-check
// A destination in one file: a journal. Each commit appends one line that says what becomes of which rows; opening it
// reads the lines again. A line that was cut by a crash counts for nothing, so a slice is there whole or not at all.
// All rows are in memory while it is open, and the file is never made shorter: for small accounts.
import { access, constants, open, readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  copySchema,
  DELETED_AT,
  DestinationError,
  hasOtherKey,
  isOfAccount,
  isOneOf,
  isPending,
  isToBeMarked,
  keyReader,
  pendingName,
  queriedRows,
  replacedKeys,
  rowEncoder,
  rowMover,
  schemaChange,
  takeFileLock,
  targetBatch,
  withDeletedAt,
} from 'source-ovhcloud/destination-kit';

/**
 * @import { Deletion, Destination, DestinationKind, DestinationSession, RowBatch, Stored, TableSchema } from 'source-ovhcloud/destination-kit'
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
    check: () =>
      inWords(path, async () => {
        const isThere = await exists(path);
        await access(isThere ? path : dirname(path), constants.W_OK);
        return isThere ? 'exists' : 'will be made';
      }),
    lock: (holder) => inWords(path, () => takeFileLock(`${path}.lock`, `journal ${path}`, holder)),
  };
}

/** @param {string} path @param {boolean} readOnly */
async function openJournal(path, readOnly) {
  if (readOnly && !(await exists(path))) {
    throw new DestinationError(
      'destination-empty',
      `journal ${path}: there is no such file yet. \`load\` makes it`,
    );
  }
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
 * @returns {DestinationSession}
 */
function sessionOn(path, tables, append, end) {
  let state = 'open';
  const named = (/** @type {string} */ table) => tables.get(table.toLowerCase());
  const checkOpen = () => {
    if (state === 'closed') throw new DestinationError('destination-misuse', `journal ${path} is closed`);
  };

  /** Makes changes on a draft; they count when their line is written. @param {(draft: Draft) => unknown} make */
  const change = async (make) => {
    checkOpen();
    if (!append) throw new DestinationError('destination-misuse', `journal ${path} was opened to be read`);
    if (state === 'writing')
      throw new DestinationError('destination-misuse', 'a slice is being written; one at a time');
    state = 'writing';
    try {
      const draft = new Draft(tables);
      await make(draft);
      const entries = draft.entries();
      if (entries.length === 0) return;
      await inWords(path, () => append(entries));
      draft.apply();
    } finally {
      if (state === 'writing') state = 'open';
    }
  };

  return {
    tables: async () => {
      checkOpen();
      const schemas = [...tables.values()].map(({ schema }) => copySchema(schema));
      return schemas.filter(({ table }) => !isPending(table));
    },

    prepare: (schemas) => change((draft) => schemas.map((schema) => draft.table(schema))),

    commit: async ({ batches }) => {
      /** @type {Map<string, number>} */
      const written = new Map();
      await change(async (draft) => {
        for await (const batch of batches) {
          const { table } = batch.schema;
          // A pending batch that will not fit its table is refused now, not at the end of the run.
          if (batch.pendingReplace) schemaChange(named(table)?.schema, batch.schema);
          draft.write(targetBatch(batch));
          written.set(table, (written.get(table) ?? 0) + batch.rows.length);
        }
      });
      return { rows: Object.fromEntries(written) };
    },

    swap: ({ account, tables }) =>
      change((draft) => {
        for (const table of tables) {
          const pending = named(pendingName(table))?.schema;
          const wanted = pending ? { ...pending, table } : named(table)?.schema;
          if (!wanted) continue;
          const { schema } = draft.table(wanted);
          draft.take(schema, isOfAccount(account, schema));
          if (pending) draft.put(schema, draft.takePending(pending, account).map(rowMover(pending, schema)));
        }
      }),

    discard: ({ account, tables }) =>
      change((draft) => {
        const pending = tables.map((table) => named(pendingName(table))?.schema);
        for (const schema of pending) if (schema) draft.takePending(schema, account);
      }),

    markDeleted: async (deletions, at) => {
      /** @type {Map<string, number>} */
      const marked = new Map();
      await change((draft) => {
        for (const deletion of deletions) {
          const known = named(deletion.table)?.schema;
          marked.set(deletion.table, known ? draft.mark(withDeletedAt(known), deletion, at) : 0);
        }
      });
      return Object.fromEntries(marked);
    },

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
      if (state !== 'closed') await end();
      state = 'closed';
    },
  };
}

/** Copies of the tables that a line changes: nobody sees them before the line is written. */
class Draft {
  /** @type {Tables} */
  #changed = new Map();
  /** @type {Set<string>} */
  #gone = new Set();
  /** @type {Tables} */
  #tables;

  /** @param {Tables} tables */
  constructor(tables) {
    this.#tables = tables;
  }

  /** The table as it is wanted: new, or with more and wider columns. @param {TableSchema} wanted */
  table(wanted) {
    const name = wanted.table.toLowerCase();
    const known = this.#changed.get(name) ?? this.#tables.get(name);
    const isAnew = known?.rows.size === 0 && hasOtherKey(known.schema, wanted);
    const { schema, retyped } = schemaChange(isAnew ? undefined : known?.schema, wanted);
    const rows = this.#changed.get(name)?.rows ?? new Map(known?.rows);
    const move = rowMover(schema, schema);
    if (retyped.length > 0) for (const [key, row] of rows) rows.set(key, move(row));
    this.#changed.set(name, { schema, rows });
    return { schema, rows };
  }

  /** @param {RowBatch} batch */
  write(batch) {
    const { schema } = this.table(batch.schema);
    const { replaces } = batch;
    if (replaces) this.take(schema, isOneOf(schema, replaces.columns, replacedKeys(schema, batch)));
    this.put(schema, batch.rows.map(rowEncoder(schema, batch.schema)));
  }

  /** @param {TableSchema} wanted @param {Stored[][]} added */
  put(wanted, added) {
    const { schema, rows } = this.table(wanted);
    const keyOf = keyReader(schema);
    let next = schema.primaryKey.length === 0 ? Number([...rows.keys()].at(-1) ?? -1) + 1 : 0;
    for (const row of added) rows.set(keyOf(row) ?? String(next++), row);
  }

  /** Removes rows, and gives them. @param {TableSchema} wanted @param {(row: Stored[]) => boolean} isMeant */
  take(wanted, isMeant) {
    const { rows } = this.table(wanted);
    const taken = [...rows].filter(([, row]) => isMeant(row));
    for (const [key] of taken) rows.delete(key);
    return taken.map(([, row]) => row);
  }

  /** Takes an account's rows from a pending table; without rows it goes. @param {TableSchema} pending @param {string} account */
  takePending(pending, account) {
    const rows = this.take(pending, isOfAccount(account, pending));
    if (this.table(pending).rows.size === 0) this.#gone.add(pending.table.toLowerCase());
    return rows;
  }

  /** @param {TableSchema} wanted @param {Deletion} deletion @param {string} at */
  mark(wanted, deletion, at) {
    const { schema, rows } = this.table(wanted);
    const index = schema.columns.findIndex(({ name }) => name.toLowerCase() === DELETED_AT.name);
    const move = rowMover(schema, schema);
    const isMeant = isToBeMarked(deletion, schema);
    const meant = [...rows].filter(([, row]) => isMeant(row));
    for (const [key, row] of meant) rows.set(key, move(row).with(index, at));
    return meant.length;
  }

  /** What is other than before. @returns {Entry[]} */
  entries() {
    return [...this.#changed].map(([name, { schema, rows }]) => {
      const before = this.#tables.get(name)?.rows ?? new Map();
      const drop = [...before.keys()].filter((key) => !rows.has(key));
      const put = [...rows].filter(([key, row]) => before.get(key) !== row);
      return { table: schema.table, schema: this.#gone.has(name) ? null : schema, drop, put };
    });
  }

  apply() {
    for (const [name, table] of this.#changed) this.#tables.set(name, table);
    for (const name of this.#gone) this.#tables.delete(name);
  }
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

/** @param {string} path */
async function exists(path) {
  return (await stat(path).catch(() => undefined)) !== undefined;
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
