// SQLite: the contract, and what can go wrong with a file.
import { statSync } from 'node:fs';
import { chmod, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SQLITE_CAPABILITIES, sqliteDestination } from '../../connector/destinations/sqlite/sqlite.js';
import { readBack } from '../../connector/destinations/testing/context.js';
import { capabilitiesOf } from '../../connector/model/capabilities.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import type { TableSession } from '../../connector/model/destination.js';
import { Decimal } from '../../connector/model/json.js';
import { JsonText } from '../../connector/model/table.js';
import { destinationContract } from './contract.js';
import { type FileFixture, fileFixture } from './files.js';
import { batch, write } from './slices.js';

const contractFixture = async () => {
  const place = await fileFixture();
  // Decimals by all of their digits; views as another program finds them.
  const read = async (table: string) => {
    const rows = await readBack(place.destination(), capabilitiesOf(place.destination()), table);
    return rows.length > 0 ? rows : place.read(table);
  };
  return { ...place, read };
};

destinationContract('sqlite', contractFixture, SQLITE_CAPABILITIES);

const bill = (n: number | string, id = 'a') =>
  batch('bill', { id: 'text', n: typeof n === 'number' ? 'bigint' : 'text' }, ['id'], [[id, n]]);

describe('a SQLite file', () => {
  let fixture: FileFixture;
  let session: TableSession;

  beforeEach(async () => {
    fixture = await fileFixture();
    session = await fixture.open();
  });

  afterEach(async () => {
    await session.close();
    await fixture.remove();
  });

  test('stores each type in its exact storage class', async () => {
    const columns = { k: 'text', i: 'bigint', d: 'decimal', b: 'boolean', j: 'json', t: 'text' } as const;
    const row = ['1', 5, new Decimal('5.0'), true, new JsonText('5.0'), '5.0'];
    await write(
      session,
      batch('t', columns, ['k'], [row, ['2', 2n ** 62n, 7, false, new JsonText('7'), '7']]),
    );
    const kinds = 'SELECT typeof(k), typeof(i), typeof(d), typeof(b), typeof(j), typeof(t) FROM t';
    const expected = ['text', 'integer', 'integer', 'integer', 'text', 'text'];
    expect(fixture.other((db) => db.prepare(kinds).raw().all())).toEqual([expected, expected]);
    expect(fixture.other((db) => db.prepare('SELECT d, j, t FROM t ORDER BY k').raw().all())).toEqual([
      [5, '5.0', '5.0'],
      [7, '7', '7'],
    ]);
    const declared = fixture.other((db) =>
      db.prepare("SELECT type FROM pragma_table_info('t')").pluck().all(),
    );
    expect(declared).toEqual(['TEXT', 'INTEGER', 'NUMERIC', 'BOOLEAN', 'TEXT', 'TEXT']);
  });

  test('the file, and those that SQLite makes beside it, are for the owner alone', async () => {
    await write(session, bill(1));
    const unlock = await fixture.destination().lock({ pid: 1, host: 'h', since: 's' });
    const modes = (await readdir(fixture.folder)).map((name) => [
      name,
      (statSync(join(fixture.folder, name)).mode & 0o777).toString(8),
    ]);
    expect(Object.fromEntries(modes)).toEqual({
      'data.db': '600',
      'data.db-shm': '600',
      'data.db-wal': '600',
      'data.db.lock': '600',
    });
    await unlock();
  });

  test('a file that is there keeps its mode, and so do those beside it', async () => {
    await session.close();
    await chmod(fixture.path, 0o644);
    session = await fixture.open();
    await write(session, bill(1));
    for (const name of ['data.db', 'data.db-wal', 'data.db-shm'])
      expect((statSync(join(fixture.folder, name)).mode & 0o777).toString(8)).toBe('644');
  });

  test('key columns take no null, not even from others', async () => {
    await write(session, bill(1));
    const insert = () => fixture.other((db) => db.exec('INSERT INTO bill VALUES (NULL, 1)'));
    expect(insert).toThrow(/NOT NULL/);
  });

  test('uses a write-ahead log and leaves one file behind', async () => {
    await write(session, bill(1));
    expect(fixture.other((db) => db.pragma('journal_mode', { simple: true }))).toBe('wal');
    await session.close();
    await expect(readFile(`${fixture.path}-wal`)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await fixture.read('bill')).toHaveLength(1);
  });

  test('indexes, triggers and views survive a rebuild, and so do columns of others', async () => {
    await write(session, bill(1));
    fixture.other((db) => {
      db.exec("ALTER TABLE bill ADD COLUMN note TEXT DEFAULT 'n\"1'");
      db.exec('CREATE INDEX by_n ON bill (n)');
      db.exec('CREATE UNIQUE INDEX by_id ON bill (id) WHERE n IS NOT NULL');
      db.exec('CREATE TABLE log (id TEXT)');
      db.exec('CREATE TRIGGER seen AFTER UPDATE ON bill BEGIN INSERT INTO log VALUES (new.id); END');
      db.exec('CREATE VIEW bills AS SELECT id, n, note FROM bill');
    });
    await write(session, bill('x', 'b'));
    await write(session, bill('y'));
    const found = fixture.other((db) => ({
      view: db.prepare('SELECT * FROM bills ORDER BY id').raw().all(),
      log: db.prepare('SELECT id FROM log').pluck().all(),
      names: db.prepare('SELECT name FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name').pluck().all(),
      integrity: db.pragma('integrity_check', { simple: true }),
    }));
    expect(found).toEqual({
      view: [
        ['a', 'y', 'n"1'],
        ['b', 'x', 'n"1'],
      ],
      log: ['a'],
      names: ['_ovh_columns', 'bill', 'bills', 'by_id', 'by_n', 'log', 'seen'],
      integrity: 'ok',
    });
  });

  test('a generated column stops a rebuild rather than being lost', async () => {
    await write(session, bill(1));
    fixture.other((db) => db.exec('ALTER TABLE bill ADD COLUMN twice INTEGER AS (n * 2) VIRTUAL'));
    await expect(write(session, bill('x'))).rejects.toThrow(/"twice"/);
    await write(session, bill(2));
    expect(await fixture.read('bill')).toEqual([{ id: 'a', n: 2n, twice: 4n }]);
  });

  test('a rebuild of someone else between two slices is seen', async () => {
    const second = await fixture.open();
    await write(session, bill(1));
    await write(second, bill('x', 'b'));
    await write(session, bill(2));
    await second.close();
    expect((await fixture.read('bill')).map((row) => row.n)).toEqual(['2', 'x']);
  });

  test.each([
    ['a table', 'CREATE TABLE Bill (x); INSERT INTO bill VALUES (1)'],
    ['a view', 'CREATE VIEW bill AS SELECT 1 AS x'],
  ])('%s of others is refused and left as it is', async (_what, sql) => {
    fixture.other((db) => db.exec(sql));
    await expect(session.prepare([bill(1).schema])).rejects.toThrow(/did not make/);
    await expect(write(session, bill(1))).rejects.toThrow(/did not make/);
    expect(await session.count('bill')).toBeUndefined();
    expect(await session.tables()).toEqual([]);
    expect(fixture.other((db) => db.prepare('SELECT x FROM bill').pluck().all())).toEqual([1]);
  });

  test('a table of ours that was replaced by another is refused', async () => {
    await write(session, bill(1));
    fixture.other((db) => db.exec('DROP TABLE bill; CREATE TABLE bill (id TEXT, n TEXT)'));
    await expect(write(session, bill(1))).rejects.toThrow(/did not make/);
  });

  test('the catalogue itself cannot be written to', async () => {
    const own = batch('_OVH_columns', { id: 'text' }, ['id'], [['a']]);
    await expect(write(session, own)).rejects.toMatchObject({ name: 'DestinationError' });
  });

  test('a table that was dropped is made again, also with another key', async () => {
    await write(session, bill(1));
    fixture.other((db) => db.exec('DROP TABLE bill'));
    expect(await session.tables()).toEqual([]);
    await write(session, batch('bill', { x: 'text' }, ['x'], [['q']]));
    expect(await fixture.read('bill')).toEqual([{ x: 'q' }]);
    expect((await session.tables())[0]).toMatchObject({ primaryKey: ['x'], columns: [{ name: 'x' }] });
  });

  test('a column that was dropped is added again', async () => {
    await write(session, bill(1));
    fixture.other((db) => db.exec('ALTER TABLE bill DROP COLUMN n'));
    expect((await session.tables())[0]?.columns).toHaveLength(2);
    await write(session, bill(2, 'b'));
    expect(await fixture.read('bill')).toEqual([
      { id: 'a', n: null },
      { id: 'b', n: 2n },
    ]);
  });

  test('a column of others with a name that a field needs is refused', async () => {
    await write(session, bill(1));
    fixture.other((db) => db.exec('ALTER TABLE bill ADD COLUMN total TEXT'));
    const wider = batch('bill', { id: 'text', total: 'text' }, ['id'], [['a', 'x']]);
    await expect(write(session, wider)).rejects.toThrow(/column "total"/);
    await write(session, bill(3));
    expect(await fixture.read('bill')).toEqual([{ id: 'a', n: 3n, total: null }]);
  });

  test('a unique index of others that refuses a row', async () => {
    await write(session, bill(1));
    fixture.other((db) => db.exec('CREATE UNIQUE INDEX one ON bill (n)'));
    await expect(write(session, bill(1, 'b'))).rejects.toThrow(/unique index.*SQLITE_CONSTRAINT/);
    expect(await session.count('bill')).toBe(1);
  });

  test('1,000 columns', async () => {
    const columns = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`c${i}`, 'bigint' as const]));
    await write(session, batch('wide', columns, ['c0'], [Array.from({ length: 1000 }, (_, i) => i)]));
    expect((await fixture.read('wide'))[0]?.c999).toBe(999n);
  });

  test('another program may read while a slice is written, and sees the state before', async () => {
    await write(session, bill(1));
    async function* batches() {
      yield bill(2);
      expect(await fixture.read('bill')).toEqual([{ id: 'a', n: 1n }]);
      yield bill('x', 'b');
      expect(await fixture.read('bill')).toEqual([{ id: 'a', n: 1n }]);
    }
    await session.commit({ runId: 'r', batches: batches() });
    expect(await fixture.read('bill')).toHaveLength(2);
  });

  test('the lock leaves no file, is one under every name of the file, and passes over what a crash left', async () => {
    const holder = { pid: 1, host: 'h', since: 's' };
    await writeFile(`${fixture.path}.lock`, '');
    const release = await sqliteDestination(fixture.path).lock(holder);
    await symlink(fixture.path, join(fixture.folder, 'other.db'));
    await expect(sqliteDestination(join(fixture.folder, 'other.db')).lock(holder)).rejects.toThrow(
      /another run is loading into it \(process 1 on h/,
    );
    await release();
    await session.close();
    expect((await readdir(fixture.folder)).sort()).toEqual(['data.db', 'other.db']);
  });

  test('opened to be read it makes and changes nothing, and waits for nobody', async () => {
    await write(session, bill(1));
    async function* batches() {
      yield bill(2);
      const reading = await sqliteDestination(fixture.path).open({ readOnly: true });
      expect(await reading.count('bill')).toBe(1);
      await expect(write(reading, bill(3))).rejects.toThrow(/SQLITE_READONLY/);
      await reading.close();
    }
    await session.commit({ runId: 'r', batches: batches() });
    await session.close();
    const before = await readFile(fixture.path);
    await (await sqliteDestination(fixture.path).open({ readOnly: true })).close();
    expect(await readFile(fixture.path)).toEqual(before);
    expect(await readdir(fixture.folder)).toEqual(['data.db']);
    const missing = sqliteDestination(join(fixture.folder, 'no.db'));
    await expect(missing.open({ readOnly: true })).rejects.toThrow(/no such file yet/);
    expect(await readdir(fixture.folder)).toEqual(['data.db']);
  });

  test('closing waits for the slice in flight', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    async function* batches() {
      yield bill(1);
      await gate;
    }
    const commit = session.commit({ runId: 'r', batches: batches() });
    const closing = session.close();
    release();
    expect(await commit).toEqual({ rows: { bill: 1 } });
    await closing;
    expect(await fixture.read('bill')).toHaveLength(1);
  });
});

