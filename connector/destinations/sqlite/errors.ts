// Turns SQLite's error codes into words: what happened, to which file, what to do.
import type { DestinationCode } from '../../model/codes/codes.js';
import { DestinationError } from '../../model/errors.js';

const WORDS: [prefix: string, code: DestinationCode, words: string][] = [
  [
    'SQLITE_FULL',
    'destination-full',
    'the disk is full. Make room, then run again: what was committed before is kept',
  ],
  [
    'SQLITE_READONLY',
    'destination-denied',
    'it cannot be written to. Give this user the right to write to the file and its folder',
  ],
  [
    'SQLITE_BUSY',
    'destination-busy',
    'another program has been writing to it for longer than a load waits (`busyTimeout`). Wait until that has ended, then run again',
  ],
  [
    'SQLITE_LOCKED',
    'destination-busy',
    'another program has locked it. Wait until that has ended, then run again',
  ],
  [
    'SQLITE_CORRUPT',
    'destination-damaged',
    'the file is damaged. Restore it from a backup, or load into a new file. "PRAGMA integrity_check" says more',
  ],
  [
    'SQLITE_NOTADB',
    'destination-foreign',
    'this file is not a SQLite database; it was left as it is. Choose another path',
  ],
  [
    'SQLITE_CANTOPEN',
    'destination-denied',
    'it cannot be opened. Check the path, and the rights to the file and its folder',
  ],
  [
    'SQLITE_PERM',
    'destination-denied',
    'this user may not open it. Check the rights to the file and its folder',
  ],
  [
    'SQLITE_IOERR',
    'destination-disk',
    'the disk reported an error. Check the disk and the room on it, then run again',
  ],
  ['SQLITE_TOOBIG', 'destination-value', 'a value or a row is larger than SQLite can hold (1 GB)'],
  [
    'SQLITE_CONSTRAINT',
    'destination-constraint',
    'a unique index, a check or a trigger that was added to the table refuses a row. Remove it, then run again',
  ],
];

/** A `DestinationError` for an error of the driver; other errors unchanged. */
export function sqliteProblem(error: unknown, path: string): unknown {
  // Under Jest the driver's errors belong to another realm, so `instanceof` does not recognise them.
  const { code, message } = asDriverError(error);
  if (!code?.startsWith('SQLITE_')) return error;
  const known = WORDS.find(([prefix]) => code.startsWith(prefix));
  const [, reason, words] = known ?? ['', 'destination-failed' as const, 'SQLite refused'];
  return new DestinationError(reason, `SQLite file ${path}: ${words} (${code}: ${message})`, {
    cause: error,
  });
}

function asDriverError(error: unknown): { code?: string; message?: string } {
  if (typeof error !== 'object' || error === null) return {};
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const message = 'message' in error ? String(error.message) : undefined;
  return { ...(code !== undefined && { code }), ...(message !== undefined && { message }) };
}
