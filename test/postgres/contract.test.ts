// PostgreSQL: the contract of every destination, on a real server.
import { afterAll, beforeAll } from '@jest/globals';
import { POSTGRES_CAPABILITIES } from '../../connector/destinations/postgres/postgres.js';
import { destinationContract } from '../destinations/contract.js';
import { INSTALL_TIMEOUT, schemaFixture } from './fixture.js';
import { type Server, startServer } from './server.mjs';

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, INSTALL_TIMEOUT);

afterAll(async () => {
  await server.stop();
});

destinationContract('postgres', async () => schemaFixture(server), POSTGRES_CAPABILITIES);
