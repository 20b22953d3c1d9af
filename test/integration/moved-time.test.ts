// Time moves on in the account: what each mode finds of it, and with how many calls.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { type LoadOptions, loadSource } from '../../connector/app/load.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import type { RunReport } from '../../connector/model/report.js';
import { type Backfill, backfillPlan } from '../../connector/plan/modes/backfill.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { type Setting, setUp } from './sandbox-config.js';
import { compareTables, readTruth } from './truth.js';

const DAY = 86_400_000;
const STARTED = systemClock.now();
const ACCOUNT_TODAY = Date.UTC(2026, 6, 1, 12);

let setting: Setting;
let days = 0;
/** How far the clock of this machine is from that of the account, in days. */
let wrong = 0;

const clock: Clock = {
  ...systemClock,
  now: () => ACCOUNT_TODAY + (days + wrong) * DAY + systemClock.now() - STARTED,
};

beforeEach(async () => {
  days = 0;
  wrong = 0;
  setting = await setUp({ seed: 'moved', bills: 20, lines: 2, edges: false }, []);
});

afterEach(() => setting.close());

async function moveTo(day: number, more: object = {}): Promise<void> {
  days = day;
  await change({ days: day, ...more });
}

async function change(options: object): Promise<void> {
  const reply = await fetch(`${setting.sandbox.url}/__sandbox/options`, {
    method: 'POST',
    body: JSON.stringify(options),
  });
  expect(reply.status).toBe(200);
}

const sourceOf = (endpoints: object[]) => setting.source({ endpoints }, { clock });
const load = (endpoints: object[], options: LoadOptions = {}) => loadSource(sourceOf(endpoints), options);
async function differences(endpoints: object[]) {
  const source = sourceOf(endpoints);
  const routes = source.plan.nodes.map(({ definition }) => definition.path);
  return compareTables(setting.database, source, await readTruth(setting.sandbox.url, routes));
}
const billsThere = async () => {
  const { sources } = await readTruth(setting.sandbox.url, ['/me/bill']);
  return sources['/me/bill']?.entries[0]?.items?.length ?? 0;
};
const made = (report: RunReport) =>
  report.sources.reduce((sum, { calls }) => sum + calls.single + calls.expanded + calls.batch, 0);
const ledgerOf = (report: RunReport, name: string) =>
  report.sources.find((source) => source.name === name)?.ledger;

function rows<Row>(sql: string): Row[] {
  const database = new Database(setting.database, { readonly: true });
  try {
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
}
const number = (sql: string) => rows<{ n: number }>(sql)[0]?.n;

/** Bills with a window of so many days; their lines are known once they are loaded. */
const windowed = (window: object = {}): object[] => [
  {
    name: 'bill_ids',
    path: '/me/bill',
    read: { item: 'billId' },
    sync: { mode: 'window', window: { from: 'date.from', ...window } },
  },
  { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } },
  {
    name: 'line_ids',
    path: '/me/bill/{billId}/details',
    parameters: { billId: { from: 'bill_ids' } },
    read: { item: 'billDetailId' },
    sync: { mode: 'known' },
  },
];

const movements = (sync: object = {}): object[] => [
  { name: 'account_ids', path: '/me/ovhAccount', read: { item: 'ovhAccountId' } },
  {
    name: 'movement_ids',
    path: '/me/ovhAccount/{ovhAccountId}/movements',
    parameters: { ovhAccountId: { from: 'account_ids' } },
    read: { item: 'movementId' },
    sync: { mode: 'window', window: { from: 'date.from', to: 'date.to' }, ...sync },
  },
  {
    name: 'movements',
    path: '/me/ovhAccount/{ovhAccountId}/movements/{movementId}',
    parameters: {
      ovhAccountId: { from: 'movement_ids', parameter: 'ovhAccountId' },
      movementId: { from: 'movement_ids' },
    },
  },
];

