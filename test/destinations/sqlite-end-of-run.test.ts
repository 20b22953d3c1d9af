// The end of a run in a SQLite file to which others have added things, and which they read.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import Driver from 'better-sqlite3';
import type { TableSession } from '../../connector/model/destination.js';
import type { Cell, RowBatch } from '../../connector/model/table.js';
import { type FileFixture, fileFixture } from './files.js';
import { batch, write } from './slices.js';

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

const bills = (...rows: Cell[][]): RowBatch =>
  batch('bill', { _account: 'text', id: 'text' }, ['_account', 'id'], rows);
const own = { account: 'me', tables: ['bill'] };

test('a reader sees the rows before or those after, never a mixture', async () => {
  await write(session, bills(['me', 'a'], ['me', 'b']));
  await write(session, { ...bills(['me', 'c']), pendingReplace: true });
  const reader = new Driver(fixture.path, { readonly: true });
  const seen = () => reader.prepare('SELECT id FROM bill ORDER BY id').pluck().all();
  reader.exec('BEGIN');
  expect(seen()).toEqual(['a', 'b']);
  await session.swap(own);
  expect(seen()).toEqual(['a', 'b']);
  reader.exec('COMMIT');
  expect(seen()).toEqual(['c']);
  reader.close();
});

test('indexes, views and columns of others stay', async () => {
  await write(session, bills(['me', 'a']));
  fixture.other((db) => {
    db.exec("ALTER TABLE bill ADD COLUMN note TEXT DEFAULT 'new'");
    db.exec('CREATE INDEX by_id ON bill (id)');
    db.exec('CREATE VIEW bills AS SELECT id, note FROM bill');
  });
  await write(session, { ...bills(['me', 'b']), pendingReplace: true });
  await session.swap(own);
  const names = 'SELECT name FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name';
  expect(fixture.other((db) => db.prepare('SELECT * FROM bills').raw().all())).toEqual([['b', 'new']]);
  expect(fixture.other((db) => db.prepare(names).pluck().all())).toEqual([
    '_ovh_columns',
    'bill',
    'bills',
    'by_id',
  ]);
});

test('a swap that a unique index of others refuses leaves every table as it was', async () => {
  await write(session, bills(['me', 'a']));
  await write(session, { ...bills(['me', 'b']), schema: { ...bills().schema, table: 'other' } });
  fixture.other((db) => db.exec('CREATE UNIQUE INDEX one ON bill (substr(id, 1, 1))'));
  await write(session, { ...bills(['me', 'c1'], ['me', 'c2']), pendingReplace: true });
  await expect(session.swap({ account: 'me', tables: ['other', 'bill'] })).rejects.toThrow(/unique index/);
  expect(await fixture.read('bill')).toEqual([{ _account: 'me', id: 'a' }]);
  expect(await session.count('other')).toBe(1);
});

test('a table of others is refused when the first pending row comes', async () => {
  fixture.other((db) => db.exec('CREATE TABLE bill (x)'));
  await expect(write(session, { ...bills(['me', 'a']), pendingReplace: true })).rejects.toThrow(
    /did not make/,
  );
  await session.swap(own);
  await session.markDeleted([{ table: 'bill', account: 'me', runId: 'r', except: [] }], 'now');
  expect(fixture.other((db) => db.prepare('SELECT * FROM bill').all())).toEqual([]);
});
