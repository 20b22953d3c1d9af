// A place for whole files: a local folder, or a prefix in object storage.
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DestinationError } from '../../model/errors.js';
import type { OptionValue } from '../kit/kind.js';
import { S3Bucket } from './bucket.js';
import { LocalStorage, once } from './local.js';
import { s3Place } from './s3-options.js';
import { isBucketPath } from './s3-path.js';
import { S3Storage } from './s3-storage.js';

export interface FileStore {
  /** For people: an absolute path, or `s3://bucket/prefix`. */
  location: string;
  /** Writes a file whole or not at all. Throws `DestinationError`. */
  put(name: string, bytes: Uint8Array): Promise<void>;
}

/**
 * @param options `path`, and for object storage those of a destination there
 * @throws ConfigError, DestinationError for a place that cannot be used
 */
export function fileStore(options: Readonly<Record<string, OptionValue>>, env = process.env): FileStore {
  const path = String(options.path);
  if (isBucketPath(path)) {
    const place = s3Place(options, env);
    const storage = new S3Storage(new S3Bucket(place));
    return { location: place.location, put: (name, bytes) => storage.put(name, once(bytes)) };
  }
  const folder = resolve(path);
  if (!existsSync(dirname(folder))) {
    const message = `folder ${folder}: there is no folder ${dirname(folder)}. Make it, or choose another path`;
    throw new DestinationError('destination-missing', message);
  }
  const storage = new LocalStorage(folder);
  return { location: folder, put: (name, bytes) => storage.put(name, once(bytes)) };
}
