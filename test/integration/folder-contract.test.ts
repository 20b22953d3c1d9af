// What programs of others may rely on in a folder of files: the fields of docs/destinations.md, and no others.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { query, withDuckDb } from './parquet-rows.js';
import { type Setting, setUp } from './sandbox-config.js';

let setting: Setting | undefined;

afterEach(() => setting?.close());

interface PublicManifest {
  version: number;
  format: string;
  revision: number;
  tables: {
    schema: { table: string; columns: { name: string; type: string }[]; primaryKey: string[] };
    file?: string;
    published?: { revision: number; rows: number };
  }[];
}

const PAGE = resolve(import.meta.dirname, '../../docs/destinations.md');

/** The fields of the page: `tables[].schema.table`. */
function promised(): string[] {
  const [, section = ''] = readFileSync(PAGE, 'utf8').split('### What a program may rely on');
  return [...(section.split('\n### ')[0] ?? '').matchAll(/^\| `([^`]+)` \|/gm)].map(
    ([, field = '']) => field,
  );
}

/** All values at a path with lists. */
function valuesAt(value: unknown, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>(
    (found, part) => {
      const name = part.replace('[]', '');
      const inner = found.flatMap((each) => (each as Record<string, unknown> | undefined)?.[name] ?? []);
      return part.endsWith('[]') ? inner.flat() : inner;
    },
    [value],
  );
}

test.each(['parquet', 'jsonl', 'csv'])(
  '%s: each table by its file, its columns, its key and its rows',
  async (type) => {
    setting = await setUp({ bills: 20, seed: 'contract', edges: false });
    const folder = join(setting.folder, 'data');
    const source = setting.source({ endpoints: [{ preset: 'bills' }], destination: { type, path: folder } });
    await loadSource(source);
    const read = (): PublicManifest => JSON.parse(readFileSync(join(folder, '_ovh/manifest.json'), 'utf8'));
    const manifest = read();
    for (const field of promised())
      expect([field, valuesAt(manifest, field).length > 0]).toEqual([field, true]);
    expect([manifest.version, manifest.format]).toEqual([2, type]);
    const names = manifest.tables.map(({ schema }) => schema.table);
    expect(names).toEqual(expect.arrayContaining(['bills', 'bill_details', '_ovh_run', '_ovh_ledger']));
    for (const { schema, file, published } of manifest.tables) {
      expect([schema.table, existsSync(join(folder, file ?? ''))]).toEqual([schema.table, true]);
      const columns = schema.columns.map(({ name }) => name);
      expect(columns).toEqual(expect.arrayContaining(schema.primaryKey));
      if (type !== 'parquet') continue;
      const from = `read_parquet('${join(folder, file ?? '')}')`;
      const key = schema.primaryKey.map((name) => `"${name}"`).join(', ');
      const [rows, keys, described] = await withDuckDb(async (db) => [
        await query(db, `SELECT count(*)::int AS n FROM ${from}`),
        await query(db, `SELECT count(*)::int AS n FROM (SELECT DISTINCT ${key || '*'} FROM ${from})`),
        await query(db, `DESCRIBE SELECT * FROM ${from}`),
      ]);
      expect([schema.table, rows]).toEqual([schema.table, [[String(published?.rows)]]]);
      if (key !== '') expect(keys).toEqual(rows);
      expect(described?.map(([name]) => name)).toEqual(columns);
    }
    // A table whose revision is the same has the same rows.
    await loadSource(source);
    const later = read();
    const revisionOf = ({ tables }: PublicManifest, name: string) =>
      tables.find(({ schema }) => schema.table === name)?.published?.revision;
    expect(later.revision).toBeGreaterThan(manifest.revision);
    expect(revisionOf(later, 'bill_details')).toBe(revisionOf(manifest, 'bill_details'));
    expect(revisionOf(later, '_ovh_run')).toBeGreaterThan(revisionOf(manifest, '_ovh_run') ?? 0);
  },
);