describe('full, known and open', () => {
  test('equal a full reading of the new truth', async () => {
    const endpoints = ['bills', 'bill_payments', 'orders', 'debts'].map((preset) => ({
      preset,
    }));
    await load(endpoints);
    expect(await differences(endpoints)).toEqual([]);
    for (const day of [31, 40]) {
      await moveTo(day);
      const report = await load(endpoints);
      expect(report.outcome).toBe('complete');
      expect(await differences(endpoints)).toEqual([]);
    }
    const again = await load(endpoints);
    // No line of a bill or an order is asked for; a bill, a payment or a debt that is not settled is.
    expect(ledgerOf(again, 'bill_detail_ids')).toMatchObject({ loaded: 0, known: await billsThere() });
    expect(ledgerOf(again, 'order_detail_ids')).toMatchObject({ loaded: 0 });
    const open = ['bills', 'bill_payments', 'order_status', 'order_payments', 'debts'].map((name) => {
      const { listed = 0, known = 0 } = ledgerOf(again, name) ?? {};
      return listed - known;
    });
    // The rest is of what is open: payments that are not there yet are asked for one by one.
    expect(made(again)).toBeLessThan(20 + open.reduce((sum, count) => sum + count, 0));
    expect(Math.max(...open)).toBeLessThan((await billsThere()) / 4);
    expect(number('select count(*) n from bills where carbon_footprint_value is not null')).toBe(20);
  });

  test('bills that are gone are marked, new ones come', async () => {
    const endpoints = [
      { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
      { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } },
    ];
    await load(endpoints);
    await moveTo(10, { removedBills: 4 });
    await load(endpoints);
    expect(number('select count(*) n from bills where _deleted_at is null')).toBe(await billsThere());
    expect(number('select count(*) n from bills where _deleted_at is not null')).toBe(4);
    await moveTo(60);
    await load(endpoints);
    expect(number('select count(*) n from bills where _deleted_at is not null')).toBe(5);
  });
});

describe('known below lists that are below others', () => {
  const nested = () =>
    movements({ mode: 'full' }).map((each) =>
      'name' in each && each.name === 'movements' ? { ...each, sync: { mode: 'known' } } : each,
    );

  test('an object is known by the parameters of its list, and new ones come', async () => {
    const first = await load(nested());
    const count = ledgerOf(first, 'movements')?.loaded ?? 0;
    // The accounts have movements of the same numbers.
    const numbers = number('select count(distinct movement_id) n from movements') ?? 0;
    expect(numbers).toBeLessThan(count);
    await moveTo(10);
    const second = await load(nested());
    const accounts = number('select count(*) n from account_ids');
    expect(ledgerOf(second, 'movements')).toMatchObject({ known: count, loaded: accounts });
    expect(await differences(nested())).toEqual([]);
  });

  test('what was refused is asked for again', async () => {
    const { clientId, clientSecret } = setting.sandbox.oauth2;
    const auth = { clientId, clientSecret };
    const byToken = { auth, tokenUrl: `${setting.sandbox.url}/auth/oauth2/token`, endpoints: nested() };
    await change({ iamDenied: ['GET /me/ovhAccount/{ovhAccountId}/movements/{movementId}'] });
    const refused = await loadSource(setting.source(byToken, { clock }), { strategy: 'single' });
    expect(ledgerOf(refused, 'movements')?.refused).toBeGreaterThan(0);
    await change({ iamDenied: [] });
    const then = await loadSource(setting.source(byToken, { clock }));
    expect(ledgerOf(then, 'movements')).toMatchObject({ known: 0, refused: 0 });
    expect(await differences(nested())).toEqual([]);
  });
});

describe('open', () => {
  test('a list that is empty is asked for until it has something', async () => {
    const [accounts = {}, lists = {}] = movements({ mode: 'open', window: undefined });
    const endpoints = [accounts, { ...lists, query: { 'date.from': '2026-07-02' } }];
    await load(endpoints);
    const count = number('select count(*) n from account_ids') ?? 0;
    const again = await load(endpoints);
    expect(again.sources[1]?.reads).toBe(count);
    await moveTo(10);
    expect(ledgerOf(await load(endpoints), 'movement_ids')?.loaded).toBe(count);
    await moveTo(20);
    // There is one, and that was what it waited for.
    expect(ledgerOf(await load(endpoints), 'movement_ids')).toMatchObject({ loaded: 0, known: count });
  });
});

