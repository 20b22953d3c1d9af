// Configurations that change, and what a reset takes away: against real destinations, with a scripted API.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { sqliteDestination } from '../../connector/destinations/sqlite/sqlite.js';
import type { Destination } from '../../connector/model/destination.js';
import type { Plan } from '../../connector/model/plan.js';
import type { Cell } from '../../connector/model/table.js';
import { reset, resetScope } from '../../connector/state/known/reset.js';
import { incompatibleTables } from '../../connector/state/table-compatibility.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { type Definitions, planOf, ScriptedClient } from '../read/scripted-client.js';
import { runOf } from './run-plan.js';

const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-reset-'));
let files = 0;

afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const DESTINATIONS: [string, () => Destination][] = [
  ['memory', () => new MemoryDestination()],
  ['sqlite', () => sqliteDestination(join(folder, `${files++}.db`))],
];

const bills = (table: object = {}, path = '/bill/{b}'): Definitions => [
  { name: 'ids', path: '/bill', read: { item: 'b' } },
  { name: 'bills', path, parameters: { b: { from: 'ids' } }, table, sync: { mode: 'known' } },
];

async function load(destination: Destination, plan: Plan, account = 'acc', more = {}) {
  const client = new ScriptedClient((path) => {
    if (path === '/bill') return ['B1', 'B2', 'B3'];
    return { number: path.split('/')[2] ?? '', amount: 1, secret: 'x' };
  });
  const report = await runOf({
    plan,
    client,
    destination,
    account,
    concurrency: 2,
    ...more,
  });
  return { report, calls: client.calls.length };
}

async function rowsOf(destination: Destination, table: string): Promise<Record<string, Cell>[]> {
  const session = await destination.open();
  const rows = [];
  for await (const row of session.rows(table)) rows.push(row);
  await session.close();
  return rows;
}

async function resetIn(destination: Destination, plan: Plan, names: string[] | undefined, data: boolean) {
  const session = await destination.open();
  const scopes = await resetScope(session, plan, 'acc', { names, data });
  await reset(session, plan, 'acc', scopes, 'reset');
  await session.close();
  return scopes.map(({ name, remembered, tables }) => ({
    name,
    remembered,
    tables: tables.map(({ schema, rows }) => [schema.table, rows]),
  }));
}

async function unfit(destination: Destination, plan: Plan): Promise<string[]> {
  const session = await destination.open();
  const found = await incompatibleTables(session, plan);
  await session.close();
  return found.map(({ message }) => message);
}

describe.each(DESTINATIONS)('%s', (_name, make) => {
  test('what changed is told with what it costs, once; what was remembered goes', async () => {
    const destination = make();
    await load(destination, planOf(bills()));
    expect((await load(destination, planOf(bills()))).calls).toBe(1);
    const changed = planOf(bills({ include: ['secret'] }));
    // A part of the configuration says nothing of the whole.
    const part = await load(destination, changed, 'acc', { isSubset: true });
    expect(noticeLines(part.report.warnings).join()).not.toMatch(/has changed/);
    const first = await load(destination, changed);
    expect(noticeLines(first.report.warnings)).toEqual([
      expect.stringMatching(
        /^bills: its configuration has changed since it was last loaded \(table\.include: none -> \["secret"\]\).*this load reads 3 items again/,
      ),
    ]);
    const second = await load(destination, changed);
    expect(noticeLines(second.report.warnings)).toEqual([]);
    expect(second.calls).toBe(1);
    const known = (await rowsOf(destination, '_ovh_known')).filter(({ source }) => source === 'bills');
    expect(new Set(known.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  });

  test('another key or another route: refused, with the command that repairs; after it, it loads', async () => {
    const destination = make();
    await load(destination, planOf(bills()));
    await load(destination, planOf(bills()), 'other');
    expect(await unfit(destination, planOf(bills()))).toEqual([]);
    const keyed = planOf(bills({ primaryKey: ['number'] }));
    expect(await unfit(destination, keyed)).toEqual([
      expect.stringMatching(
        /^table "bills" has the primary key \(_account, b\).*`source-ovhcloud reset bills --data`$/,
      ),
    ]);
    const moved = planOf(bills({}, '/paper/{b}'));
    expect(await unfit(destination, moved)).toEqual([
      expect.stringMatching(
        /^the table "bills" has rows of GET \/bill\/\{b\}, and those of GET \/paper\/\{b\} would/,
      ),
    ]);
    await resetIn(destination, moved, ['bills'], true);
    // The other account has its rows still.
    expect(await unfit(destination, keyed)).toHaveLength(1);
    expect(await rowsOf(destination, 'bills')).toHaveLength(3);
  });

  test('an empty table gets its new key', async () => {
    const destination = make();
    await load(destination, planOf(bills()));
    const keyed = planOf(bills({ primaryKey: ['number'] }));
    expect(await resetIn(destination, keyed, ['bills'], true)).toEqual([
      // Its own marks, those of the root, and the load of the root.
      { name: 'bills', remembered: 3 + 3 + 1, tables: [['bills', 3]] },
      // It belongs to the same tree.
      { name: 'ids', remembered: 3 + 1, tables: [['ids', 3]] },
    ]);
    expect(await unfit(destination, keyed)).toEqual([]);
    const { report } = await load(destination, keyed);
    expect(report.outcome).toBe('complete');
    const session = await destination.open();
    const schema = (await session.tables()).find(({ table }) => table === 'bills');
    await session.close();
    expect(schema?.primaryKey).toEqual(['_account', 'number']);
    expect(await rowsOf(destination, 'bills')).toHaveLength(3);
  });

  test('without --data the rows stay, and all is read anew; other accounts are left alone', async () => {
    const destination = make();
    const plan = planOf(bills());
    await load(destination, plan);
    await load(destination, plan, 'other');
    await resetIn(destination, plan, undefined, false);
    expect(await rowsOf(destination, 'bills')).toHaveLength(6);
    expect((await load(destination, plan)).calls).toBe(4);
    expect((await load(destination, plan, 'other')).calls).toBe(1);
  });
});

test('a name that nobody knows', async () => {
  const destination = new MemoryDestination();
  const plan = planOf(bills());
  await load(destination, plan);
  await expect(resetIn(destination, plan, ['bill'], true)).rejects.toThrow(/did you mean "bills"/);
});
