// What was rejected is shaped again after a fix: without a call, once, and never over what is newer.
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { openAllWithoutKeys } from '../../connector/app/accounts/open-accounts.js';
import { loadSource } from '../../connector/app/load.js';
import { replaySource } from '../../connector/app/repair/replay.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { parseJson } from '../../connector/http/json/body.js';
import type { Destination } from '../../connector/model/destination.js';
import { DestinationError } from '../../connector/model/errors.js';
import type { RunReport } from '../../connector/model/report.js';
import { type DeadLetter, deadLetterBatch } from '../../connector/state/dead-letters/stored-letters.js';
import { FORMATS, OWN_FORMAT } from '../../connector/state/format.js';
import { compareRuns } from '../../connector/state/history/compare-runs.js';
import { findRun, ledgerOf, listRuns } from '../../connector/state/history/stored-runs.js';
import { type Setting, setUp } from './sandbox-config.js';

let setting: Setting;

afterEach(async () => {
  await setting.close();
});

async function change(options: object): Promise<void> {
  const body = JSON.stringify(options);
  const reply = await fetch(`${setting.sandbox.url}/__sandbox/options`, { method: 'POST', body });
  expect(reply.status).toBe(200);
}

const total = async () =>
  ((await (await fetch(`${setting.sandbox.url}/__sandbox/stats`)).json()) as { total: number }).total;

const endpoints = [
  { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
  { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } },
];
const strict = () => setting.source({ endpoints, drift: 'reject' });
const open = () => setting.source({ endpoints });

/** A load, and a second one that rejects the bills from the 20th on. */
async function withLetters(destination?: Destination): Promise<void> {
  setting = await setUp({ seed: 'replay', bills: 24, edges: false });
  await loadSource(strict(), { destination });
  await change({ drift: ['field', 'wider'], driftFrom: 20 });
  const report = await loadSource(strict(), { destination });
  expect(report.sources.find(({ name }) => name === 'bills')?.ledger.rejected).toBe(4);
}

/** Rows without what tells by which run and when they came. */
function contents(destination: MemoryDestination, table: string): string[] {
  const text = ({ _run_id, _loaded_at, ...row }: Record<string, unknown>) =>
    JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  return destination.rows(table).map(text).sort();
}

test('after a fix the records are as a load would have them; the second replay finds nothing', async () => {
  const destination = new MemoryDestination();
  await withLetters(destination);
  const letters = destination.rows('_ovh_rejected');
  const calls = await total();
  const before = contents(destination, 'bills');
  const dry = await replaySource([open()], { destination, dryRun: true });
  expect(dry[0]?.sources[0]?.ledger).toMatchObject({ listed: 4, loaded: 4, rejected: 0 });
  expect(contents(destination, 'bills')).toEqual(before);
  expect(destination.rows('_ovh_rejected')).toEqual(letters);
  // Without a fix nothing changes, and it is said why.
  const [same] = await replaySource([strict()], { destination });
  expect(same).toMatchObject({ outcome: 'incomplete', kind: 'replay' });
  expect(same?.sources[0]?.notLoaded[0]?.message).toMatch(/"approvedBy" \(text\) is new to the table/);
  expect(contents(destination, 'bills')).toEqual(before);
  const [report] = await replaySource([open()], { destination });
  expect(report).toMatchObject({ outcome: 'complete', kind: 'replay' });
  expect(report?.drift.map(({ column, kind }) => `${column} ${kind}`).sort()).toEqual([
    'approved_by added',
    'order_id widened',
  ]);
  expect(destination.rows('_ovh_rejected')).toEqual([]);
  const instants = new Map(letters.map(({ id, read_at }) => [id, read_at]));
  for (const row of destination.rows('bills').filter(({ _run_id }) => _run_id === report?.runId)) {
    expect(row._loaded_at).toBe(instants.get(`billId=${row.bill_id}`));
  }
  const [stored, failed] = await listRuns(destination);
  expect(stored).toMatchObject({
    runId: report?.runId,
    kind: 'replay',
    rows: 4,
    calls: 0,
    outcome: 'complete',
  });
  expect(failed).toMatchObject({ runId: same?.runId, kind: 'replay', outcome: 'incomplete' });
  const entries = [];
  for await (const entry of ledgerOf(destination, same?.runId ?? '')) entries.push(entry.id);
  expect(entries).toEqual(letters.map(({ id }) => id).sort());
  if (stored && failed) expect(compareRuns(failed, stored).same).toBe(false);
  expect(await replaySource([open()], { destination })).toEqual([]);
  expect(await total()).toBe(calls);
  const replayed = contents(destination, 'bills');
  await loadSource(open(), { destination });
  expect(contents(destination, 'bills')).toEqual(replayed);
}, 60_000);

