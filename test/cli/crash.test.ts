// A load that is killed at any moment and started again until it is done: the tables are the truth, nothing stays behind.
import { readdirSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { openSource } from '../../connector/app/open.js';
import { extent } from '../extent.js';
import { compareTables, readTruth } from '../integration/truth.js';
import { configText, type Place, placeWith } from './command.js';

/** 200 in `npm run test:crash`. */
const KILLS = extent(2, 24, 'CRASHES');
const SEED = Number(process.env.CRASH_SEED ?? 20_261_121);
const LONGEST_MS = extent(1500, 2500);

let place: Place | undefined;

afterEach(async () => {
  await place?.close();
  place = undefined;
});

/** The same moments for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function done(file: string): number {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true });
    const sql = "select count(*) from _ovh_known where source = 'bill_ids'";
    return database.prepare(sql).pluck().get() as number;
  } catch {
    // It was killed before the file, or before its tables were there.
    return 0;
  } finally {
    // A file that is open keeps its log beside it.
    database?.close();
  }
}

test(`killed ${KILLS} times and started again: the tables are the truth, no committed slice is read twice`, async () => {
  const random = dice(SEED);
  let kills = 0;
  for (let round = 0; kills < KILLS; round++) {
    place = await placeWith({
      seed: `crash-${round}`,
      bills: extent(300, 700),
      lines: 2,
      edges: round % 2 === 0,
      faults: ['500', 'reset', 'truncate'],
      faultRate: 0.005,
    });
    const { path, run, start, sandbox } = place;
    place.file('source.yaml', configText(place, '  - preset: bills\n  - preset: bill_payments'));
    const ways = round % 2 === 0 ? ['--strategy', 'single'] : [];
    for (let tries = 0; tries < 4 && kills < KILLS; tries++) {
      const before = done(path('ovh.db'));
      const load = start('load', '--quiet', ...ways);
      await new Promise((resolve) => setTimeout(resolve, 200 + random() * LONGEST_MS));
      load.child.kill('SIGKILL');
      await load.ended;
      kills++;
      // What was committed stays committed.
      expect(done(path('ovh.db'))).toBeGreaterThanOrEqual(before);
    }
    const committed = done(path('ovh.db'));
    const ended = await run('load', '--report', 'report.json', ...ways);
    expect([0, 3]).toContain(ended.code);
    expect(readdirSync(place.folder).filter((name) => /lock|-wal|-shm/.test(name))).toEqual([]);
    const report = JSON.parse(await (await import('node:fs/promises')).readFile(path('report.json'), 'utf8'));
    const ids = report.sources.find(({ name }: { name: string }) => name === 'bill_ids').ledger;
    // A load that had come to its end before it was killed is not gone on with.
    expect([committed, 0]).toContain(ids.known);
    const config = {
      region: 'eu',
      baseUrl: sandbox.url,
      auth: { ...sandbox.keys },
      endpoints: [{ preset: 'bills' }, { preset: 'bill_payments' }],
    };
    const source = openSource(config, { env: {}, home: place.folder, cwd: place.folder });
    expect(compareTables(path('ovh.db'), source, await readTruth(sandbox.url, source))).toEqual([]);
    await place.close();
    place = undefined;
  }
}, 3_600_000);
