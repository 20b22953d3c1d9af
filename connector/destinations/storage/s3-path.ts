// Which paths are no files of this machine: those of object storage.

export function isBucketPath(path: string): boolean {
  return /^s3:\/\//i.test(path);
}
