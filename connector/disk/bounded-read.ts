// Files that a person names are read up to a limit: a device or a pipe may have no end.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Most bytes of a configuration, or another text that a person writes. */
export const LARGEST_TEXT = 1_000_000;

/** The file has more bytes than are read. */
export class FileTooLarge extends Error {
  /** @param bytes of the file; absent for a device or a pipe */
  constructor(
    readonly most: number,
    readonly bytes?: number,
  ) {
    const megabytes = (count: number) => Math.ceil(count / 1e5) / 10;
    const is = bytes === undefined ? `more than ${megabytes(most)}` : megabytes(bytes);
    super(`is ${is} MB large; it may have at most ${megabytes(most)} MB`);
  }
}

const CHUNK = 65_536;

/** All bytes of a file, a device or a pipe. Throws `FileTooLarge`, and the errors of the system. */
export function readAtMost(path: string, most = LARGEST_TEXT): Buffer {
  const file = openSync(path, 'r');
  try {
    const found = fstatSync(file);
    if (found.isFile() && found.size > most) throw new FileTooLarge(most, found.size);
    const chunks: Buffer[] = [];
    let length = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, most + 1 - length));
      const count = readSync(file, chunk);
      if (count === 0) return Buffer.concat(chunks, length);
      chunks.push(chunk.subarray(0, count));
      length += count;
      if (length > most) throw new FileTooLarge(most);
    }
  } finally {
    closeSync(file);
  }
}
