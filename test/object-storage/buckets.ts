// Prefixes of a bucket for the tests, read through a second session.
import type { DestinationConfig } from '../../connector/destinations/kit/kind.js';
import { createDestination } from '../../connector/destinations/registry.js';
import { tableSession } from '../../connector/destinations/testing/context.js';
import { readTable } from '../destinations/folders.js';
import type { Fixture } from '../destinations/slices.js';
import { BUCKET, KEYS, type ObjectServer } from './server.js';

let count = 0;

export function bucketConfig({ endpoint }: ObjectServer, type = 'parquet'): DestinationConfig {
  return { type, path: `s3://${BUCKET}/place-${++count}`, endpoint, region: 'gra', ...KEYS };
}

export async function bucketFixture(server: ObjectServer, type?: string): Promise<Fixture> {
  const config = bucketConfig(server, type);
  const destination = () => createDestination(config);
  return {
    destination,
    open: async () => tableSession(await destination().open()),
    read: (table) => readTable(destination(), table),
    remove: async () => undefined,
  };
}
