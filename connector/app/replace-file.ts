// Replaces a file at once: whoever reads it finds the old text or the new one, never a part.
import { chmodSync, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Follows links; keeps the mode of a file that is there, unless one is given. */
export function replaceFile(file: string, text: string, mode?: number): void {
  const target = targetOf(file);
  const temporary = `${target}.${process.pid}.tmp`;
  const kept = mode ?? (existsSync(target) ? statSync(target).mode & 0o777 : 0o666);
  try {
    writeFileSync(temporary, text, { mode: kept });
    if (mode !== undefined || existsSync(target)) chmodSync(temporary, kept);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The file itself where the name is a link to it: the link stays. */
export function targetOf(file: string): string {
  return existsSync(file) ? realpathSync(file) : resolve(file);
}