describe('a list that is read for several constants', () => {
  test('a load that was cut goes on: items of the same name are not taken for one another', async () => {
    await load([{ name: 'account_ids', path: '/me/ovhAccount', read: { item: 'ovhAccountId' } }]);
    const accounts = rows<{ id: string }>('select ovh_account_id id from account_ids').map(({ id }) => id);
    const endpoints = [
      {
        name: 'movement_ids',
        path: '/me/ovhAccount/{ovhAccountId}/movements',
        parameters: { ovhAccountId: accounts },
        read: { item: 'movementId' },
      },
    ];
    await moveTo(60);
    const ending = new AbortController();
    const cut = await load(endpoints, {
      sliceRoots: 1,
      signal: ending.signal,
      onProgress: (progress) => {
        if (progress().slices >= 1) ending.abort();
      },
    });
    expect(cut.outcome).toBe('incomplete');
    const rest = await load(endpoints);
    expect(rest.outcome).toBe('complete');
    expect(ledgerOf(rest, 'movement_ids')?.known).toBeGreaterThan(0);
    expect(await differences(endpoints)).toEqual([]);
  });
});

describe('window', () => {
  test('a list at the root: what is new or late is found, with few calls', async () => {
    const endpoints = windowed({ to: 'date.to' });
    await load(endpoints);
    expect(await differences(endpoints)).toEqual([]);
    await moveTo(12);
    const second = await load(endpoints);
    expect(second.outcome).toBe('complete');
    // Six new bills, one of them dated 20 days back, and what the look-back has of before.
    expect(ledgerOf(second, 'bill_ids')?.listed).toBeLessThan(12);
    expect(ledgerOf(second, 'bills')?.loaded).toBe(ledgerOf(second, 'bill_ids')?.listed);
    expect(ledgerOf(second, 'line_ids')?.known).toBe((ledgerOf(second, 'bill_ids')?.listed ?? 0) - 6);
    expect(await differences(endpoints)).toEqual([]);
  });

  test('what is dated before the look-back comes with --full-refresh, and the cursor goes on', async () => {
    const endpoints = windowed({ lookBack: 30 });
    await load(endpoints);
    await moveTo(30);
    await load(endpoints);
    // The fifteenth new bill is dated a hundred days back.
    const missing = async () => (await differences(endpoints)).map(({ what }) => what.slice(0, 8));
    expect(await missing()).toContain('missing:');
    await moveTo(32);
    await load(endpoints);
    expect(await missing()).toContain('missing:');
    const whole = await load(endpoints, { refresh: ['bill_ids'] });
    expect(ledgerOf(whole, 'bill_ids')?.listed).toBe(await billsThere());
    expect(await differences(endpoints)).toEqual([]);
    const next = await load(endpoints);
    expect(ledgerOf(next, 'bill_ids')?.listed).toBeLessThan(20);
  });

  test('lists below another list: each has its own cursor', async () => {
    const endpoints = movements();
    await load(endpoints);
    expect(await differences(endpoints)).toEqual([]);
    await moveTo(45);
    const second = await load(endpoints);
    expect(second.outcome).toBe('complete');
    expect(await differences(endpoints)).toEqual([]);
    const accounts = number('select count(*) n from account_ids');
    expect(number('select count(distinct partition) n from _ovh_cursor')).toBe(accounts);
    await moveTo(100);
    // Two of the new ones are dated 20 days before they come: within the look-back of 45.
    const third = await load(endpoints);
    expect(await differences(endpoints)).toEqual([]);
    expect(ledgerOf(third, 'movement_ids')?.listed).toBeLessThan(
      number('select count(*) n from movement_ids') ?? 0,
    );
  });

  test('an unchanged account: the list, and what the look-back has', async () => {
    const endpoints = windowed({ lookBack: 5 });
    await load(endpoints);
    await moveTo(1);
    const again = await load(endpoints);
    expect(ledgerOf(again, 'bill_ids')?.listed).toBe(0);
    expect(made(again)).toBe(1);
  });

  test('a load that is cut, or lacks something, does not move the cursor', async () => {
    const endpoints = windowed({ lookBack: 25 });
    const ending = new AbortController();
    const cut = await load(endpoints, {
      sliceRoots: 5,
      signal: ending.signal,
      onProgress: (progress) => {
        if (progress().slices >= 1) ending.abort();
      },
    });
    expect(cut.outcome).toBe('incomplete');
    expect(rows("select name from sqlite_master where name = '_ovh_cursor'")).toEqual([]);
    const rest = await load(endpoints);
    expect(rest.outcome).toBe('complete');
    expect(await differences(endpoints)).toEqual([]);
    const cursor = 'select max(read_until) n from _ovh_cursor';
    const before = number(cursor);
    await moveTo(20);
    const { clientId, clientSecret } = setting.sandbox.oauth2;
    const auth = { clientId, clientSecret };
    const byToken = { auth, tokenUrl: `${setting.sandbox.url}/auth/oauth2/token`, endpoints };
    await change({ iamDenied: ['GET /me/bill/{billId}'] });
    const refused = await loadSource(setting.source(byToken, { clock }));
    expect(refused.outcome).toBe('incomplete');
    expect(number(cursor)).toBe(before);
    await change({ iamDenied: [] });
    await loadSource(setting.source(byToken, { clock }));
    expect(number(cursor)).not.toBe(before);
    expect(await differences(endpoints)).toEqual([]);
  });

  test('another filter, or a table that was dropped, begins anew', async () => {
    await load(windowed());
    await moveTo(1);
    const dropped = new Database(setting.database);
    dropped.exec("drop table line_ids; delete from _ovh_columns where table_name = 'line_ids'");
    dropped.close();
    const anew = await load(windowed());
    expect(ledgerOf(anew, 'line_ids')?.known).toBe(0);
    expect(await differences(windowed())).toEqual([]);
    const other = await load(windowed({ start: '2020-01-01' }));
    expect(ledgerOf(other, 'bill_ids')?.listed).toBeGreaterThan(10);
  });

  test('a clock that goes back: the cursor stays, and one in the future is explained', async () => {
    const endpoints = windowed({ lookBack: 10 });
    wrong = 700;
    await load(endpoints);
    wrong = 0;
    await moveTo(30);
    const explained = await load(endpoints);
    expect(noticeLines(explained.warnings).join()).toMatch(/one of the two clocks is wrong/);
    expect(ledgerOf(explained, 'bill_ids')?.listed).toBe(await billsThere());
    const then = rows<{ read_until: string }>('select read_until from _ovh_cursor')[0]?.read_until;
    expect(then?.slice(0, 10)).toBe('2026-07-31');
    // By minutes clocks are set right, and the cursor stays.
    wrong = -5 / 1440;
    const next = await load(endpoints);
    expect(noticeLines(next.warnings).join()).not.toMatch(/clocks/);
    expect(rows<{ read_until: string }>('select read_until from _ovh_cursor')[0]?.read_until).toBe(then);
  });
});

