// DuckDB: the contract of every destination.
import { DUCKDB_CAPABILITIES } from '../../connector/destinations/duckdb/duckdb.js';
import { destinationContract } from '../destinations/contract.js';
import { duckdbFixture } from './fixture.js';

destinationContract('duckdb', duckdbFixture, DUCKDB_CAPABILITIES);
