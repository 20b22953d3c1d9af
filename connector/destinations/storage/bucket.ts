// The objects below a prefix of a bucket: written whole, on conditions where the server supports them.
import { Readable } from 'node:stream';
import { DestinationError } from '../../model/errors.js';
import { type Connected, connect } from './s3-client.js';
import { isConflict, isMissing, isNotImplemented, isRefusal, s3Problem } from './s3-errors.js';
import type { S3Place } from './s3-options.js';

/** Bytes of a part of an upload, of which there may be 10,000, and parts that are sent at once. */
const PIECE = 8 * 1024 * 1024;
const PIECES_AT_ONCE = 2;
/** Attempts of a download that breaks off. The SDK repeats requests, but not reading an answer. */
const ATTEMPTS = 4;

export interface Found {
  bytes: Buffer;
  tag: string;
  /** Milliseconds since the last write, by the server's clock; undefined when the server does not say. */
  age: number | undefined;
}

export interface Range {
  offset: number;
  length: number;
}

/** Condition of a write: the object does not exist, or has this tag. */
export type Condition = 'absent' | { tag: string };

/** The condition of a write does not hold: another program has written the object. */
export class Changed extends Error {}
/** Whether a write took place is unknown. */
export class Unsure extends Error {}

/** Not called `Bucket`: TypeScript 7.0 renames the keys of that name inside such a class. */
export class S3Bucket {
  readonly location: string;
  /** Whether the server supports conditions of writes; undefined until it is known. */
  keepsConditions: boolean | undefined;
  #connected: Promise<Connected> | undefined;

  constructor(private readonly place: S3Place) {
    this.location = place.location;
  }

  /** Undefined when there is no such object. */
  async get(name: string): Promise<Found | undefined> {
    const chunks: Uint8Array[] = [];
    const head = await this.read(name, undefined, async (chunk, position) => {
      if (position === 0) chunks.length = 0;
      chunks.push(chunk);
    });
    return head && { bytes: head.size === 0 ? Buffer.alloc(0) : Buffer.concat(chunks), ...head };
  }

  /**
   * Passes the bytes of an object on, with their position. After a broken connection they come again from position 0.
   * Undefined when there is no such object.
   */
  read(
    name: string,
    range: Range | undefined,
    take: (chunk: Uint8Array, position: number) => Promise<void>,
  ): Promise<{ tag: string; age: number | undefined; size: number } | undefined> {
    return this.#words(async ({ sdk, client, serverTime }) => {
      const Range = range && `bytes=${range.offset}-${range.offset + range.length - 1}`;
      for (let attempt = 1; ; attempt++) {
        try {
          const found = await client.send(new sdk.GetObjectCommand({ ...this.#key(name), Range }));
          const now = serverTime();
          let size = 0;
          for await (const chunk of found.Body as Readable) {
            await take(chunk, size);
            size += chunk.length;
          }
          if (size !== (found.ContentLength ?? size)) throw cut();
          const age =
            now === undefined || !found.LastModified ? undefined : now - found.LastModified.getTime();
          return { tag: String(found.ETag), age, size };
        } catch (error) {
          if (isMissing(error)) return undefined;
          if (attempt >= ATTEMPTS || !isBroken(error)) throw error;
        }
      }
    });
  }

  /** Writes any number of bytes as one object, whole or not at all. */
  async upload(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    let size = 0;
    let problem: unknown;
    const source = chunks[Symbol.asyncIterator]();
    const next = () =>
      source.next().catch((error) => {
        problem = error;
        throw error;
      });
    async function* counted() {
      try {
        for (let one = await next(); !one.done; one = await next()) {
          size += one.value.length;
          if (one.value.length > 0) yield one.value;
        }
      } finally {
        await source.return?.();
      }
    }
    await this.#words(async ({ Upload, client }) => {
      const params = { ...this.#key(name), Body: Readable.from(counted()) };
      await new Upload({ client, params, partSize: PIECE, queueSize: PIECES_AT_ONCE }).done();
    }).catch((error) => {
      // An error of the chunks passes unchanged.
      throw problem ?? error;
    });
    if (size <= PIECE) return;
    const stored = await this.head(name);
    if (stored?.size === size) return;
    throw new DestinationError(
      'destination-lost',
      `${this.location}: ${name} has ${stored?.size ?? 0} bytes instead of ${size} after its upload. Run again: what ` +
        'was committed before is kept',
    );
  }

