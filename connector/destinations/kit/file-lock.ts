// A lock beside a file, so that one run at a time writes. The system releases it when the process ends.
import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { type Access, makeEmptyFile } from '../../disk/access.js';
import type { LockHolder } from '../../model/destination.js';
import { loadDriver, type OpenDatabase } from '../sqlite/driver.js';
import { sqliteProblem } from '../sqlite/errors.js';
import { refuseForeignLink } from './database-file.js';
import { inUse } from './in-use.js';

/** Milliseconds to wait for the row of the holder. */
const TIMEOUT = 200;
const ATTEMPTS = 5;

/**
 * The lock is an open transaction on a small SQLite file; a row that was committed before names the holder. Releasing it
 * removes the file. After a crash the file stays and keeps nobody away.
 *
 * @param place the locked place, for people
 * @throws DestinationInUseError that names the holder
 */
export async function takeLock(
  path: string,
  place: string,
  holder: LockHolder,
  access?: Access,
): Promise<() => Promise<void>> {
  const open = await loadDriver();
  refuseForeignLink(path, 'lock');
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      makeEmptyFile(path, access);
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
    // The last holder may have removed the file after it was opened here: then the name is that of another file.
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
  // Released before: the file may belong to the next holder.
  if (!db.open) return;
  // Removed while it is locked, so that no other run has it. Where an open file cannot be removed, it is removed after.
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

/** Another process is holding, making or removing the lock right now. */
function isPassing(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code);
  return /^SQLITE_(BUSY|READONLY_DBMOVED|ERROR$)/.test(code);
}
