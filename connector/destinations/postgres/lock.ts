// The advisory locks of this process on a server. One connection holds all of them, and they end with it.
import { createHash } from 'node:crypto';
import type { LockHolder } from '../../model/destination.js';
import { inUse } from '../locks/in-use.js';
import { Connection, inFarewell, type Server } from './connection.js';
import { type Gate, gatesTaken, type LockSession, lockSession, passGate } from './fence.js';
import { cutToBytes } from './sql.js';

/** Longest name of a connection, in bytes. */
const LONGEST = 63;
const ATTEMPTS = 5;
const ADVICE = 'Wait until it has ended, or load into another schema';

const HOLDER = `SELECT application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND (classid::bigint << 32 | objid::bigint) = $1::bigint
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()`;

export interface Lock {
  release(): Promise<void>;
  /** Whether the connection is known to have ended, and the lock with it. */
  isLost(): boolean;
  readonly key: string;
  readonly session: LockSession;
  /** What a transaction under this lock takes. */
  readonly gate: Gate;
}

export interface LockRequest {
  schema: string;
  /** Absent: the whole schema. */
  account?: string;
  /** Others may share it, but nobody may have it alone. */
  isShared?: boolean;
  /** For people. */
  where: string;
  holder: LockHolder;
}

interface Held {
  key: string;
  gate: Gate;
  isShared: boolean;
  users: number;
  holder: LockHolder;
}

/** The server lets one connection take a lock again and again, so what this process has is looked up here first. */
export class ProcessLocks {
  #connection: Connection | undefined;
  #session: LockSession = { pid: '', began: '' };
  #held = new Map<string, Held>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly server: Server) {}

  /** The name of the connection says who holds the locks: every user may read it, and no table is needed. */
  take(request: LockRequest): Promise<Lock> {
    return this.#inTurn(async () => {
      const { holder, where, account, isShared = false } = request;
      const key = keyOf(request);
      const refuse = (other: LockHolder | undefined) => inUse(where, other, { advice: ADVICE, account });
      const known = this.#held.get(key);
      if (known && !(known.isShared && isShared)) throw refuse(known.holder);
      const gate = { key: gateOf(request), isShared };
      const held = known ?? { key, gate, isShared, users: 0, holder };
      if (!known) await this.#ask(held, refuse);
      held.users++;
      const all = this.#held;
      let isReleased = false;
      return {
        key,
        session: this.#session,
        // Several accounts may be loaded by one destination: their transactions do not wait for each other.
        gate: account === undefined ? gate : { ...gate, isShared: true },
        isLost: () => this.#held !== all,
        release: () =>
          this.#inTurn(async () => {
            if (isReleased || this.#held !== all) return;
            isReleased = true;
            if (--held.users === 0) await this.#unlock(held);
          }),
      };
    });
  }

  async #ask(held: Held, refuse: (other: LockHolder | undefined) => Error): Promise<void> {
    try {
      const connection = await this.#connected(held.holder);
      const ask = held.isShared ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock';
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        if ((await connection.value(`SELECT ${ask}($1::bigint)`, [held.key])) === 't') {
          await this.#enter(connection, held);
          return;
        }
        const other = await connection.value(HOLDER, [held.key]);
        if (other !== null) throw refuse(holderIn(other));
      }
      throw refuse(undefined);
    } finally {
      if (this.#held.size === 0) await this.#close();
    }
  }

  async #enter(connection: Connection, held: Held): Promise<void> {
    const all = this.#held;
    all.set(held.key, held);
    try {
      await passGate(connection, held.gate);
      if (this.#held !== all) throw connection.lost();
    } catch (error) {
      await this.#unlock(held);
      throw error;
    }
  }

  async #connected(holder: LockHolder): Promise<Connection> {
    if (this.#connection) return this.#connection;
    const connection = new Connection(this.server);
    this.#connection = connection;
    connection.onLost = () => this.#lose(connection);
    await connection.run("SELECT set_config('application_name', $1, false)", [holderName(holder)]);
    this.#session = await lockSession(connection);
    return connection;
  }

  #lose(connection: Connection): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    this.#held = new Map();
    void connection.close();
  }

  /** Unlocks before it disconnects, because the server may notice a disconnect late. */
  async #unlock({ key, isShared }: Held): Promise<void> {
    this.#held.delete(key);
    const unlock = isShared ? 'pg_advisory_unlock_shared' : 'pg_advisory_unlock';
    if (this.#connection) await inFarewell(this.#connection.run(`SELECT ${unlock}($1::bigint)`, [key]));
    if (this.#held.size === 0) await this.#close();
  }

  async #close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** Held inside a transaction that changes tables; those that only write rows share it. @param gates taken before */
export async function lockTables(
  connection: Connection,
  schema: string,
  isShared: boolean,
  gates: readonly Gate[] = [],
): Promise<void> {
  const tables = { key: hash(`source-ovhcloud tables ${schema}`), isShared };
  await connection.run(`SELECT ${gatesTaken([...gates, tables]).join(', ')}`);
}

function keyOf({ schema, account }: Pick<LockRequest, 'schema' | 'account'>): string {
  return hash(account === undefined ? `source-ovhcloud ${schema}` : `source-ovhcloud ${schema}\0${account}`);
}

function gateOf(request: Pick<LockRequest, 'schema' | 'account'>): string {
  return hash(`source-ovhcloud gate ${keyOf(request)}`);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest().readBigInt64BE().toString();
}

function holderName({ pid, host, since }: LockHolder): string {
  const name = `ovh-load ${pid} ${since} `;
  return name + cutToBytes(host, LONGEST - Buffer.byteLength(name));
}

function holderIn(name: string): LockHolder | undefined {
  const [, pid, since = '', host = ''] = /^ovh-load (\d+) (\S+) (.+)$/s.exec(name) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), host, since };
}
