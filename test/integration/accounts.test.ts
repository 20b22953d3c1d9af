// Several accounts into the same tables: each equals its own truth, and one that fails does not touch the others.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { loadSources } from '../../connector/app/accounts/load-accounts.js';
import { openSources } from '../../connector/app/accounts/open-accounts.js';
import { runHistory } from '../../connector/app/history/runs.js';
import { type ConfiguredSource, openSource } from '../../connector/app/open.js';
import { ScheduleService } from '../../connector/app/schedule/service.js';
import type { ConfigError } from '../../connector/model/errors.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../sandbox/main.js';
import { extent, isLong } from '../extent.js';
import { knownEndpoints, SOME_PRESETS } from './sandbox-config.js';
import { compareChildren, compareTables, readTruth } from './truth.js';

let folder: string;
let database: string;
let sandboxes: RunningSandbox[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-accounts-'));
  database = join(folder, 'ovh.db');
});

afterEach(async () => {
  for (const sandbox of sandboxes) await sandbox.close();
  sandboxes = [];
  rmSync(folder, { recursive: true, force: true });
});

async function sandbox(options: Partial<SandboxOptions>): Promise<RunningSandbox> {
  const started = await startSandbox({ rate: 0, bills: 20, ...options });
  sandboxes.push(started);
  return started;
}

const connection = (name: string, { url, keys }: RunningSandbox, more: object = {}) => ({
  name,
  region: 'eu',
  baseUrl: url,
  auth: { ...keys },
  ...more,
});

function open(connections: object[], more: object = {}): [ConfiguredSource, ConfiguredSource] {
  const config = {
    connections,
    destination: { type: 'sqlite', path: database },
    budget: { callsPerSecond: 1000 },
    endpoints: [{ preset: 'bills' }],
    ...more,
  };
  return openSources(config, { env: {}, home: folder, cwd: folder }) as [ConfiguredSource, ConfiguredSource];
}

function rows(sql: string): Record<string, unknown>[] {
  const opened = new Database(database, { readonly: true });
  try {
    return opened.prepare(sql).all() as Record<string, unknown>[];
  } finally {
    opened.close();
  }
}

const accountsOf = (table: string) =>
  rows(`select distinct _account as a from "${table}" order by 1`).map(({ a }) => a);

const presets = async (url: string): Promise<object[]> => (isLong ? await knownEndpoints(url) : SOME_PRESETS);

describe('two accounts in one file', () => {
  test('every table equals both truths, also when both are loaded again', async () => {
    const [one, two] = [
      await sandbox({ seed: 'one', bills: extent(5, 20) }),
      await sandbox({ seed: 'two', bills: extent(8, 35) }),
    ];
    const endpoints = await presets(one.url);
    const [first, second] = open([connection('one', one), connection('two', two)], { endpoints });
    const truths = [await readTruth(one.url, first), await readTruth(two.url, second)] as const;
    expect(truths[0].account).not.toBe(truths[1].account);
    for (const again of [false, true]) {
      const report = await loadSources(again ? [second, first] : [first, second]);
      expect(report.outcome).toBe('incomplete');
      expect(report.connections.map(({ account }) => account).sort()).toEqual(
        truths.map(({ account }) => account).sort(),
      );
      expect(compareTables(database, first, truths[0], true)).toEqual([]);
      expect(compareTables(database, second, truths[1], true)).toEqual([]);
      for (const truth of truths) {
        const route = '/cloud/project/{serviceName}/instance';
        const difference = compareChildren(
          database,
          truth,
          route,
          'ipAddresses',
          'cloud_instances_ip_addresses',
          true,
        );
        expect(difference).toEqual([]);
      }
    }
  });

  test('without documents too, where each account brings columns of its own', async () => {
    const [one, two] = [
      await sandbox({ seed: '11', bills: 3 }),
      await sandbox({ seed: '12', bills: extent(8, 40) }),
    ];
    const config = { endpoints: await presets(one.url), schemas: { use: 'never' } };
    const [first, second] = open([connection('one', one), connection('two', two)], config);
    await loadSources([first, second]);
    expect(compareTables(database, first, await readTruth(one.url, first), true)).toEqual([]);
    expect(compareTables(database, second, await readTruth(two.url, second), true)).toEqual([]);
  });

  test('tables that append keep the rows of every run and account', async () => {
    const [one, two] = [await sandbox({ seed: 'one' }), await sandbox({ seed: 'two' })];
    const endpoint = { name: 'me', path: '/me', write: { disposition: 'append' } };
    const pair = open([connection('one', one), connection('two', two)], { endpoints: [endpoint] });
    await loadSources(pair);
    await loadSources(pair);
    const counts = rows('select _account, count(*) as n, count(distinct _run_id) as runs from me group by 1');
    expect(counts.map(({ n, runs }) => [n, runs])).toEqual([
      [2, 2],
      [2, 2],
    ]);
  });

  test('an entry for one connection fills tables of that one alone', async () => {
    const [one, two] = [await sandbox({ seed: 'one' }), await sandbox({ seed: 'two' })];
    const endpoints = [{ preset: 'bills' }, { name: 'me', path: '/me', connections: ['two'] }];
    const pair = open([connection('one', one), connection('two', two)], { endpoints });
    const report = await loadSources(pair);
    expect(accountsOf('bills')).toHaveLength(2);
    expect(accountsOf('me')).toEqual([report.connections[1]?.account]);
    expect(report.connections[0]?.sources.map(({ name }) => name)).not.toContain('me');
  });
});

