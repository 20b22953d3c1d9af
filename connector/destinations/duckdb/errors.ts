// Turns DuckDB's errors, which have no codes, into words: what happened, to which file, what to do.
import type { DestinationCode } from '../../model/codes/codes.js';
import { DestinationError, DestinationInUseError } from '../../model/errors.js';

const LOCKED = /Could not set lock on file|Conflicting lock is held/i;

const WORDS: [part: RegExp, code: DestinationCode, words: string][] = [
  [
    /not a valid DuckDB database file/i,
    'destination-foreign',
    'this file is not a DuckDB database; it was left as it is. Choose another path',
  ],
  [
    /newer version of DuckDB|older version of DuckDB|version number|storage version/i,
    'destination-version',
    'the file was made by another version of DuckDB that this one cannot read. Update @duckdb/node-api, or load into a new file',
  ],
  [
    /No space left|ENOSPC|disk is full|failed to offload|max_temp_directory_size/i,
    'destination-full',
    'the disk is full. Make room, then run again: what was committed before is kept',
  ],
  [
    /Out of Memory Error|failed to allocate|could not allocate/i,
    'destination-memory',
    'it needs more memory than it may have. Raise the option memoryMegabytes, then run again: what was committed before is kept',
  ],
  [
    /Permission denied|Operation not permitted|Read-only file system|read-only mode/i,
    'destination-denied',
    'it cannot be written to. Give this user the right to write to the file and its folder',
  ],
  [
    /Dependency Error|depend on it|depends on it/i,
    'destination-constraint',
    'an index that was added to the table keeps a column as it is, and the column must become wider. Remove it, run ' +
      'again, and make it anew',
  ],
  [
    /Constraint Error/i,
    'destination-constraint',
    'a unique index or a check that was added to the table refuses a row. Remove it, then run again',
  ],
  [
    /FATAL|invalidated|INTERNAL Error|corrupt|checksum/i,
    'destination-damaged',
    'the file is damaged, or DuckDB has failed. Run again; when it happens again, restore the file from a backup or load ' +
      'into a new one',
  ],
  [
    /^IO Error/i,
    'destination-disk',
    'the disk reported an error. Check the disk and the rights to the file, then run again',
  ],
];

/** A `DestinationError` for an error of the driver; other errors unchanged. */
export function duckdbProblem(error: unknown, file: string): unknown {
  if (error instanceof DestinationError) return error;
  const message = messageOf(error);
  if (LOCKED.test(message)) return inUse(file, message);
  const known = WORDS.find(([part]) => part.test(message));
  const [, code, words] = known ?? [LOCKED, 'destination-failed' as const, 'DuckDB refused'];
  return new DestinationError(code, `DuckDB file ${file}: ${words} (${message})`, { cause: error });
}

function inUse(file: string, message: string): DestinationInUseError {
  const [, who] = /held in (.+? \(PID \d+\))/.exec(message) ?? [];
  return new DestinationInUseError(
    `DuckDB file ${file}: another program has it open${who ? `: ${who}` : ''}. DuckDB lets one program at a time have ` +
      'a file, also to read it, while one writes: wait until that has ended (a load, perhaps), or close it',
  );
}

/** Under Jest the driver's errors belong to another realm, so `instanceof` does not recognise them. */
function messageOf(error: unknown): string {
  const isError = typeof error === 'object' && error !== null && 'message' in error;
  return String(isError ? error.message : error).split('\n')[0] ?? '';
}

/** What DuckDB says of SQL that is wrong, or that it may not run. */
const OF_STATEMENTS =
  /^(Parser|Binder|Catalog|Conversion|Out of Range|Invalid Input|Invalid type|Not implemented|Permission) Error/;

/** What is wrong with a statement, in DuckDB's words; undefined for other errors. */
export function statementProblem(error: unknown): string | undefined {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return OF_STATEMENTS.test(line) ? line : undefined;
}
