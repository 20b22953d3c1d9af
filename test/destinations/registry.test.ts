// Choosing a destination by its configuration.
import { afterAll, describe, expect, test } from '@jest/globals';
import type { DestinationConfig, DestinationKind } from '../../connector/destinations/kit/kind.js';
import { destinationAt } from '../../connector/destinations/location.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import {
  createDestination,
  DESTINATIONS,
  destinationSecrets,
  registerDestination,
} from '../../connector/destinations/registry.js';
import { sqliteProblem } from '../../connector/destinations/sqlite/errors.js';
import { readWithoutKeys } from '../config/fixtures.js';

const ENVIRONMENT = { env: {}, cwd: '/data', home: '/home' };

const unchecked = (config: unknown) => createDestination(config as DestinationConfig);

describe('the registry', () => {
  test('makes what is asked for without opening it', () => {
    const sqlite = createDestination({ type: 'sqlite', path: '/nowhere/x.db' });
    expect([sqlite.name, sqlite.location]).toEqual(['sqlite', '/nowhere/x.db']);
    expect(createDestination({ type: 'memory' }).name).toBe('memory');
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

describe("a kind of one's own", () => {
  const kind = {
    description: 'For a test',
    options: [{ name: 'path', is: 'path', isLocation: true, default: 'own.db', description: 'The file.' }],
    create: ({ path }: Record<string, unknown>) => ({ ...new MemoryDestination(), location: String(path) }),
  } as unknown as DestinationKind;

  // Other test files of the worker have the same registry.
  afterAll(() => {
    (DESTINATIONS as Map<string, DestinationKind>).delete('own');
  });

  test('is known to configurations and locations from then on', () => {
    const endpoints = [{ name: 'services', path: '/services' }];
    const config = (destination: object) =>
      readWithoutKeys({ region: 'eu', destination, endpoints }, ENVIRONMENT, {
        presets: [],
      });
    expect(() => config({ type: 'own' })).toThrow(/one of sqlite, .*memory/);
    registerDestination('own', kind);
    registerDestination('own', kind);
    expect(config({ type: 'own' }).destination).toEqual({ type: 'own', path: '/data/own.db' });
    expect(() => config({ type: 'own', pth: 'x' })).toThrow(/pth.*type, path/s);
    expect(destinationAt('own:x', { type: 'sqlite' })).toEqual({ type: 'own', path: 'x' });
    expect(createDestination({ type: 'own' }).location).toBe('own.db');
  });

  test.each([
    ['sqlite', /there is a kind "sqlite" already/],
    ['c', /2 to 40 small letters/],
    ['my-own', /2 to 40 small letters/],
    ['__proto__', /2 to 40 small letters/],
  ])('not as %s', (name, words) => {
    expect(() => registerDestination(name, kind)).toThrow(words);
    expect(() => registerDestination(name, kind)).toThrow(expect.objectContaining({ name: 'ConfigError' }));
  });
});

describe('a location given by hand', () => {
  const configured = { type: 'sqlite', path: '/data/ovh.db' };

  test.each([
    ['other.db', { type: 'sqlite', path: 'other.db' }],
    ['other', { type: 'sqlite', path: 'other' }],
    ['backup.2024', { type: 'sqlite', path: 'backup.2024' }],
    ['sqlite:C:/x.db', { type: 'sqlite', path: 'C:/x.db' }],
    ['memory:', { type: 'memory' }],
    ['memory', { type: 'memory' }],
    ['parquet:data', { type: 'parquet', path: 'data' }],
    ['parquet:x.parquet', { type: 'parquet', path: 'x.parquet' }],
    ['parquet:.', { type: 'parquet', path: '.' }],
    ['jsonl:-', { type: 'jsonl', path: '-' }],
    ['csv:C:\\data', { type: 'csv', path: 'C:\\data' }],
    ['csv:s3://bucket/x.csv', { type: 'csv', path: 's3://bucket/x.csv' }],
    ['x.duckdb', { type: 'duckdb', path: 'x.duckdb' }],
    ['/data/X.DuckDB', { type: 'duckdb', path: '/data/X.DuckDB' }],
    ['x.ddb', { type: 'duckdb', path: 'x.ddb' }],
    ['sqlite:x.duckdb', { type: 'sqlite', path: 'x.duckdb' }],
    ['postgresql://u@h/db', { type: 'postgres', url: 'postgresql://u@h/db' }],
    ['postgres:///db', { type: 'postgres', url: 'postgres:///db' }],
  ])('%s', (location, expected) => {
    expect(destinationAt(location, configured)).toEqual(expected);
  });

  test.each<[string, DestinationConfig, DestinationConfig]>([
    [
      'x.db',
      { type: 'duckdb', path: 'a', memoryMegabytes: 64 },
      { type: 'duckdb', path: 'x.db', memoryMegabytes: 64 },
    ],
    ['x.sqlite', { type: 'duckdb', path: 'a', memoryMegabytes: 64 }, { type: 'sqlite', path: 'x.sqlite' }],
    ['x.db', { type: 'parquet', path: 'a' }, { type: 'sqlite', path: 'x.db' }],
    ['x.db', { type: 'postgres', schema: 's' }, { type: 'sqlite', path: 'x.db' }],
    ['x', { type: 'csv', path: 'a', bom: true }, { type: 'csv', path: 'x', bom: true }],
    ['x/', { type: 'csv', path: 'a' }, { type: 'csv', path: 'x/' }],
    [
      's3://b/p.parquet',
      { type: 'jsonl', path: 'a', numbers: 'text' },
      { type: 'jsonl', path: 's3://b/p.parquet', numbers: 'text' },
    ],
    ['jsonl:b', { type: 'csv', path: 'a', bom: true }, { type: 'jsonl', path: 'b' }],
  ])('%s where %j is configured', (location, own, expected) => {
    expect(destinationAt(location, own)).toEqual(expected);
  });

  test.each([
    ['', /^--to: is empty: perhaps a variable is not set/],
    [' ', /is empty/],
    ['parquet:', /"parquet:" names no place: perhaps a variable is not set. Write parquet:PLACE/],
    ['parquet: ', /names no place/],
    ['sqlite:', /names no place.*Write sqlite:PLACE/],
    ['duckdb:', /names no place/],
    ['jsonl:', /names no place/],
    ['csv:', /names no place/],
    ['postgres:', /names no place/],
    ['parquet', /"parquet" is a kind. Write parquet:PLACE. A file of that name is \.\/parquet/],
    ['duckdb', /"duckdb" is a kind/],
    ['x.parquet', /one file cannot hold several tables: parquet is a folder.*Write parquet:x$/],
    ['out/x.CSV', /csv is a folder.*Write csv:out\/x$/],
    ['x.tsv', /csv is a folder/],
    ['x.ndjson', /jsonl is a folder/],
    ['x.json', /jsonl is a folder/],
    ['data/', /"data\/" is a folder, and sqlite is a file.*parquet:data\//],
    ['duckdb:data/', /is a folder, and duckdb is a file/],
    ['s3://bucket/x', /not in object storage. Use parquet:s3:\/\/bucket\/x/],
    ['memory:x', /has no location/],
  ])('%j is refused', (location, words) => {
    expect(() => destinationAt(location, configured)).toThrow(words);
    expect(() => destinationAt(location, configured)).toThrow(
      expect.objectContaining({ name: 'ConfigError' }),
    );
  });

  test('what a folder of files is for stays refused where such a folder is configured', () => {
    expect(() => destinationAt('x.parquet', { type: 'parquet', path: 'data' })).toThrow(/Write parquet:x$/);
    expect(() => destinationAt('x', { type: 'memory' })).toThrow(/has no location/);
  });

  test('a kind that is not known is no file', () => {
    expect(() => destinationAt('parqet:data', configured)).toThrow(
      /"parqet" is not a known type .*mean "parquet"\?. A file of that name is \.\/parqet:data/,
    );
    expect(() => destinationAt('mysql://host/db', configured)).toThrow(/"mysql" is not a known type/);
    expect(destinationAt('./parqet:data', configured)).toEqual({ type: 'sqlite', path: './parqet:data' });
    expect(destinationAt('c:/x.db', configured)).toEqual({ type: 'sqlite', path: 'c:/x.db' });
  });

  test('the password of an address is a secret, as written and as meant', () => {
    const secrets = destinationSecrets({ type: 'sqlite', path: 'postgresql://me:p%40ss@host/db' });
    expect(secrets.map((secret) => secret.reveal())).toEqual(['p%40ss', 'p@ss']);
    expect(destinationSecrets(configured)).toEqual([]);
  });

  test.each<[string, Record<string, string>, string[]]>([
    ['PostgreSQL', { type: 'postgres' }, ['pg-password']],
    ['object storage', { type: 'parquet', path: 's3://tables' }, ['aws-secret', 'aws-session']],
    ['CSV in object storage', { type: 'csv', path: 's3://tables' }, ['aws-secret', 'aws-session']],
    ['a folder', { type: 'parquet', path: '/tables' }, []],
    ['SQLite', { type: 'sqlite', path: '/x.db' }, []],
  ])('of %s in the environment are known where they are used', (_, config, expected) => {
    const env = {
      PGPASSWORD: 'pg-password',
      AWS_SECRET_ACCESS_KEY: 'aws-secret',
      AWS_SESSION_TOKEN: 'aws-session',
      AWS_ACCESS_KEY_ID: 'no-secret',
    };
    const secrets = destinationSecrets(config as { type: string }, env);
    expect(secrets.map((secret) => secret.reveal())).toEqual(expected);
  });

  test('a mistyped location is named without its password', () => {
    for (const location of [
      'postgre://user:hunter22@host/db',
      'postgress:user:hunter22@host',
      'mysql://u:hunter22@h',
    ]) {
      expect(() => destinationAt(location, configured)).toThrow(/is not a known type/);
      expect(() => destinationAt(location, configured)).not.toThrow(/hunter22/);
    }
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
