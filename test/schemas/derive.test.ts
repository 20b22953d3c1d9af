import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { compilePlan } from '../../connector/plan/compile.js';
import { ApiDocuments } from '../../connector/schemas/api-documents.js';
import { deriveDefinitions } from '../../connector/schemas/derivation/derive.js';
import { readDocument } from '../../connector/schemas/document.js';
import { apiDocumentsFromFolder } from '../../connector/schemas/document-sources.js';
import { readWithoutKeys } from '../config/fixtures.js';
import { extent } from '../extent.js';
import { SHOP } from './own-documents.js';

/** Compiles a plan of derived definitions through the front door: as if they stood in a file. */
function compile(definitions: object[]) {
  const environment = { env: {}, cwd: '/', home: '/nowhere' };
  const config = readWithoutKeys({ region: 'eu', endpoints: definitions }, environment, {
    presets: [],
  });
  return compilePlan(config.endpoints, { secrets: [], v2: true, locate: (name) => name });
}

function compileNamed(path: string, definitions: object[]) {
  try {
    return compile(definitions);
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`);
  }
}

describe('definitions of a route', () => {
  const document = readDocument(SHOP, 'v1');
  const documents = new ApiDocuments(document ? [document] : []);

  test('a list of ids and the object behind them', () => {
    const derived = deriveDefinitions(documents, '/shop/item/{itemId}');
    expect('definitions' in derived && derived.definitions).toEqual([
      { name: 'shop_item_ids', path: '/shop/item', table: false, read: { item: 'itemId' } },
      { name: 'shop_item', path: '/shop/item/{itemId}', parameters: { itemId: { from: 'shop_item_ids' } } },
    ]);
  });

  test('a list of objects', () => {
    const derived = deriveDefinitions(documents, '/shop/all');
    expect('definitions' in derived && derived.definitions).toEqual([
      { name: 'shop_all', path: '/shop/all' },
    ]);
  });

  test('a route that is not there', () => {
    expect(deriveDefinitions(documents, '/shop/nothing')).toEqual({
      reason: 'there is no route GET /shop/nothing',
    });
  });
});

const REAL = resolve(import.meta.dirname, '../../../shared/ovh-api/schemas');
const onReal = existsSync(REAL) ? test : test.skip;

/** Of so many routes one is taken. */
const STRIDE = extent(8, 1);

onReal(
  `GET routes of the real API (${STRIDE === 1 ? 'all' : `one in ${STRIDE}`}): derived and compiled, or why not`,
  () => {
    const documents = apiDocumentsFromFolder(REAL);
    const all = documents.operations().filter((operation) => operation.method === 'GET');
    const routes = all.filter((_, index) => index % STRIDE === 0);
    const reasons = new Map<string, number>();
    let compiled = 0;
    for (const { path } of routes) {
      const derived = deriveDefinitions(documents, path);
      if ('reason' in derived) {
        const kind = derived.reason
          .replace(/\{[^}]*\}/g, '{}')
          .replace(/GET \S+/g, 'GET ...')
          .replace(/needs .* in/, 'needs ... in');
        reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
        continue;
      }
      const plan = compileNamed(path, derived.definitions);
      expect(plan.nodes.at(-1)?.definition.path).toBe(path);
      compiled++;
    }
    const rest = [...reasons].sort((a, b) => b[1] - a[1]).map(([reason, count]) => `  ${count} × ${reason}`);
    console.log(
      `${compiled} of ${routes.length} GET routes are loadable with no code; the rest:\n${rest.join('\n')}`,
    );
    expect(compiled / routes.length).toBeGreaterThan(0.955);
  },
  60_000,
);
