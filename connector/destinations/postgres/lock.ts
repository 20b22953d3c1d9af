// Keeps two runs from writing to one schema at once: a lock of a connection, which ends with it.
import { createHash } from 'node:crypto';
import type { LockHolder } from '../../model/destination.js';
import { DestinationInUseError } from '../../model/errors.js';
import { Connection, type Server } from './connection.js';
import { cutToBytes } from './sql.js';

/** Bytes of a connection's name. */
const LONGEST = 63;
const ATTEMPTS = 5;

const HOLDER = `SELECT application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND (classid::bigint << 32 | objid::bigint) = $1::bigint
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

export interface Lock {
  release(): Promise<void>;
  /** The server ended the connection: the lock is not ours any more. */
  isLost(): boolean;
}

/** The connection's name says who holds the lock: everybody may read it, no table is needed. */
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
      if (other !== null) throw inUse(server, other);
    }
    throw inUse(server, '');
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Unlocks before it hangs up: the server may take its time to see that. */
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

function inUse({ where }: Server, name: string): DestinationInUseError {
  const [, pid, since = '', host = ''] = /^ovh-load (\d+) (\S+) (.+)$/s.exec(name) ?? [];
  const holder = pid === undefined ? undefined : { pid: Number(pid), host, since };
  const who = holder ? `process ${pid} on ${host}, since ${since}` : 'a process that did not say its name';
  return new DestinationInUseError(
    `${where}: another run is loading into it (${who}). Nothing was called. Wait until it has ended, ` +
      'or load into another schema',
    holder,
  );
}
