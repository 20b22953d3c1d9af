// Replaces a file atomically: a reader sees the old text or the new one, never a part.
import { chmodSync, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Follows links. Without `mode`, an existing file keeps its own. */
export function replaceFile(file: string, text: string, mode?: number): void {
  const target = targetOf(file);
  const temporary = `${target}.${process.pid}.tmp`;
  const ownMode = mode ?? (existsSync(target) ? statSync(target).mode & 0o777 : 0o666);
  try {
    writeFileSync(temporary, text, { mode: ownMode });
    if (mode !== undefined || existsSync(target)) chmodSync(temporary, ownMode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The target of a link, so that the link stays. */
export function targetOf(file: string): string {
  return existsSync(file) ? realpathSync(file) : resolve(file);
}
