// The DuckDB files that this process has open: one instance for each file, shared by all sessions.
import { rmdirSync } from 'node:fs';
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { type Access, makeBeside, makeFolder, restrict, withMask } from '../../disk/access.js';
import { systemClock } from '../../model/clock.js';
import { DestinationError, DestinationInUseError } from '../../model/errors.js';
import { fileExists } from '../kit/database-file.js';
import { loadDriver } from './driver.js';
import { duckdbProblem } from './errors.js';

/** A value of a query that selects only texts, integers and booleans. */
export type Value = string | bigint | boolean | null;
export type Row = Value[];

export interface DatabaseOptions {
  readOnly: boolean;
  /** Beyond this memory, DuckDB writes to a folder beside the file. */
  memoryMegabytes: number;
  /** Who may read the files that are made. */
  access: Access;
}

interface Shared {
  instance: DuckDBInstance;
  readOnly: boolean;
}

interface Entry {
  shared: Promise<Shared>;
  users: number;
  /** Openings for writing so far, and those that are not closed. */
  opened: number;
  writers: number;
}

/** Two threads for what is written take more CPU than one, and hardly less time. */
const THREADS = { reading: 2, writing: 1 };
const WAITS = 40;
const WAIT_MS = 50;
/**
 * The open files. DuckDB locks a file for the whole process, so it would let a second instance of the same process in,
 * and that would damage the file.
 */
const entries = new Map<string, Entry>();

/** One connection. All of its methods throw `DestinationError`. */
export class Connection {
  #isOpen = true;

  constructor(
    readonly file: string,
    readonly driver: DuckDBConnection,
    private readonly access: Access,
  ) {}

  /** Nothing is prepared and run again: DuckDB would write wrong texts the second time, or refuse them as no Unicode. */
  async run(sql: string, values: readonly DuckDBValue[] = []): Promise<number> {
    return this.words(async () => (await this.driver.run(sql, [...values])).rowsChanged);
  }

  /** All rows of a query. For results that fit in memory. */
  async query(sql: string, values: readonly DuckDBValue[] = []): Promise<Row[]> {
    return this.words(async () => {
      const reader = await this.driver.runAndReadAll(sql, [...values]);
      return reader.getRows() as Row[];
    });
  }

  /** The first value of the first row; undefined when there is none. */
  async value(sql: string, values: readonly DuckDBValue[] = []): Promise<Value | undefined> {
    return (await this.query(sql, values))[0]?.[0];
  }

  /** Rows in blocks, read on demand. The connection must do nothing else meanwhile. */
  async *stream(sql: string, values: readonly DuckDBValue[] = []): AsyncGenerator<Row[]> {
    const result = await this.words(() => this.driver.stream(sql, [...values]));
    for (;;) {
      if (!this.#isOpen)
        throw new DestinationError('destination-misuse', `DuckDB file ${this.file} is closed`);
      const chunk = await this.words(() => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      yield chunk.getRows() as Row[];
    }
  }

  /** All of the work or nothing. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run('BEGIN TRANSACTION');
    try {
      const result = await work();
      await this.#commit();
      return result;
    } catch (error) {
      // After a failed COMMIT there is nothing left to roll back.
      await this.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  /** A commit may make the write-ahead log anew. */
  async #commit(): Promise<void> {
    await withMask(this.access, () => this.run('COMMIT'));
    restrict(`${this.file}.wal`, this.access);
  }

  async words<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw duckdbProblem(error, this.file);
    }
  }

  close(): void {
    if (this.#isOpen) this.driver.closeSync();
    this.#isOpen = false;
  }
}

/** Readers that end what they do when somebody wants to write, by the file. */
const yielding = new Map<string, Set<() => void>>();

/** One use of an open file. The last one to close closes the file. */
export class Database {
  #isOpen = true;
  readonly #ends: (() => void)[] = [];

  constructor(
    readonly file: string,
    readonly instance: DuckDBInstance,
    private readonly access: Access,
    private readonly isReader: boolean,
  ) {}

  /** How often this process has opened the file for writing; undefined while something else has it open to write. */
  get openings(): number | undefined {
    const entry = entries.get(this.file);
    return entry?.writers === 1 ? entry.opened : undefined;
  }

  async connect(): Promise<Connection> {
    try {
      return new Connection(this.file, await this.instance.connect(), this.access);
    } catch (error) {
      throw duckdbProblem(error, this.file);
    }
  }

  /** Called when this process wants to write to the file: what reads it should end soon. */
  onWriter(end: () => void): void {
    const ends = yielding.get(this.file) ?? new Set();
    yielding.set(this.file, ends.add(end));
    this.#ends.push(end);
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const end of this.#ends) yielding.get(this.file)?.delete(end);
    await release(this.file, this.isReader);
  }
}

/** @param file its real path. Throws `DestinationInUseError` when another program has it open. */
export async function openDatabase(file: string, options: DatabaseOptions): Promise<Database> {
  if (!options.readOnly) await readersGone(file);
  const entry = entries.get(file) ?? { shared: openInstance(file, options), users: 0, opened: 0, writers: 0 };
  entries.set(file, entry);
  entry.users++;
  if (!options.readOnly) {
    entry.opened++;
    entry.writers++;
  }
  try {
    const { instance, readOnly } = await entry.shared;
    if (readOnly && !options.readOnly) {
      throw new DestinationInUseError(
        `DuckDB file ${file}: this program is reading it. Close that session, then load`,
      );
    }
    return new Database(file, instance, options.access, options.readOnly);
  } catch (error) {
    await release(file, options.readOnly);
    throw duckdbProblem(error, file);
  }
}

/** Waits a moment for readers of this process: a service may look something up while a load begins. */
async function readersGone(file: string): Promise<void> {
  for (let n = 0; n < WAITS; n++) {
    const known = await entries.get(file)?.shared.catch(() => undefined);
    if (!known?.readOnly) return;
    for (const end of yielding.get(file) ?? []) end();
    await systemClock.sleep(WAIT_MS);
  }
}

async function openInstance(file: string, options: DatabaseOptions): Promise<Shared> {
  const { readOnly, memoryMegabytes, access } = options;
  const { DuckDBInstance: Instance } = await loadDriver();
  if (!readOnly && !(await fileExists(file))) {
    await makeBeside(file, access, async (temporary) => (await Instance.create(temporary)).closeSync());
  }
  // For rows that do not fit into memory. DuckDB makes the folder when it needs it, for everybody.
  if (!readOnly) makeOverflow(file);
  const instance = await Instance.create(file, {
    access_mode: readOnly ? 'READ_ONLY' : 'READ_WRITE',
    threads: String(readOnly ? THREADS.reading : THREADS.writing),
    memory_limit: `${memoryMegabytes}MB`,
    // Nothing is ever downloaded: everything needed is built in.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // No statement reads or writes other files.
    enable_external_access: 'false',
  });
  return { instance, readOnly };
}

function overflowOf(file: string): string {
  return `${file}.tmp`;
}

function makeOverflow(file: string): void {
  try {
    makeFolder(overflowOf(file));
  } catch {
    // DuckDB says why, when it needs the folder.
  }
}

async function release(file: string, isReader: boolean): Promise<void> {
  const entry = entries.get(file);
  if (!entry) return;
  entry.users--;
  if (!isReader) entry.writers--;
  if (entry.users > 0) return;
  entries.delete(file);
  // Closing moves the write-ahead log into the file.
  await entry.shared.then(({ instance }) => instance.closeSync()).catch(() => undefined);
  try {
    rmdirSync(overflowOf(file));
  } catch {
    // It is not empty, or was never made.
  }
}
