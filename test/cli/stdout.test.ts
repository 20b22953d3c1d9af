// load --to jsonl:-: rows on standard output for another program, everything else beside it.
import { afterEach, expect, test } from '@jest/globals';
import { configText, type Place, placeWith } from './command.js';

let place: Place;

afterEach(() => place.close());

test('rows come out, the report goes to standard error, and nothing is kept', async () => {
  place = await placeWith({ bills: 5, lines: 2, edges: false });
  place.file('source.yaml', configText(place, '  - preset: bills', 'budget: { callsPerSecond: 1000 }'));
  const load = await place.run('load', '--to', 'jsonl:-', '--report', 'report.json');
  expect(load.code).toBe(0);
  expect(load.stderr).toMatch(/Complete: every object/);
  const lines = load.stdout.trimEnd().split('\n');
  const rows = lines.map((line) => JSON.parse(line) as { table: string; row: Record<string, unknown> });
  const tables = new Map<string, number>();
  for (const { table } of rows) tables.set(table, (tables.get(table) ?? 0) + 1);
  expect([...tables.keys()].sort()).toEqual(['bill_details', 'bills']);
  expect(tables.get('bills')).toBeGreaterThanOrEqual(5);
  expect(rows.find(({ table }) => table === 'bills')?.row).toHaveProperty('bill_id');
  const again = await place.run('load', '--to', 'jsonl:-', '--quiet');
  expect(again.stdout.trimEnd().split('\n')).toHaveLength(lines.length);
  expect(again.stderr).toBe('');
  const runs = await place.run('runs', '--to', 'jsonl:-');
  expect(runs).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/runs: standard output keeps nothing: there are no runs to look at/),
  });
  const both = await place.run('load', '--to', 'jsonl:-', '--report', '-');
  expect(both).toMatchObject({ code: 2, stdout: '' });
  expect(both.stderr).toMatch(/--report: standard output has the rows/);
});

test('what standard output cannot do is refused before the first call, by definition, option and destination', async () => {
  place = await placeWith({ bills: 2, edges: false });
  const endpoints = [
    '  - { name: bill_ids, path: /me/bill, read: { item: billId } }',
    '  - { name: bills, path: "/me/bill/{billId}", parameters: { billId: { from: bill_ids } },',
    '      sync: { mode: known, deletions: true } }',
  ].join('\n');
  place.file('source.yaml', configText(place, endpoints, 'budget: { callsPerSecond: 1000 }'));
  for (const command of ['load', 'plan', 'check']) {
    const refused = await place.run(command, '--to', 'jsonl:-');
    expect(refused.all).toMatch(/bills\.sync\.mode: "known" needs .*standard output keeps nothing/);
    expect(refused.all).toMatch(/bills\.sync\.deletions: true needs .*standard output has none/);
    expect(refused.all).toMatch(/source\.yaml:\d+/);
    expect(refused.code).toBe(command === 'check' ? 1 : 2);
  }
  const retry = await place.run('retry', '--to', 'jsonl:-');
  expect(retry).toMatchObject({ code: 2, stdout: '' });
  expect(retry.stderr).toMatch(/retry: standard output keeps nothing/);
  expect((await place.stats()).calls).not.toHaveProperty('GET /me/bill');
});
