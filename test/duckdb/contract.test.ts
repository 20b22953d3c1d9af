// DuckDB: the contract of every destination.
import { destinationContract } from '../destinations/contract.js';
import { duckdbFixture } from './fixture.js';

destinationContract('duckdb', duckdbFixture);
