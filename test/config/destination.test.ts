// A destination is the same, whether a file has it or `--to` names it.
import { describe, expect, test } from '@jest/globals';
import { readConfigs } from '../../connector/config/read-configs.js';
import type {
  DestinationConfig,
  DestinationOption,
  OptionValue,
} from '../../connector/destinations/kit/kind.js';
import { locationOption } from '../../connector/destinations/location.js';
import { createDestination, DESTINATIONS } from '../../connector/destinations/registry.js';
import { issuesOf, machine, readConfig } from './fixtures.js';

const KINDS = ['sqlite', 'postgres', 'duckdb', 'parquet', 'jsonl', 'csv'] as const;
const PLACES: Record<string, string[]> = {
  sqlite: ['x.db', '/x/y.db', '~/x.db', 'x'],
  postgres: ['postgresql://u:p%40ss@db.example:5433/d?sslmode=require', 'postgresql:///d'],
  duckdb: ['x.duckdb', '~/x.duckdb'],
  parquet: ['data', '~/data', 's3://bucket/prefix'],
  jsonl: ['lines', '-', 's3://bucket'],
  csv: ['sheets', './a/../sheets', 's3://bucket/sheets'],
};
const base = {
  region: 'eu',
  auth: { applicationKey: 'ak', applicationSecret: 'as', consumerKey: 'ck' },
  http: { proxy: 'proxy.example:3128' },
  endpoints: [{ name: 'bills', path: '/me/bill' }],
};

function read(destination: DestinationConfig | undefined, to?: string): DestinationConfig {
  const config = destination === undefined ? base : { ...base, destination };
  return readConfig(config, machine(), { presets: [], to }).destination;
}

/** Values of an option that is not the location: each that is allowed, or one of its kind. */
function valuesOf({ is = 'text', values, range = [0, 9] }: DestinationOption): OptionValue[] {
  if (values) return [...values];
  if (is === 'flag') return [true, false];
  if (is === 'number') return [...range];
  return is === 'path' ? ['a.pem', '~/a.pem', '/a.pem'] : ['https://value.example'];
}

function optionsOf(type: string): DestinationOption[] {
  return (DESTINATIONS.get(type)?.options ?? []).filter(({ isLocation }) => !isLocation);
}

const places = KINDS.flatMap((type) => (PLACES[type] ?? []).map((place) => [type, place] as const));

describe.each(places)('%s at %s', (type, place) => {
  const location =
    locationOption(
      DESTINATIONS.get(type) ?? { description: '', options: [], create: createDestination as never },
    ) ?? '';
  const written = { type, [location]: place };

  test('is the same in a file and on the command line, from every kind', () => {
    const expected = read(written);
    for (const configured of [undefined, { type: 'memory' }, ...KINDS.map((kind) => ({ type: kind }))]) {
      expect(read(configured, `${type}:${place}`.replace(/^postgres:post/, 'post'))).toEqual(expected);
    }
  });

  test('keeps each option that the file has for this kind', () => {
    if (place !== PLACES[type]?.at(-1)) return;
    for (const option of optionsOf(type)) {
      for (const value of valuesOf(option)) {
        const to = `${type}:${place}`.replace(/^postgres:post/, 'post');
        const options = { [option.name]: value };
        const other = {
          type,
          ...options,
          [location]: type === 'postgres' ? 'postgresql://other/x' : 'other',
        };
        const found = read(other, to);
        expect(found).toEqual(read({ ...written, ...options }));
        expect(found[option.name]).toBe(
          value === 'a.pem' ? '/project/a.pem' : value === '~/a.pem' ? '/home/me/a.pem' : value,
        );
      }
    }
  });
});

test('options of another kind, and proxies of a bucket that is not used, do not come along', () => {
  expect(read({ type: 'csv', path: 's3://bucket', bom: true }, 'csv:sheets')).toEqual(
    read({ type: 'csv', path: 'sheets', bom: true }),
  );
  expect(read({ type: 'csv', path: 'x', bom: true, delimiter: 'tab' }, 'jsonl:x')).toEqual(
    read({ type: 'jsonl', path: 'x' }),
  );
});

test('a place on the command line is relative to the current folder, one of the file to its folder', () => {
  const environment = { ...machine(), cwd: '/elsewhere' };
  const text = new TextEncoder().encode(
    JSON.stringify({ ...base, destination: { type: 'parquet', path: 'data', ca: 'a.pem' } }),
  );
  const readFrom = (to?: string) =>
    readConfig('/project/source.json', { ...environment, readFile: () => text }, { presets: [], to })
      .destination;
  expect(readFrom()).toMatchObject({ path: '/project/data', ca: '/project/a.pem' });
  expect(readFrom('parquet:data')).toMatchObject({ path: '/elsewhere/data', ca: '/project/a.pem' });
});

test('a location that the schema refuses is refused as one of the command line', () => {
  expect(issuesOf(() => read(undefined, `sqlite:${'x'.repeat(4001)}`))).toEqual([
    expect.stringMatching(/^--to: path: found .*allowed: a file or folder name/),
  ]);
});

test('PostgreSQL elsewhere names no certificate that nobody has written', () => {
  expect(read(undefined, 'postgresql://loader@db.example/billing')).toEqual({
    type: 'postgres',
    url: 'postgresql://loader@db.example/billing',
    schema: 'ovh',
  });
});

describe('the name of the connection in a destination', () => {
  const pair = ['a', 'b'].map((name) => ({ name, region: 'eu', auth: { token: name } }));
  const readPair = (destination: object, to?: string) => {
    const config = { connections: pair, destination, endpoints: base.endpoints };
    return readConfigs(config, machine(), { presets: [], to }).map((each) => each.destination);
  };

  test.each(['conection', 'Connection', 'connections', ' connection ', 'CONNECTION', 'connexion'])(
    '{%s} is a typing error of it, and of no other name in braces',
    (word) => {
      const said = `has "{${word}}": did you mean {connection}?`;
      const whole = 'configuration object: destination';
      expect(issuesOf(() => readPair({ type: 'sqlite', path: `{${word}}/x.db` }))).toEqual([
        `${whole}.path: ${said}`,
      ]);
      expect(issuesOf(() => readPair({ type: 'parquet', path: `s3://bucket/{${word}}` }))).toEqual([
        `${whole}.path: ${said}`,
      ]);
      expect(issuesOf(() => readPair({ type: 'postgres', schema: `ovh_{${word}}` }))).toEqual([
        `${whole}.schema: ${said}`,
      ]);
      expect(issuesOf(() => readPair({ type: 'memory' }, `{${word}}.db`)).join()).toContain(said);
      expect(issuesOf(() => read({ type: 'sqlite', path: `{${word}}.db` }))).toEqual([
        `${whole}.path: ${said}`,
      ]);
    },
  );

  test('braces of a template around it are refused; another name in braces stays', () => {
    expect(issuesOf(() => readPair({ type: 'sqlite', path: '{{connection}}.db' })).join()).toContain(
      'has "{{connection}}": did you mean {connection}?',
    );
    const paths = readPair({ type: 'sqlite', path: '{year}-{connection}.db' }).map(({ path }) => path);
    expect(paths).toEqual(['/project/{year}-a.db', '/project/{year}-b.db']);
  });
});
