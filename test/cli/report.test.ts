// report as a user meets it: every output, wrong things typed, budgets that notify, and what is not loaded.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ReportData } from '../../reports/report/report-data.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';
import { keyVariables, type Place, placeWith } from './command.js';
import { warm } from './warm-command.js';

let place: Place;
let second: RunningSandbox;
let hook: Server;
const got: string[] = [];

const SPEND = ['bills', 'refunds', 'corrective_invoices', 'services'];
const config = (presets: readonly string[], more = '') => `connections:
  - { name: one, region: eu, baseUrl: "${place.sandbox.url}", labels: { customer: "Acme, Ltd", team: a } }
  - { name: two, region: eu, baseUrl: "${second.url}", labels: { customer: Globex, team: b } }
budget: { callsPerSecond: 1000 }
${more}endpoints:
${presets.map((preset) => `  - preset: ${preset}\n`).join('')}`;

beforeAll(async () => {
  place = await placeWith({ seed: 'one', edges: true });
  second = await startSandbox({ rate: 0, bills: 10, seed: 'two', edges: false });
  Object.assign(place.env, keyVariables(place.sandbox, 'ONE'), keyVariables(second, 'TWO'));
  hook = createServer((request, response) => {
    request.on('data', (chunk) => got.push(String(chunk)));
    request.on('end', () => response.writeHead(204).end());
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
  place.file('source.yaml', config(SPEND, `notify: { webhook: { url: "${url}" } }\n`));
  await place.run('load', '--quiet');
  got.length = 0;
});
afterAll(async () => {
  await new Promise((resolve) => hook.close(resolve));
  await second.close();
  await place.close();
});

const text = (name: string) => readFileSync(place.path(name), 'utf8');
const facts = async (...args: string[]): Promise<ReportData> => {
  const ended = await place.run('report', '--json', 'facts.json', ...args);
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  return JSON.parse(text('facts.json')) as ReportData;
};
/** Of what is wrong: nothing is written, and the exit code says that it was the command. */
const refused = async (...args: string[]): Promise<string> => {
  const ended = await place.run('report', '--html', 'refused.html', ...args);
  expect([ended.code, ended.stdout, existsSync(place.path('refused.html'))]).toEqual([2, '', false]);
  return ended.stderr;
};

test('all outputs in one go: the same facts in each, for their owner alone; nothing is called or changed', async () => {
  const { total } = await place.stats();
  const hash = () =>
    createHash('sha256')
      .update(readFileSync(place.path('ovh.db')))
      .digest('hex');
  const before = hash();
  const names = ['--html', 'all.html', '--xlsx', 'all.xlsx', '--csv', 'all', '--markdown', 'all.md'];
  const ended = await place.run('report', '--month', '2026-04', '--json', 'all.json', ...names);
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  expect(ended.stdout).toMatch(
    /^Wrote all\.html, all\.xlsx, all, all\.md, all\.json\nApril 2026: €[\d,.]+ \(/,
  );
  const data = JSON.parse(text('all.json')) as ReportData;
  expect([data.month, data.against, data.accounts.length]).toEqual(['2026-04', '2026-03', 2]);
  const euros = data.proof.currencies.find(({ currency }) => currency === 'EUR');
  const sum = euros?.total.withoutTax ?? '';
  const shown = sum.replace(/\B(?=(\d{3})+\.)/g, ',');
  for (const [name, found] of [
    ['all.html', shown],
    ['all.md', shown],
    ['all/documents_by_month.csv', `,${euros?.months[0]?.withoutTax},`],
  ] as const)
    expect([name, text(name).includes(found)]).toEqual([name, true]);
  expect(readFileSync(place.path('all.xlsx')).subarray(0, 2).toString()).toBe('PK');
  for (const name of ['all.html', 'all.xlsx', 'all.md', 'all.json', 'all/documents_by_month.csv'])
    expect([name, statSync(place.path(name)).mode & 0o777]).toEqual([name, 0o600]);
  expect(hash()).toBe(before);
  expect((await place.stats()).total).toBe(total);
  for (const { keys } of [place.sandbox, second])
    for (const key of Object.values(keys))
      expect(ended.all + text('all.html') + text('all.json')).not.toContain(key);
});

test('without options: the last whole month with documents, as one page that is named by it', async () => {
  const { month } = await facts();
  const ended = await place.run('report');
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  expect(ended.stdout).toContain(`Wrote report-${month}.html\n`);
  expect(text(`report-${month}.html`)).toMatch(/^<!doctype html>/i);
});

test('--against, --language, --theme, --account', async () => {
  const ended = await place.run(
    ...['report', '--month', '2026-04', '--against', '2026-01', '--html', 'bill.html'],
    ...['--language', 'fr', 'en', '--theme', 'dark'],
  );
  expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining('Wrote bill.html, bill.en.html\n')]);
  expect(text('bill.html')).toMatch(
    /<html lang="fr"[^>]*dark[\s\S]*href="bill\.en\.html"[\s\S]*janvier 2026/,
  );
  expect(text('bill.en.html')).toMatch(/<html lang="en"/);
  const all = await facts('--month', '2026-04');
  const [first = { account: '' }] = all.accounts;
  const one = await facts('--month', '2026-04', '--account', first.account);
  expect(one.accounts.map(({ account }) => account)).toEqual([first.account]);
  const documents = (data: ReportData) =>
    data.proof.currencies.reduce((count, { total }) => count + total.documents, 0);
  expect(documents(one)).toBeGreaterThan(0);
  expect(documents(one)).toBeLessThan(documents(all));
});

test('--label: the accounts of a customer', async () => {
  const all = await facts('--month', '2026-04');
  const acme = await facts('--month', '2026-04', '--label', 'customer=Acme, Ltd');
  const globex = await facts('--month', '2026-04', '--label', 'customer=Globex', 'team=b');
  expect(acme.accounts).toHaveLength(1);
  expect([...acme.accounts, ...globex.accounts].map(({ account }) => account).sort()).toEqual(
    all.accounts.map(({ account }) => account),
  );
  const [own = { account: '' }] = acme.accounts;
  const { accounts: __, ...byAccount } = await facts('--month', '2026-04', '--account', own.account);
  const { accounts: ___, ...byLabel } = acme;
  const plain = (data: object) => ({ ...data, madeAt: null });
  expect(plain(byLabel)).toEqual(plain(byAccount));
  expect(await refused('--label', 'customer')).toContain('"customer" is no label: write NAME=VALUE');
  expect(await refused('--label', 'custmer=Globex')).toContain(
    '--label: no account has a label "custmer" (did you mean "customer"?). Those that are in the tables: customer, team',
  );
  expect(await refused('--label', 'customer=Globx')).toContain(
    '--label: no account has the customer "Globx" (did you mean "Globex"?). Those that are in the tables: Acme, Ltd, Globex',
  );
  expect(await refused('--label', 'customer=Globex', 'team=a')).toContain('no account has all of them');
  expect(await refused('--label', 'customer=Globex', '--account', own.account)).toContain(
    'none of the accounts has it',
  );
});

test('a month without documents: a report that says so', async () => {
  const ended = await place.run('report', '--month', '2010-01', '--html', 'none.html');
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  expect(ended.stdout).toMatch(/January 2010: no spend\n.*no document/i);
});

test('what is typed wrong is refused before anything is read', async () => {
  expect(await refused('--month', '2026-13')).toContain('"2026-13" is no month: write YYYY-MM');
  expect(await refused('--month', 'April')).toContain('"April" is no month');
  expect(await refused('--against', '2026')).toContain('"2026" is no month');
  expect(await refused('--language', 'de')).toContain('Allowed choices are en, fr');
  expect(await refused('--theme', 'blue')).toContain('Allowed choices are system, light, dark');
  expect(await refused('--account', 'xx1-ovh')).toMatch(
    /--account: xx1-ovh: nothing of it is in the tables. Those that are: \S+, \S+/,
  );
  expect(await refused('--notify')).toContain('--notify: has no meaning without --budget FILE');
  expect(await refused('--budget', 'none.yaml')).toContain('none.yaml');
  place.file('wrong.yaml', 'budgets:\n  - { name: All, limit: much, currency: euro, team: x }\n');
  const wrong = await refused('--budget', 'wrong.yaml');
  for (const key of ['limit', 'currency', 'team']) expect(wrong).toContain(`budgets[0].${key}`);
});

test('places that cannot be written are refused before anything is read', async () => {
  mkdirSync(place.path('folder'));
  place.file('file', '');
  for (const [option, name, message] of [
    ['--xlsx', 'nowhere/a.xlsx', 'nowhere does not exist: create it'],
    ['--markdown', 'folder', 'is a folder: name a file in it'],
    ['--json', 'folder', 'is a folder: name a file in it'],
    ['--csv', 'file', 'is a file: name a folder'],
  ] as const)
    expect([option, await refused(option, name)]).toEqual([option, expect.stringContaining(message)]);
  if (process.getuid?.() !== 0) {
    chmodSync(place.path('folder'), 0o500);
    expect(await refused('--json', 'folder/a.json')).toContain('cannot be written');
  }
});

test('budgets: in the report, and one notification of those past a threshold', async () => {
  place.file(
    'budget.yaml',
    'budgets:\n  - { name: Small, limit: 1, currency: EUR }\n  - { name: Large, limit: 99999999999, currency: EUR }\n',
  );
  const data = await facts('--month', '2026-04', '--budget', 'budget.yaml', '--notify');
  expect(data.currencies[0]?.budgets).toMatchObject({ budgets: [{ name: 'Small' }, { name: 'Large' }] });
  expect(got).toHaveLength(1);
  expect(JSON.parse(got[0] ?? '')).toMatchObject({
    event: 'budget',
    text: expect.stringContaining('Small is past 100% in 2026-04'),
    budgets: [{ name: 'Small', threshold: 100 }],
  });
  await facts('--month', '2026-04', '--budget', 'budget.yaml');
  expect(got).toHaveLength(1);
});

test('installed views change nothing of it', async () => {
  const before = await facts('--month', '2026-04');
  expect((await place.run('views', 'install')).code).toBe(0);
  const { madeAt: _, ...after } = await facts('--month', '2026-04');
  const { madeAt: __, ...expected } = before;
  expect(after).toEqual(expected);
  expect((await place.run('views', 'drop')).code).toBe(0);
});

test('little or nothing is loaded: what is missing is said', async () => {
  const none = await place.run('report', '--to', 'none.db', '--json', 'none.json');
  expect([none.code, none.stdout]).toEqual([1, '']);
  expect(none.stderr).toMatch(/none\.db.*nothing was loaded|none\.db.*does not exist/i);
  expect(existsSync(place.path('none.db'))).toBe(false);
  expect((await place.run('report', '--to', 'csv:folder')).stderr).toContain('cannot be queried');
  place.file('few.yaml', config(['refunds']));
  await place.run('load', '-c', 'few.yaml', '--to', 'few.db', '--quiet');
  const few = await facts('--to', 'few.db');
  expect(few.currencies[0]?.expiring).toEqual({ absent: 'not-loaded', needs: ['services'] });
  place.file('other.yaml', config(['account']));
  await place.run('load', '-c', 'other.yaml', '--to', 'other.db', '--quiet');
  const other = await facts('--to', 'other.db');
  expect([other.accounts.length, other.currencies, other.proof.currencies]).toEqual([2, [], []]);
  expect(other.notices.map(({ code }) => code)).toContain('no-documents');
});

test('a place is enough: without a configuration the facts are the same, and only what needs one asks for it', async () => {
  const folder = place.path('elsewhere');
  mkdirSync(folder);
  const run = (...args: string[]) => warm.run(['report', ...args], folder, place.env);
  const ended = await run('--to', '../ovh.db', '--json', 'facts.json');
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  const { madeAt: _, ...there } = JSON.parse(text('elsewhere/facts.json')) as ReportData;
  const { madeAt: __, ...here } = await facts();
  expect(there).toEqual(here);
  const wrong = [
    [[], /source\.yaml: there is no such file here/],
    [['--to', 'thing:somewhere'], /"thing" is not a known type/],
    [
      ['--to', '../ovh.db', '--budget', '../budget.yaml', '--notify'],
      /source\.yaml: there is no such file here/,
    ],
  ] as const;
  place.file('budget.yaml', 'budgets:\n  - { name: all, currency: EUR, limit: 1.00 }\n');
  for (const [args, words] of wrong) {
    const refusal = await run(...args);
    expect([refusal.code, refusal.stderr]).toEqual([2, expect.stringMatching(words)]);
  }
});
