// A lock beside a file or in a folder, so that one run at a time writes: a small file that names its holder.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Access } from '../../disk/access.js';
import { FileDraft, HeldFile } from '../../disk/lock-file.js';
import { type Clock, systemClock } from '../../model/clock.js';
import type { LockHolder } from '../../model/destination.js';
import { refuseForeignLink } from '../kit/database-file.js';
import { inUse } from './in-use.js';
import { type ProcessIdentity, stateOf, thisProcess } from './process-identity.js';

/** Milliseconds between two signs of life of the holder. */
const BEAT = 5_000;
/** Milliseconds without one after which a holder that cannot be looked for counts as gone. */
export const SILENCE = 60_000;
/** The same where a file does not name its holder: it is being written, or its writer has crashed. */
const UNNAMED = 5_000;
const ATTEMPTS = 20;
const PAUSE = 20;
/** Claims upon claims of processes that crashed one after another. */
const DEEPEST = 4;

export interface FileLockOptions {
  /** Who may read the file. Default `owner`. */
  access?: Access;
  clock?: Clock;
}

/** What the file holds. */
interface Entry {
  id: string;
  holder: LockHolder;
  process: ProcessIdentity;
}

/**
 * Released by the returned function, which removes the file. After a crash the file stays: the next one sees that the
 * process is gone and takes its place; of a process on another machine or in another container it sees that after a minute
 * without a sign of life.
 *
 * @param path of the lock file
 * @param place the locked place, for people
 * @throws DestinationInUseError that names the holder; errors of the system as they are
 */
export async function takeLock(
  path: string,
  place: string,
  holder: LockHolder,
  { access = 'owner', clock = systemClock }: FileLockOptions = {},
): Promise<() => Promise<void>> {
  refuseForeignLink(path, 'lock');
  const lock = await new LockFile(path, { access, clock }).take(holder);
  if (!(lock instanceof HeldFile)) throw inUse(place, lock.holder);
  const ending = new AbortController();
  void giveSigns(lock, clock, ending.signal);
  return async () => {
    ending.abort();
    lock.release();
  };
}

/** Of life, until the lock is released. */
async function giveSigns(lock: HeldFile, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(BEAT, signal).catch(() => undefined);
    try {
      if (!signal.aborted) lock.touch();
    } catch {
      // A full disk, for one: the next may succeed.
    }
  }
}

/** The file of another holder. */
interface Found {
  text: string;
  entry?: Entry;
  /** Names this state of the file. */
  id: string;
  /** By the clock of the file system. */
  modifiedMs: number;
}

class LockFile {
  constructor(
    private readonly path: string,
    private readonly options: Required<FileLockOptions>,
    private readonly depth = 0,
  ) {}

  /** The lock, or who has it; a holder may be unknown. */
  async take(holder: LockHolder): Promise<HeldFile | { holder?: LockHolder }> {
    const { access, clock } = this.options;
    let other: LockHolder | undefined;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const id = randomBytes(8).toString('hex');
      const entry: Entry = { id, holder, process: thisProcess() };
      const draft = new FileDraft(this.path, `${JSON.stringify(entry)}\n`, id, access);
      try {
        const lock = draft.create();
        if (lock) return lock;
        const found = this.#read();
        other = found?.entry?.holder;
        if (found && isGone(found, draft.writtenMs)) {
          const taken = await this.#replace(found, holder, draft);
          if (taken) return taken;
        } else if (found?.entry) return { holder: other };
      } finally {
        draft.discard();
      }
      await clock.sleep(PAUSE * clock.random());
    }
    return { holder: other };
  }

  /**
   * Only one process may replace a file that is left over: the one with the lock on this state of it. A process that
   * comes later sees that the file is another.
   */
  async #replace(found: Found, holder: LockHolder, draft: FileDraft): Promise<HeldFile | undefined> {
    if (this.depth === DEEPEST) return undefined;
    const claim = await new LockFile(`${this.path}.${found.id}`, this.options, this.depth + 1).take(holder);
    if (!(claim instanceof HeldFile)) return undefined;
    try {
      return this.#read()?.id === found.id ? draft.replace() : undefined;
    } finally {
      claim.release();
    }
  }

  #read(): Found | undefined {
    try {
      const text = readFileSync(this.path, 'utf8');
      const { mtimeMs, ino } = statSync(this.path);
      const entry = entryOf(text);
      const id = entry?.id ?? createHash('sha256').update(`${ino} ${text}`).digest('hex').slice(0, 16);
      return { text, id, modifiedMs: mtimeMs, ...(entry && { entry }) };
    } catch (error) {
      // Removed meanwhile; on Windows it cannot be read while it is removed.
      if (['ENOENT', 'EBUSY', 'EPERM'].includes(codeOf(error))) return undefined;
      throw error;
    }
  }
}

/** @param nowMs by the clock of the file system */
function isGone({ entry, modifiedMs }: Found, nowMs: number): boolean {
  const silence = nowMs - modifiedMs;
  if (!entry) return silence > UNNAMED;
  const state = stateOf(entry.process);
  return state === 'ended' || (state === 'unknown' && silence > SILENCE);
}

function entryOf(text: string): Entry | undefined {
  try {
    const entry = JSON.parse(text) as Partial<Entry> | null;
    const isWhole = typeof entry?.id === 'string' && /^[0-9a-f]{16}$/.test(entry.id);
    return isWhole && entry.holder && entry.process ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code);
}
