// Tables as files in a bucket: a folder destination whose place is object storage.
import { type Clock, systemClock } from '../../model/clock.js';
import type { Destination, TableSession } from '../../model/destination.js';
import type { FileFormat } from '../formats/format.js';
import type { OptionValue } from '../kit/kind.js';
import { S3Bucket } from '../storage/bucket.js';
import { type Lease, takeLease } from '../storage/lease.js';
import { s3Place } from '../storage/s3-options.js';
import { S3Storage } from '../storage/s3-storage.js';
import type { Storage } from '../storage/storage.js';
import { openFolder, openToRead } from './files.js';
import { FolderState } from './folder-state.js';
import { readManifest } from './manifest.js';

export interface BucketOptions {
  /** Name of the kind. */
  name: string;
  /** `path`, and those of `S3_OPTIONS`. */
  options: Record<string, OptionValue>;
  format: FileFormat;
  env?: NodeJS.ProcessEnv;
  clock?: Clock;
  /** Wraps the storage of the bucket. */
  storage?: (own: Storage) => Storage;
}

/** A prefix of a bucket. Throws `ConfigError` for options that cannot be used. */
export function bucketDestination({
  name,
  options,
  format,
  env = process.env,
  clock = systemClock,
  storage: around = (own) => own,
}: BucketOptions): Destination<TableSession> {
  const place = s3Place(options, env);
  const bucket = new S3Bucket(place);
  let lease: Lease | undefined;
  const storage = () => around(new S3Storage(bucket, async () => lease?.check()));
  return {
    name,
    location: place.location,
    open: async ({ readOnly = false } = {}) =>
      readOnly ? openToRead(storage(), format) : openFolder(storage(), format),
    check: async () => {
      // Throws when there is no such bucket, or it may not be read.
      await bucket.list('');
      if (!(await readManifest(storage()))) return 'will be made';
      await FolderState.open(storage(), format.extension, false);
      return 'exists';
    },
    lock: async (holder) => {
      const taken = await takeLease(bucket, holder, clock);
      lease = taken;
      return async () => {
        if (lease === taken) lease = undefined;
        await taken.release();
      };
    },
  };
}