describe('snapshot', () => {
  const snapshots: object[] = [
    { name: 'debt_account', path: '/me/debtAccount', sync: { mode: 'snapshot' } },
    { name: 'debt_ids', path: '/me/debtAccount/debt', read: { item: 'debtId' }, sync: { mode: 'snapshot' } },
    {
      name: 'debts',
      path: '/me/debtAccount/debt/{debtId}',
      parameters: { debtId: { from: 'debt_ids' } },
      sync: { mode: 'snapshot' },
    },
  ];
  const instants = (table: string) =>
    rows<{ at: string; n: number }>(`select _snapshot_at at, count(*) n from ${table} group by 1 order by 1`);

  test('each load adds rows of its own, and those before stay as they were', async () => {
    await load(snapshots);
    expect(await differences(snapshots)).toEqual([]);
    const before = rows('select * from debts');
    await moveTo(31);
    await load(snapshots);
    expect(await differences(snapshots)).toEqual([]);
    const [first, second] = instants('debts');
    expect((second?.n ?? 0) - (first?.n ?? 0)).toBe(15);
    expect(instants('debt_account').map(({ at }) => at)).toEqual([first?.at, second?.at]);
    expect(rows(`select * from debts where _snapshot_at = '${first?.at}'`)).toEqual(before);
    const paid = rows<{ at: string }>("select distinct _snapshot_at at from debts where status = 'PAID'");
    expect(paid).toEqual([{ at: second?.at }]);
    expect(rows("select name from pragma_table_info('debts') where name = '_deleted_at'")).toEqual([]);
  });

  test('a load that was cut and is gone on with is one snapshot; --full-refresh is another', async () => {
    await moveTo(60);
    const ending = new AbortController();
    const cut = await load(snapshots, {
      sliceRoots: 5,
      signal: ending.signal,
      onProgress: (progress) => {
        if (progress().slices >= 3) ending.abort();
      },
    });
    expect(cut.outcome).toBe('incomplete');
    await moveTo(60);
    const rest = await load(snapshots);
    expect(ledgerOf(cut, 'debt_ids')?.loaded).toBeGreaterThan(0);
    expect(ledgerOf(rest, 'debt_ids')?.known).toBe(ledgerOf(cut, 'debt_ids')?.loaded);
    expect(instants('debts')).toHaveLength(1);
    expect(instants('debt_account')).toEqual([{ at: instants('debts')[0]?.at, n: 1 }]);
    expect(await differences(snapshots)).toEqual([]);
    await load(snapshots, { refresh: true });
    expect(instants('debts')).toHaveLength(2);
    expect(instants('debts')[0]?.n).toBe(instants('debts')[1]?.n);
  });

  test('lines and lists of objects keep those of each load', async () => {
    const endpoints = [
      { name: 'projects', path: '/cloud/project', read: { item: 'serviceName' } },
      {
        name: 'usage',
        path: '/cloud/project/{serviceName}/usage/current',
        parameters: { serviceName: { from: 'projects' } },
        table: {
          lines: { amount: 'totalPrice', blocks: { hourlyUsage: 'hourly', monthlyUsage: 'monthly' } },
        },
        sync: { mode: 'snapshot' },
      },
      {
        name: 'instances',
        path: '/cloud/project/{serviceName}/instance',
        parameters: { serviceName: { from: 'projects' } },
        sync: { mode: 'snapshot' },
      },
    ];
    await load(endpoints);
    await moveTo(1);
    await load(endpoints);
    for (const table of ['usage', 'usage_lines', 'instances', 'instances_ip_addresses']) {
      const [first, second, ...more] = instants(table);
      expect({ table, n: second?.n, more }).toEqual({ table, n: first?.n, more: [] });
    }
  });
});

