// The files of a folder destination as objects of a bucket.
import { DestinationError } from '../../model/errors.js';
import { Changed, type Range, type S3Bucket, Unsure } from './bucket.js';
import { inMemory, openObject } from './s3-reading.js';
import type { Storage, StoredFile, Tagged } from './storage.js';

const UNFINISHED = '.tmp';
/** Bytes of parts just written that are kept to be read again, all together and each. */
const KEPT = 32 * 1024 * 1024;
const KEPT_EACH = 8 * 1024 * 1024;

export class S3Storage implements Storage {
  readonly location: string;
  /** Parts are never changed: what was written is what is there. */
  readonly #kept = new Map<string, Buffer>();
  #keptBytes = 0;
  /** Uploads that were there when a folder was first listed. */
  readonly #uploads = new Map<string, string>();
  readonly #listed = new Set<string>();
  /** Nobody knows which manifest is there: what either of them needs must stay. */
  #isUnsure = false;

  /** `checkLock` throws when this run may write no more. */
  constructor(
    private readonly bucket: S3Bucket,
    private readonly checkLock: () => Promise<void> = async () => undefined,
  ) {
    this.location = bucket.location;
  }

  async put(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const { checkLock } = this;
    await checkLock();
    let bytes: Uint8Array[] | undefined = name.endsWith('.rows') ? [] : undefined;
    let size = 0;
    async function* watched() {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > KEPT_EACH) bytes = undefined;
        bytes?.push(chunk);
        yield chunk;
      }
      // A long upload may have outlived the lock: then it is given up before its end.
      await checkLock();
    }
    await this.bucket.upload(name, watched());
    if (bytes) this.#keep(name, Buffer.concat(bytes));
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
        `folder ${this.location}: another program has loaded into it meanwhile. Nothing of it was harmed, and this ` +
          'slice is left out. Run again when the other has ended',
      );
    }
  }

  async open(name: string, range?: Range): Promise<StoredFile | undefined> {
    const kept = this.#kept.get(name);
    return kept ? inMemory(kept) : openObject(this.bucket, name, range);
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

  #keep(name: string, bytes: Buffer): void {
    this.#kept.set(name, bytes);
    this.#keptBytes += bytes.length;
    for (const first of this.#kept.keys()) {
      if (this.#keptBytes <= KEPT) return;
      this.#forget(first);
    }
  }

  #forget(name: string): void {
    this.#keptBytes -= this.#kept.get(name)?.length ?? 0;
    this.#kept.delete(name);
  }
}