describe('a SQLite file that cannot be used', () => {
  let fixture: FileFixture;

  beforeEach(async () => {
    fixture = await fileFixture();
  });

  afterEach(() => fixture.remove());

  const opening = (path: string) => sqliteDestination(path).open();

  test('its folder is missing', async () => {
    const path = join(fixture.folder, 'no', 'data.db');
    await expect(opening(path)).rejects.toThrow(`there is no folder ${join(fixture.folder, 'no')}`);
  });

  test('it is a folder', async () => {
    await expect(opening(fixture.folder)).rejects.toThrow(`${fixture.folder}: this is a folder`);
  });

  test('it is no database, and stays as it is', async () => {
    await writeFile(fixture.path, 'a;b;c\n'.repeat(1000));
    await expect(opening(fixture.path)).rejects.toThrow(/data\.db: this file is not a SQLite database/);
    expect(await readFile(fixture.path, 'utf8')).toBe('a;b;c\n'.repeat(1000));
  });

  test("no path, or memory by SQLite's name", async () => {
    await expect(opening('')).rejects.toMatchObject({ name: 'DestinationError' });
    await expect(opening(':memory:')).rejects.toThrow(/"memory"/);
  });

  test('it has a catalogue that is not ours', async () => {
    fixture.other((db) => db.exec('CREATE TABLE _ovh_columns (x)'));
    await expect(opening(fixture.path)).rejects.toThrow(/_ovh_columns.*left as it is/s);
  });

  test('another program is writing to it', async () => {
    const waiting = await fileFixture({ busyTimeoutMs: 50 });
    const session = await waiting.open();
    await write(session, bill(1));
    const { default: Driver } = await import('better-sqlite3');
    const other = new Driver(waiting.path);
    other.exec('BEGIN IMMEDIATE');
    await expect(write(session, bill(2))).rejects.toThrow(/another program has been writing.*SQLITE_BUSY/);
    await expect(waiting.open()).rejects.toThrow(/another program/);
    other.exec('ROLLBACK');
    other.close();
    await write(session, bill(3));
    expect(await waiting.read('bill')).toEqual([{ id: 'a', n: 3n }]);
    await session.close();
    await waiting.remove();
  });

  describe('another program holds the file', () => {
    /** Time passes by sleeping alone; after `freeAfter` milliseconds the other program lets go. */
    async function waiting(freeAfter: number, options: { busyTimeoutMs?: number } = {}) {
      let [now, sleeps] = [0, 0];
      let letGo: () => void = () => undefined;
      const clock: Clock = {
        ...systemClock,
        now: () => now,
        sleep: async (ms) => {
          sleeps++;
          now += ms;
          if (now >= freeAfter) letGo();
        },
      };
      const held = await fileFixture({ ...options, clock });
      const { default: Driver } = await import('better-sqlite3');
      const other = new Driver(held.path);
      other.pragma('journal_mode = WAL');
      const hold = () => {
        other.exec('BEGIN IMMEDIATE');
        now = 0;
        letGo = () => {
          if (other.inTransaction) other.exec('ROLLBACK');
        };
      };
      const end = async () => {
        other.close();
        await held.remove();
      };
      return { held, hold, end, waited: () => ({ now, sleeps }) };
    }

    test.each([
      [59_999, {}],
      [10, { busyTimeoutMs: 20 }],
      [300_000, { busyTimeoutMs: 3_600_000 }],
    ])('for %d ms, and a load waits with %j: it opens and writes', async (freeAfter, options) => {
      const { held, hold, end, waited } = await waiting(freeAfter, options);
      hold();
      const session = await held.open();
      expect(waited().now).toBeGreaterThanOrEqual(freeAfter);
      hold();
      await write(session, bill(1));
      expect(waited().now).toBeGreaterThanOrEqual(freeAfter);
      expect(await held.read('bill')).toEqual([{ id: 'a', n: 1n }]);
      await session.close();
      await end();
    });

    test.each([
      [{}, 60_000],
      [{ busyTimeoutMs: 250 }, 250],
      [{ busyTimeoutMs: 0 }, 0],
    ])(
      'for good, and a load waits with %j: it says so after that, and nothing is written',
      async (options, most) => {
        const { held, hold, end, waited } = await waiting(Number.POSITIVE_INFINITY, options);
        const session = await held.open();
        hold();
        await expect(write(session, bill(1))).rejects.toThrow(
          /longer than a load waits \(`busyTimeout`\).*SQLITE_BUSY/,
        );
        expect(waited().now).toBe(most);
        // In steps, so that signals, metrics and leases go on meanwhile.
        expect(waited().sleeps).toBeGreaterThanOrEqual(most / 500);
        await session.close();
        await end();
      },
    );
  });

  test('the disk is full: the slice is left out whole, what was there stays', async () => {
    const small = await fileFixture({ maxPages: 40 });
    const session = await small.open();
    await write(session, batch('t', { id: 'text', v: 'text' }, ['id'], [['a', 'x']]));
    const big = batch(
      't',
      { id: 'text', v: 'text' },
      ['id'],
      [
        ['b', 'x'],
        ['c', 'y'.repeat(400_000)],
      ],
    );
    await expect(write(session, big)).rejects.toThrow(/data\.db: the disk is full\. Make room.*SQLITE_FULL/);
    expect(await session.count('t')).toBe(1);
    await write(session, batch('t', { id: 'text', v: 'text' }, ['id'], [['d', 'x']]));
    expect(await session.count('t')).toBe(2);
    await session.close();
    await small.remove();
  });

  test('damaged pages', async () => {
    const session = await fixture.open();
    await write(session, batch('t', { id: 'text', v: 'text' }, ['id'], [['a', 'x'.repeat(20_000)]]));
    await session.close();
    const bytes = await readFile(fixture.path);
    bytes.fill(0x5a, 4096, bytes.length);
    await writeFile(fixture.path, bytes);
    const use = async () => write(await fixture.open(), bill(1));
    await expect(use()).rejects.toThrow(/the file is damaged.*SQLITE_CORRUPT/);
  });

  test("a file, or a new file's folder, without the right to write", async () => {
    await (await fixture.open()).close();
    await chmod(fixture.path, 0o444);
    await chmod(fixture.folder, 0o555);
    await asOrdinaryUser(async () => {
      await expect(opening(fixture.path)).rejects.toThrow(/cannot be written to.*SQLITE_READONLY/);
      await expect(opening(join(fixture.folder, 'new.db'))).rejects.toThrow(
        /cannot be opened.*SQLITE_CANTOPEN/,
      );
    });
    await chmod(fixture.folder, 0o755);
  });
});

/** Rights do not bind the superuser, so a test run as root steps down for a while. */
async function asOrdinaryUser(work: () => Promise<void>): Promise<void> {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
