// One transaction. When the answer to COMMIT is lost, the server is asked for the outcome.
import { DestinationError } from '../../model/errors.js';
import type { Connection } from './connection.js';
import { isLost } from './errors.js';

/** How often the outcome is asked for while the server still has the transaction in progress. */
const ATTEMPTS = 20;

/** All of the work or nothing. */
export async function transact<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  const id = await begin(connection);
  const { made } = connection;
  let result: T;
  try {
    result = await work();
    // A connection that was opened meanwhile does not have the first one's transaction.
    if (connection.made !== made) throw connection.lost();
  } catch (error) {
    if (connection.made === made) await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
  try {
    await connection.run('COMMIT');
  } catch (error) {
    if (!isLost(cause(error)) || !(await isCommitted(connection, id, error))) throw error;
  }
  return result;
}

async function begin(connection: Connection): Promise<string> {
  await connection.run('BEGIN');
  return (await connection.value('SELECT txid_current()')) ?? '';
}

/** Whether a transaction whose answer was lost took place. */
async function isCommitted(connection: Connection, id: string, error: unknown): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      const status = await connection.value('SELECT txid_status($1::bigint) FROM pg_sleep($2::float8)', [
        id,
        attempt === 0 ? '0' : '0.5',
      ]);
      if (status !== 'in progress') return status === 'committed';
    } catch {
      break;
    }
  }
  throw new DestinationError(
    'destination-lost',
    `${connection.server.where}: the connection was lost while a slice was committed, and the server cannot be asked ` +
      'whether it did so. It is there whole or not at all: run again',
    { cause: error },
  );
}

function cause(error: unknown): unknown {
  return error instanceof DestinationError ? (error.cause ?? error) : error;
}
