// How a SQLite file is read: in this process, or in one of its own that can be ended while a statement runs.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Database } from 'better-sqlite3';
import { loadDriver } from '../destinations/sqlite/driver.js';
import { systemClock } from '../model/clock.js';
import type { QueryOptions } from '../model/query.js';
import { addFunctions, type ReadAnswer, type ReadRequest, readRows } from './sqlite-reader.mjs';
import { stopped } from './values.js';

export interface SqliteEngine {
  /** Throws `DestinationError` when it is stopped, errors of the driver otherwise. */
  read(request: ReadRequest, options: QueryOptions): Promise<Exclude<ReadAnswer, { stopped: true }>>;
  /** Statements that make temporary views. */
  script(sql: string): Promise<void>;
  close(): Promise<void>;
}

/** The time limit is looked at between two rows. */
export async function engineHere(file: string): Promise<SqliteEngine> {
  const open = await loadDriver();
  const db: Database = open(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
  addFunctions(db);
  return {
    read: async (request, { timeoutMs, signal }) => {
      const until = systemClock.now() + (timeoutMs ?? Number.POSITIVE_INFINITY);
      const isStopped = () => signal?.aborted === true || systemClock.now() > until;
      const answer = readRows(db, { ...request, isStopped });
      if ('stopped' in answer) throw stopped(timeoutMs, signal);
      return answer;
    },
    script: async (sql) => void db.exec(sql),
    close: async () => void db.close(),
  };
}

const CHILD = fileURLToPath(new URL('./sqlite-process.mjs', import.meta.url));

/** Ended with its statement at the time limit; the next question starts another one. */
export async function engineApart(file: string): Promise<SqliteEngine> {
  // Says what is wrong with the driver or the file in the words of this process.
  (await loadDriver())(file, { readonly: true, fileMustExist: true, timeout: 10_000 }).close();
  const engine = new EngineApart(file);
  await engine.start();
  return engine;
}

class EngineApart implements SqliteEngine {
  #reader: Reader | undefined;
  readonly #scripts: string[] = [];

  constructor(private readonly file: string) {}

  async start(): Promise<Reader> {
    if (this.#reader?.isAlive) return this.#reader;
    const reader = new Reader();
    this.#reader = reader;
    const driver = import.meta.resolve('better-sqlite3');
    await reader.ask({ work: 'open', driver, file: this.file });
    for (const sql of this.#scripts) await reader.ask({ work: 'script', sql });
    return reader;
  }

  async read(request: ReadRequest, { timeoutMs, signal }: QueryOptions) {
    const reader = await this.start();
    if (signal?.aborted) throw stopped(timeoutMs, signal);
    const done = new AbortController();
    let isEnded = false;
    const end = () => {
      isEnded = true;
      reader.end();
    };
    signal?.addEventListener('abort', end, { once: true });
    if (timeoutMs !== undefined) systemClock.sleep(timeoutMs, done.signal).then(end, () => undefined);
    try {
      const answer = (await reader.ask({ work: 'read', ...request })) as ReadAnswer;
      if ('stopped' in answer) throw stopped(timeoutMs, signal);
      return answer;
    } catch (error) {
      throw isEnded ? stopped(timeoutMs, signal) : error;
    } finally {
      done.abort();
      signal?.removeEventListener('abort', end);
    }
  }

  async script(sql: string): Promise<void> {
    await (await this.start()).ask({ work: 'script', sql });
    this.#scripts.push(sql);
  }

  async close(): Promise<void> {
    this.#reader?.end();
  }
}

interface Reply {
  id: number;
  answer?: unknown;
  error?: { message: string; code?: string };
}

/** The process, and who waits for its answers. */
class Reader {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { answer: (value: unknown) => void; fail: (error: Error) => void }>();
  #last = 0;
  isAlive = true;

  constructor() {
    const { SystemRoot } = process.env;
    this.#child = fork(CHILD, [], {
      // Nothing of this process goes along: no keys of the environment, no options.
      env: SystemRoot === undefined ? {} : { SystemRoot },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('message', (reply: Reply) => this.#take(reply));
    this.#child.on('error', () => this.#ended());
    this.#child.on('exit', () => this.#ended());
    this.#child.unref();
    this.#child.channel?.unref();
  }

  ask(question: object): Promise<unknown> {
    const id = ++this.#last;
    return new Promise((answer, fail) => {
      if (!this.isAlive) return fail(new Error('the process that reads has ended'));
      this.#waiting.set(id, { answer, fail });
      this.#child.channel?.ref();
      this.#child.send({ id, ...question });
    });
  }

  end(): void {
    this.isAlive = false;
    this.#child.kill('SIGKILL');
    this.#ended();
  }

  #take({ id, answer, error }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#child.channel?.unref();
    if (error === undefined) waiting?.answer(answer);
    else waiting?.fail(Object.assign(new Error(error.message), { code: error.code }));
  }

  #ended(): void {
    this.isAlive = false;
    for (const { fail } of this.#waiting.values()) fail(new Error('the process that reads has ended'));
    this.#waiting.clear();
  }
}