test('labels of a connection are recorded beside the data', async () => {
  const [one, two] = [
    await sandbox({ seed: 'one', edges: false }),
    await sandbox({ seed: 'two', edges: false }),
  ];
  const labels = { customer: 'Acme "Ltd"', cost_center: '4711' };
  const report = await loadSources(
    open([connection('one', one, { labels }), connection('two', two)], {
      endpoints: [{ name: 'me', path: '/me' }],
    }),
  );
  const found = rows('select account, connection, region, labels from _ovh_connection order by connection');
  expect(found.map((row) => ({ ...row, labels: JSON.parse(String(row.labels)) }))).toEqual([
    { account: report.connections[0]?.account, connection: 'one', region: 'eu', labels },
    { account: report.connections[1]?.account, connection: 'two', region: 'eu', labels: {} },
  ]);
});

describe('a destination for each: `{connection}`', () => {
  test.each([
    ['a file', { type: 'sqlite', path: '{connection}.db' }, ['one.db', 'two.db']],
    [
      'folders, side by side',
      { type: 'parquet', path: 'data/{connection}' },
      ['data/one/bills.parquet', 'data/two/bills.parquet'],
    ],
  ])('%s', async (_, destination, files) => {
    const [one, two] = [
      await sandbox({ seed: 'one', edges: false }),
      await sandbox({ seed: 'two', edges: false }),
    ];
    mkdirSync(join(folder, 'data'));
    const pair = open([connection('one', one), connection('two', two)], { destination });
    const report = await loadSources(pair);
    expect(report.connections.map(({ outcome }) => outcome)).toEqual(['complete', 'complete']);
    for (const file of files) expect(existsSync(join(folder, file))).toBe(true);
    if (destination.type === 'sqlite') {
      const truth = await readTruth(two.url, pair[1]);
      expect(compareTables(join(folder, 'two.db'), pair[1], truth, true)).toEqual([]);
    }
    await expect(runHistory(pair)).rejects.toThrow(/each connection has a destination of its own/);
    expect((await runHistory([pair[1]])).runs.map(({ account }) => account)).toEqual([
      report.connections[1]?.account,
    ]);
  });

  test('refused where it cannot be: without connections, and with a schedule', () => {
    const destination = { type: 'sqlite', path: '{connection}.db' };
    const endpoints = [{ preset: 'bills' }];
    const auth = { token: 'hidden' };
    expect(() => openSource({ region: 'eu', auth, destination, endpoints }, { env: {} })).toThrow(
      /destination\.path: has \{connection\}, and there are no connections/,
    );
    const connections = ['a', 'b'].map((name) => ({ name, region: 'eu', auth: { token: name } }));
    const config = { connections, destination, endpoints, schedule: { cron: '0 6 * * *' } };
    expect(() => new ScheduleService(config, { env: {} })).toThrow(/a destination of its own/);
  });
});

describe('one that cannot be loaded does not stop the others', () => {
  test('keys that are refused: its own report says so, the rest is loaded', async () => {
    const [one, two] = [
      await sandbox({ seed: 'one', edges: false }),
      await sandbox({ seed: 'two', edges: false }),
    ];
    const broken = { auth: { ...one.keys, consumerKey: 'not-a-key-at-all' } };
    const pair = open([connection('one', one, broken), connection('two', two)]);
    const report = await loadSources(pair);
    expect(report.outcome).toBe('failed');
    expect(report.connections.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['one', 'failed'],
      ['two', 'complete'],
    ]);
    expect(noticeLines(report.connections[0]?.reasons ?? []).join()).toMatch(/403/);
    expect(JSON.stringify(report)).not.toMatch(/not-a-key-at-all/);
    expect(compareTables(database, pair[1], await readTruth(two.url, pair[1]), true)).toEqual([]);
    expect(report.loaded).toBe(
      report.connections[1]?.sources.reduce((sum, each) => sum + each.ledger.loaded, 0),
    );
  });

  test('an account that is down in the middle', async () => {
    const [one, two] = [
      await sandbox({ seed: 'one', revokeAfter: 20, bills: 300, edges: false }),
      await sandbox({ seed: 'two', edges: false }),
    ];
    const pair = open([connection('one', one), connection('two', two)]);
    const report = await loadSources(pair, { strategy: 'single' });
    expect(report.connections.map(({ outcome }) => outcome)).toEqual(['failed', 'complete']);
    expect(compareTables(database, pair[1], await readTruth(two.url, pair[1]), true)).toEqual([]);
  });

  test('interrupted: what has not begun says so', async () => {
    const [one, two] = [await sandbox({ seed: 'one' }), await sandbox({ seed: 'two' })];
    const ending = new AbortController();
    const options = { concurrency: 1, signal: ending.signal, onEnd: () => ending.abort() };
    const report = await loadSources(open([connection('one', one), connection('two', two)]), options);
    expect(report.outcome).toBe('incomplete');
    expect(noticeLines(report.connections[1]?.reasons ?? []).join()).toMatch(/interrupted/);
    expect(report.connections[1]?.sources).toEqual([]);
    expect(accountsOf('bills')).toEqual([report.connections[0]?.account]);
  });
});

