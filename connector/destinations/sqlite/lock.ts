// The lock of a SQLite file, so that one run at a time writes. The system releases it when the process ends.
import { rmSync, statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { type Access, makeEmptyFile } from '../../disk/access.js';
import { systemClock } from '../../model/clock.js';
import type { LockHolder } from '../../model/destination.js';
import { DestinationInUseError } from '../../model/errors.js';
import { refuseForeignLink } from '../kit/database-file.js';
import { inUse } from '../locks/in-use.js';
import { loadDriver, type OpenDatabase } from './driver.js';
import { sqliteProblem } from './errors.js';

/** Milliseconds to wait for the row of the holder. */
const TIMEOUT = 200;
const ATTEMPTS = 20;
/** The longest wait before another attempt. */
const PAUSE = 20;

/**
 * The lock is an open transaction on a small SQLite file; a row that was committed before names the holder. Releasing it
 * removes the file. After a crash the file stays and keeps nobody away.
 *
 * @param place the locked place, for people
 * @throws DestinationInUseError that names the holder
 */
export async function takeSqliteLock(
  path: string,
  place: string,
  holder: LockHolder,
  access?: Access,
): Promise<() => Promise<void>> {
  const open = await loadDriver();
  refuseForeignLink(path, 'lock');
  let last: unknown;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    makeEmptyFile(path, access);
    const file = identityOf(path);
    try {
      const lock = tryLock(path, holder, open);
      if (lock) return async () => release(lock, path);
      const other = readHolder(path, open);
      if (other) throw inUse(place, other);
    } catch (error) {
      if (error instanceof DestinationInUseError) throw error;
      // Its holder may have removed the file at any moment: the error is of a file that is no longer there.
      if (identityOf(path) === file) last = error;
    }
    await systemClock.sleep(PAUSE * systemClock.random());
  }
  throw last === undefined ? inUse(place, undefined) : sqliteProblem(last, path);
}

/** Tells the file from another that gets its name later. */
function identityOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.dev} ${found.ino} ${found.birthtimeNs}` : '';
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
    db.close();
    if (isPassing(error)) return undefined;
    throw error;
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
