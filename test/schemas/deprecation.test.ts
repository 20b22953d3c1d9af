// A route that ends is told in one line: in the words of a run, and in the reference.
import { describe, expect, test } from '@jest/globals';
import { withDeclarations } from '../../connector/app/plan/declarations.js';
import { presetPlan, referenceOf } from '../../connector/app/reference/digest.js';
import { objectSection } from '../../connector/cli/reference/object-section.js';
import { ApiDocuments } from '../../connector/schemas/api-documents.js';
import { deprecationText } from '../../connector/schemas/deprecation.js';
import { readDocument } from '../../connector/schemas/document.js';
import { SHOP } from './own-documents.js';

const ENDING = {
  value: 'DEPRECATED',
  description: 'Deprecated, will be removed',
  deprecatedDate: '2023-05-01T00:00:00Z',
  deletionDate: '2024-01-01T00:00:00Z',
  replacement: '/shop/thing/{id}',
};

test.each([
  [ENDING, 'GET /x is deprecated since 2023-05-01, to be deleted on 2024-01-01: use GET /shop/thing/{id}'],
  [{ value: 'DEPRECATED' }, 'GET /x is deprecated'],
  [{ value: 'DEPRECATED', replacement: 'POST /y' }, 'GET /x is deprecated: use POST /y'],
  [{ value: 'PRODUCTION', deletionDate: '2027-01-01T00:00:00Z' }, 'GET /x is to be deleted on 2027-01-01'],
  [{ value: 'PRODUCTION' }, undefined],
  [{ value: 'BETA' }, undefined],
  [{ value: '' }, undefined],
])('%j', (status, expected) => {
  expect(deprecationText('GET', '/x', status)).toBe(expected);
});

describe('a preset with a route that ends', () => {
  const raw = structuredClone(SHOP) as { apis: { path: string; operations: object[] }[] };
  for (const api of raw.apis) {
    if (api.path === '/shop/item/{itemId}')
      api.operations = api.operations.map((operation) => ({ ...operation, apiStatus: ENDING }));
  }
  const document = readDocument(raw, 'v1');
  const documents = new ApiDocuments(document ? [document] : []);
  const preset = {
    name: 'shop',
    title: '',
    description: '',
    endpoints: [
      { name: 'item_ids', path: '/shop/item', read: { item: 'itemId' } },
      { name: 'items', path: '/shop/item/{id}', parameters: { id: { from: 'item_ids' } } },
    ],
  };
  const words = 'deprecated since 2023-05-01, to be deleted on 2024-01-01: use GET /shop/thing/{id}';

  test('the plan warns once, by the source object', () => {
    const { warnings } = withDeclarations(presetPlan(preset), documents);
    const message = `GET /shop/item/{itemId} is ${words}`;
    expect(warnings).toEqual([{ code: 'route-deprecated', source: 'items', message }]);
  });

  test('its section of the reference is marked', () => {
    const node = presetPlan(preset).nodes.find(({ name }) => name === 'items');
    if (!node) throw new Error('no node');
    const text = objectSection(node, referenceOf([preset], documents).items, '1 call', undefined);
    expect(text).toContain(`\n\`GET /shop/item/{id}\` · 1 call · **${words}**\n`);
  });
});
