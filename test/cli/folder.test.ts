// Folders of files by command: a load that is killed and started again, and every command of docs/destinations.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { openSource } from '../../connector/app/open.js';
import { createDestination } from '../../connector/destinations/registry.js';
import { longTest } from '../extent.js';
import { copyToSqlite, differentTables, query, withDuckDb } from '../integration/parquet-rows.js';
import { compareTables, readTruth } from '../integration/truth.js';
import { configText, type Place, placeWith } from './command.js';

let place: Place;

afterEach(() => place.close());

const bills = async () => {
  const session = await createDestination({ type: 'parquet', path: place.path('data') })
    .open({ readOnly: true })
    .catch(() => undefined);
  const count = await session?.count('bills');
  await session?.close();
  return count ?? 0;
};

longTest(
  'killed at any moment and started again: the files are the truth, nothing stays behind',
  async () => {
    place = await placeWith({ seed: 'killed', bills: 120, lines: 1, edges: false });
    const { path, run, start, sandbox, folder } = place;
    const paced = (pace: number) =>
      configText(
        place,
        '  - preset: bills',
        `budget: { callsPerSecond: ${pace} }\ndestination: { type: parquet, path: data }`,
      );
    place.file('slow.yaml', paced(100));
    place.file('source.yaml', paced(1000));
    let before = 0;
    for (let kills = 0; kills < 2; kills++) {
      const load = start('load', '--quiet', '--strategy', 'single', '-c', 'slow.yaml');
      while (load.child.exitCode === null && (await bills()) <= before) await wait(250);
      load.child.kill('SIGKILL');
      await load.ended;
      expect(load.child.signalCode).toBe('SIGKILL');
      before = await bills();
    }
    const ended = await run('load');
    expect(ended.code).toBe(0);
    const destination = createDestination({ type: 'parquet', path: path('data') });
    await copyToSqlite(destination, path('copy.db'));
    const config = {
      region: 'eu',
      baseUrl: sandbox.url,
      auth: { ...sandbox.keys },
      endpoints: [{ preset: 'bills' }],
    };
    const source = openSource(config, { env: {}, home: folder, cwd: folder });
    expect(compareTables(path('copy.db'), source, await readTruth(sandbox.url, source))).toEqual([]);
    expect(await differentTables(destination, path('data'))).toEqual([]);
    const files = [...readdirSync(path('data')), ...readdirSync(path('data/_ovh'))];
    expect(files.filter((name) => /tmp|lock|journal/.test(name))).toEqual([]);
    const runs = await run('runs');
    expect(runs.stdout.match(/ failed /g)).toHaveLength(2);
    expect(runs.stdout).toMatch(/ complete /);
  },
);

/** The lines of the page's blocks of one language. */
const page = readFileSync(resolve(import.meta.dirname, '../../docs/destinations.md'), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].flatMap(([, text = '']) =>
    text.trim().split('\n'),
  );

test('the commands of docs/destinations.md run, and its queries answer', async () => {
  place = await placeWith({ seed: 'page', bills: 10, edges: false });
  place.file('source.yaml', configText(place, '  - preset: bills'));
  const commands = blocks('sh').filter((line) => line.startsWith('source-ovhcloud '));
  expect(commands.length).toBeGreaterThanOrEqual(4);
  for (const command of commands) {
    const { code, all } = await place.run(...(command.split(/ [#>]/)[0] ?? '').trim().split(/\s+/).slice(1));
    expect({ command, code, all }).toMatchObject({ code: 0 });
  }
  const queries = blocks('sh').flatMap((line) => /^duckdb -c "(.*)"/.exec(line)?.[1] ?? []);
  expect(queries.length).toBeGreaterThanOrEqual(3);
  for (const sql of queries) {
    const local = sql.replace(/'([\w-]+\/[\w.]+)'/g, (_, name) => `'${join(place.folder, name)}'`);
    const rows = await withDuckDb((connection) => query(connection, local));
    expect({ sql, rows: rows.length > 0 }).toEqual({ sql, rows: true });
  }
  const written = ['data/bills.parquet', 'lines/bills.jsonl', 'sheets/bills.csv'].map(
    (name) => readFileSync(place.path(name)).length,
  );
  expect(written.every((length) => length > 100)).toBe(true);
});

longTest(
  'a machine without the native module of SQLite loads into folders and DuckDB all the same',
  async () => {
    place = await placeWith({ bills: 2, edges: false });
    place.file('source.yaml', configText(place, '  - preset: bills'));
    place.env.NODE_OPTIONS = `--import ${resolve(import.meta.dirname, 'without-sqlite.mjs')}`;
    for (const to of ['parquet:data', 'jsonl:lines', 'duckdb:x.duckdb']) {
      const load = await place.run('load', '--to', to);
      expect([load.code, load.stderr]).toEqual([0, '']);
      expect((await place.run('runs', '--to', to)).stdout).toMatch(/ complete /);
    }
    const sqlite = await place.run('load');
    expect([sqlite.code, sqlite.stderr]).toEqual([
      1,
      expect.stringMatching(/better-sqlite3\) could not be loaded/),
    ]);
  },
);
