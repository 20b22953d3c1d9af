// Files are written whole: under a random name that nobody can have prepared, then renamed. A reader sees the old content or
// the new one, never a part. A link in the place of a temporary file is never followed.
import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Access, fileMode, makeFolder } from './access.js';
import { targetOf } from './target.js';

const TEMPORARY = /^(.+?)(?:\.[0-9a-f]{16})?\.tmp$/s;

/** The name of the file that a temporary one is for, random or not; undefined for any other file. */
export function fileOfTemporary(name: string): string | undefined {
  return TEMPORARY.exec(name)?.[1];
}

function temporaryName(target: string): string {
  return `${target}.${randomBytes(8).toString('hex')}.tmp`;
}

export interface ReplaceOptions {
  /** Default: for the owner alone. */
  mode?: number;
  /** A file that is there keeps its mode. */
  keepMode?: boolean;
}

/** Follows links of one's own, so that they stay. Throws the errors of the system, and for a link of another user. */
export function replaceFile(
  file: string,
  content: string | Uint8Array,
  { mode = fileMode(), keepMode = false }: ReplaceOptions = {},
): void {
  const target = targetOf(file);
  const wanted = (keepMode ? modeOf(target) : undefined) ?? mode;
  const temporary = temporaryName(target);
  const descriptor = openSync(temporary, 'wx', wanted);
  try {
    try {
      writeFileSync(descriptor, content);
      fchmodSync(descriptor, wanted);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The mode of a file; undefined where there is none. */
export function modeOf(file: string): number | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && found.mode & 0o777;
}

/** Makes a file that is not there yet, with the rights that the system gives to new files. Throws EEXIST. */
export function createFile(file: string, text: string): void {
  writeFileSync(file, text, { flag: 'wx' });
}

/** Writes a file and flushes it to the disk before it gets its name. Makes its folder. */
export async function writeWhole(
  target: string,
  chunks: AsyncIterable<Uint8Array>,
  access: Access,
): Promise<void> {
  makeFolder(dirname(target), access);
  const temporary = temporaryName(target);
  const file = await open(temporary, 'wx', fileMode(access));
  try {
    try {
      for await (const chunk of chunks) await file.writeFile(chunk);
      await file.chmod(fileMode(access));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await flushFolder(dirname(target));
}

/** An empty file that nobody else can open. `remove` may be called more than once, also while it is open. */
export async function temporaryFile(): Promise<{ file: FileHandle; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'source-ovhcloud-'));
  const remove = () => rm(folder, { recursive: true, force: true }).catch(() => undefined);
  try {
    return { file: await open(join(folder, 'content'), 'wx+', fileMode()), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A folder that nobody else can look into; `remove` takes it away with everything in it. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'source-ovhcloud-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }).catch(() => undefined) };
}

/** Makes a rename survive a crash of the machine. Not on Windows, where a folder cannot be opened. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