test('what a later run has loaded, or found to be gone, stays as it is', async () => {
  await withLetters();
  const database = new Database(setting.database);
  const letters = database.prepare('select * from _ovh_rejected').all() as Record<string, unknown>[];
  await change({ drift: [] });
  await loadSource(open());
  expect(database.prepare('select count(*) from _ovh_rejected').pluck().get()).toBe(0);
  const insert = database.prepare(
    `insert into _ovh_rejected values (${Object.keys(letters[0] ?? {}).map((name) => `@${name}`)})`,
  );
  for (const letter of letters) insert.run(letter);
  // One was found to be gone after the letter, although its row is older.
  const [first] = letters.map(({ id }) => String(id).replace('billId=', ''));
  database
    .prepare(
      "update bills set _loaded_at = '2020-01-01T00:00:00.000Z', _deleted_at = '2999-01-01T00:00:00.000Z' where bill_id = ?",
    )
    .run(first);
  const rows = () => database.prepare('select * from bills order by bill_id').all();
  const before = rows();
  const [report] = await replaySource([open()]);
  expect(report?.sources[0]?.ledger).toMatchObject({ listed: 4, loaded: 0, known: 4 });
  expect(report?.outcome).toBe('complete');
  expect(rows()).toEqual(before);
  expect(report?.drift).toEqual([]);
  expect(database.prepare('select count(*) from _ovh_rejected').pluck().get()).toBe(0);
  database.close();
}, 60_000);

