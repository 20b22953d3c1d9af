// Where the tests of a run make their files: a folder that goes with the run, in memory where there is enough of it. Nothing
// is to survive a test, and waiting for a disk is most of what databases do in them.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SHARED_MEMORY = '/dev/shm';
const ENOUGH = 4 * 1024 ** 3;

/** Makes it the folder of temporary files of this process and of those that it starts. */
export function useRunFolder() {
  const folder = (hasRoom() && folderIn(SHARED_MEMORY)) || folderIn(tmpdir());
  process.env.TMPDIR = folder;
  process.env.TEST_RUN_FOLDER = folder;
  process.once('exit', () => remove(folder));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
}

function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // A process that a test has started may still be at its end.
  }
}

function hasRoom() {
  try {
    const { bavail, bsize } = statfsSync(SHARED_MEMORY);
    return Math.min(bavail * bsize, process.availableMemory()) > ENOUGH;
  } catch {
    return false;
  }
}

/** Undefined where programs in it do not run. */
function folderIn(parent) {
  const folder = mkdtempSync(join(parent, 'ovh-tests-'));
  // The server of PostgreSQL runs as another user.
  chmodSync(folder, 0o711);
  const program = join(folder, 'program');
  try {
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    if (process.platform !== 'win32') execFileSync(program);
    rmSync(program);
    return folder;
  } catch {
    remove(folder);
    return undefined;
  }
}
