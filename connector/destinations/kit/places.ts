// What may stand in place of a file or folder name.
import { isBucketPath } from '../storage/s3-path.js';

/** The path that means standard output. */
export const STANDARD_OUTPUT = '-';

/** False for what lies in no folder of this machine: a bucket, standard output. */
export function isFilePath(path: string): boolean {
  return path !== STANDARD_OUTPUT && !isBucketPath(path);
}
