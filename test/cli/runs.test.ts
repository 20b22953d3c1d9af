// runs and ledger as a user meets them, and two loads at once.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { parse } from 'yaml';
import { startSandbox } from '../../sandbox/main.js';
import { configText, keyVariables, type Place, placeWith } from './command.js';

let place: Place;

afterEach(async () => {
  await place.close();
});

const BILLS = '  - preset: bills';

describe('earlier runs', () => {
  test('list, show, compare and ledger tell what the loads were; no call, no file', async () => {
    place = await placeWith({ edges: true });
    place.file('source.yaml', configText(place, BILLS));
    await place.run('load', '--quiet');
    await place.run('load', '--quiet', '--strategy', 'single', '--full-refresh');
    const { total } = await place.stats();
    const files = readdirSync(place.folder).sort();
    const list = await place.run('runs');
    expect(list.code).toBe(0);
    expect(list.stdout.match(/^\d{8}T\d{6}Z-\w{6} .* incomplete /gm)).toHaveLength(2);
    const [, latest = ''] = /^(\S+Z-\w{6})/m.exec(list.stdout) ?? [];
    const show = await place.run('runs', 'show', latest);
    expect(show.stdout).toMatch(/^INCOMPLETE\nrun /);
    expect(show.stdout).toMatch(/bills +\d+ +\d+ +\d+ gone, \d+ refused/);
    expect(show.stdout).toMatch(/Incomplete because:\n {2}bills: \d+ refused/);
    expect((await place.run('runs', 'show')).stdout).toBe(show.stdout);
    const [first = ''] = list.stdout.match(/^\d{8}T\S+/gm)?.slice(-1) ?? [];
    const compared = await place.run('runs', 'compare', first, 'last');
    expect(compared.stdout).toMatch(/^Same: /);
    expect(compared.stdout).toMatch(/bills +\d+ +\d+ +same/);
    const ledger = await place.run('ledger', '--source', 'bills', '--reason', 'gone,refused');
    expect(ledger.stdout).toMatch(/^gone: bills billId=\S+: 404/m);
    expect(ledger.stdout).toMatch(/^refused: bills billId=\S+: 403.*query id/m);
    expect(ledger.stdout).toMatch(/^Not loaded: \d+ \(/m);
    const entries = JSON.parse(
      (await place.run('ledger', latest, '--reason', 'refused', '--json')).stdout,
    ) as {
      reason: string;
      queryId: string;
    }[];
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.every(({ reason, queryId }) => reason === 'refused' && queryId)).toBe(true);
    expect((await place.stats()).total).toBe(total);
    expect(readdirSync(place.folder).sort()).toEqual(files);
  });

  test('without a configuration --to is enough, for those that only read', async () => {
    place = await placeWith({ edges: true });
    const child = await startSandbox({
      rate: 0,
      bills: 3,
      seed: 'child',
      edges: true,
    });
    try {
      Object.assign(place.env, keyVariables(place.sandbox, 'MAIN'), keyVariables(child, 'CHILD'));
      const connections = Object.entries({ main: place.sandbox, child }).map(
        ([name, { url }]) => `  - { name: ${name}, region: eu, baseUrl: "${url}" }\n`,
      );
      place.file('else.yaml', `connections:\n${connections.join('')}endpoints:\n${BILLS}\n`);
      await place.run('load', '--quiet', '--config', 'else.yaml', '--to', 'demo.db');
    } finally {
      await child.close();
    }
    const READING = [
      ['runs'],
      ['runs', 'show', 'last'],
      ['runs', 'compare', 'last', 'last'],
      ['ledger'],
      ['ledger', 'last', '--json'],
    ];
    for (const args of READING) {
      const ended = await place.run(...args, '--to', 'demo.db');
      expect({ args, code: ended.code, stderr: ended.stderr }).toEqual({ args, code: 0, stderr: '' });
      const known = await place.run(...args, '--to', 'demo.db', '--config', 'else.yaml');
      const lines = ({ stdout }: { stdout: string }) => stdout.split(/,?\n/).sort();
      expect(lines(ended)).toEqual(lines(known));
    }
    const ledger = await place.run('ledger', '--to', 'demo.db');
    expect(ledger.stdout).toMatch(/^main {2}/m);
    expect(ledger.stdout).toMatch(/^child {2}/m);
    const none = await place.run('runs', '--to', 'none.db');
    expect(none.code).not.toBe(0);
    expect(none.stderr).not.toContain('source.yaml');
    expect(readdirSync(place.folder)).not.toContain('none.db');
    // These need the connections of the configuration, or write.
    for (const args of [
      ['runs', 'show', '--batch', 'night'],
      ['replay'],
      ['ledger', '--connection', 'main'],
    ]) {
      const refused = await place.run(...args, '--to', 'demo.db');
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('source.yaml')]);
    }
  }, 60_000);

  test('what is accepted is listed, and the exit code is 0', async () => {
    place = await placeWith({ edges: true });
    place.file('source.yaml', configText(place, BILLS));
    const first = await place.run('load');
    expect(first.code).toBe(3);
    // The advice names no right that the key has, and what it prints can be pasted.
    expect(first.all).not.toMatch(/grant `|Grant the/);
    const [, advice = ''] = /accept them: `(accept: .*)` in the definition/.exec(first.all) ?? [];
    expect(parse(advice)).toEqual({
      accept: {
        refused: [
          expect.stringMatching(/^billId=\w+$/),
          expect.stringMatching(/^billId=\w+, billDetailId=\d+$/),
        ],
      },
    });
    place.file('source.yaml', configText(place, `${BILLS}\n    accept: { refused: true, failed: [FR9] }`));
    const second = await place.run('load', '--full-refresh', '--report', 'report.json');
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(
      /^Complete[\s\S]*\nNot loaded, and accepted:\n {2}refused: bills billId=\S+: 403/,
    );
    const { sources } = JSON.parse(readFileSync(join(place.folder, 'report.json'), 'utf8')) as {
      sources: { name: string; accepted?: object; notLoaded: { accepted?: boolean }[] }[];
    };
    const bills = sources.find(({ name }) => name === 'bills');
    expect(bills?.accepted).toEqual({ refused: expect.any(Number) });
    expect(bills?.notLoaded.some(({ accepted }) => accepted)).toBe(true);
    const show = await place.run('runs', 'show');
    expect(show.stdout).toMatch(/^Complete[\s\S]*Not loaded, and accepted:\n {2}bills: \d+ refused/);
    const ledger = await place.run('ledger', '--reason', 'refused');
    expect(ledger.stdout).toMatch(/^refused, accepted: bills billId=\S+: 403/m);
    const retry = await place.run('retry');
    expect([retry.code, retry.all]).toEqual([0, expect.stringMatching(/nothing to retry/)]);
  });

  test.each<[string, string[], number, RegExp]>([
    ['no file', ['runs'], 1, /ovh\.db: there is no such file yet/],
    ['no file', ['runs', 'show'], 1, /no such file yet/],
    ['no file', ['runs', 'compare', 'a', 'b'], 1, /no such file yet/],
    ['no file', ['ledger', '--json'], 1, /no such file yet/],
    ['a file of others', ['runs', '--to', 'other.db'], 1, /other\.db: no run is written there yet/],
    ['a reason that is none', ['ledger', '--reason', 'gon'], 2, /did you mean "gone"/],
  ])('%s: %j', async (_what, args, code, words) => {
    place = await placeWith({});
    place.file('source.yaml', configText(place, BILLS));
    const database = new Database(place.path('other.db'));
    database.exec('create table mine (a)');
    database.close();
    const files = readdirSync(place.folder);
    const ended = await place.run(...args);
    expect(ended.stderr).toMatch(words);
    expect(ended.code).toBe(code);
    expect(readdirSync(place.folder)).toEqual(files);
  });

  test('a run or source object that is not there', async () => {
    place = await placeWith({ edges: false, bills: 2 });
    place.file('source.yaml', configText(place, BILLS));
    await place.run('load', '--quiet');
    const run = await place.run('runs', 'show', '1999');
    expect([run.code, run.stderr]).toEqual([2, expect.stringMatching(/run "1999".*no such run/)]);
    const source = await place.run('ledger', 'last', '--source', 'bils');
    expect([source.code, source.stderr]).toEqual([2, expect.stringMatching(/did you mean "bills"/)]);
    expect((await place.run('ledger')).stdout).toBe('Nothing: all that was listed is loaded\n');
    expect((await place.run('ledger', '--json')).stdout).toBe('[]\n');
  });
});

describe('two loads at once on one file', () => {
  const outcomes = () => {
    const database = new Database(place.path('ovh.db'));
    try {
      return database.prepare('select outcome from _ovh_run order by started_at').pluck().all();
    } finally {
      database.close();
    }
  };

  async function untilWritten(): Promise<void> {
    for (let n = 0; n < 400; n++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      try {
        if (outcomes().length > 0) return;
      } catch {
        // Not there yet.
      }
    }
    throw new Error('no slice was committed');
  }

  test('the second is refused before a call, by name; reading goes on; after kill -9 the next begins at once', async () => {
    place = await placeWith({ edges: false, bills: 250, lines: 2 });
    place.file('slow.yaml', configText(place, BILLS, 'budget: { callsPerSecond: 50, shared: false }'));
    place.file('source.yaml', configText(place, BILLS));
    const first = place.start('load', '--strategy', 'single', '-c', 'slow.yaml');
    await untilWritten();
    place.file('idle.yaml', configText(place, BILLS).replace(/baseUrl: .*/, 'baseUrl: http://127.0.0.1:9'));
    const second = await place.run('load', '-c', 'idle.yaml');
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      new RegExp(
        `ovh\\.db: another run is loading into it \\(process ${first.child.pid} on .*, since \\d{4}-`,
      ),
    );
    expect((await place.run('runs')).stdout).toMatch(/ running /);
    expect((await place.run('ledger')).code).toBe(0);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(outcomes()).toEqual(['running']);
    const third = await place.run('load', '--quiet');
    expect([third.code, third.all]).toEqual([0, '']);
    expect(outcomes()).toEqual(['failed', 'complete']);
    const [, killed = ''] = /^(\S+) .* failed /m.exec((await place.run('runs')).stdout) ?? [];
    expect((await place.run('runs', 'show', killed)).stdout).toMatch(/FAILED[\s\S]*never recorded its end/);
    expect(readdirSync(place.folder).filter((name) => name.includes('lock'))).toEqual([]);
  }, 90_000);
});
