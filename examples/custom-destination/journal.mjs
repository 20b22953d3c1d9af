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
  isStaged,
  isToBeMarked,
  keyReader,
  placed,
  queriedRows,
  replacedKeys,
  rowEncoder,
  rowMover,
  stagedName,
  takeFileLock,
  widening,
  withDeletedAt,
} from 'source-ovhcloud';

/**
 * @import { Deletion, Destination, DestinationKind, DestinationSession, Replacement, RowBatch, RowQuery, SliceCommit } from 'source-ovhcloud'
 * @import { Stored, TableSchema } from 'source-ovhcloud'
 * @import { FileHandle } from 'node:fs/promises'
 * @typedef {Map<string, Stored[]>} Rows rows by key; by line and number where the table has no key
 * @typedef {{ schema: TableSchema, rows: Rows }} Table
 * @typedef {{ table: string, schema: TableSchema | null, drop: string[], put: [string, Stored[]][] }} Entry
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

/** @param {string} path @param {boolean} readOnly @returns {Promise<DestinationSession>} */
async function openJournal(path, readOnly) {
  if (readOnly && !(await exists(path))) {
    throw new DestinationError(`journal ${path}: there is no such file yet. \`load\` makes it`);
  }
  const file = readOnly ? undefined : await open(path, 'a');
  try {
    const tables = new Tables();
    const bytes = await readFile(path);
    let end = 0;
    for (let next = bytes.indexOf(10); next >= 0; next = bytes.indexOf(10, end)) {
      tables.replay(bytes.toString('utf8', end, next));
      end = next + 1;
    }
    // What follows the last line end is a line that a crash has cut.
    if (end < bytes.length) await file?.truncate(end);
    return new JournalSession(path, tables, file, end);
  } catch (error) {
    await file?.close();
    throw error;
  }
}

/** The tables as they are after the lines so far. */
class Tables {
  /** @type {Map<string, Table>} */
  all = new Map();
  lines = 0;

  /** @param {string} table */
  get(table) {
    return this.all.get(table.toLowerCase());
  }

  /** @param {string} line */
  replay(line) {
    this.apply(/** @type {Entry[]} */ (JSON.parse(line)).map(fromJson));
  }

  /** @param {Entry[]} entries */
  apply(entries) {
    this.lines++;
    for (const { table, schema, drop, put } of entries) {
      const before = this.get(table);
      const rows = before?.rows ?? new Map();
      if (before && schema && typesOf(before.schema) !== typesOf(schema)) castAll(rows, schema);
      for (const key of drop) rows.delete(key);
      for (const [key, row] of put) rows.set(key, row);
      if (schema) this.all.set(table.toLowerCase(), { schema, rows });
      else this.all.delete(table.toLowerCase());
    }
  }
}

/** @typedef {{ before: Rows, schema: TableSchema, drop: Set<string>, put: Rows, isGone: boolean }} Change */

/** What a line will say, while it is being made: nobody sees it in the tables yet. */
class Changes {
  /** @type {Map<string, Change>} */
  #changed = new Map();
  #numbers = 0;

  /** @param {Tables} tables */
  constructor(tables) {
    this.tables = tables;
  }

  /** The table as it is wanted: new, or with more and wider columns. @param {TableSchema} wanted */
  table(wanted) {
    const name = wanted.table.toLowerCase();
    const there = this.tables.get(name);
    const known = there?.rows.size === 0 && hasOtherKey(there.schema, wanted) ? undefined : there;
    const { schema, retyped } = widening(this.#changed.get(name)?.schema ?? known?.schema, wanted);
    const change = this.#changed.get(name) ?? {
      before: known?.rows ?? new Map(),
      schema,
      drop: new Set(),
      put: new Map(),
      isGone: false,
    };
    if (retyped.length > 0) castAll(change.put, schema);
    change.schema = schema;
    this.#changed.set(name, change);
    return change;
  }

  /** @param {RowBatch} batch */
  write(batch) {
    const { schema } = this.table(batch.schema);
    const { replaces } = batch;
    if (replaces) this.take(schema, isOneOf(schema, replaces.columns, replacedKeys(schema, batch)));
    this.put(schema, batch.rows.map(rowEncoder(schema, batch.schema)));
  }

  /** @param {TableSchema} wanted @param {Stored[][]} rows */
  put(wanted, rows) {
    const { schema, put } = this.table(wanted);
    const keyOf = keyReader(schema);
    for (const row of rows) put.set(keyOf(row) ?? `${this.tables.lines}.${this.#numbers++}`, row);
  }

  /** Removes rows, and gives them. @param {TableSchema} wanted @param {(row: Stored[]) => boolean} isWanted */
  take(wanted, isWanted) {
    const change = this.table(wanted);
    const taken = [...rowsOf(change)].filter(([, row]) => isWanted(row));
    for (const [key] of taken) {
      change.put.delete(key);
      change.drop.add(key);
    }
    return taken.map(([, row]) => row);
  }

  /** Takes the rows of an account from a staged table, which goes with its last row. @param {TableSchema} staged @param {string} account */
  unstage(staged, account) {
    const rows = this.take(staged, isOfAccount(account, staged));
    const change = this.table(staged);
    change.isGone = rowsOf(change).size === 0;
    return rows;
  }

  /** @param {TableSchema} wanted @param {Deletion} deletion @param {string} at */
  mark(wanted, deletion, at) {
    const { schema } = this.table(wanted);
    const index = schema.columns.findIndex(({ name }) => name.toLowerCase() === DELETED_AT.name);
    const rows = this.take(schema, isToBeMarked(deletion, schema)).map(rowMover(schema, schema));
    this.put(
      schema,
      rows.map((row) => row.with(index, at)),
    );
    return rows.length;
  }

