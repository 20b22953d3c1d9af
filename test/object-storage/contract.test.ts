// Folders in object storage keep the contract.
import { afterAll, beforeAll } from '@jest/globals';
import { destinationContract } from '../destinations/contract.js';
import { bucketFixture } from './buckets.js';
import { type ObjectServer, startObjectServer } from './server.js';

let server: ObjectServer;

beforeAll(async () => {
  server = await startObjectServer();
});

afterAll(() => server.close());

destinationContract('parquet in object storage', () => bucketFixture(server));
