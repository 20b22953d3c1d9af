// Who may read what is made on this machine. Unless it is said otherwise: the owner alone.
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

export const ACCESS = ['owner', 'group', 'all'] as const;
/** `owner`: nobody else; `group` and `all` may read too. */
export type Access = (typeof ACCESS)[number];

const FILE_MODES: Record<Access, number> = { owner: 0o600, group: 0o640, all: 0o644 };
const FOLDER_MODES: Record<Access, number> = { owner: 0o700, group: 0o750, all: 0o755 };

export function fileMode(access: Access = 'owner'): number {
  return FILE_MODES[access];
}

/** Makes a folder and those above it that are missing. A folder that is there keeps its mode. */
export function makeFolder(path: string, access: Access = 'owner'): void {
  const mode = FOLDER_MODES[access];
  const made = mkdirSync(path, { recursive: true, mode });
  // The mask of the system may take rights away that others are to have.
  if (made !== undefined && access !== 'owner') chmodSync(path, mode);
}

/**
 * Makes an empty file for a library that would make it for everybody. A file that is there stays as it is, and a link is not
 * followed. Where it cannot be made, the library says why.
 */
export function makeEmptyFile(file: string, access: Access = 'owner'): void {
  try {
    closeSync(openSync(file, 'wx', fileMode(access)));
    if (access !== 'owner') chmodSync(file, fileMode(access));
  } catch {
    // It is there, or it cannot be made.
  }
}

/**
 * Lets a library make a new file in a folder that only the owner enters, then gives it its mode and its name. A file of that
 * name must not be there. Where no folder can be made beside it, `make` gets the name itself.
 */
export async function makeBeside(
  file: string,
  access: Access,
  make: (temporary: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(`${file}.`).catch(() => undefined);
  if (folder === undefined) return make(file);
  try {
    const temporary = join(folder, basename(file));
    await make(temporary);
    await chmod(temporary, fileMode(access));
    await rename(temporary, file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gives a file that a library has made its mode. */
export function restrict(file: string, access: Access): void {
  try {
    chmodSync(file, fileMode(access));
  } catch {
    // It is gone meanwhile, or belongs to another user.
  }
}

let running = 0;
let before = 0;

/** While `work` runs, new files of this process are for those of `access` alone. In a worker this cannot be set. */
export async function withMask<T>(access: Access, work: () => Promise<T>): Promise<T> {
  if (!isMainThread) return work();
  if (running++ === 0) before = process.umask(0o777 & ~FOLDER_MODES[access]);
  try {
    return await work();
  } finally {
    if (--running === 0) process.umask(before);
  }
}
