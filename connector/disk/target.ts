// Files that a person names: a link of their own leads to its target; one that another user has put there is refused.
import {
  appendFileSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileMode } from './access.js';

const MOST_LINKS = 40;

/**
 * The file that a name leads to. Devices and pipes stay as they are named. The folders on the way are not looked at: who
 * may write there can replace the file anyway.
 *
 * @throws Error for a link of another user, which may lead to a file of this one
 */
export function targetOf(file: string): string {
  if (isSpecial(file)) return resolve(file);
  let target = resolve(file);
  for (let links = 0; links < MOST_LINKS; links++) {
    const found = lstatSync(target, { throwIfNoEntry: false });
    if (!found?.isSymbolicLink()) return target;
    if (!isTrusted(found.uid)) throw refused(`${target} is a link that another user has made`);
    target = resolve(dirname(target), readlinkSync(target));
  }
  throw refused(`${file} leads through too many links`);
}

function refused(message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code: 'ELOOP' });
}

/** Windows has no such owners. The administrator's links are part of the system. */
function isTrusted(uid: number): boolean {
  return process.getuid === undefined || uid === process.getuid() || uid === 0;
}

/** A device or a pipe. */
export function isSpecial(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** Appends to a file; a new one is for the owner alone. */
export function appendText(file: string, text: string): void {
  const { O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_WRONLY } = constants;
  if (isSpecial(file)) appendFileSync(file, text);
  else write(openSync(targetOf(file), O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, fileMode()), text);
}

/** Writes into a file or a device that is there, where it cannot be replaced. */
export function writeInto(file: string, text: string): void {
  const { O_NOFOLLOW = 0, O_TRUNC, O_WRONLY } = constants;
  if (isSpecial(file)) writeFileSync(file, text);
  else write(openSync(targetOf(file), O_TRUNC | O_WRONLY | O_NOFOLLOW), text);
}

function write(descriptor: number, text: string): void {
  try {
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}
