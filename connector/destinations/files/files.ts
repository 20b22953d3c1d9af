// A folder destination: a file for each table, for other programs, and the segments beside them in `_ovh`.
import { access as accessFile, constants, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Access, makeFolder } from '../../disk/access.js';
import type { Destination, TableSession } from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import type { FileFormat } from '../formats/format.js';
import { takeLock } from '../locks/file-lock.js';
import { folderProblem, LocalStorage } from '../storage/local.js';
import type { Storage } from '../storage/storage.js';
import { FolderState } from './folder-state.js';
import { OWN, readManifest } from './manifest.js';
import { FolderSession } from './session.js';

export interface FolderOptions {
  /** Name of the kind. */
  name: string;
  path: string;
  format: FileFormat;
  /** Who may read what is made. Default `owner`. */
  access?: Access;
  /** In place of the local disk. */
  storage?: (folder: string) => Storage;
}

/** A folder. A load makes it when it does not exist, but not the folder above it. */
export function folderDestination({
  name,
  path,
  format,
  access,
  storage: other,
}: FolderOptions): Destination<TableSession> {
  const storage = (folder: string) => other?.(folder) ?? new LocalStorage(folder, access);
  return {
    name,
    location: path,
    open: async ({ readOnly = false } = {}) => {
      const folder = await usableFolder(path);
      return readOnly ? openToRead(storage(folder), format) : openFolder(storage(folder), format);
    },
    check: () => check(path, format),
    lock: async (holder) => {
      const folder = await usableFolder(path);
      try {
        makeFolder(folder, access);
        makeFolder(join(folder, OWN), access);
        const real = await realpath(folder);
        return await takeLock(join(real, OWN, 'lock'), `folder ${real}`, holder, { access });
      } catch (error) {
        throw folderProblem(error, folder);
      }
    },
  };
}

export async function openFolder(storage: Storage, format: FileFormat): Promise<TableSession> {
  const state = await FolderState.open(storage, format.extension, true);
  if (!state)
    throw new DestinationError('destination-missing', `folder ${storage.location} cannot be opened`);
  await state.removeOrphans();
  return new FolderSession(state, format, false);
}

export async function openToRead(storage: Storage, format: FileFormat): Promise<TableSession> {
  const state = await FolderState.open(storage, format.extension, false);
  if (state) return new FolderSession(state, format, true);
  throw new DestinationError(
    'destination-empty',
    `folder ${storage.location}: nothing was loaded into it yet. Run \`source-ovhcloud load\``,
  );
}

async function check(path: string, format: FileFormat): Promise<string> {
  const folder = await usableFolder(path);
  const exists = (await stat(folder).catch(() => undefined)) !== undefined;
  try {
    await accessFile(exists ? folder : dirname(folder), constants.W_OK);
  } catch (error) {
    throw folderProblem(error, folder);
  }
  if (!exists) return 'will be made';
  const storage = new LocalStorage(folder);
  if (await readManifest(storage)) await FolderState.open(storage, format.extension, false);
  return 'exists';
}

async function usableFolder(path: string): Promise<string> {
  if (path === '') throw new DestinationError('destination-path', 'the path of a folder must not be empty');
  const folder = resolve(path);
  const [own, above] = await Promise.all([kindOf(folder), kindOf(dirname(folder))]);
  if (own === 'file') {
    throw new DestinationError(
      'destination-path',
      `folder ${folder}: this is a file. Give the path of a folder`,
    );
  }
  if (own === undefined && above !== 'folder') {
    throw new DestinationError(
      'destination-missing',
      `folder ${folder}: there is no folder ${dirname(folder)}. Make it, or choose another path`,
    );
  }
  return folder;
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && (found.isDirectory() ? 'folder' : 'file');
}
