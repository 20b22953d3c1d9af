// A lock in a bucket, so that one run at a time writes: an object that is renewed, and expires when it is not.
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../model/clock.js';
import type { LockHolder } from '../../model/destination.js';
import { DestinationError, type DestinationInUseError } from '../../model/errors.js';
import { inUse } from '../locks/in-use.js';
import { Changed, type Condition, type Found, type S3Bucket, Unsure } from './bucket.js';

export const LOCK = '_ovh/lock.json';
/** Milliseconds that a lock is valid after a renewal, and between two renewals. */
const LEASE = 60_000;
const RENEWAL = 15_000;
/** Its holder stops to rely on it this long before its end. */
const MARGIN = 10_000;
/** Where the server supports no conditions: the time after which the write of another run is visible. */
const SETTLING = 2_000;
const ATTEMPTS = 5;

interface Entry extends LockHolder {
  /** Id of the run that holds the lock. */
  id: string;
}

/** Throws `DestinationInUseError` when another run holds the lock. */
export async function takeLease(bucket: S3Bucket, holder: LockHolder, clock: Clock): Promise<Lease> {
  const entry = { id: randomBytes(8).toString('hex'), ...holder };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await bucket.get(LOCK);
    const other = found && entryOf(found);
    if (found && other?.id !== entry.id && (found.age ?? 0) < LEASE) throw heldBy(bucket, other);
    const asked = clock.now();
    const tag = await write(bucket, entry, clock, found ? { tag: found.tag } : 'absent');
    if (tag === undefined) continue;
    if (!(await bucket.probe(LOCK, bytesOf(entry, clock)))) await clock.sleep(SETTLING);
    const now = await bucket.get(LOCK);
    if (now && entryOf(now)?.id === entry.id) return new Lease(bucket, entry, clock, now.tag, asked);
  }
  throw heldBy(bucket, undefined);
}

export class Lease {
  readonly #stop = new AbortController();
  readonly #beat: Promise<void>;
  #isLost = false;

  constructor(
    private readonly bucket: S3Bucket,
    private readonly entry: Entry,
    private readonly clock: Clock,
    private tag: string,
    private renewed: number,
  ) {
    this.#beat = this.#renewals();
  }

  /** Throws `DestinationError` when the lock was lost. */
  async check(): Promise<void> {
    if (!this.#isLost && this.#isOld()) await this.#renew();
    if (!this.#isLost && !this.#isOld()) return;
    throw new DestinationError(
      'destination-lost',
      `${this.bucket.location}: the lock that keeps other runs away could not be renewed in time, and another run may ` +
        'have begun. What was committed before is kept: run again',
    );
  }

  async release(): Promise<void> {
    this.#stop.abort();
    await this.#beat;
    if (this.#isLost || this.#isOld()) return;
    const found = await this.bucket.get(LOCK).catch(() => undefined);
    // If removing it fails, it expires.
    if (found && entryOf(found)?.id === this.entry.id) await this.bucket.remove(LOCK).catch(() => undefined);
  }

  #isOld(): boolean {
    return this.clock.now() - this.renewed > LEASE - MARGIN;
  }

  async #renewals(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted && !this.#isLost) {
      await this.clock.sleep(RENEWAL, signal).catch(() => undefined);
      if (!signal.aborted) await this.#renew();
    }
  }

  /** An error is not a loss yet: the next renewal may be in time. */
  async #renew(): Promise<void> {
    const asked = this.clock.now();
    try {
      const tag = await write(this.bucket, this.entry, this.clock, { tag: this.tag });
      if (tag === undefined) return await this.#look(asked);
      this.tag = tag;
      this.renewed = asked;
    } catch {
      // `check` throws when the lock has become too old.
    }
  }

  /** The object has changed, perhaps by a renewal whose answer was lost. */
  async #look(asked: number): Promise<void> {
    const found = await this.bucket.get(LOCK);
    if (!found || entryOf(found)?.id !== this.entry.id) {
      this.#isLost = true;
      return;
    }
    this.tag = found.tag;
    this.renewed = asked - Math.max(found.age ?? LEASE, 0);
  }
}

/** The new tag; undefined when another run has written the object. */
async function write(
  bucket: S3Bucket,
  entry: Entry,
  clock: Clock,
  condition: Condition,
): Promise<string | undefined> {
  try {
    return await bucket.put(LOCK, bytesOf(entry, clock), condition);
  } catch (error) {
    if (error instanceof Unsure) throw error.cause;
    if (error instanceof Changed) return undefined;
    throw error;
  }
}

function bytesOf(entry: Entry, clock: Clock): Buffer {
  return Buffer.from(`${JSON.stringify({ ...entry, renewed: new Date(clock.now()).toISOString() })}\n`);
}

function entryOf({ bytes }: Found): Entry | undefined {
  try {
    const entry = JSON.parse(bytes.toString('utf8')) as Entry;
    return typeof entry.id === 'string' ? entry : undefined;
  } catch {
    return undefined;
  }
}

function heldBy({ location }: S3Bucket, entry: Entry | undefined): DestinationInUseError {
  const holder = entry && { pid: entry.pid, host: entry.host, since: entry.since };
  const advice = `Wait until it has ended (${LEASE / 1000} seconds after a crash), or load into another place with --to`;
  return inUse(location, holder, { advice });
}
