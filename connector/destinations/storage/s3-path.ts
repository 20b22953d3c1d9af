// Recognises the paths of object storage.

export function isBucketPath(path: string): boolean {
  return /^s3:\/\//i.test(path);
}
