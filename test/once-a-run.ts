// A file that several test files need and that is the same for all: made by the one that comes first.
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WAIT_MS = 100;
const WAITS = 1200;

/** @param make makes the file in an empty folder and gives its path */
export function onceARun(name: string, make: (folder: string) => string): string {
  const file = join(tmpdir(), name);
  const own = `${file}.making`;
  try {
    mkdirSync(own);
  } catch {
    for (let n = 0; n < WAITS && !existsSync(file); n++)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
    if (!existsSync(file)) throw new Error(`${name}: the test file that makes it has not`);
    return file;
  }
  renameSync(make(own), file);
  return file;
}