  /**
   * Writes a small object if the condition holds, and returns its tag. Throws `Changed` when it does not hold, and
   * `Unsure` when the outcome is unknown.
   */
  async put(name: string, bytes: Buffer, condition: Condition): Promise<string> {
    if (this.keepsConditions !== true) {
      const tag = (await this.head(name))?.tag;
      if (tag !== (condition === 'absent' ? undefined : condition.tag)) throw new Changed();
    }
    return this.#words(async () => {
      try {
        return await this.#write(name, bytes, condition);
      } catch (error) {
        if (isRefusal(error) && !isConflict(error)) throw error;
        // The answer to a first request may have been lost, and a repeated one refused.
        const found = await this.get(name).catch(() => undefined);
        if (found?.bytes.equals(bytes)) return found.tag;
        if (isConflict(error)) throw new Changed();
        throw new Unsure('', { cause: s3Problem(error, this.location) });
      }
    });
  }

  /** Finds out whether the server supports conditions. @param name of an object that exists, with these bytes */
  async probe(name: string, bytes: Buffer): Promise<boolean> {
    this.keepsConditions ??= await this.#words(async ({ sdk, client }) => {
      const command = new sdk.PutObjectCommand({ ...this.#key(name), Body: bytes, IfNoneMatch: '*' });
      try {
        await client.send(command);
        return false;
      } catch (error) {
        if (isConflict(error)) return true;
        if (isNotImplemented(error)) return false;
        throw error;
      }
    });
    return this.keepsConditions;
  }

  head(name: string): Promise<{ tag: string; size: number } | undefined> {
    return this.#words(async ({ sdk, client }) => {
      try {
        const found = await client.send(new sdk.HeadObjectCommand(this.#key(name)));
        return { tag: String(found.ETag), size: found.ContentLength ?? 0 };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    });
  }

  /** Names of the objects directly in a folder; `''` is the top. */
  list(folder: string): Promise<string[]> {
    return this.#words(async ({ sdk, client }) => {
      const names: string[] = [];
      const Prefix = this.#path(folder === '' ? '' : `${folder}/`);
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(
          new sdk.ListObjectsV2Command({
            Bucket: this.place.bucket,
            Prefix,
            Delimiter: '/',
            ContinuationToken,
          }),
        );
        for (const { Key = '' } of page.Contents ?? []) names.push(this.#name(Key));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      // Some programs write an empty object for a folder.
      return names.filter((name) => name !== '' && !name.endsWith('/'));
    });
  }

  /** Unfinished uploads of objects directly in a folder. None where the server does not list them. */
  unfinished(folder: string): Promise<{ name: string; id: string }[]> {
    return this.#words(async ({ sdk, client }) => {
      const Prefix = this.#path(folder === '' ? '' : `${folder}/`);
      const command = new sdk.ListMultipartUploadsCommand({
        Bucket: this.place.bucket,
        Prefix,
        Delimiter: '/',
      });
      const page = await client.send(command).catch((error) => {
        if (isRefusal(error) || isNotImplemented(error)) return { Uploads: [] };
        throw error;
      });
      return (page.Uploads ?? []).map(({ Key = '', UploadId = '' }) => ({
        name: this.#name(Key),
        id: UploadId,
      }));
    });
  }

  giveUp(name: string, id: string): Promise<void> {
    return this.#words(async ({ sdk, client }) => {
      await client.send(new sdk.AbortMultipartUploadCommand({ ...this.#key(name), UploadId: id }));
    });
  }

  remove(name: string): Promise<void> {
    return this.#words(async ({ sdk, client }) => {
      await client.send(new sdk.DeleteObjectCommand(this.#key(name)));
    });
  }

  async #write(name: string, bytes: Buffer, condition: Condition): Promise<string> {
    const { sdk, client } = await this.#connection();
    const given = condition === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: condition.tag };
    const object = { ...this.#key(name), Body: bytes };
    try {
      const conditions = this.keepsConditions === false ? {} : given;
      return String((await client.send(new sdk.PutObjectCommand({ ...object, ...conditions }))).ETag);
    } catch (error) {
      if (this.keepsConditions === false || !isNotImplemented(error)) throw error;
      this.keepsConditions = false;
      return String((await client.send(new sdk.PutObjectCommand(object))).ETag);
    }
  }

  #key(name: string): { Bucket: string; Key: string } {
    return { Bucket: this.place.bucket, Key: this.#path(name) };
  }

  #path(name: string): string {
    return this.place.prefix === '' ? name : `${this.place.prefix}/${name}`;
  }

  #name(key: string): string {
    return key.slice(this.#path('').length);
  }

  #connection(): Promise<Connected> {
    this.#connected ??= connect(this.place);
    return this.#connected;
  }

  async #words<T>(work: (connected: Connected) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#connection());
    } catch (error) {
      throw error instanceof Changed || error instanceof Unsure ? error : s3Problem(error, this.location);
    }
  }
}

function cut(): Error {
  return Object.assign(new Error('the answer ended before its end'), { code: 'ECONNRESET' });
}

/** Whether a download broke off, in contrast to an error answer and to an error of this machine. */
function isBroken(error: unknown): boolean {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  return (
    /^(ECONNRESET|EPIPE|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE)$/.test(String(code)) ||
    /aborted/.test(String(message))
  );
}
