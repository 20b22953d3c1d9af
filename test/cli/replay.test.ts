// replay as a user meets it: a load that rejects, a look, a fix, and the rows without a call.
import { readdirSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { configText, type Place, placeWith } from './command.js';

let place: Place;

afterEach(async () => {
  await place.close();
});

const BILLS = '  - { preset: bills, only: [bills] }';

test('load, ledger, replay --dry-run, a fix, replay, runs; no call, no keys, no secret', async () => {
  place = await placeWith({ bills: 8, edges: false });
  const config = (drift: string, more = '') =>
    place.file(
      'source.yaml',
      configText(place, BILLS, `budget: { callsPerSecond: 1000 }\ndrift: ${drift}\n${more}`),
    );
  config('reject');
  expect((await place.run('load', '--quiet')).code).toBe(0);
  const body = JSON.stringify({ drift: ['field', 'wider'], driftFrom: 5 });
  await fetch(`${place.sandbox.url}/__sandbox/options`, { method: 'POST', body });
  config('reject', 'maxRejected: 2\n');
  const load = await place.run('load', '--full-refresh');
  expect(load.code).toBe(1);
  expect(load.stdout).toMatch(/bills\.approved_by: a new field \(text\), rejected; first in billId=/);
  expect(load.stdout).toMatch(/3 records were rejected, and `maxRejected` allows 2: the run stops/);
  expect(load.stdout).toMatch(/_ovh_rejected.*\n?.*source-ovhcloud replay/);
  const ledger = await place.run('ledger', '--reason', 'rejected');
  expect(ledger.stdout).toMatch(/^rejected: bills billId=\S+: field "orderId" has a decimal value/m);
  expect(ledger.stdout).toMatch(/payloads.*_ovh_rejected/);
  const { total } = await place.stats();
  for (const name of Object.keys(place.env)) if (name.startsWith('OVH_')) delete place.env[name];
  const files = readdirSync(place.folder).sort();
  const still = await place.run('replay');
  expect([still.code, still.stdout]).toEqual([
    3,
    expect.stringMatching(
      /^3 records of \S+: 0 loaded, 3 still rejected\nrun \S+\n\nStill rejected:\n {2}rejected: bills/,
    ),
  ]);
  config('evolve');
  const dry = await place.run('replay', '--dry-run', 'last');
  expect([dry.code, dry.stdout]).toEqual([
    0,
    expect.stringMatching(/^Dry run: 3 records of \S+: 3 would be loaded\nnothing was written\n/),
  ]);
  const replay = await place.run('replay', '--source', 'bills', '--json');
  expect(replay.code).toBe(0);
  expect(JSON.parse(replay.stdout)).toMatchObject([{ kind: 'replay', outcome: 'complete' }]);
  expect((await place.run('replay')).stdout).toBe('Nothing to replay: there are no rejected records\n');
  expect((await place.run('runs')).stdout).toMatch(/^\S+ .* complete \(replay\) /m);
  const show = await place.run('runs', 'show');
  expect(show.stdout).toMatch(/replay[\s\S]*Drift:\n {2}bills\.\w+: /);
  expect(readdirSync(place.folder).sort()).toEqual(files);
  expect((await place.stats()).total).toBe(total);
  const database = new Database(place.path('ovh.db'), { readonly: true });
  const count = (sql: string) => database.prepare(sql).pluck().get();
  expect(count('select count(*) from bills where approved_by is not null')).toBe(3);
  expect(count('select count(*) from _ovh_rejected')).toBe(0);
  database.close();
}, 90_000);

test('kill -9 at some moment: each record is a row or a letter, never both or neither, and the next replay goes on', async () => {
  place = await placeWith({ bills: 1100, lines: 1, edges: false });
  const config = (drift: string) =>
    place.file('source.yaml', configText(place, BILLS, `budget: { callsPerSecond: 1000 }\ndrift: ${drift}`));
  config('reject');
  expect((await place.run('load', '--quiet')).code).toBe(0);
  const body = JSON.stringify({ drift: ['field'] });
  await fetch(`${place.sandbox.url}/__sandbox/options`, { method: 'POST', body });
  expect((await place.run('load', '--quiet', '--full-refresh')).code).toBe(3);
  const count = (sql: string) => {
    const database = new Database(place.path('ovh.db'), { readonly: true });
    try {
      return Number(database.prepare(sql).pluck().get());
    } finally {
      database.close();
    }
  };
  const letters = () => count('select count(*) from _ovh_rejected');
  const all = letters();
  expect(all).toBe(1100);
  config('evolve');
  const first = place.start('replay');
  while (letters() === all) await new Promise((resolve) => setTimeout(resolve, 5));
  first.child.kill('SIGKILL');
  await first.ended;
  expect(letters() + count('select count(*) from bills where approved_by is not null')).toBe(all);
  expect((await place.run('replay')).code).toBe(0);
  expect(count('select count(*) from bills where approved_by is not null')).toBe(all);
  expect(letters()).toBe(0);
  expect(readdirSync(place.folder).filter((name) => name.includes('lock'))).toEqual([]);
}, 120_000);
