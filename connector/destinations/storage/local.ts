// The files of a folder destination in a local folder: written under another name, flushed to the disk, then renamed.
import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Access } from '../../disk/access.js';
import { writeWhole } from '../../disk/whole-file.js';
import type { DestinationCode } from '../../model/codes/codes.js';
import { DestinationError } from '../../model/errors.js';
import type { Storage, StoredFile, Tagged } from './storage.js';

const WORDS: Record<string, [code: DestinationCode, words: string]> = {
  ENOSPC: [
    'destination-full',
    'the disk is full. Make room, then run again: what was committed before is kept',
  ],
  EDQUOT: [
    'destination-full',
    'your quota is used up. Make room, then run again: what was committed before is kept',
  ],
  EACCES: [
    'destination-denied',
    'this user may not write there. Change the rights of the folder, or choose another path',
  ],
  EPERM: [
    'destination-denied',
    'this user may not write there. Change the rights of the folder, or choose another path',
  ],
  EROFS: ['destination-denied', 'the disk is read-only. Choose another path'],
  EMFILE: ['destination-busy', 'too many files are open. Raise the limit (ulimit -n), then run again'],
  EIO: ['destination-disk', 'the disk reported an error. Check the disk, then run again'],
};

/** A `DestinationError` for an error of the file system; other errors unchanged. */
export function folderProblem(error: unknown, location: string): unknown {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string' || error instanceof DestinationError) return error;
  const [reason, words] = WORDS[code] ?? ['destination-failed', 'the system refused'];
  return new DestinationError(reason, `folder ${location}: ${words} (${code}: ${String(message)})`, {
    cause: error,
  });
}

export class LocalStorage implements Storage {
  constructor(
    readonly location: string,
    private readonly access: Access = 'owner',
  ) {}

  put(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    return this.#words(() => writeWhole(this.#path(name), chunks, this.access));
  }

  get(name: string): Promise<Tagged | undefined> {
    return this.#words(async () => {
      const path = this.#path(name);
      // Another process may replace the file between the two calls.
      for (;;) {
        const tag = await tagOf(path);
        if (tag === undefined) return undefined;
        const bytes = await readFile(path);
        if ((await tagOf(path)) === tag) return { bytes, tag };
      }
    });
  }

  async replace(name: string, bytes: Buffer, tag: string | undefined): Promise<string> {
    if ((await this.#words(() => tagOf(this.#path(name)))) !== tag) {
      throw new DestinationError(
        'destination-busy',
        `folder ${this.location}: another program has loaded into it meanwhile. Its rows are safe, and this slice is ` +
          'left out. Run again when the other load has ended',
      );
    }
    await this.put(name, once(bytes));
    return (await this.#words(() => tagOf(this.#path(name)))) ?? '';
  }

  open(name: string): Promise<StoredFile | undefined> {
    return this.#words(async () => {
      const file = await open(this.#path(name), 'r').catch(unlessMissing);
      return (
        file && {
          read: (position, length) =>
            this.#words(async () => {
              const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
              return buffer.subarray(0, bytesRead);
            }),
          close: () => file.close(),
        }
      );
    });
  }

  list(folder: string): Promise<string[]> {
    return this.#words(async () => {
      const entries = await readdir(this.#path(folder), { withFileTypes: true }).catch(unlessMissing);
      const files = (entries ?? []).filter((entry) => !entry.isDirectory());
      return files.map(({ name }) => (folder === '' ? name : `${folder}/${name}`));
    });
  }

  async remove(name: string): Promise<void> {
    await rm(this.#path(name), { force: true }).catch(() => undefined);
  }

  #path(name: string): string {
    return join(this.location, ...name.split('/'));
  }

  async #words<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw folderProblem(error, this.location);
    }
  }
}

export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Every rename brings another file, so the number of the file distinguishes versions. */
async function tagOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(unlessMissing);
  return found && `${found.ino}-${found.mtimeNs}-${found.size}`;
}

function unlessMissing(error: unknown): undefined {
  if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
  throw error;
}
