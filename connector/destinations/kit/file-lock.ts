// Keeps two runs from writing to one place at once: a lock that the system takes away when the process ends.
import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { LockHolder } from '../../model/destination.js';
import { DestinationInUseError } from '../../model/errors.js';
import { loadDriver, type OpenDatabase } from '../sqlite/driver.js';
import { sqliteProblem } from '../sqlite/errors.js';

/** Milliseconds that a look at the holder may keep us waiting. */
const TIMEOUT = 200;
const ATTEMPTS = 5;

/**
 * An open transaction on a small SQLite file beside the data is the lock; its row, committed before, tells who holds
 * it. The file goes away with the lock, but for a crash: then it stays and holds nobody up. `place` is what is locked,
 * for people.
 */
export async function takeLock(
  path: string,
  place: string,
  holder: LockHolder,
): Promise<() => Promise<void>> {
  const open = await loadDriver();
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const lock = tryLock(path, holder, open);
      if (lock) return async () => release(lock, path);
      const other = readHolder(path, open);
      if (other) throw inUse(place, other);
    }
  } catch (error) {
    throw sqliteProblem(error, path);
  }
  throw inUse(place, undefined);
}

function tryLock(path: string, holder: LockHolder, open: OpenDatabase): Database | undefined {
  const db = open(path, { timeout: TIMEOUT });
  try {
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN IMMEDIATE');
    db.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT, since TEXT); DELETE FROM holder');
    db.prepare('INSERT INTO holder VALUES (?, ?, ?)').run(holder.pid, holder.host, holder.since);
    db.exec('COMMIT');
    db.exec('BEGIN IMMEDIATE');
    // The last holder may have removed the file between our opening and our locking: then the name leads elsewhere.
    const named = readHolder(path, open);
    if (named && named.pid === holder.pid && named.since === holder.since) return db;
  } catch (error) {
    if (!isPassing(error)) {
      db.close();
      throw error;
    }
  }
  db.close();
  return undefined;
}

function release(db: Database, path: string): void {
  // By now the file may be that of the next holder.
  if (!db.open) return;
  // While the lock is held nobody else has the file for theirs. Where an open file cannot be removed, it is after.
  const isGone = remove(path);
  db.close();
  if (!isGone) remove(path);
}

function remove(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

function readHolder(path: string, open: OpenDatabase): LockHolder | undefined {
  let db: Database | undefined;
  try {
    db = open(path, { fileMustExist: true, timeout: TIMEOUT });
    return db.prepare<[], LockHolder>('SELECT pid, host, since FROM holder').get();
  } catch (error) {
    if (isPassing(error)) return undefined;
    throw error;
  } finally {
    db?.close();
  }
}

/** Somebody holds it, makes it or removes it just now. */
function isPassing(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code);
  return /^SQLITE_(BUSY|READONLY_DBMOVED|ERROR$)/.test(code);
}

function inUse(place: string, holder: LockHolder | undefined): DestinationInUseError {
  const who = holder
    ? `process ${holder.pid} on ${holder.host}, since ${holder.since}`
    : 'a process that did not say its name';
  return new DestinationInUseError(
    `${place}: another run is loading into it (${who}). Nothing was called. Wait until it has ended, ` +
      'or load into another place with --to',
    holder,
  );
}