describe('state', () => {
  test('is of one account: another begins with nothing', async () => {
    const endpoints = windowed({ lookBack: 5 });
    const as = (account: string) => loadSource(setting.source({ endpoints, account }, { clock }));
    const first = await as('one');
    await moveTo(2);
    const other = await as('two');
    expect(ledgerOf(other, 'bill_ids')?.listed).toBe((ledgerOf(first, 'bill_ids')?.listed ?? 0) + 1);
    expect(ledgerOf(await as('one'), 'bill_ids')?.listed).toBe(1);
    expect(number('select count(distinct account) n from _ovh_cursor')).toBe(2);
  });

  test('of an earlier version, without the instant of snapshots, is gone on with', async () => {
    const endpoints = [
      {
        name: 'debt_ids',
        path: '/me/debtAccount/debt',
        read: { item: 'debtId' },
        sync: { mode: 'snapshot' },
      },
    ];
    await load(endpoints);
    const database = new Database(setting.database);
    database.exec('alter table _ovh_load drop column snapshot_at');
    database.exec("delete from _ovh_columns where table_name = '_ovh_load' and column_name = 'snapshot_at'");
    database.exec("update _ovh_load set state = 'started'");
    database.close();
    const report = await load(endpoints);
    expect(report.outcome).toBe('complete');
    expect(number('select count(*) n from _ovh_load where snapshot_at is not null')).toBe(1);
  });
});

