// Choosing a destination by its configuration.
import { describe, expect, test } from '@jest/globals';
import type { DestinationConfig } from '../../connector/destinations/kind.js';
import {
  createDestination,
  DESTINATIONS,
  destinationAt,
  destinationSecrets,
} from '../../connector/destinations/registry.js';
import { sqliteProblem } from '../../connector/destinations/sqlite/errors.js';

const unchecked = (config: unknown) => createDestination(config as DestinationConfig);

describe('the registry', () => {
  test('makes what is asked for without opening it', () => {
    const sqlite = createDestination({ type: 'sqlite', path: '/nowhere/x.db' });
    expect([sqlite.name, sqlite.location]).toEqual(['sqlite', '/nowhere/x.db']);
    expect(createDestination({ type: 'memory' }).name).toBe('memory');
    const kinds = ['sqlite', 'postgres', 'duckdb', 'parquet', 'jsonl', 'csv', 'memory'];
    expect([...DESTINATIONS.keys()]).toEqual(kinds);
  });

  test.each([
    ['an unknown type', { type: 'sqlit' }, /destination: type: .*known: sqlite, .*memory.*mean "sqlite"/],
    ['an inherited name', { type: 'constructor' }, /"constructor" is not a known type/],
    ['an empty path', { type: 'sqlite', path: '' }, /path: is missing/],
    ['an unknown option', { type: 'sqlite', path: 'x', pth: 'y' }, /pth: .*mean "path"/],
    ['an option too many', { type: 'memory', path: 'x' }, /path: .*none/],
    ['a value of another kind', { type: 'sqlite', path: 3 }, /path: must be a string/],
  ])('%s', (_what, config, words) => {
    expect(() => unchecked(config)).toThrow(words);
    expect(() => unchecked(config)).toThrow(expect.objectContaining({ name: 'ConfigError' }));
  });
});

describe('a location given by hand', () => {
  const configured = { type: 'sqlite', path: '/data/ovh.db' };

  test.each([
    ['other.db', { type: 'sqlite', path: 'other.db' }],
    ['sqlite:C:/x.db', { type: 'sqlite', path: 'C:/x.db' }],
    ['memory:', { type: 'memory' }],
    ['parquet:data', { type: 'parquet', path: 'data' }],
    ['csv:C:\\data', { type: 'csv', path: 'C:\\data' }],
  ])('%s', (location, expected) => {
    expect(destinationAt(location, configured)).toEqual(expected);
  });

  test('one that a kind does not have is refused', () => {
    expect(() => destinationAt('memory:x', configured)).toThrow(/no place of its own/);
  });

  test('the password of an address is a secret, as written and as meant', () => {
    const secrets = destinationSecrets({ type: 'sqlite', path: 'postgresql://me:p%40ss@host/db' });
    expect(secrets.map((secret) => secret.reveal())).toEqual(['p%40ss', 'p@ss']);
    expect(destinationSecrets(configured)).toEqual([]);
  });
});

describe('SQLite errors in words', () => {
  test.each([
    ['SQLITE_FULL', 'disk is full'],
    ['SQLITE_READONLY_DBMOVED', 'cannot be written to'],
    ['SQLITE_BUSY_SNAPSHOT', 'another program'],
    ['SQLITE_LOCKED', 'another program'],
    ['SQLITE_CORRUPT_VTAB', 'damaged'],
    ['SQLITE_NOTADB', 'not a SQLite database'],
    ['SQLITE_CANTOPEN_ISDIR', 'cannot be opened'],
    ['SQLITE_IOERR_WRITE', 'disk reported an error'],
    ['SQLITE_TOOBIG', '1 GB'],
    ['SQLITE_SCHEMA', 'refused'],
  ])('%s', (code, words) => {
    const error = Object.assign(new Error('from the driver'), { code });
    const problem = sqliteProblem(error, '/data/x.db');
    expect(problem).toMatchObject({ name: 'DestinationError', cause: error });
    expect(String(problem)).toContain(words);
    expect(String(problem)).toContain('/data/x.db');
    expect(String(problem)).toContain(`(${code}: from the driver)`);
  });

  test('other errors pass as they are', () => {
    for (const error of [new Error('x'), 'text', null, Object.assign(new Error('y'), { code: 'ENOENT' })]) {
      expect(sqliteProblem(error, 'x')).toBe(error);
    }
  });
});
