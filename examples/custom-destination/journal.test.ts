// The journal keeps the contract of every destination, and what a crash leaves of a line counts for nothing.
import { join } from 'node:path';
import { destinationContract } from '../../test/destinations/contract.js';
import { placeFixture } from '../../test/destinations/fixture.js';
import { journal } from './journal.mjs';

destinationContract('journal', () => placeFixture((folder) => journal(join(folder, 'ovh.journal'))));
