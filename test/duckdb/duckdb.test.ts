// DuckDB: types as DuckDB reports them, files of others, and kills.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { duckdbDestination } from '../../connector/destinations/duckdb/duckdb.js';
import { duckdbProblem } from '../../connector/destinations/duckdb/errors.js';
import type { TableSession } from '../../connector/model/destination.js';
import { Decimal } from '../../connector/model/json.js';
import { type Cell, JsonText, type RowBatch } from '../../connector/model/table.js';
import { batch, bill, write } from '../destinations/slices.js';
import { type DuckdbFixture, duckdbFixture } from './fixture.js';

let fixture: DuckdbFixture;
let session: TableSession;

beforeEach(async () => {
  fixture = await duckdbFixture();
  session = await fixture.open();
});

afterEach(async () => {
  await session.close();
  await fixture.remove();
});

const typesOf = async (table: string) =>
  (await fixture.sql(`DESCRIBE ${table}`)).map(([name, type]) => `${name} ${type}`);

const prices = (...rows: [string, string][]): RowBatch =>
  batch(
    'p',
    { id: 'text', d: 'decimal' },
    ['id'],
    rows.map(([id, text]) => [id, new Decimal(text)]),
  );

test('the file, and what DuckDB makes beside it, are for the owner alone, at each commit', async () => {
  for (const n of [1, 2, 3]) {
    await write(session, prices([`${n}`, '1.5']));
    const modes = readdirSync(fixture.folder).map((name) => [
      name,
      (statSync(join(fixture.folder, name)).mode & 0o777).toString(8),
    ]);
    expect(Object.fromEntries(modes)).toEqual({
      'data.duckdb': '600',
      'data.duckdb.tmp': '700',
      'data.duckdb.wal': '600',
    });
    // The next commit makes the log anew.
    await fixture.sql('CHECKPOINT');
    expect(readdirSync(fixture.folder).sort()).toEqual(['data.duckdb', 'data.duckdb.tmp']);
  }
  await session.close();
  expect(readdirSync(fixture.folder)).toEqual(['data.duckdb']);
});

