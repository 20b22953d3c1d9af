// An advisory lock for each schema, so that one run at a time writes. It ends with its connection.
import { createHash } from 'node:crypto';
import type { LockHolder } from '../../model/destination.js';
import { inUse } from '../kit/in-use.js';
import { Connection, type Server } from './connection.js';
import { cutToBytes } from './sql.js';

/** Longest name of a connection, in bytes. */
const LONGEST = 63;
const ATTEMPTS = 5;
const ADVICE = 'Wait until it has ended, or load into another schema';

const HOLDER = `SELECT application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND (classid::bigint << 32 | objid::bigint) = $1::bigint
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

export interface Lock {
  release(): Promise<void>;
  /** Whether the connection has ended, and the lock with it. */
  isLost(): boolean;
}

/** The name of the connection says who holds the lock: every user may read it, and no table is needed. */
export async function takeLock(server: Server, schema: string, holder: LockHolder): Promise<Lock> {
  const key = lockKey(schema);
  const connection = new Connection(server);
  let isLost = false;
  connection.onLost = () => {
    isLost = true;
  };
  try {
    await connection.run("SELECT set_config('application_name', $1, false)", [holderName(holder)]);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const taken = await connection.value('SELECT pg_try_advisory_lock($1::bigint)', [key]);
      if (taken === 't') return { release: () => release(connection, key), isLost: () => isLost };
      const other = await connection.value(HOLDER, [key]);
      if (other !== null) throw inUse(server.where, holderIn(other), ADVICE);
    }
    throw inUse(server.where, undefined, ADVICE);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Unlocks before it disconnects, because the server may notice a disconnect late. */
async function release(connection: Connection, key: string): Promise<void> {
  await connection.run('SELECT pg_advisory_unlock($1::bigint)', [key]).catch(() => undefined);
  await connection.close();
}

function lockKey(schema: string): string {
  return createHash('sha256').update(`source-ovhcloud ${schema}`).digest().readBigInt64BE().toString();
}

function holderName({ pid, host, since }: LockHolder): string {
  const name = `ovh-load ${pid} ${since} `;
  return name + cutToBytes(host, LONGEST - Buffer.byteLength(name));
}

function holderIn(name: string): LockHolder | undefined {
  const [, pid, since = '', host = ''] = /^ovh-load (\d+) (\S+) (.+)$/s.exec(name) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), host, since };
}
