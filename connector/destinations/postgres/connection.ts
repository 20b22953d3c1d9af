// One connection to a PostgreSQL server: opened on first use, reopened after it was lost, with errors in words.
import type { Socket } from 'node:net';
import type { Client, ClientConfig } from 'pg';
import { systemClock } from '../../model/clock.js';
import { DestinationError } from '../../model/errors.js';
import { isLost, postgresProblem } from './errors.js';

/** A row as the server writes it: texts and nulls. */
export type Row = (string | null)[];
export type Value = string | null;

type Driver = new (config: ClientConfig) => Client;

/** Settings that statements and the texts of values depend on. */
const SETTINGS = `SET datestyle = 'ISO, YMD'; SET timezone = 'UTC'; SET client_min_messages = warning;
  SET lock_timeout = '60s'; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;
  SET tcp_keepalives_count = 4; SELECT current_setting('server_encoding') AS encoding, current_setting('server_version_num') AS version`;

const OLDEST = 120_000;

interface About {
  encoding?: string;
  version?: string;
}

/** A server: the configuration of the driver, and its name in errors. */
export interface Server {
  config: () => ClientConfig;
  where: string;
}

export class Connection {
  #client: Promise<Client> | undefined;
  #closed = false;
  #last: Promise<unknown> = Promise.resolve();
  /** Connections that were opened. When it changes, temporary tables, cursors and transactions are gone. */
  made = 0;

  constructor(
    readonly server: Server,
    readonly settings: string = '',
  ) {}

  /** Throws `DestinationError` when the server cannot be reached. */
  client(): Promise<Client> {
    if (this.#closed) throw new DestinationError('destination-misuse', `${this.server.where} is closed`);
    this.#client ??= this.#connect().catch((error) => {
      this.#client = undefined;
      throw postgresProblem(error, this.server.where);
    });
    return this.#client;
  }

  /** The rows of one statement. Throws `DestinationError`. */
  async query(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    return (await this.run(sql, values)).rows;
  }

  /** The number of rows that one statement changed. */
  async change(sql: string, values: readonly Value[] = []): Promise<number> {
    return (await this.run(sql, values)).count;
  }

  /** The first value of the first row. */
  async value(sql: string, values: readonly Value[] = []): Promise<Value> {
    return (await this.query(sql, values))[0]?.[0] ?? null;
  }

  async run(sql: string, values: readonly Value[] = []): Promise<{ rows: Row[]; count: number }> {
    const client = await this.client();
    return this.#inTurn(async () => {
      const result = await client.query<Row>({
        text: sql,
        values: [...values],
        rowMode: 'array',
        types: AS_TEXT,
      });
      return { rows: result.rows ?? [], count: result.rowCount ?? 0 };
    });
  }

  /** Several statements without values, in one round trip. */
  async script(sql: string): Promise<void> {
    const client = await this.client();
    await this.#inTurn(() => client.query(sql));
  }

  /** Several sessions may read by this connection: one statement at a time. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.words(work));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async words<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isLost(error)) this.#client = undefined;
      throw postgresProblem(error, this.server.where);
    }
  }

  lost(): DestinationError {
    return new DestinationError(
      'destination-lost',
      `${this.server.where}: the connection was lost. What was committed before is kept: run again`,
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    if (client) await goodbye(client);
  }

  /** Called when the connection ends without `close`. */
  onLost: () => void = () => undefined;

  async #connect(): Promise<Client> {
    const Driver = await loadDriver();
    const client = new Driver(this.server.config());
    const connected = this.made + 1;
    const gone = () => {
      if (this.made !== connected) return;
      this.#client = undefined;
      if (!this.#closed) this.onLost();
    };
    client.on('error', gone);
    client.on('end', gone);
    try {
      await client.connect();
      await this.#begin(client);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.made++;
    return client;
  }

  async #begin(client: Client): Promise<void> {
    const results = (await client.query(`${SETTINGS}; ${this.settings}`)) as unknown as { rows: About[] }[];
    const { encoding, version } = results.flatMap(({ rows }) => rows)[0] ?? {};
    const problem =
      Number(version) < OLDEST
        ? `the server is of version ${Math.floor(Number(version) / 10_000)}; 12 is the oldest that can be used`
        : encoding !== 'UTF8'
          ? `the database has the encoding ${encoding}, which cannot hold every text. Make one with "createdb -E UTF8 -T template0"`
          : undefined;
    if (problem) throw new DestinationError('destination-version', `${this.server.where}: ${problem}`);
  }
}

/** Milliseconds that a server has to answer a farewell. One that was cut off never does. */
const FAREWELL_MS = 3000;

/** What is said last to a server: its answer is not waited for without end. */
export async function inFarewell(work: Promise<unknown>): Promise<void> {
  const isOver = new AbortController();
  const late = systemClock.sleep(FAREWELL_MS, isOver.signal);
  await Promise.race([work, late]).catch(() => undefined);
  late.catch(() => undefined);
  isOver.abort();
}

async function goodbye(client: Client): Promise<void> {
  await inFarewell(client.end());
  (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
}

const AS_TEXT = { getTypeParser: () => (value: string) => value } as never;

async function loadDriver(): Promise<Driver> {
  const { default: pg } = await import('pg');
  return pg.Client;
}