describe('types', () => {
  test('every column has a type of its own, and DuckDB computes with it', async () => {
    const columns = {
      k: 'text',
      i: 'bigint',
      d: 'decimal',
      b: 'boolean',
      j: 'json',
      t: 'timestamp',
      day: 'date',
    } as const;
    const json = '{"b": [1.10, 9007199254740993], "a":null}';
    await write(
      session,
      batch(
        't',
        columns,
        ['k'],
        [
          [
            '1',
            2n ** 62n,
            new Decimal('0.1'),
            true,
            new JsonText(json),
            '2024-01-01T00:30:00.123456+01:00',
            '2024-02-29',
          ],
          ['2', 1, new Decimal('0.2'), false, new JsonText('"x"'), '2024-01-01T00:00:00-02:30', '0001-01-01'],
        ],
      ),
    );
    expect(await typesOf('t')).toEqual([
      'k VARCHAR',
      'i BIGINT',
      'd DECIMAL(38,2)',
      'b BOOLEAN',
      'j JSON',
      't TIMESTAMP WITH TIME ZONE',
      'day DATE',
    ]);
    const computed = `SELECT CAST(sum(d) AS VARCHAR), max(i) - 1, CAST(epoch_us(min(t)) AS VARCHAR),
      CAST(min(day) + 1 AS VARCHAR), min(j->>'$.b[1]'), min(j) FROM t`;
    const micros = BigInt(Date.parse('2023-12-31T23:30:00.123Z')) * 1000n + 456n;
    expect(await fixture.sql(computed)).toEqual([
      ['0.30', 2n ** 62n - 1n, `${micros}`, '0001-01-02', '9007199254740993', '"x"'],
    ]);
    expect(await fixture.sql("SELECT CAST(j AS VARCHAR) FROM t WHERE k = '1'")).toEqual([[json]]);
  });

  test('the scale of decimals grows with them; what no DECIMAL holds is text; nothing is rounded', async () => {
    const steps: [text: string, type: string][] = [
      ['5', 'DECIMAL(38,2)'],
      ['-1.005', 'DECIMAL(38,6)'],
      ['0.1234567', 'DECIMAL(38,9)'],
      ['12345678901234567890.1', 'DECIMAL(38,9)'],
      ['123456789012345678901234567890', 'DECIMAL(38,7)'],
      ['1234567890123456789012345678901.5', 'DECIMAL(38,7)'],
      ['-99999999999999999999999999999999', 'VARCHAR'],
      ['0.00001', 'VARCHAR'],
    ];
    const seen: [string, string][] = [];
    for (const [text, type] of steps) {
      await write(session, prices([`${seen.length}`, text]));
      seen.push([`${seen.length}`, text]);
      expect([text, await typesOf('p')]).toEqual([text, ['id VARCHAR', `d ${type}`]]);
      expect(await fixture.read('p')).toEqual(seen.map(([id, d]) => ({ id, d })));
    }
    expect((await session.tables())[0]?.columns[1]?.type).toBe('decimal');
  });

  test('a number that was removed keeps no other from its room', async () => {
    const row = (id: string, text: string) => prices([id, text]);
    await write(session, row('a', `${'9'.repeat(30)}.111`), row('b', '1.12345678'));
    await write(session, row('a', '1.5'));
    await write(session, row('b', '1.123456789012'));
    expect(await typesOf('p')).toEqual(['id VARCHAR', 'd DECIMAL(38,12)']);
    expect(await fixture.read('p')).toEqual([
      { id: 'a', d: '1.5' },
      { id: 'b', d: '1.123456789012' },
    ]);
  });

  test('pending decimals and integers find room in the table that they go to', async () => {
    const row = (v: Cell, type: 'bigint' | 'decimal', pendingReplace: boolean): RowBatch => ({
      ...batch('p', { _account: 'text', id: 'text', d: type }, ['_account', 'id'], [['me', '1', v]]),
      pendingReplace,
    });
    await write(session, row(new Decimal(`0.${'1'.repeat(19)}`), 'decimal', false));
    await write(session, row(2n ** 62n, 'bigint', true));
    await session.swap({ account: 'me', tables: ['p'] });
    expect((await typesOf('p'))[2]).toBe('d DECIMAL(38,19)');
    expect(await fixture.read('p')).toEqual([{ _account: 'me', id: '1', d: '4611686018427387904' }]);
  });

  test('a key of numbers is the same key as integer, decimal and text', async () => {
    const keyed = (type: 'bigint' | 'decimal' | 'text', id: Cell, v: string) =>
      batch('k', { id: type, v: 'text' }, ['id'], [[id, v]]);
    await write(session, keyed('bigint', 7, 'a'));
    await write(session, keyed('decimal', new Decimal('1.5'), 'b'), keyed('bigint', 7n, 'c'));
    await write(session, keyed('decimal', new Decimal(`1${'0'.repeat(40)}`), 'd'));
    await write(session, keyed('decimal', new Decimal('7.0'), 'e'), keyed('bigint', 7, 'f'));
    await write(session, keyed('text', 'x', 'g'), keyed('bigint', 7, 'h'));
    const rows = await fixture.sql('SELECT id, v FROM k ORDER BY v');
    expect(rows).toEqual([
      ['1.5', 'b'],
      [`1${'0'.repeat(40)}`, 'd'],
      ['x', 'g'],
      ['7', 'h'],
    ]);
    const found: Cell[] = [];
    for await (const row of session.rows('k', { where: { id: '7' } })) found.push(row.v ?? null);
    expect(found).toEqual(['h']);
  });

  test('values are found by what they are, whatever they were written like', async () => {
    const columns = { id: 'text', d: 'decimal', t: 'timestamp', day: 'date' } as const;
    await write(
      session,
      batch('t', columns, ['id'], [['a', new Decimal('1.50'), '2024-01-01T01:00:00+01:00', '2024-01-01']]),
    );
    const count = async (where: Record<string, Cell>) => {
      let rows = 0;
      for await (const _ of session.rows('t', { where })) rows++;
      return rows;
    };
    expect(await count({ d: new Decimal('1.500') })).toBe(1);
    expect(await count({ d: new Decimal('1.501') })).toBe(0);
    expect(await count({ t: '2024-01-01T00:00:00Z', day: '2024-01-01' })).toBe(1);
    expect(await count({ t: 'yesterday' })).toBe(0);
    expect(await count({ day: '2024-02-30' })).toBe(0);
  });

  test.each<['timestamp' | 'date', string, string, string]>([
    ['timestamp', '2024-01-01T00:00:00.5+01:00', '2024-01-01T00:00:00', '2023-12-31T23:00:00.500000Z'],
    ['timestamp', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00.123456789Z', '2024-01-01T00:00:00.000000Z'],
    ['timestamp', '2024-01-01T00:00:00.000001Z', '0000-01-01T00:00:00Z', '2024-01-01T00:00:00.000001Z'],
    ['date', '2024-02-29', '2024-02-30', '2024-02-29'],
  ])('%s %s, then %s: text', async (type, first, second, kept) => {
    const one = (id: string, v: string) => batch('t', { id: 'text', v: type }, ['id'], [[id, v]]);
    await write(session, one('a', first));
    await write(session, one('b', second));
    expect(await typesOf('t')).toEqual(['id VARCHAR', 'v VARCHAR']);
    expect(await fixture.sql('SELECT v FROM t ORDER BY id')).toEqual([[kept], [second]]);
    expect((await session.tables())[0]?.columns[1]?.type).toBe('text');
  });

  test('half a character is replaced and counted', async () => {
    const written = await write(session, batch('t', { id: 'text' }, ['id'], [['a\ud800'], ['b']]));
    expect(written).toEqual({ rows: { t: 2 }, replacedCharacters: 1 });
    expect(await fixture.sql('SELECT id FROM t ORDER BY id')).toEqual([['a\ufffd'], ['b']]);
  });
});

describe('what others have', () => {
  test('columns and views of others stay; an index that is in the way is told, and nothing is harmed', async () => {
    await write(session, bill(['a', 1]));
    await fixture.sql('ALTER TABLE bill ADD COLUMN mine VARCHAR');
    await fixture.sql("UPDATE bill SET mine = 'x'; CREATE VIEW seen AS SELECT n FROM bill");
    await write(session, bill(['a', 2], ['b', 3]));
    expect(await fixture.sql('SELECT id, n, mine FROM bill ORDER BY id')).toEqual([
      ['a', 2n, 'x'],
      ['b', 3n, null],
    ]);
    expect(await fixture.sql('SELECT sum(n)::BIGINT FROM seen')).toEqual([[5n]]);
    const clash = batch('bill', { id: 'text', mine: 'text' }, ['id'], []);
    await expect(write(session, clash)).rejects.toThrow(/column "mine" that source-ovhcloud did not make/);
    await expect(write(session, batch('SEEN', { n: 'bigint' }, [], []))).rejects.toThrow(/view "SEEN"/);
    await fixture.sql('CREATE UNIQUE INDEX one ON bill (n)');
    await expect(write(session, bill(['c', 3]))).rejects.toThrow(/unique index or a check/);
    const wider = batch('bill', { id: 'text', n: 'text' }, ['id'], [['d', 'x']]);
    await expect(write(session, wider)).rejects.toThrow(/index that was added/);
    expect(await session.count('bill')).toBe(2);
    await fixture.sql('DROP INDEX one');
    await write(session, wider);
    expect(await session.count('bill')).toBe(3);
  });

  test('a file that is none of ours, no file, no folder: refused in words, and left as it was', async () => {
    const other = join(fixture.folder, 'notes.txt');
    await writeFile(other, 'my notes\n'.repeat(2000));
    const at = (path: string) => duckdbDestination({ path });
    await expect(at(other).open()).rejects.toThrow(/not a DuckDB database; it was left as it is/);
    await expect(at(other).check()).rejects.toMatchObject({ name: 'DestinationError' });
    expect(await readFile(other, 'utf8')).toBe('my notes\n'.repeat(2000));
    const none = at(join(fixture.folder, 'none.duckdb'));
    await expect(none.open({ readOnly: true })).rejects.toThrow(/no such file yet/);
    expect(await none.check()).toBe('will be made');
    await expect(at(join(fixture.folder, 'no/x.duckdb')).open()).rejects.toThrow(/there is no folder/);
    await expect(at(fixture.folder).open()).rejects.toThrow(/this is a folder/);
    await expect(at(':memory:').open()).rejects.toThrow(/must be a file/);
    await fixture.sql('ALTER TABLE _ovh_columns RENAME COLUMN path TO was');
    await session.close();
    await expect(fixture.open()).rejects.toThrow(/"_ovh_columns" that source-ovhcloud did not make/);
  });

  test('a session to read changes nothing; while it has the file alone, nobody writes', async () => {
    await write(session, bill(['a', 1]));
    await session.close();
    const reading = await fixture.destination().open({ readOnly: true });
    try {
      await expect(write(reading, bill(['b', 1]))).rejects.toThrow(/was opened for reading/);
      await expect(fixture.open()).rejects.toMatchObject({ name: 'DestinationError' });
      expect(await reading.count('bill')).toBe(1);
    } finally {
      await reading.close();
    }
    const short = await fixture.destination().open({ readOnly: true });
    const opening = fixture.open();
    await short.close();
    session = await opening;
    await write(session, bill(['b', 1]));
    expect(await session.count('bill')).toBe(2);
  });
});

describe('another process', () => {
  const start = (...args: string[]) =>
    spawn(process.execPath, [resolve(import.meta.dirname, 'writer.mjs'), fixture.path, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });

  test('that has the file open is named', async () => {
    await session.close();
    const child = start('0');
    await once(child.stdout, 'data');
    try {
      for (const options of [{}, { readOnly: true }]) {
        await expect(fixture.destination().open(options)).rejects.toMatchObject({
          name: 'DestinationError',
          message: expect.stringMatching(new RegExp(`another program has it open: .*PID ${child.pid}\\)`)),
        });
      }
      await expect(fixture.destination().check()).rejects.toThrow(/another program has it open/);
    } finally {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
  });

  test('that is killed while it commits leaves the slice before or the next one, whole', async () => {
    await session.close();
    let next = 0;
    for (let kills = 0; kills < 4; kills++) {
      const child = start(`${next}`);
      let said = '';
      child.stdout.on('data', (text) => {
        said += text;
      });
      while (said.split('\n').length < 3 && child.exitCode === null) await wait(5);
      await wait(kills * 23);
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      const begun = Number(said.trim().split('\n').at(-1));
      const found = await fixture.sql(
        `SELECT min(n), max(n), count(*) FROM bill UNION ALL SELECT min(n), max(n), count(*) FROM line`,
      );
      const n = Number(found[0]?.[0]);
      expect([begun - 1, begun]).toContain(n);
      expect(found).toEqual([
        [BigInt(n), BigInt(n), 3000n],
        [BigInt(n), BigInt(n), 3000n],
      ]);
      next = n + 1;
    }
    session = await fixture.open();
    expect((await session.tables()).map(({ table }) => table)).toEqual(['bill', 'line']);
  });
});

describe('errors in words', () => {
  test.each([
    ['IO Error: Could not write file "x": No space left on device', 'disk is full'],
    ['Out of Memory Error: could not allocate block of size 256.0 KiB', 'memoryMegabytes'],
    ['IO Error: Cannot open file "x": Permission denied', 'right to write'],
    ['IO Error: Trying to read a database file with version number 99', 'another version of DuckDB'],
    ['FATAL Error: Failed: database has been invalidated', 'Run again'],
    ['IO Error: Could not read from file', 'disk reported an error'],
    ['Binder Error: what?', 'DuckDB refused'],
  ])('%s', (message, words) => {
    const error = new Error(`${message}\n\nLINE 1: select`);
    const problem = duckdbProblem(error, '/data/x.duckdb');
    expect(problem).toMatchObject({ name: 'DestinationError', cause: error });
    expect(String(problem)).toContain(words);
    expect(String(problem)).toContain('/data/x.duckdb');
    expect(String(problem)).not.toContain('LINE 1');
  });
});
