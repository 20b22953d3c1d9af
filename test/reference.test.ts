// The digest that the reference of the presets is made from: nothing is missing in it, and it is what documents give.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { presetPlan, referenceOf } from '../connector/app/reference/digest.js';
import { renewedReference, storedReference } from '../connector/app/reference/files.js';
import { tableOptions } from '../connector/model/definition.js';
import type { EndpointInput, Preset } from '../connector/model/preset.js';
import { ApiDocuments } from '../connector/schemas/api-documents.js';
import { readDocument } from '../connector/schemas/document.js';
import { naturalName } from '../connector/shape/paths.js';
import { PRESET_FAMILIES, PRESETS } from '../endpoints/presets.js';
import { SHOP } from './schemas/own-documents.js';

const ROOT = resolve(import.meta.dirname, '..');
const RENEW = 'npm run docs -- --schemas FOLDER renews it';

test('every preset is in one family', () => {
  expect(PRESET_FAMILIES.flatMap((family) => family.presets)).toEqual(PRESETS);
});

test('a list that several presets need stands once', () => {
  const first = new Map<string, EndpointInput>();
  for (const entry of PRESETS.flatMap((preset) => preset.endpoints)) {
    expect(first.get(entry.name) ?? entry).toBe(entry);
    first.set(entry.name, entry);
  }
  const routes = [...first.values()].map(({ method = 'GET', path }) => `${method} ${path}`);
  const twice = routes.filter((route, index) => routes.indexOf(route) !== index);
  // The examples have names of their own, so that they load beside the presets.
  expect(twice).toEqual([
    'GET /me/bill/{billId}',
    'GET /me/bill',
    'GET /me/bill/{billId}/details',
    'GET /allDom/{serviceName}/domain',
  ]);
});

describe.each(PRESET_FAMILIES)(`the digest of $name (${RENEW})`, ({ name, presets }) => {
  const reference = storedReference(name);

  test('has every source object, by its route, with columns', () => {
    const wanted = presets.flatMap((preset) => preset.endpoints);
    const routes = Object.fromEntries(
      wanted.map((entry) => [entry.name, `${entry.method ?? 'GET'} ${entry.path}`]),
    );
    expect(Object.fromEntries(Object.entries(reference).map(([key, { route }]) => [key, route]))).toEqual(
      routes,
    );
    for (const { tables } of Object.values(reference))
      for (const table of tables) expect(table.columns.length).toBeGreaterThan(0);
    const stored = wanted.filter((entry) => entry.table !== false).map((entry) => entry.name);
    const withTables = Object.keys(reference).filter((key) => (reference[key]?.tables.length ?? 0) > 0);
    expect(withTables.sort()).toEqual([...new Set(stored)].sort());
  });

  test('has the keys that the definitions give', () => {
    for (const preset of presets) {
      for (const { table, definition, load } of presetPlan(preset).nodes) {
        if (!load) continue;
        const key = reference[table.source]?.tables[0]?.key ?? [];
        const given = tableOptions(definition).primaryKey;
        expect(key[0]).toBe('_account');
        if (given) expect(key).toHaveLength(given.length + 1);
      }
    }
  });

  test('no column is one that is left out', () => {
    for (const { secrets, tables } of Object.values(reference)) {
      const columns = tables[0]?.columns.map((column) => column.name) ?? [];
      expect(secrets.map((path) => naturalName(path.split('.'))).filter((c) => columns.includes(c))).toEqual(
        [],
      );
    }
  });
});

test('no digest of a family that is gone stays', () => {
  const kept = readdirSync(join(ROOT, 'endpoints/reference')).sort();
  expect(kept).toEqual(PRESET_FAMILIES.map((family) => `${family.name}.json`).sort());
});

describe('an object of documents of our own', () => {
  const document = readDocument(SHOP, 'v1');
  const preset: Preset = {
    name: 'shop',
    title: '',
    description: '',
    endpoints: [
      { name: 'item_ids', path: '/shop/item', read: { item: 'itemId' } },
      { name: 'items', path: '/shop/item/{itemId}', parameters: { itemId: { from: 'item_ids' } } },
    ],
  };
  const { items } = referenceOf([preset], new ApiDocuments(document ? [document] : []));

  test('its table: key, types, what may be null, values', () => {
    const columns = items?.tables[0]?.columns ?? [];
    expect(items).toMatchObject({ route: 'GET /shop/item/{itemId}', secrets: ['parts.pin', 'secretWord'] });
    expect(items?.tables[0]?.key).toEqual(['_account', 'item_id']);
    expect(columns[0]).toEqual({ name: 'item_id', type: 'bigint' });
    const byName = Object.fromEntries(columns.map((column) => [column.name, column]));
    expect(byName.created).toEqual({ name: 'created', type: 'timestamp', nullable: true });
    expect(byName.total).toEqual({ name: 'total', type: 'decimal' });
    expect(byName.state).toMatchObject({ type: 'text', nullable: true, about: 'one of on, off' });
    expect(byName.parts_count).toMatchObject({ type: 'bigint', nullable: true });
    expect(Object.keys(byName)).not.toContain('secret_word');
  });

  test('its child tables, at every depth', () => {
    const [, parts, pieces] = items?.tables ?? [];
    expect(parts?.key).toEqual(['_account', 'item_id', '_position']);
    expect(parts?.columns.map((column) => column.name)).not.toContain('pin');
    expect(pieces).toMatchObject({
      table: 'items_parts_pieces',
      key: ['_account', 'item_id', '_position', '_position_2'],
    });
    expect(pieces?.columns.at(-1)).toEqual({ name: 'size', type: 'decimal' });
  });
});

const REAL = resolve(ROOT, '../shared/ovh-api/schemas');
const onReal = existsSync(REAL) ? test : test.skip;
if (!existsSync(REAL))
  console.log('the documents of the real API are not beside this checkout: the digest is not compared');

onReal(`the digest is what the documents give (${RENEW})`, () => {
  const stale = Object.entries(renewedReference(REAL)).filter(
    ([name, content]) => readFileSync(join(ROOT, name), 'utf8') !== content,
  );
  expect(stale.map(([name]) => name)).toEqual([]);
});