test('a commit that fails in the middle: what is committed stays, the rest waits for the next replay', async () => {
  const inner = new MemoryDestination();
  await withLetters(inner);
  let commits = 0;
  const failing: Destination = {
    name: inner.name,
    location: inner.location,
    check: () => inner.check(),
    lock: (holder) => inner.lock(holder),
    open: async () => {
      const session = await inner.open();
      return new Proxy(session, {
        get: (target, name) => {
          if (name === 'commit' && ++commits > 2)
            throw new DestinationError('destination-full', 'the disk is full');
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
  };
  const [cut] = await replaySource([open()], { destination: failing, chunk: 1 });
  expect(cut).toMatchObject({ outcome: 'failed', reasons: [{ message: 'the disk is full' }] });
  expect(cut?.sources[0]?.ledger).toMatchObject({ listed: 2, loaded: 2 });
  expect(inner.rows('_ovh_rejected')).toHaveLength(2);
  expect(inner.rows('bills').filter((row) => row.approved_by)).toHaveLength(2);
  expect(await findRun(inner, 'last')).toMatchObject({ outcome: 'running', rows: 2 });
  const [rest] = await replaySource([open()], { destination: inner, chunk: 1 });
  expect(rest?.sources[0]?.ledger).toMatchObject({ listed: 2, loaded: 2 });
  expect(inner.rows('bills').filter((row) => row.approved_by)).toHaveLength(4);
  expect(inner.rows('_ovh_rejected')).toEqual([]);
}, 60_000);

describe('letters of other tables', () => {
  const instances = [
    { name: 'projects', path: '/cloud/project', read: { item: 'serviceName' } },
    {
      name: 'instances',
      path: '/cloud/project/{serviceName}/instance',
      parameters: { serviceName: { from: 'projects' } },
      table: { primaryKey: ['serviceName', 'id'] },
    },
  ];

  async function put(destination: Destination, ...letters: Partial<DeadLetter>[]): Promise<void> {
    const session = await destination.open();
    const whole = letters.map(
      (letter, index): DeadLetter => ({
        ...{ runId: 'r', account: 'acc', source: 'instances', table: 'instances', id: `(list) / ${index}` },
        ...{ partition: {}, kind: 'element', payload: {}, bytes: 2, reason: '', readAt: Date.UTC(2090, 0) },
        ...letter,
      }),
    );
    async function* batches() {
      yield FORMATS.batch([{ format: OWN_FORMAT, version: '0', recordedAt: 0 }]);
      yield deadLetterBatch(whole, []);
    }
    await session.commit({ runId: 'r', batches: batches() });
    await session.close();
  }

  test('child tables are filled without documents: the tables tell them', async () => {
    setting = await setUp({ seed: 'children', bills: 0, edges: false });
    const source = setting.source({ endpoints: instances, account: 'acc' });
    const destination = new MemoryDestination();
    await loadSource(source, { destination });
    const [ip] = destination.rows('instances_ip_addresses');
    expect(ip).toBeDefined();
    const { service_name, _parent_id, version: _version, ...rest } = ip ?? {};
    const schemas = await (await destination.open()).tables();
    const payload = parseJson(
      `{"id":${JSON.stringify(_parent_id)},"created":"2026-01-01T00:00:00Z","ipAddresses":[{"ip":"192.0.2.77","version":4}]}`,
    );
    expect(Object.keys(rest).length).toBeGreaterThan(0);
    await put(destination, { partition: { serviceName: String(service_name) }, payload });
    const [report] = await replaySource([source], { destination });
    expect(report).toMatchObject({ outcome: 'complete', drift: [] });
    const rows = destination.rows('instances_ip_addresses').filter((row) => row._parent_id === _parent_id);
    expect(rows.map((row) => row.ip)).toEqual(['192.0.2.77']);
    expect(destination.rows('instances').find((row) => row.id === _parent_id)?.ip_addresses_count).toBe(1n);
    const after = await (await destination.open()).tables();
    const data = (tables: typeof schemas) => tables.filter(({ table }) => !table.startsWith('_ovh_'));
    expect(data(after)).toEqual(data(schemas));
  }, 60_000);

  test('what cannot be replayed is told with what to do', async () => {
    setting = await setUp({ seed: 'cannot', bills: 2, edges: false });
    const source = setting.source({
      account: 'acc',
      endpoints: [
        ...instances,
        { name: 'swapped', path: '/me/bill', read: { item: 'billId' }, write: { disposition: 'replace' } },
      ],
    });
    const destination = new MemoryDestination();
    await put(
      destination,
      { source: 'swapped', id: 'a' },
      { source: 'nobody', id: 'b' },
      { id: 'c', payload: undefined, bytes: 5_000_000 },
      { id: 'd' },
    );
    const [report] = await replaySource([source], { destination });
    expect(report?.outcome).toBe('incomplete');
    const words = report?.sources.flatMap(({ notLoaded }) =>
      notLoaded.map(({ id, message }) => `${id}: ${message}`),
    );
    expect(words?.sort()).toEqual([
      expect.stringMatching(/^a: .*replaced as a whole.*load it again/),
      expect.stringMatching(/^b: the configuration has no source object "nobody"/),
      expect.stringMatching(/^c: the payload \(5000000 bytes\) was too large.*--full-refresh instances/),
      expect.stringMatching(/^d: there is no table instances.*a load makes it/),
    ]);
    expect(destination.rows('_ovh_rejected')).toHaveLength(4);
    await expect(replaySource([source], { destination, source: 'swaped' })).rejects.toThrow(
      /did you mean "swapped"/,
    );
  }, 60_000);

  test('of several connections, the one that has the account and the source object shapes a letter', async () => {
    setting = await setUp({ seed: 'several', bills: 3, edges: false });
    const more = { region: 'eu', baseUrl: setting.sandbox.url };
    const own = (name: string) => ({ ...more, name, account: `acc-${name}` });
    const bills = { path: '/me/bill', read: { item: 'billId' } };
    const drafts = openAllWithoutKeys(
      {
        destination: { type: 'sqlite', path: setting.database },
        connections: [own('a'), own('b')],
        endpoints: [
          { ...bills, name: 'of_both' },
          { ...bills, name: 'of_b', connections: ['b'] },
        ],
      },
      { env: {}, home: setting.folder, cwd: setting.folder },
    );
    const destination = new MemoryDestination();
    const letter = (source: string, account: string) => ({
      source,
      account,
      table: source,
      id: `${source} ${account}`,
    });
    await put(
      destination,
      letter('of_both', 'acc-a'),
      letter('of_both', 'acc-b'),
      letter('of_b', 'acc-a'),
      letter('of_b', 'acc-b'),
    );
    const reports = await replaySource(drafts, { destination });
    const told = reports.flatMap(({ account, sources }) =>
      sources.flatMap(({ notLoaded }) => notLoaded.map(({ id, message }) => `${account}, ${id}: ${message}`)),
    );
    expect(told.sort()).toEqual([
      expect.stringMatching(/^acc-a, of_b acc-a: the configuration has no source object "of_b"/),
      expect.stringMatching(/^acc-a, of_both acc-a: there is no table of_both/),
      expect.stringMatching(/^acc-b, of_b acc-b: there is no table of_b,/),
      expect.stringMatching(/^acc-b, of_both acc-b: there is no table of_both/),
    ]);
    expect((await listRuns(destination)).map(({ account }) => account).sort()).toEqual(['acc-a', 'acc-b']);
  }, 60_000);

  test('a connection whose account is not configured has the letters of its runs; a filter takes no others', async () => {
    setting = await setUp({ seed: 'unnamed', bills: 3, edges: false });
    const own = (name: string) => ({ region: 'eu', baseUrl: setting?.sandbox.url, name });
    const endpoints = [{ name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } }];
    const drafts = openAllWithoutKeys(
      {
        destination: { type: 'sqlite', path: setting.database },
        connections: [own('a'), own('b')],
        endpoints,
      },
      { env: {}, home: setting.folder, cwd: setting.folder },
    );
    const [, second] = drafts;
    const destination = new MemoryDestination();
    for (const name of ['a', 'b']) {
      const source = setting.source({ endpoints, account: `acc-${name}` });
      await loadSource({ ...source, config: { ...source.config, connection: name } }, { destination });
      await put(destination, { source: 'bill_ids', table: 'bill_ids', account: `acc-${name}`, id: name });
    }
    const dry = { destination, dryRun: true };
    const of = (reports: RunReport[]) => reports.map(({ connection, account }) => [connection, account]);
    expect(of(await replaySource(drafts, dry))).toEqual([
      ['a', 'acc-a'],
      ['b', 'acc-b'],
    ]);
    expect(second && of(await replaySource([second], { ...dry, onlyThese: true }))).toEqual([['b', 'acc-b']]);
  });
});
