// Paths that are not files of this machine.
import { isBucketPath } from '../storage/s3-path.js';

/** This path is standard output. */
export const STANDARD_OUTPUT = '-';

/** False for a bucket and for standard output. */
export function isFilePath(path: string): boolean {
  return path !== STANDARD_OUTPUT && !isBucketPath(path);
}
