// The fence: a process whose lock is gone cannot commit, and the next holder waits until what it had begun is over.
//
// The lock of an account is held by one session, rows are written by others. When the server ends the first, the process may
// not hear of it, and another may take the account. So each lock has a second advisory lock beside it, its gate:
//
// - A transaction that writes takes the gates of its locks, shared, until it is over. With the gates in hand it asks
//   `pg_locks`, which shows the present and no snapshot, whether the session of its locks still has them, and fails if not.
// - Whoever takes a lock then goes through its gate, exclusively, before it reads anything.
//
// Either the transaction had the gate first: then the next holder waits until it has committed or not, and reads what is
// there. Or the next holder went through first: then the transaction asks after the lock has changed hands, and fails.
// A process id can be given to another session, so the beginning of the session is compared too. The lock of the whole
// schema and its shared form go through one gate in their own modes, so that loads of different accounts never wait.
import type { Connection } from './connection.js';

/** The session that has the locks. */
export interface LockSession {
  pid: string;
  /** When it began, as the server writes it. */
  began: string;
}

export interface Gate {
  /** Key of the advisory lock. */
  key: string;
  isShared: boolean;
}

/** Of one transaction: the gates that it takes, and whether the locks are still held, which it asks with them in hand. */
export interface Fence {
  gates: readonly Gate[];
  check(connection: Connection): Promise<void>;
}

export async function lockSession(connection: Connection): Promise<LockSession> {
  const [row] = await connection.query(
    'SELECT pid::text, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()',
  );
  return { pid: row?.[0] ?? '', began: row?.[1] ?? '' };
}

/** Waits for transactions of an earlier holder. */
export async function passGate(connection: Connection, { key, isShared }: Gate): Promise<void> {
  const form = isShared ? '_shared' : '';
  await connection.run(`SELECT pg_advisory_lock${form}($1::bigint), pg_advisory_unlock${form}($1::bigint)`, [
    key,
  ]);
}

/** The expressions that take the gates until the end of the transaction. The keys are numbers of ours. */
export function gatesTaken(gates: readonly Gate[]): string[] {
  return gates.map(
    ({ key, isShared }) => `pg_advisory_xact_lock${isShared ? '_shared' : ''}('${BigInt(key)}'::bigint)`,
  );
}

/** Which of the keys the session has at this moment. The beginning of a session is read after its locks. */
export async function keysHeld(
  connection: Connection,
  { pid, began }: LockSession,
): Promise<ReadonlySet<string>> {
  const rows = await connection.query(
    `SELECT (classid::bigint << 32 | objid::bigint)::text,
       (SELECT backend_start::text FROM pg_stat_get_activity(l.pid))
     FROM pg_locks l WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND l.pid = $1::int
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [pid],
  );
  return new Set(rows.flatMap(([key, since]) => (key && since === began ? [key] : [])));
}
