// The API changes: what tables take, what they leave out, and what is kept for later.
import { afterEach, describe, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { parseJson } from '../../connector/http/json/body.js';
import type { DriftEntry } from '../../connector/model/drift.js';
import { findRun } from '../../connector/state/history/stored-runs.js';
import { noticeLines } from '../../connector/text/notice-text.js';
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

const endpoints = [
  { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
  { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } },
];
const withOptions = (groups: object) =>
  endpoints.map((each) => (each.name === 'bills' ? { ...each, ...groups } : each));
const brief = (drift: readonly DriftEntry[]) =>
  drift.map(({ table, column, kind, effect, from, to }) => [table, column, kind, effect, from, to]);
const BILLS = 24;
const LATE = 20;
const lateIds = (destination: MemoryDestination) =>
  destination
    .rows('bills')
    .map((row) => String(row.bill_id))
    .filter((id) => /100000(20|21|22|23)$/.test(id))
    .sort();

describe('drift that is taken', () => {
  test('a new field, wider numbers, a new value: in the table, told once, with the first object', async () => {
    setting = await setUp({ seed: 'drift', bills: BILLS, edges: false });
    const source = setting.source({ endpoints });
    const destination = new MemoryDestination();
    const first = await loadSource(source, { destination });
    expect(first.drift.filter(({ kind }) => kind !== 'new-enum-value')).toEqual([]);
    await change({ drift: ['field', 'wider', 'enum'], driftFrom: LATE });
    const second = await loadSource(source, { destination });
    expect(second.outcome).toBe('complete');
    expect(brief(second.drift).sort()).toEqual([
      ['bills', 'approved_by', 'added', 'taken', undefined, 'text'],
      ['bills', 'category', 'new-enum-value', 'taken', undefined, 'purchase-orbit'],
      ['bills', 'order_id', 'widened', 'taken', 'bigint', 'decimal'],
    ]);
    expect(second.drift.every(({ firstId }) => /^billId=\w+1000002\d$/.test(firstId ?? ''))).toBe(true);
    expect((await findRun(destination, 'last')).drift).toEqual(expect.arrayContaining(second.drift));
    expect(destination.rows('bills').filter((row) => row.approved_by !== null)).toHaveLength(4);
    expect((await loadSource(source, { destination })).drift).toEqual([]);
    await change({ drift: ['field', 'wider', 'lack'] });
    const last = await loadSource(source, { destination });
    expect(brief(last.drift)).toEqual([['bills', 'category', 'vanished', 'taken', 'text', undefined]]);
    expect((await loadSource(source, { destination })).drift).toEqual([]);
  }, 60_000);
});

describe('drift that is not taken', () => {
  test('freeze: new fields are left out, what does not fit is kept for later', async () => {
    setting = await setUp({ seed: 'freeze', bills: BILLS, edges: false });
    const source = setting.source({ endpoints, drift: 'freeze' });
    const destination = new MemoryDestination();
    await loadSource(source, { destination });
    const columns = Object.keys(destination.rows('bills')[0] ?? {});
    await change({ drift: ['field'], driftFrom: LATE });
    const second = await loadSource(source, { destination });
    expect(second.outcome).toBe('complete');
    expect(brief(second.drift)).toEqual(
      [['bills', 'approvedBy', 'added', 'left out', undefined, 'text']].map(([table, , ...rest]) => [
        table,
        'approved_by',
        ...rest,
      ]),
    );
    expect(Object.keys(destination.rows('bills')[0] ?? {})).toEqual(columns);
    await change({ drift: ['wider'] });
    const third = await loadSource(source, { destination });
    expect(third.outcome).toBe('incomplete');
    expect(brief(third.drift)).toEqual([['bills', 'order_id', 'widened', 'rejected', 'bigint', 'decimal']]);
    expect(lateIds(destination)).toHaveLength(4);
    const letters = destination.rows('_ovh_rejected');
    expect(letters).toHaveLength(4);
    for (const { payload } of letters) {
      expect(parseJson(String(payload))).toMatchObject({ category: expect.any(String) });
      expect(payload).toMatch(/"orderId":2\d\.50,/);
    }
  }, 60_000);

  test('reject: what brings a new field is kept with its reason, and without secrets', async () => {
    setting = await setUp({ seed: 'reject', bills: BILLS, edges: false });
    const source = setting.source({ endpoints: withOptions({ table: { drift: 'reject' } }) });
    const destination = new MemoryDestination();
    await loadSource(source, { destination });
    await change({ drift: ['field'], driftFrom: LATE });
    const report = await loadSource(source, { destination });
    const bills = report.sources.find(({ name }) => name === 'bills');
    expect(bills?.ledger).toMatchObject({ rejected: 4 });
    const letters = destination.rows('_ovh_rejected');
    expect(letters.map(({ id }) => id).sort()).toEqual(lateIds(destination).map((id) => `billId=${id}`));
    expect(letters[0]).toMatchObject({
      ...{ run_id: report.runId, source: 'bills', table_name: 'bills', kind: 'object' },
      ...{ account: report.account, reason: 'field "approvedBy" (text) is new to the table (drift: reject)' },
      read_at: expect.stringMatching(/^\d{4}-/),
    });
    for (const letter of letters) {
      const payload = parseJson(String(letter.payload)) as Record<string, unknown>;
      expect(payload.approvedBy).toMatch(/^buyer-/);
      for (const secret of ['password', 'url', 'pdfUrl']) expect(payload).not.toHaveProperty(secret);
    }
    // The API is as it was: a reading supersedes what was kept.
    await change({ drift: [] });
    expect((await loadSource(source, { destination })).outcome).toBe('complete');
    expect(destination.rows('_ovh_rejected')).toEqual([]);
  }, 60_000);
});

describe('maxRejected', () => {
  test.each([
    ['of the source', { maxRejected: 3 }, {}, 'failed'],
    ['of the source, enough', { maxRejected: 4 }, {}, 'incomplete'],
    ['of a definition', {}, { maxRejected: 0 }, 'failed'],
  ])(
    '%s',
    async (_what, config, options, outcome) => {
      setting = await setUp({ seed: 'most', bills: BILLS, edges: false });
      const source = setting.source({
        endpoints: withOptions({ table: { drift: 'reject' }, sync: options }),
        ...config,
      });
      const destination = new MemoryDestination();
      await loadSource(setting.source({ endpoints }), { destination });
      await change({ drift: ['bare'], driftFrom: LATE });
      const report = await loadSource(source, { destination });
      expect(report.outcome).toBe(outcome);
      if (outcome === 'failed')
        expect(noticeLines(report.reasons)[0]).toMatch(
          /rejected.*`maxRejected` allows \d.*What was committed stays/,
        );
      expect(destination.rows('_ovh_rejected')).toHaveLength(4);
      expect(destination.rows('_ovh_rejected')[0]?.reason).toMatch(/a single bare value came/);
    },
    60_000,
  );
});