describe('backfill', () => {
  const back = (endpoints: object[], backfill: Backfill) => {
    const source = sourceOf(endpoints);
    return loadSource({ ...source, plan: backfillPlan(source.plan, backfill) });
  };

  test('reads a part of the past, and leaves what is known, the cursor and the marks alone', async () => {
    const endpoints = windowed({ to: 'date.to', start: '2026-04-10' });
    await load(endpoints);
    await moveTo(10);
    await load(endpoints);
    const state = () =>
      ['_ovh_known', '_ovh_cursor', '_ovh_load'].map((table) =>
        rows(`select * from ${table} order by 1, 2, 3, 4`),
      );
    const before = { state: state(), bills: number('select count(*) n from bills') };
    const report = await back(endpoints, { name: 'bill_ids', from: '2026-01-01', to: '2026-04-05' });
    expect(report.outcome).toBe('complete');
    expect(noticeLines(report.warnings).join()).toMatch(
      /backfill: only what "bill_ids" lists from 2026-01-01T00:00:00Z to 2026-04-05T23:59:59Z/,
    );
    expect(ledgerOf(report, 'line_ids')?.loaded).toBeGreaterThan(0);
    expect(number('select count(*) n from bills')).toBe(
      (before.bills ?? 0) + (ledgerOf(report, 'bills')?.loaded ?? 0),
    );
    expect(state()).toEqual(before.state);
    await back(endpoints, { name: 'bill_ids', from: '2000-01-01' });
    expect(await differences(endpoints)).toEqual([]);
    expect(state()).toEqual(before.state);
  });

  test('what hangs on the list comes along; with the filter of the caller; nothing is marked', async () => {
    const endpoints = [
      { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
      { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } },
    ];
    await load(endpoints);
    await change({ removedBills: 5 });
    const filter = { from: 'date.from', to: 'date.to' };
    const report = await back(endpoints, { name: 'bills', from: '2026-04-01', to: '2026-04-30', filter });
    expect(report.outcome).toBe('complete');
    expect(report.sources.map(({ name, loaded }) => [name, loaded])).toEqual([
      ['bill_ids', true],
      ['bills', true],
    ]);
    expect(ledgerOf(report, 'bills')?.loaded).toBeLessThan(40);
    expect(number('select count(*) n from bills where _deleted_at is not null')).toBe(0);
  });

  test('lists below others', async () => {
    const endpoints = movements();
    await load(endpoints);
    await moveTo(40);
    const report = await back(endpoints, { name: 'movements', from: '2026-07-01', to: '2026-07-31' });
    const accounts = number('select count(*) n from account_ids') ?? 0;
    // The movements of the 11th and 21st; the third, of the 31st, is dated 20 days back.
    expect(ledgerOf(report, 'movements')?.loaded).toBe(3 * accounts);
  });

  test.each<[string, object[], Backfill, RegExp]>([
    ['an unknown name', windowed(), { name: 'bils', from: '2024-01-01' }, /did you mean "bills"/],
    [
      'a list without a date filter',
      [{ name: 'debt_ids', path: '/me/debtAccount/debt' }],
      { name: 'debt_ids', from: '2024-01-01' },
      /no list that leads to it has a date filter that is known here/,
    ],
    [
      'an end that the list cannot have',
      windowed(),
      { name: 'bills', from: '2024-01-01', to: '2024-02-01' },
      /no filter for the latest date/,
    ],
    [
      'a date that is none',
      windowed(),
      { name: 'bills', from: '2024-02-30' },
      /--from "2024-02-30" is no date/,
    ],
    [
      'an end before its begin',
      windowed({ to: 'to' }),
      { name: 'bills', from: '2024-02-03', to: '2024-02-01' },
      /is before --from/,
    ],
    [
      'rows that are replaced',
      [{ name: 'ids', path: '/me/bill', sync: { window: { from: 'a' } }, write: { disposition: 'replace' } }],
      { name: 'ids', from: '2024-01-01' },
      /not write.disposition replace/,
    ],
    [
      'snapshots',
      [{ name: 'ids', path: '/me/bill', sync: { window: { from: 'a' }, mode: 'snapshot' } }],
      { name: 'ids', from: '2024-01-01' },
      /which have no past/,
    ],
  ])('not for %s', (_name, endpoints, backfill, words) => {
    expect(() => backfillPlan(sourceOf(endpoints).plan, backfill)).toThrow(words);
  });
});
