// Faults with a remedy that is not obvious: one sentence each, before the first call, without the value.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { homeFolder, NO_HOME } from '../../connector/config/home.js';
import { closeAll, json, serve } from '../http/wire.js';
import { type Place, placeWith } from './command.js';

let place: Place;
beforeEach(async () => {
  place = await placeWith({ bills: 2 });
});
afterEach(async () => {
  await closeAll();
  await place.close();
});

const config = (more: object) =>
  JSON.stringify({
    region: 'eu',
    baseUrl: place.sandbox.url,
    schemas: { use: 'never' },
    endpoints: [{ name: 'bills', path: '/me/bill' }],
    ...more,
  });
const calls = async () => (await place.stats()).total;

describe('keys in quotes', () => {
  test.each([
    ['OVH_APPLICATION_KEY', '"', 'check'],
    ['OVH_APPLICATION_SECRET', "'", 'load'],
    ['OVH_CONSUMER_KEY', '`', 'load'],
  ])('%s in %s is refused by %s', async (name, quote, command) => {
    const key = place.env[name] ?? '';
    place.env[name] = `${quote}${key}${quote}`;
    place.file('source.yaml', config({}));
    const { code, all } = await place.run(command);
    expect(code).toBe(2);
    expect(all).toMatch(
      new RegExp(`environment: ${name}: the value \\(not shown\\) stands in quotes: remove them`),
    );
    expect(all).not.toContain(key);
    expect(await calls()).toBe(0);
  });

  test('in the configuration', async () => {
    const auth = { applicationKey: '"app-key"', applicationSecret: 'secret', consumerKey: 'consumer' };
    place.file('source.yaml', config({ auth }));
    expect((await place.run('load')).all).toMatch(
      /auth\.applicationKey: the value \(not shown\) stands in quotes/,
    );
  });
});

describe('a user without a home folder', () => {
  test('is no error of the program', () => {
    expect(typeof homeFolder()).toBe('string');
    expect(NO_HOME.startsWith('/')).toBe(true);
  });

  test('plans and loads; ~/ is refused with the remedy', async () => {
    const { openSource } = await import('../../connector/app/open.js');
    const destination = { type: 'sqlite', path: '~/ovh.db' };
    const input = JSON.parse(config({ auth: { ...place.sandbox.keys } })) as object;
    const options = { env: {}, home: NO_HOME, cwd: place.folder };
    expect(openSource(input, options).config.schemas.cache).toBe(`${NO_HOME}/.cache/source-ovhcloud`);
    expect(() => openSource({ ...input, destination }, options)).toThrow(
      /~\/ovh\.db: this user has no home folder: set HOME, or write an absolute path/,
    );
  });
});

describe('a password of PostgreSQL with a %', () => {
  test.each([
    'postgresql://user:100%hunter22@127.0.0.1:1/db',
    'postgresql://user:hunter22%@127.0.0.1:1/db',
    'postgresql://us%er:hunter22@127.0.0.1:1/db',
    'postgresql://user:hunter22@127.0.0.1:1/d%zb',
  ])('%s is refused, with the way to write it', async (url) => {
    place.file('source.yaml', config({ destination: { type: 'postgres', url } }));
    for (const command of ['plan', 'load']) {
      const { code, all } = await place.run(command);
      expect({ command, code }).toEqual({ command, code: 2 });
      expect(all).toMatch(/destination: url: .*% .*written as %25/);
      expect(all).not.toMatch(/hunter22|URI malformed|Unexpected/);
    }
    expect(await calls()).toBe(0);
  });
});

describe('a constant of a path above 2^53', () => {
  test.each([['plan'], ['load'], ['preview', 'bills'], ['rights'], ['check']])(
    '%s %s takes it',
    async (...args) => {
      const parameters = { billId: '{number}' };
      const endpoints = [
        { name: 'lines', path: '/me/bill/{billId}/details', parameters },
        {
          name: 'bills',
          path: '/me/bill/{billId}/details/{lineId}',
          parameters: { ...parameters, lineId: { from: 'lines' } },
        },
      ];
      place.file('source.yaml', config({ endpoints }).replaceAll('"{number}"', '12345678901234567890'));
      const { all } = await place.run(...args);
      expect(all).not.toMatch(/BigInt|Unexpected/);
    },
  );
});

describe('a fault that only an answer shows', () => {
  test.each([['load'], ['preview', 'bills']])('ends %s with 1: calls were made', async (...args) => {
    const refusal = { errorCode: 'NOT_GRANTED_CALL', message: 'This call has not been granted' };
    const { origin, seen } = await serve((_, response) => json(response, refusal, 403));
    place.file('source.yaml', config({ baseUrl: origin }));
    const { code, all } = await place.run(...args);
    expect(all).toMatch(/the API does not report the account of the keys/);
    expect(code).toBe(1);
    expect(seen.length).toBeGreaterThan(0);
  });
});

describe('a password in a mistyped --to', () => {
  test.each([
    'postgre://user:hunter22@127.0.0.1:1/db',
    'postgres//user:hunter22@127.0.0.1:1/db',
    'postgres:/user:hunter22@127.0.0.1:1/db',
    'postgresql:user:hunter22@127.0.0.1:1/db',
    'postgresql://user:hunter22@127.0.0.1:1/db?nonsense=1',
    'mysql://user:hunter22@127.0.0.1:1/db',
    'user:hunter22@127.0.0.1',
  ])('%s is printed by no command', async (to) => {
    place.file('source.yaml', config({}));
    for (const command of ['load', 'plan', 'check']) {
      const { all } = await place.run(command, '--to', to);
      expect({ command, all }).toEqual({ command, all: expect.not.stringContaining('hunter22') });
    }
  });
});

describe('a secret in a query string', () => {
  test('is in no code sample, and not in what is shown before a call', async () => {
    place.file('source.yaml', config({}));
    for (const language of ['curl', 'node', 'python', 'php']) {
      const { all } = await place.run(
        ...['api', 'call', '/me/bill', '--unchecked', '--config', 'source.yaml'],
        ...['--query', 'access_token=hunter22', '--query', 'date.from=2024-01-01', '--code', language],
      );
      expect(all).toContain('access_token=********');
      expect(all).toContain('date.from=2024-01-01');
      expect(all).not.toContain('hunter22');
    }
  });

  test('is not in the request that preview prints', async () => {
    const endpoints = [
      {
        name: 'bills',
        path: '/me/bill',
        query: { apiKey: 'hunter22' },
        headers: { 'X-Auth-Token': 'hunter22' },
      },
    ];
    place.file('source.yaml', config({ endpoints }));
    const { all } = await place.run('preview', 'bills');
    expect(all).toMatch(/apiKey=\*{8}/);
    expect(all).not.toContain('hunter22');
  });
});

test('a proxy of the environment that is none is refused, also without a configuration', async () => {
  place.env.HTTPS_PROXY = 'socks5://user:hunter22@127.0.0.1:1080';
  place.file('source.yaml', config({}));
  for (const args of [['load'], ['api', 'search', 'bill', '--base-url', place.sandbox.url]]) {
    const { code, all } = await place.run(...args);
    expect(code).toBe(2);
    expect(all).toMatch(
      /environment: HTTPS_PROXY: the value \(not shown\) is not the address of an HTTP proxy/,
    );
    expect(all).not.toContain('hunter22');
  }
});
