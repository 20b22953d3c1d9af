// The files of a folder destination as objects of a bucket.
import { DestinationError } from '../../model/errors.js';
import { SEGMENTS_END } from '../segments/segment.js';
import { Changed, type Range, type S3Bucket, Unsure } from './bucket.js';
import { inMemory, openObject } from './s3-reading.js';
import type { Storage, StoredFile, Tagged } from './storage.js';

/** Added to the names of uploads that were never finished. */
const UNFINISHED = '.tmp';
/** Segments that were just written are cached in memory: bytes of all of them, and of one file at most. */
const CACHE_BYTES = 32 * 1024 * 1024;
const CACHED_FILE_BYTES = 8 * 1024 * 1024;

export class S3Storage implements Storage {
  readonly location: string;
  /** Files of segments never change, so their bytes can be read from here. */
  readonly #cache = new Map<string, Buffer>();
  #cachedBytes = 0;
  /** Ids of unfinished uploads that the first listing of a folder found. */
  readonly #uploads = new Map<string, string>();
  readonly #listed = new Set<string>();
  /** Whether the last replacement of the manifest took place is unknown: files that either manifest names must stay. */
  #isUnsure = false;

  /** @param checkLock throws when this run has lost its lock */
  constructor(
    private readonly bucket: S3Bucket,
    private readonly checkLock: () => Promise<void> = async () => undefined,
  ) {
    this.location = bucket.location;
  }

  async put(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const { checkLock } = this;
    await checkLock();
    let bytes: Uint8Array[] | undefined = name.endsWith(SEGMENTS_END) ? [] : undefined;
    let size = 0;
    async function* watched() {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > CACHED_FILE_BYTES) bytes = undefined;
        bytes?.push(chunk);
        yield chunk;
      }
      // A long upload may have outlived the lock: then it is aborted.
      await checkLock();
    }
    await this.bucket.upload(name, watched());
    if (bytes) this.#remember(name, Buffer.concat(bytes));
  }

  async get(name: string): Promise<Tagged | undefined> {
    return this.bucket.get(name);
  }

  async replace(name: string, bytes: Buffer, tag: string | undefined): Promise<string> {
    await this.checkLock();
    try {
      return await this.bucket.put(name, bytes, tag === undefined ? 'absent' : { tag });
    } catch (error) {
      if (error instanceof Unsure) {
        this.#isUnsure = true;
        throw error.cause;
      }
      if (!(error instanceof Changed)) throw error;
      throw new DestinationError(
        'destination-busy',
        `folder ${this.location}: another program has loaded into it meanwhile. Its rows are safe, and this slice is ` +
          'left out. Run again when the other load has ended',
      );
    }
  }

  async open(name: string, range?: Range): Promise<StoredFile | undefined> {
    const cached = this.#cache.get(name);
    return cached ? inMemory(cached) : openObject(this.bucket, name, range);
  }

  async list(folder: string): Promise<string[]> {
    const names = await this.bucket.list(folder);
    if (this.#listed.has(folder)) return names;
    this.#listed.add(folder);
    const uploads = await this.bucket.unfinished(folder);
    for (const { name, id } of uploads) this.#uploads.set(name + UNFINISHED, id);
    return [...names, ...uploads.map(({ name }) => name + UNFINISHED)];
  }

  async remove(name: string): Promise<void> {
    if (this.#isUnsure) return;
    const upload = this.#uploads.get(name);
    this.#forget(name);
    try {
      await this.checkLock();
      if (upload === undefined) await this.bucket.remove(name);
      else await this.bucket.giveUp(name.slice(0, -UNFINISHED.length), upload);
    } catch {
      // The next run removes it.
    }
  }

  #remember(name: string, bytes: Buffer): void {
    this.#cache.set(name, bytes);
    this.#cachedBytes += bytes.length;
    for (const first of this.#cache.keys()) {
      if (this.#cachedBytes <= CACHE_BYTES) return;
      this.#forget(first);
    }
  }

  #forget(name: string): void {
    this.#cachedBytes -= this.#cache.get(name)?.length ?? 0;
    this.#cache.delete(name);
  }
}