  /** @returns {Entry[]} */
  entries() {
    return [...this.#changed.values()].map(({ schema, drop, put, isGone }) => ({
      table: schema.table,
      schema: isGone ? null : copySchema(schema),
      drop: [...drop],
      put: [...put],
    }));
  }
}

/** @implements {DestinationSession} */
class JournalSession {
  #state = 'open';

  /** @param {string} path @param {Tables} tables @param {FileHandle | undefined} file @param {number} end */
  constructor(path, tables, file, end) {
    this.path = path;
    this.data = tables;
    this.file = file;
    this.end = end;
  }

  async tables() {
    this.#checkOpen();
    const all = [...this.data.all.values()].map(({ schema }) => copySchema(schema));
    return all.filter(({ table }) => !isStaged(table));
  }

  /** @param {TableSchema[]} schemas */
  async prepare(schemas) {
    await this.#change((changes) => {
      for (const schema of schemas) changes.table(schema);
    });
  }

  /** @param {SliceCommit} slice */
  async commit({ batches }) {
    /** @type {Map<string, number>} */
    const written = new Map();
    await this.#change(async (changes) => {
      for await (const batch of batches) {
        const { table } = batch.schema;
        // A staged batch that will not fit its table is refused now, not at the end of the run.
        if (batch.staged) widening(this.data.get(table)?.schema, batch.schema);
        changes.write(placed(batch));
        written.set(table, (written.get(table) ?? 0) + batch.rows.length);
      }
    });
    return { rows: Object.fromEntries(written) };
  }

  /** @param {Replacement} replacement */
  async swap({ account, tables }) {
    await this.#change((changes) => {
      for (const table of tables) {
        const staged = this.data.get(stagedName(table))?.schema;
        const wanted = staged ? { ...staged, table } : this.data.get(table)?.schema;
        if (!wanted) continue;
        const { schema } = changes.table(wanted);
        changes.take(schema, isOfAccount(account, schema));
        if (staged) changes.put(schema, changes.unstage(staged, account).map(rowMover(staged, schema)));
      }
    });
  }

  /** @param {Replacement} replacement */
  async discard({ account, tables }) {
    await this.#change((changes) => {
      for (const table of tables) {
        const staged = this.data.get(stagedName(table));
        if (staged) changes.unstage(staged.schema, account);
      }
    });
  }

  /** @param {Deletion[]} deletions @param {string} at */
  async markDeleted(deletions, at) {
    /** @type {Map<string, number>} */
    const marked = new Map();
    await this.#change((changes) => {
      for (const deletion of deletions) {
        const known = this.data.get(deletion.table)?.schema;
        if (known) marked.set(deletion.table, changes.mark(withDeletedAt(known), deletion, at));
        else marked.set(deletion.table, 0);
      }
    });
    return Object.fromEntries(marked);
  }

  /** @param {string} table @param {string} [account] */
  async count(table, account) {
    this.#checkOpen();
    const found = this.data.get(table);
    if (!found || account === undefined) return found?.rows.size;
    return [...found.rows.values()].filter(isOfAccount(account, found.schema)).length;
  }

  /** @param {string} table @param {RowQuery} [query] */
  async *rows(table, query = {}) {
    this.#checkOpen();
    const found = this.data.get(table);
    if (found) yield* queriedRows(found.schema, found.rows.values(), query);
  }

  async close() {
    if (this.#state !== 'closed') await this.file?.close();
    this.#state = 'closed';
  }

  /** Appends one line, or nothing. @param {(changes: Changes) => void | Promise<void>} make */
  async #change(make) {
    this.#checkOpen();
    if (this.#state === 'writing') throw new DestinationError('a slice is being written; one at a time');
    this.#state = 'writing';
    try {
      const changes = new Changes(this.data);
      await make(changes);
      const entries = changes.entries();
      if (entries.length > 0) await inWords(this.path, () => this.#append(entries));
    } finally {
      if (this.#state === 'writing') this.#state = 'open';
    }
  }

  /** @param {Entry[]} entries */
  async #append(entries) {
    if (!this.file) throw new DestinationError(`journal ${this.path} was opened to be read`);
    const line = Buffer.from(`${JSON.stringify(entries, toJson)}\n`);
    try {
      await this.file.appendFile(line);
      await this.file.datasync();
    } catch (error) {
      // A line without its end must not stay: the next one would be lost with it.
      await this.file.truncate(this.end);
      throw error;
    }
    this.end += line.length;
    this.data.apply(entries);
  }

  #checkOpen() {
    if (this.#state === 'closed') throw new DestinationError(`journal ${this.path} is closed`);
  }
}

/** The rows of a table as a change leaves them. @param {Change} change @returns {Rows} */
function rowsOf({ before, drop, put }) {
  return new Map([...[...before].filter(([key]) => !drop.has(key)), ...put]);
}

/** @param {TableSchema} schema */
const typesOf = ({ columns }) => columns.map(({ type }) => type).join();

/** @param {Rows} rows @param {TableSchema} schema */
function castAll(rows, schema) {
  const move = rowMover(schema, schema);
  for (const [key, row] of rows) rows.set(key, move(row));
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
    const message = `journal ${path}: ${words}. Check the folder, its rights and the disk, or choose another path`;
    throw new DestinationError(message, { cause: error });
  }
}