describe('the same account twice', () => {
  test('by other keys: refused before anything is loaded for the second', async () => {
    const one = await sandbox({ seed: 'one' });
    const twin = connection('twin', one, { auth: { token: one.bearerToken } });
    const report = await loadSources(open([connection('one', one), twin]));
    expect(report.connections.map(({ runId }) => runId === '')).toEqual([false, true]);
    expect(noticeLines(report.connections[1]?.reasons ?? [])[0]).toMatch(
      /^connection twin: its keys are of the account sb\d+-ovh, which connection one loads/,
    );
  });

  test('also under another name', async () => {
    const one = await sandbox({ seed: 'one' });
    const twin = connection('twin', one, { account: 'other', auth: { token: one.bearerToken } });
    await loadSources(open([connection('one', one), twin]));
    expect(accountsOf('bills')).toHaveLength(1);
  });

  test('two accounts under one name', async () => {
    const [one, two] = [await sandbox({ seed: 'one' }), await sandbox({ seed: 'two' })];
    const { account } = await readTruth(one.url, []);
    const report = await loadSources(open([connection('one', one), connection('two', two, { account })]));
    expect(noticeLines(report.connections[1]?.reasons ?? [])[0]).toMatch(
      /their rows could not be told apart/,
    );
    expect(report.connections[1]?.account).toBe(account);
    expect(accountsOf('bills')).toEqual([account]);
  });
});

test('names that were swapped: each connection says whose keys it has; a name of its own is no fault', async () => {
  const [one, two, three] = [
    await sandbox({ seed: 'one', bills: 2 }),
    await sandbox({ seed: 'two', bills: 2 }),
    await sandbox({ seed: 'three', bills: 2 }),
  ];
  const [first, second] = [(await readTruth(one.url, [])).account, (await readTruth(two.url, [])).account];
  const report = await loadSources(
    open([
      connection('one', one, { account: second }),
      connection('two', two, { account: first }),
      connection('three', three, { account: 'by-hand' }),
    ]),
  );
  const told = report.connections.map(({ warnings }) =>
    warnings.filter(({ code }) => code === 'account-of-other').map(({ message }) => message),
  );
  expect(told).toEqual([
    [
      expect.stringMatching(
        `^connection one: its keys are of the account ${first}, its rows are those of ${second}.*connection two: were two`,
      ),
    ],
    [
      expect.stringMatching(
        `^connection two: its keys are of the account ${second}.*connection one: were two`,
      ),
    ],
    [],
  ]);
});

describe('opening', () => {
  const keys = (name: string, region: string) => ({
    name,
    region,
    auth: { clientId: name, clientSecret: 'hidden' },
  });
  const pair = [keys('a', 'eu'), keys('b', 'ca')];

  test('openSource is for one account, and says what is for several', () => {
    const config = { connections: pair, endpoints: [{ preset: 'bills' }] };
    expect(() => openSource(config, { env: {} })).toThrow(/several connections \(a, b\): use openSources/);
    expect(openSource(config, { env: {}, connections: ['b'] }).config.connection).toBe('b');
    expect(openSource({ ...config, connections: [pair[0]] }, { env: {} }).config.connection).toBe('a');
  });

  test('only: each has its part of what is named; what is nowhere is refused', () => {
    const endpoints = [{ preset: 'bills' }, { name: 'me', path: '/me', connections: ['b'] }];
    const names = (only: string[]) =>
      openSources({ connections: pair, endpoints }, { env: {}, only }).map(({ config }) => config.connection);
    expect(names(['me'])).toEqual(['b']);
    expect(names(['me', 'bills'])).toEqual(['a', 'b']);
    expect(() => names(['mee'])).toThrow(/there is no source object "mee"/);
  });

  test('a mistake in a definition is told once', () => {
    const endpoints = [{ name: 'a', path: '/a/{b}' }];
    try {
      openSources({ connections: pair, endpoints }, { env: {} });
    } catch (error) {
      expect((error as ConfigError).issues).toHaveLength(1);
    }
    expect.assertions(1);
  });
});
