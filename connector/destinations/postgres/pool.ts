// The connections of this process to one server: few, however many accounts it loads there.
import { Connection, type Server } from './connection.js';
import { ProcessLocks } from './lock.js';
import { SliceBuffer } from './slice-buffer.js';

/** With the one that holds the locks, at most nine connections. */
const MOST_WRITERS = 4;
const MOST_READERS = 4;
/** A process that stands still in a transaction must not hold up the next holder of its account for longer. */
const WRITE = "SET idle_in_transaction_session_timeout = '45s'";
const READ_ONLY = 'SET default_transaction_read_only = on';

/** A connection that one session at a time writes by, and the temporary tables on it. */
export interface Writer {
  connection: Connection;
  slice: SliceBuffer;
}

interface Reader {
  connection: Connection;
  sessions: number;
}

const pools = new Map<string, Pool>();

/** @param key tells servers, and ways to reach them, from each other */
export function poolOf(key: string, server: Server): Pool {
  const known = pools.get(key);
  if (known) return known;
  const pool = new Pool(server, () => pools.delete(key));
  pools.set(key, pool);
  return pool;
}

export class Pool {
  readonly locks: ProcessLocks;
  readonly #readers: Reader[] = [];
  readonly #writers: Writer[] = [];
  readonly #free: Writer[] = [];
  readonly #waiting: ((writer: Writer) => void)[] = [];
  #users = 0;
  #sessions = 0;

  constructor(
    private readonly server: Server,
    private readonly forget: () => void,
  ) {
    this.locks = new ProcessLocks(server);
  }

  /** Keeps the connections open until the result is called. The last one closes them. */
  use(): () => Promise<void> {
    this.#users++;
    let isOver = false;
    return async () => {
      if (isOver) return;
      isOver = true;
      if (--this.#users === 0) await this.#close();
    };
  }

  /** For a session that writes. */
  enter(): { reader: Reader; leave: () => void } {
    this.#sessions++;
    const { reader, leave } = this.read();
    return {
      reader,
      leave: () => {
        this.#sessions--;
        leave();
      },
    };
  }

  /** A connection that reads what is committed; several sessions may have the same one. */
  read(): { reader: Reader; leave: () => void } {
    const fewest = this.#readers.toSorted((one, other) => one.sessions - other.sessions)[0];
    const isNew = !fewest || (fewest.sessions > 0 && this.#readers.length < MOST_READERS);
    const reader = isNew ? { connection: new Connection(this.server, READ_ONLY), sessions: 0 } : fewest;
    if (isNew) this.#readers.push(reader);
    reader.sessions++;
    return { reader, leave: () => reader.sessions-- };
  }

  /** Whether a session may have to wait for a connection that writes. */
  get isCrowded(): boolean {
    return this.#sessions > MOST_WRITERS;
  }

  async write<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    const writer = await this.#writer();
    try {
      return await work(writer);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(writer);
      else this.#free.push(writer);
    }
  }

  async #writer(): Promise<Writer> {
    const free = this.#free.pop();
    if (free) return free;
    if (this.#writers.length >= MOST_WRITERS) return new Promise((give) => this.#waiting.push(give));
    const connection = new Connection(this.server, WRITE);
    const writer = { connection, slice: new SliceBuffer(connection) };
    this.#writers.push(writer);
    return writer;
  }

  async #close(): Promise<void> {
    this.forget();
    const connections = [...this.#readers, ...this.#writers].map(({ connection }) => connection);
    await Promise.all(connections.map((connection) => connection.close()));
  }
}

/** What a session writes by that may only read: the server refuses it in words. */
export function readingWriter(connection: Connection): Writer {
  return { connection, slice: new SliceBuffer(connection) };
}
